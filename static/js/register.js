/* The register by keyboard: / to the search, j and k from line to line; Enter opens by itself. */

const links = () => [...document.querySelectorAll("[data-lines] .title")];

function move(step) {
  const all = links();
  if (!all.length) return;
  const here = all.indexOf(document.activeElement);
  const there = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  const link = all[Math.min(Math.max(there, 0), all.length - 1)];
  link.focus();
  link.closest("tr").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "/") document.getElementById("q").select();
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else return;
  event.preventDefault();
});

// A list that is changed shows its lines at once, without the empty fields in the address.
const filters = document.querySelector(".filters");

filters.addEventListener("change", (event) => {
  if (event.target.matches("select")) filters.requestSubmit();
});

filters.addEventListener("submit", () => {
  for (const field of filters.querySelectorAll("input, select")) field.disabled = !field.value;
});

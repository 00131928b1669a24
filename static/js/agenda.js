/* A month by keyboard: arrows from day to day, Page Up and Page Down from month to month. */

const days = [...document.querySelectorAll("[data-month] [data-day]")];
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function look(day) {
  for (const one of days) one.tabIndex = one === day ? 0 : -1;
  day.focus();
}

function turn(where, day) {
  const link = document.querySelector(`[data-${where}]`);
  if (link) location.assign(`${link.href}#on-${day}`);
}

// Only one day is in the order of the Tab key; the arrows lead to the others.
function begin() {
  if (!days.length) return;
  const wanted = /^#on-(\d+|last)$/.exec(location.hash);
  const here = days.find((day) => day.closest("td").classList.contains("today")) ?? days[0];
  for (const one of days) one.tabIndex = one === here ? 0 : -1;
  if (!wanted) return;
  look(wanted[1] === "last" ? days.at(-1) : days[Math.min(Number(wanted[1]), days.length) - 1]);
}

document.addEventListener("keydown", (event) => {
  const here = days.indexOf(event.target.closest?.("[data-day]"));
  if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = steps[event.key];
  if (step) {
    const there = days[here + step];
    if (there) look(there);
    else turn(step < 0 ? "previous" : "following", step < 0 ? "last" : "1");
  } else if (event.key === "Home") look(days[0]);
  else if (event.key === "End") look(days.at(-1));
  else if (event.key === "PageUp") turn("previous", String(here + 1));
  else if (event.key === "PageDown") turn("following", String(here + 1));
  else return;
  event.preventDefault();
});

begin();

// A list that is changed shows its month at once, without the empty fields in the address.
const filters = document.querySelector(".filters");

filters.addEventListener("change", (event) => {
  if (event.target.matches("select")) filters.requestSubmit();
});

filters.addEventListener("submit", () => {
  for (const field of filters.querySelectorAll("input, select")) field.disabled = !field.value;
});

/* Forms that open inside a page, and the way to the occurrence that an address names. */

// The server says where to go after a form: the same page is loaded anew, so that all of it is true.
document.addEventListener("go", (event) => {
  const to = new URL(event.detail.to, location.href);
  const stays = to.pathname === location.pathname && to.search === location.search;
  location.assign(to);
  if (stays) location.reload();
});

// "Leave it" closes a form that was opened inside the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leave]");
  const form = link && link.closest("[aria-live] > form");
  if (!form) return;
  event.preventDefault();
  form.remove();
});

// A form that opens takes the focus, and one with an error its first wrong field.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.closest("form") || event.target.querySelector("form");
  if (!form) return;
  form.scrollIntoView({ block: "nearest" });
  const field = form.querySelector("[aria-invalid=true]") || form.querySelector("input:not([type=hidden]), select, textarea");
  if (field) field.focus({ preventScroll: true });
});

// #o123 is the occurrence 123: where it is not the one that is open, the page opens it.
function openNamed() {
  const id = /^#o(\d+)$/.exec(location.hash);
  if (id && !document.querySelector(`.occurrence${id[0]}`)) {
    location.replace(`${location.pathname}?o=${id[1]}${id[0]}`);
  }
}

window.addEventListener("hashchange", openNamed);
openNamed();

/* What every page does where there is JavaScript; each works without it too. */

// The person's menu closes when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The theme changes at once; the cookie is the one that the form would set.
for (const form of document.querySelectorAll("[data-theme-switch]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = event.submitter.value;
    const age = value ? 365 * 24 * 60 * 60 : 0;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${value}; Max-Age=${age}; Path=/; SameSite=Lax${secure}`;
    if (value) document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
  });
}

// A form that takes a while says so, and cannot be sent twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter;
    if (submitter && submitter.name) {
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = submitter.name;
      kept.value = submitter.value;
      form.append(kept);
    }
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    const note = document.createElement("span");
    note.setAttribute("role", "status");
    note.textContent = form.dataset.busy;
    form.append(note);
  });
}

// Coming back with the browser's back button finds the form usable again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

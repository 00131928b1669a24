/* What every page of data entry does where there is JavaScript; each works without it too. */

"use strict";

(() => {
  const form = document.querySelector("form.entry-form");
  if (!form) return;

  // A date that is not defined by a rule needs no room for one; only a set has a table of dates.
  const kindFields = () => form.querySelectorAll('select[name="kind"], select[name^="key_dates-"][name$="-kind"]');

  function showRule(select) {
    const row = select.closest("tr") || form;
    const area = row.querySelector('[data-rule-check="key date"]');
    if (!area) return;
    const needless = select.value !== "defined" && !area.value.trim() && !area.closest(".has-errors");
    area.hidden = needless;
    const part = area.closest(".for-defined");
    if (part) part.hidden = needless;
    const dates = document.getElementById("set_dates-group");
    if (dates) dates.hidden = select.value !== "set" && !dates.querySelector(".has_original");
    for (const link of document.querySelectorAll(".contents a")) {
      const target = document.querySelector(link.hash);
      link.hidden = Boolean(target && target.hidden);
    }
  }

  function showRules() {
    for (const select of kindFields()) showRule(select);
  }

  form.addEventListener("change", (event) => {
    if (event.target.matches('select[name$="kind"]')) showRule(event.target);
  });

  // The contents of the page: how many rows, where an error is, where one is.
  const contents = document.querySelector(".contents");

  function mark(link) {
    const part = document.querySelector(link.hash);
    const wrong = part && part.querySelector(".error, .has-errors");
    link.classList.toggle("wrong", Boolean(wrong));
    if (wrong && !link.querySelector(".visually-hidden")) {
      const words = document.createElement("span");
      words.className = "visually-hidden";
      words.textContent = "(something is wrong here)";
      link.append(" ", words);
    }
  }

  function count() {
    for (const place of document.querySelectorAll("[data-count-of]")) {
      const group = document.getElementById(`${place.dataset.countOf}-group`);
      const rows = group.querySelectorAll("details.inline-related:not(.empty-form), tr.form-row:not(.empty-form)");
      place.textContent = rows.length || "";
    }
  }

  function follow(links) {
    const byPart = new Map(links.map((link) => [document.querySelector(link.hash), link]));
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) seen[entry.isIntersecting ? "add" : "delete"](entry.target);
      const first = [...byPart.keys()].find((part) => seen.has(part));
      for (const [part, link] of byPart) {
        if (part === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "-10% 0px -50% 0px" });
    for (const part of byPart.keys()) if (part) watch.observe(part);
  }

  if (contents) {
    const links = [...contents.querySelectorAll("a")];
    links.forEach(mark);
    follow(links);
  }
  document.addEventListener("formset:added", (event) => {
    showRules();
    count();
    const first = event.target.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
  });
  document.addEventListener("formset:removed", count);
  count();

  // The box in which one searches for a party or a person is called what its field is called.
  function nameSearches() {
    for (const box of form.querySelectorAll(".select2-selection")) {
      const select = box.closest(".select2").previousElementSibling;
      const label = select && select.labels && select.labels[0];
      const chosen = box.querySelector(".select2-selection__rendered");
      if (!label || !chosen) continue;
      label.id ||= `${select.id}-label`;
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      chosen.setAttribute("aria-labelledby", label.id);
    }
  }
  document.addEventListener("formset:added", nameSearches);

  // Django puts the link that removes a row into its heading, which is a control itself.
  function moveRemovers() {
    for (const link of form.querySelectorAll("details.inline-related > summary .inline-deletelink")) {
      link.closest("details").querySelector(".row-acts").append(link);
    }
  }
  document.addEventListener("formset:added", moveRemovers);
  // jQuery calls in the order of asking: by then Django has made its boxes and links.
  window.django?.jQuery?.(() => { nameSearches(); moveRemovers(); });

  // What was typed is not lost by leaving the page.
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });

  showRules();
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
})();

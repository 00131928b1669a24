/* A rule is checked while it is typed: what it means and gives, or the word that is wrong. */

"use strict";

(() => {
  const PAUSE = 350;
  const CONVENTIONS = ["calendar", "roll", "month_end", "fiscal_year_end", "zone"];
  const waiting = new WeakMap();
  const asking = new WeakMap();

  const isRule = (element) => element.matches && element.matches("[data-rule-check]");
  const isTemplate = (element) => element.name.includes("__prefix__");

  /* Where the answer stands: after the rule, told to screen readers when it changes. */
  function answerOf(area, make) {
    const holder = area.parentElement;
    let answer = holder.querySelector(":scope > .trial-answer");
    if (!answer && make) {
      answer = document.createElement("div");
      answer.className = "trial-answer";
      answer.setAttribute("role", "status");
      area.after(answer);
    }
    return answer;
  }

  /* The field of the same row or page, found by the rule's own name. */
  function beside(area, name) {
    const own = area.name.replace(/rules?$/, name);
    return area.form.querySelector(`[name="${CSS.escape(own)}"]`);
  }

  function ownName(area) {
    const field = area.dataset.ruleCheck === "obligation" ? beside(area, "ref") : beside(area, "name");
    return field ? field.value : area.form.dataset.own || "";
  }

  function conventions(form) {
    const field = (name) => form.querySelector(`[name="conventions-0-${name}"]`);
    if (!field("calendar")) return null;
    const law = form.querySelector('[name="governing_law"]');
    const found = { law: law ? law.value : "" };
    for (const name of CONVENTIONS) found[name] = field(name).value;
    return found;
  }

  function question(area) {
    const form = area.form;
    const kind = form.querySelector('select[name="kind"]');
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("text", area.value);
    data.set("where", area.dataset.ruleCheck);
    data.set("agreement", form.dataset.agreement || "");
    data.set("own", ownName(area));
    if (area.dataset.ruleCheck === "obligation" && kind) data.set("kind", kind.value);
    const rows = window.RuleNames.typed(form);
    if (rows) data.set("key_dates", JSON.stringify(rows));
    const counted = conventions(form);
    if (counted) data.set("conventions", JSON.stringify(counted));
    return data;
  }

  async function check(area) {
    const before = asking.get(area);
    if (before) before.abort();
    const answer = answerOf(area, true);
    if (!area.value.trim()) {
      answer.replaceChildren();
      return;
    }
    const control = new AbortController();
    asking.set(area, control);
    try {
      const body = question(area);
      const response = await fetch(area.dataset.url, { method: "POST", body, signal: control.signal });
      if (response.redirected || !response.ok) throw new Error(String(response.status));
      answer.innerHTML = await response.text();
    } catch (error) {
      if (error.name === "AbortError") return;
      answer.textContent = "The rule cannot be checked just now; it will be checked when you save.";
    }
  }

  /* While a name is being chosen its bracket is open, and that is no error yet. */
  function soon(area) {
    clearTimeout(waiting.get(area));
    if (area.hasAttribute("aria-controls")) return;
    waiting.set(area, setTimeout(() => check(area), PAUSE));
  }

  function recheckShown(form) {
    for (const area of form.querySelectorAll("[data-rule-check]")) {
      if (!isTemplate(area) && answerOf(area, false) && area.value.trim()) soon(area);
    }
  }

  document.addEventListener("input", (event) => {
    if (isRule(event.target)) soon(event.target);
  });

  document.addEventListener("rule-names-closed", (event) => soon(event.target));

  document.addEventListener("focusin", (event) => {
    const area = event.target;
    if (isRule(area) && area.value.trim() && !answerOf(area, false)) check(area);
  });

  /* The same rule in the words that every rule is printed in; of a notice's rules, that line alone. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest ? event.target.closest("[data-tidy]") : null;
    if (!button) return;
    const holder = button.closest(".trial-answer").parentElement;
    const area = holder.querySelector(":scope > [data-rule-check]");
    const lines = area.dataset.ruleCheck === "notice" ? area.value.split("\n") : [area.value];
    const tidied = lines.map((line) => (line.trim() === button.dataset.typed ? button.dataset.tidy : line));
    area.value = tidied.join("\n");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* What a rule gives depends on the kind of the obligation, on other dates and on conventions. */
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.classList.contains("entry-form") && !isRule(event.target)) recheckShown(form);
  });

  document.addEventListener("DOMContentLoaded", () => {
    const areas = [...document.querySelectorAll("[data-rule-check]")].filter((a) => !isTemplate(a));
    const wanted = areas.filter((a) => a.closest(".has-errors") || a.dataset.ruleCheck === "obligation");
    for (const area of areas.length === 1 ? areas : wanted) if (area.value.trim()) check(area);
  });
})();

/* The names that rules may use: gathered from the page, and completed after an opening bracket. */

"use strict";

window.RuleNames = (() => {
  const MOST = 8;

  /* Key dates typed on the page, saved or not: name, kind and rule. Null where the page has none. */
  function typed(form) {
    if (!form.querySelector('[name="key_dates-TOTAL_FORMS"]')) return null;
    const found = [];
    for (const input of form.querySelectorAll('[name^="key_dates-"][name$="-name"]')) {
      const prefix = input.name.slice(0, -"name".length);
      const field = (name) => form.querySelector(`[name="${CSS.escape(prefix + name)}"]`);
      const removed = field("DELETE");
      if (prefix.includes("__prefix__") || !input.value.trim() || (removed && removed.checked)) continue;
      found.push({ name: input.value.trim(), kind: field("kind").value, rule: field("rule").value });
    }
    return found;
  }

  function known(form) {
    const rows = typed(form);
    const stored = JSON.parse(form.dataset.names || "[]");
    if (!rows) return stored;
    const others = stored.filter(([, kind]) => kind === "obligation");
    return [...rows.map((row) => [row.name, row.kind]), ...others];
  }

  /* The place of the bracket that is open before the caret, or -1. */
  function openBracket(area) {
    const before = area.value.slice(0, area.selectionStart);
    const open = before.lastIndexOf("[");
    return open > before.lastIndexOf("]") ? open : -1;
  }

  function matches(form, written) {
    const wanted = written.trim().toLowerCase();
    const starts = [];
    const contains = [];
    for (const pair of known(form)) {
      const place = pair[0].toLowerCase().indexOf(wanted);
      if (place === 0) starts.push(pair);
      else if (place > 0) contains.push(pair);
    }
    return [...starts, ...contains].slice(0, MOST);
  }

  let list = null;
  let owner = null;

  function close() {
    if (!list) return;
    const area = owner;
    list.remove();
    list = owner = null;
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
    area.dispatchEvent(new CustomEvent("rule-names-closed", { bubbles: true }));
  }

  function option(pair, number) {
    const item = document.createElement("li");
    item.id = `rule-name-${number}`;
    item.setAttribute("role", "option");
    item.dataset.name = pair[0];
    item.textContent = pair[0];
    const kind = document.createElement("span");
    kind.textContent = pair[1];
    item.append(kind);
    return item;
  }

  function open(area, pairs) {
    close();
    owner = area;
    list = document.createElement("ul");
    list.id = "rule-names";
    list.className = "rule-names";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Names");
    list.append(...pairs.map(option));
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    choose(0);
  }

  function choose(number) {
    const items = [...list.children];
    const at = (number + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    owner.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  }

  function chosen() {
    return [...list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");
  }

  /* Writes the chosen name in its brackets over what was begun. */
  function accept(name) {
    const area = owner;
    const start = openBracket(area);
    const caret = area.selectionStart;
    close();
    if (start < 0) return;
    const end = area.value[caret] === "]" ? caret + 1 : caret;
    area.setRangeText(`[${name}]`, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!area.matches || !area.matches("[data-rule-check]")) return;
    const start = openBracket(area);
    const pairs = start < 0 ? [] : matches(area.form, area.value.slice(start + 1, area.selectionStart));
    if (pairs.length) open(area, pairs);
    else close();
  });

  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== owner) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) choose(chosen() + moves[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") accept(list.children[chosen()].dataset.name);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener("mousedown", (event) => {
    const item = list && event.target.closest ? event.target.closest(".rule-names li") : null;
    if (item) {
      event.preventDefault();
      accept(item.dataset.name);
    } else close();
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === owner) close();
  });

  return { typed };
})();

/* What may stand at the cursor of a rule: names, keywords, calendars. Ctrl+Space asks at any place. */

"use strict";

window.RuleNames = (() => {
  const PAUSE = 90;
  let list = null;
  let owner = null;
  let place = null;
  let asking = null;
  let timer = 0;

  const isRule = (element) => element.matches && element.matches("[data-complete]");

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

  /* Of a notice's rules, one on each line, the line with the cursor: its start and its text. */
  function lineOf(area) {
    const value = area.value;
    if (area.dataset.ruleCheck !== "notice") return [0, value];
    const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = value.indexOf("\n", area.selectionStart);
    return [start, value.slice(start, end < 0 ? value.length : end)];
  }

  function question(area, start, text) {
    const form = area.form;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("text", text);
    data.set("cursor", String(area.selectionStart - start));
    data.set("where", area.dataset.ruleCheck);
    data.set("agreement", form.dataset.agreement || "");
    const rows = typed(form);
    if (rows) data.set("key_dates", JSON.stringify(rows));
    return data;
  }

  function forget() {
    clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
  }

  function close() {
    forget();
    if (!list) return;
    const area = owner;
    list.remove();
    list = owner = place = null;
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
    area.dispatchEvent(new CustomEvent("rule-names-closed", { bubbles: true }));
  }

  async function ask(area, wanted) {
    forget();
    const [start, text] = lineOf(area);
    const caret = area.selectionStart;
    const control = new AbortController();
    asking = control;
    try {
      const body = question(area, start, text);
      const response = await fetch(area.dataset.complete, { method: "POST", body, signal: control.signal });
      if (response.redirected || !response.ok) return;
      const found = await response.json();
      if (control.signal.aborted || area.selectionStart !== caret) return;
      const useful = found.options.length && (found.begun || wanted);
      if (useful) open(area, start, found);
      else close();
      if (wanted && !useful) tell(area, `Here may stand ${found.expected.join(", or ") || "nothing more"}.`);
    } catch (error) {
      /* Without an answer the rule is plain text, and is checked when it is saved. */
    }
  }

  /* A word to readers of screens, and to eyes, where there is nothing to choose from. */
  function tell(area, words) {
    const holder = area.parentElement;
    let said = holder.querySelector(":scope > .rule-said");
    if (!said) {
      said = document.createElement("p");
      said.className = "rule-said";
      said.setAttribute("role", "status");
      area.after(said);
    }
    said.textContent = words;
  }

  function hush(area) {
    const said = area.parentElement.querySelector(":scope > .rule-said");
    if (said && said.textContent) said.textContent = "";
  }

  function option(offered, number) {
    const item = document.createElement("li");
    item.id = `rule-name-${number}`;
    item.setAttribute("role", "option");
    item.dataset.text = offered.text;
    item.dataset.name = offered.text.replace(/^\s*\[|\]$/g, "");
    item.textContent = offered.text.trim();
    const kind = document.createElement("span");
    kind.textContent = offered.meaning || offered.kind;
    item.append(kind);
    return item;
  }

  function open(area, offset, found) {
    if (list) list.remove();
    owner = area;
    place = { start: offset + found.start, end: offset + found.end };
    list = document.createElement("ul");
    list.id = "rule-names";
    list.className = "rule-names";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "What may stand here");
    list.append(...found.options.map(option));
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

  /* Writes what was chosen over what was begun. */
  function accept(text) {
    const area = owner;
    const { start, end } = place;
    close();
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* What is pasted or put in as a whole is not being begun: only typing opens the list. */
  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!isRule(area)) return;
    hush(area);
    forget();
    const isTyped = !event.inputType || /^(insertText|deleteContent)/.test(event.inputType);
    if (event.isTrusted && isTyped) timer = setTimeout(() => ask(area, false), PAUSE);
    else close();
  });

  document.addEventListener("keydown", (event) => {
    if (isRule(event.target) && event.key === " " && event.ctrlKey) {
      event.preventDefault();
      ask(event.target, true);
      return;
    }
    if (!list || event.target !== owner || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) choose(chosen() + moves[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") accept(list.children[chosen()].dataset.text);
    else if (event.key === "Escape") close();
    else {
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener("mousedown", (event) => {
    const item = list && event.target.closest ? event.target.closest(".rule-names li") : null;
    if (item) {
      event.preventDefault();
      accept(item.dataset.text);
    } else close();
  });

  document.addEventListener("focusin", (event) => {
    if (!isRule(event.target)) return;
    event.target.setAttribute("aria-autocomplete", "list");
    event.target.setAttribute("aria-haspopup", "listbox");
    event.target.setAttribute("aria-keyshortcuts", "Control+Space");
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === owner) close();
  });

  return { typed };
})();

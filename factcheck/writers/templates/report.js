"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("js");

  // ---- storage: local storage where the browser has it, else memory, and the page says so
  const memory = new Map();
  let lasting = true;
  try { localStorage.setItem("factcheck:test", "1"); localStorage.removeItem("factcheck:test"); } catch { lasting = false; }
  const read = (key) => { try { return JSON.parse(lasting ? localStorage.getItem("factcheck:" + key) : memory.get(key) ?? null); } catch { return null; } };
  const write = (key, value) => {
    const text = JSON.stringify(value);
    memory.set(key, text);
    if (lasting) try { localStorage.setItem("factcheck:" + key, text); } catch { lasting = false; warn(); }
  };
  const forget = (key) => { memory.delete(key); if (lasting) localStorage.removeItem("factcheck:" + key); };
  const warn = () => { const hint = $("#keeps"); if (hint) hint.textContent = "This browser keeps nothing for this page: save your decisions before you close it."; };

  // ---- views
  const views = $$(".view");
  const tabs = $$("nav a");
  const show = (name) => {
    for (const view of views) view.hidden = view.id !== name;
    for (const tab of tabs) tab.dataset.view === name ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    const view = target ? target.closest(".view") : null;
    show(view ? view.id : "discrepancies");
    if (!target || target === view) { if (target) scrollTo(0, 0); return; }
    if (target.tagName === "DETAILS") target.open = true;
    if (target.hidden) { $("#filter").reset(); apply(); }
    target.scrollIntoView({ block: "start" });
    if (target.matches(".card")) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);

  const table = JSON.parse($("#table").textContent);
  const at = Object.fromEntries(table.columns.map((name, place) => [name, place]));
  const run = document.body.dataset.run;
  const NAMES = { confirm: "Confirmed", dismiss: "Dismissed", fix: "Fix later", "": "Open" };

  // ---- decisions
  const unescape = (cell) => (cell.startsWith("'") && formula(cell.slice(1)) ? cell.slice(1) : cell);
  // The same two patterns as in factcheck/tables.py: what a spreadsheet would run, and signed numbers, which it may.
  const RUNS = /^(?:'*[\s\x00\x1c-\x1f\x85\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|'*[\t\r\n])/u;
  const SIGNED = /^-(?:\p{Nd}+|\p{Nd}{1,3}(?:,\p{Nd}{3})+)(?:\.\p{Nd}+)?%?$/u;
  function formula(text) { return RUNS.test(text) && !SIGNED.test(text); }
  const escape = (text) => (formula(text) ? "'" + text : text);
  const quote = (cell) => (/[",\r\n]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell);
  const blank = { decision: "", reviewer: "", note: "" };
  const same = (one, two) => ["decision", "reviewer", "note"].every((name) => one[name] === two[name]);

  const cards = $$(".card").map((element, place) => {
    const row = table.rows[place];
    const carried = Object.fromEntries(Object.keys(blank).map((name) => [name, unescape(row[at[name]])]));
    return { element, row, id: row[at.discrepancy_id], carried, facets: {
      level: [element.dataset.level], verdict: [element.dataset.verdict], rule: [element.dataset.rule],
      article: JSON.parse(element.dataset.article), outlet: JSON.parse(element.dataset.outlet),
    } };
  });
  const word = (decision) => decision.trim().toLowerCase().split(/\s+/)[0] || "";
  const current = (card) => {
    const kept = read(card.id);
    // What an earlier run exported has left this page for good: the record that the run read is newer.
    if (kept && kept.exported && kept.run !== run) { forget(card.id); return card.carried; }
    return kept ?? card.carried;
  };
  const paint = (card) => {
    const now = current(card);
    const decided = word(now.decision);
    for (const button of $$("button[data-decision]", card.element)) button.setAttribute("aria-pressed", String(button.dataset.decision === decided));
    const note = $("textarea", card.element);
    if (note.value !== now.note && document.activeElement !== note) note.value = now.note;
    $(".by", card.element).textContent = decided || now.note ? [NAMES[decided] ?? now.decision, now.reviewer && "by " + now.reviewer, same(now, card.carried) ? "" : now.exported ? "saved as a table" : "not saved as a table yet"].filter(Boolean).join(", ") : "";
    card.element.classList.toggle("done", Boolean(decided));
    card.facets.decision = [decided in NAMES ? decided : ""];
  };
  const decide = (card, change) => {
    const now = { ...blank, ...current(card), ...change, run, exported: false };
    // Who takes a carried decision back is told with it; a card left blank as it was has no reviewer.
    if (!now.decision && !now.note && !word(card.carried.decision)) now.reviewer = "";
    else if ("decision" in change || "note" in change) now.reviewer = $("#reviewer").value.trim() || now.reviewer;
    same(now, card.carried) ? forget(card.id) : write(card.id, now);
    paint(card);
    tally();
    if ("decision" in change) apply(false); // counts alone: a card must not vanish under the reader's hands
  };
  const toggle = (card, decision) => decide(card, { decision: word(current(card).decision) === decision ? "" : decision });
  const tally = () => {
    if (!cards.length) return;
    const decided = cards.filter((card) => word(current(card).decision)).length;
    $("#progress").textContent = decided + " of " + cards.length + " decided";
    const due = cards.some((card) => { const now = current(card); return !same(now, card.carried) && !now.exported; });
    $("#save").classList.toggle("due", due);
  };
  const csv = () => {
    const lines = [table.columns, ...cards.map((card) => {
      const cells = [...card.row];
      const now = current(card);
      for (const name of Object.keys(blank)) cells[at[name]] = escape(now[name]);
      // A decision taken back here must not be read as one that was never looked at.
      if (word(card.carried.decision) && !now.decision) cells[at.decision] = "open";
      return cells;
    })];
    return "\ufeff" + lines.map((cells) => cells.map(quote).join(",") + "\r\n").join("");
  };
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    link.download = "discrepancies.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    for (const card of cards) { const kept = read(card.id); if (kept) { write(card.id, { ...kept, run, exported: true }); paint(card); } }
    tally();
  };

  // ---- filters, with counts that follow them
  const FACETS = ["level", "verdict", "decision", "rule", "article", "outlet"];
  const LABELS = { level: (v) => v, verdict: (v) => v, decision: (v) => NAMES[v], rule: (v) => v, article: (v) => v, outlet: (v) => v };
  const options = {};
  const build = () => {
    for (const facet of FACETS) {
      const values = facet === "decision" ? ["", "confirm", "dismiss", "fix"] : [...new Set(cards.flatMap((card) => card.facets[facet]))];
      if (["rule", "article", "outlet"].includes(facet)) values.sort((a, b) => a.localeCompare(b));
      const holder = $(`[data-facet=${facet}]`, $("#filter"));
      options[facet] = values.map((value) => {
        if (holder.tagName === "SELECT") {
          const option = document.createElement("option");
          option.value = value;
          holder.append(option);
          return { value, option };
        }
        const label = document.createElement("label");
        const box = document.createElement("input");
        const count = document.createElement("span");
        box.type = "checkbox"; box.value = value; count.className = "n";
        const name = document.createElement("span");
        name.textContent = LABELS[facet](value);
        label.append(box, name, count);
        holder.append(label);
        return { value, box, count };
      });
      if (holder.tagName === "SELECT") {
        const all = document.createElement("option");
        all.value = "\0"; all.textContent = "All"; all.defaultSelected = true;
        holder.prepend(all);
        holder.value = "\0";
        if (!values.length) { holder.hidden = true; holder.previousElementSibling.hidden = true; }
      } else if (facet !== "decision" && values.length < 2) holder.hidden = true;
    }
  };
  const wanted = (facet) => {
    const holder = $(`[data-facet=${facet}]`, $("#filter"));
    if (holder.tagName === "SELECT") return holder.value === "\0" ? null : new Set([holder.value]);
    const chosen = $$("input:checked", holder).map((box) => box.value);
    return chosen.length ? new Set(chosen) : null;
  };
  const apply = (hiding = true) => {
    const query = $("#search").value.trim().toLowerCase();
    const filters = FACETS.map((facet) => [facet, wanted(facet)]);
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    let seen = 0;
    for (const card of cards) {
      if (query) card.text ??= ($("h3", card.element).textContent + " " + card.row.join(" ")).toLowerCase();
      const spoken = !query || card.text.includes(query) || current(card).note.toLowerCase().includes(query);
      const failed = spoken ? filters.filter(([facet, set]) => set && !card.facets[facet].some((value) => set.has(value))).map(([facet]) => facet) : FACETS;
      const hide = failed.length > 0;
      if (hiding && card.element.hidden !== hide) card.element.hidden = hide;
      seen += !card.element.hidden;
      // An option's count is what choosing it would show: all other filters hold.
      for (const facet of FACETS) if (!failed.length || (failed.length === 1 && failed[0] === facet)) for (const value of card.facets[facet]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
    for (const facet of FACETS) for (const entry of options[facet]) {
      const count = counts[facet].get(entry.value) ?? 0;
      if (entry.count) entry.count.textContent = count;
      else entry.option.textContent = LABELS[facet](entry.value) + " (" + count + ")";
    }
    const narrowed = filters.filter(([, set]) => set).length + Boolean(query);
    $("#shown").textContent = seen === cards.length ? "All " + cards.length + " shown, the gravest and surest first." : seen + " of " + cards.length + " shown.";
    $("#active").textContent = narrowed ? "(" + narrowed + ")" : "";
  };

  // ---- wiring
  const keysOn = () => $("#keys").checked;
  const chosen = () => cards.find((card) => card.element.contains(document.activeElement));
  const visible = () => cards.filter((card) => !card.element.hidden);
  const focus = (card) => { if (card) { card.element.focus({ preventScroll: true }); card.element.scrollIntoView({ block: "start" }); } };
  const step = (by) => {
    const list = visible();
    const here = list.indexOf(chosen());
    focus(list[here < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, here + by))]);
  };
  const open = (name) => { location.hash = name; };
  const help = () => { const dialog = $("#help"); dialog.open ? dialog.close() : dialog.showModal(); };
  const onList = () => !$("#discrepancies").hidden;
  const KEYS = {
    j: () => onList() && step(1), k: () => onList() && step(-1),
    1: () => chosen() && toggle(chosen(), "confirm"), 2: () => chosen() && toggle(chosen(), "dismiss"), 3: () => chosen() && toggle(chosen(), "fix"),
    n: () => chosen() && $("textarea", chosen().element).focus(),
    "/": () => { open("discrepancies"); show("discrepancies"); $("#filters").open = true; $("#search").focus(); $("#search").select(); },
    d: () => open("discrepancies"), a: () => open("articles"), f: () => open("facts"),
    s: () => save(), "?": help,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && typing) { const card = chosen(); card ? card.element.focus() : event.target.blur(); return; }
    if (typing || !keysOn() || !cards.length || ($("#help").open && event.key !== "?")) return;
    if (event.key in KEYS) { event.preventDefault(); KEYS[event.key](); }
  });
  $("#keys").checked = read("keys") !== false;
  $("#keys").addEventListener("change", () => write("keys", keysOn()));

  if (cards.length) {
    for (const card of cards) paint(card);
    build();
    const reviewer = $("#reviewer");
    reviewer.value = read("reviewer") ?? "";
    reviewer.addEventListener("change", () => write("reviewer", reviewer.value.trim()));
    $("#list").addEventListener("click", (event) => {
      const button = event.target.closest("button[data-decision]");
      if (button) toggle(cards.find((card) => card.element.contains(button)), button.dataset.decision);
    });
    $("#list").addEventListener("input", (event) => {
      const card = cards.find((entry) => entry.element.contains(event.target));
      if (card && event.target.matches("textarea")) decide(card, { note: event.target.value });
    });
    $("#filter").addEventListener("input", () => apply());
    $("#filter").addEventListener("submit", (event) => event.preventDefault());
    $("#filter").addEventListener("reset", () => setTimeout(() => apply()));
    $("#save").addEventListener("click", save);
    $("#help-open").addEventListener("click", help);
    addEventListener("storage", (event) => {
      const card = cards.find((entry) => "factcheck:" + entry.id === event.key);
      if (card) { paint(card); tally(); }
    });
    if (matchMedia("(max-width: 60rem)").matches) $("#filters").open = false;
    if (!lasting) warn();
    apply();
    tally();
  }
  addEventListener("beforeprint", () => { for (const view of views) view.hidden = view.id === "articles"; });
  addEventListener("afterprint", follow);
  follow();
})();

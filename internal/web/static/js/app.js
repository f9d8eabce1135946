// What the browser does beyond links and forms; everything works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);

  // Keys.
  const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const seen = (element) => element && element.offsetParent !== null;
  function find() {
    const field = all("[data-find]").find(seen);
    if (field) { field.focus(); field.select(); }
    return field;
  }
  function plainKey(event) {
    if (event.key === "?") {
      const keys = one("#keys");
      if (keys && !keys.open) keys.showModal();
      return keys;
    }
    if (event.key === "/") return find();
    const link = one(`[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
    if (link) link.click();
    return link;
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "k") {
      if (find()) event.preventDefault();
    } else if (control && event.key === "Enter") {
      const form = event.target.closest("form");
      const half = form && one("[data-ctrl-enter]", form);
      if (half) { event.preventDefault(); form.requestSubmit(half); }
    } else if (event.key === "Escape") {
      all("details[data-more][open]").forEach((more) => { more.open = false; one("summary", more).focus(); });
      if (event.target.matches("[data-find]")) event.target.blur();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      step(event);
    } else if (!control && !event.altKey && !typing(event.target) && !one("dialog[open]") && plainKey(event)) {
      event.preventDefault();
    }
  });
  // Arrows go from the search field through what was found.
  function step(event) {
    const box = event.target.closest(".find");
    if (!box) return;
    const places = [one("[data-find]", box), ...all(".found a", box)];
    const next = places[places.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  }
  document.addEventListener("click", (event) => {
    all("details[data-more][open]").forEach((more) => { if (!more.contains(event.target)) more.open = false; });
  });

  // Text that was typed waits in this tab, per person and form, until it has arrived.
  const box = (form) => `kroon:${document.body.dataset.who || ""}:${form.dataset.keep}`;
  const kept = (field) => field.name && !["password", "hidden", "file", "submit"].includes(field.type);
  function store(key, value) {
    try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* full or switched off: the page still works */ }
  }
  function keep(form) {
    const values = [...form.elements].filter(kept).filter((field) => !["radio", "checkbox"].includes(field.type))
      .map((field) => [field.name, field.value]).filter(([, value]) => value !== "");
    store(box(form), values.length ? JSON.stringify(values) : null);
  }
  function recall(form) {
    let values;
    try { values = JSON.parse(sessionStorage.getItem(box(form))) || []; } catch { return; }
    for (const [name, value] of values) {
      const field = form.elements.namedItem(name);
      if (field && "value" in field && field.value === "" && kept(field)) field.value = value;
    }
  }
  function arrived() {
    let sent;
    try { sent = sessionStorage.getItem("kroon:sent"); } catch { return; }
    if (!sent) return;
    store("kroon:sent", null);
    if (!all("form[data-keep]").some((form) => box(form) === sent) || one("[data-done]")) store(sent, null);
  }
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest("form[data-keep]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.keep) { keep(form); store("kroon:sent", box(form)); }
  });

  // Times count on, by the clock of the server; when one passes a border, its card is fetched anew.
  const ahead = Date.parse(document.body.dataset.now) - Date.now() || 0;
  const now = () => Date.now() + ahead;
  const changed = (element) => { if (element) element.dispatchEvent(new CustomEvent("live")); };
  function left(due, words) {
    const minutes = Math.floor(Math.abs(due - now()) / 60000);
    const [n, at] = minutes < 60 ? [minutes, 0] : minutes < 2880 ? [Math.floor(minutes / 60), 2] : [Math.floor(minutes / 1440), 4];
    return words[at + (n === 1 ? 0 : 1)].replace("#", n);
  }
  function count() {
    for (const time of all("time[data-count]")) {
      const due = Date.parse(time.dateTime);
      const late = due < now();
      const text = left(due, time.dataset.count.split("|"));
      if (time.textContent !== text) time.textContent = text;
      if (time.late !== undefined && time.late !== late) changed(time.closest("[data-live]"));
      time.late = late;
    }
  }

  // The server tells that something changed; the parts it concerns are fetched anew.
  function refresh(topics) {
    for (const part of all("[data-live]")) {
      const own = part.dataset.live.split(" ");
      if (!topics || topics.some((topic) => topic === "everything" || own.includes(topic))) changed(part);
    }
  }
  // A tab that nobody sees lets go of its connection, since a browser has only six for plain http;
  // what was missed is fetched when it is seen again.
  function listen() {
    const path = document.body.dataset.events;
    if (!path || !one("[data-live]")) return;
    let source, missed = false;
    const open = () => {
      source = new EventSource(path);
      source.onmessage = (event) => refresh(event.data.split(" "));
      source.onerror = () => { missed = true; };
      source.onopen = () => { if (missed) { missed = false; refresh(); } };
    };
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) { source.close(); missed = true; } else open();
    });
    addEventListener("pagehide", () => source.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    open();
  }

  arrived();
  all("form[data-keep]").forEach(recall);
  const fault = one("[data-fault]");
  if (fault) (one("[aria-invalid=true]") || fault).focus();
  count();
  setInterval(count, 10000);
  document.addEventListener("htmx:after:swap", count);
  listen();
})();

// What the browser does beyond links and forms; everything works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);

  // Keys.
  const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const seen = (element) => element && element.offsetParent !== null;
  function find() {
    const sheet = one("#seek");
    if (sheet && !all("[data-find]").some(seen)) sheet.showModal();
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
    const act = rowKey(event);
    if (act) return act;
    const keyed = all(`[data-key="${CSS.escape(event.key.toUpperCase())}"]`); // what the page does with it goes before the menu
    const link = keyed.filter(seen).at(-1) || keyed.at(-1);
    if (link) link.click();
    return link;
  }
  // Work is gone through row by row: J and K, or the arrows once a row has the focus. Enter does the first act
  // of a row; the others have the key that stands on them. After an act J goes on from there.
  function walk(by) {
    const rows = all(".rows > .row[id]").filter(seen);
    const last = stored("kroon:row");
    const here = document.activeElement.closest(".row") || (last && document.getElementById(last));
    store("kroon:row", null);
    const at = rows.indexOf(here);
    const next = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by] || here;
    if (next) { next.tabIndex = -1; next.focus(); }
    return next;
  }
  function rowKey(event) {
    const key = event.key.toUpperCase();
    if (key === "J" || key === "K") return walk(key === "J" ? 1 : -1);
    const row = event.target.closest(".row");
    const act = row && (key === "ENTER" ? event.target === row && one(".act .btn, .gives .btn", row) : one(`[data-row-key="${CSS.escape(key)}"]`, row));
    if (!act) return null;
    store("kroon:row", row.id);
    act.click();
    const field = act.matches("summary") && one("textarea, input:not([type=hidden])", act.parentElement);
    if (field) field.focus();
    return act;
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    // Enter that is held down does its act once: what it opens is not sent with the same press.
    if (event.repeat && event.key === "Enter" && !event.target.matches("textarea")) { event.preventDefault(); return; }
    const control = event.ctrlKey || event.metaKey;
    const onward = event.key === "Enter" && !control && event.target.closest("[data-onward]");
    if (onward) { event.preventDefault(); document.getElementById(onward.dataset.onward).focus(); return; }
    if (control && event.key.toLowerCase() === "k") {
      if (find()) event.preventDefault();
    } else if (control && event.key === "Enter") {
      const form = event.target.closest("form");
      const half = form && one("[data-ctrl-enter]", form);
      if (half) { event.preventDefault(); form.requestSubmit(half); }
    } else if (event.altKey && !control && /^Digit[1-9]$/.test(event.code)) {
      const pick = all(`[data-alt-key="${event.code.slice(5)}"]`).find(seen);
      if (pick) { event.preventDefault(); pick.checked = true; pick.dispatchEvent(new Event("change", { bubbles: true })); }
    } else if (event.key === "Escape") {
      all("details[data-more][open]").forEach((more) => { more.open = false; one("summary", more).focus(); });
      stepOut(event);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      step(event);
    } else if (!control && !event.altKey && !typing(event.target) && !one("dialog[open]") && plainKey(event)) {
      event.preventDefault();
    }
  });
  const found = (field) => document.getElementById(field.getAttribute("aria-controls"));
  const fieldOf = (target) => all("[data-find]").find((one) => one === target || found(one)?.contains(target));
  // Escape goes from what was found back to the search field, and from the field back to the page, also when words
  // stand in it: a browser would only empty it, and leave the window before the page.
  function stepOut(event) {
    const field = fieldOf(event.target);
    const sheet = field?.closest("dialog[open]");
    if (field && field !== event.target) field.focus();
    else if (sheet) sheet.close();
    else field?.blur();
    if (field && (sheet || field !== event.target)) event.preventDefault();
  }
  // Arrows go from the search field through what was found.
  function step(event) {
    const field = fieldOf(event.target);
    if (!field && event.target.closest(".row") && !typing(event.target)) {
      walk(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    }
    const below = !field && event.key === "ArrowDown" && one(`[data-below="${event.target.id}"] input[type=radio]`);
    if (below) {
      event.preventDefault();
      below.focus();
      below.checked = true;
      below.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (!field) return;
    const places = [field, ...all("a:not(.num)", found(field))];
    const next = places[places.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  }
  document.addEventListener("click", (event) => {
    all("details[data-more][open]").forEach((more) => { if (!more.contains(event.target)) more.open = false; });
  });

  // Text that was typed waits in this tab, per person and form, until it has arrived. It comes back
  // after a failed send, a sign-in in between, a reload or a step back; a form opened afresh is empty,
  // so that nobody reads one customer's words at another.
  const person = document.body.dataset.who || "";
  const box = (form) => `kroon:${person}:${form.dataset.keep}`;
  const fault = one("[data-fault]");
  const texts = (form) => [...form.elements].filter((field) => field.name &&
    (field.matches("textarea") || ["text", "search", "tel", "email", "url", "date", "time", "number"].includes(field.type)));
  const forms = all("form[data-keep]").filter((form) => form.dataset.keep);
  function stored(key) {
    try { return sessionStorage.getItem(key); } catch { return null; }
  }
  function store(key, value) {
    try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value); } catch { /* full or switched off: the page still works */ }
  }
  function keep(form) {
    store(box(form), JSON.stringify(texts(form).map((field) => [field.name, field.value])));
  }
  function recall() {
    const sent = stored("kroon:sent");
    const waits = sent && (fault || (!person && !sent.startsWith("kroon::")));
    if (sent && !waits && (one("[data-done]") || !forms.some((form) => box(form) === sent))) {
      store(sent, null);
      store("kroon:sent", null);
    }
    const again = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
    for (const form of forms) {
      const key = box(form);
      const values = stored(key);
      if (!values || fault) continue;
      if (again || key === stored("kroon:sent")) {
        for (const [name, value] of JSON.parse(values)) {
          const field = texts(form).find((field) => field.name === name);
          if (field && field.value === field.defaultValue) field.value = value;
        }
      } else store(key, null);
    }
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (forms.includes(form)) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (forms.includes(form)) { keep(form); store("kroon:sent", box(form)); }
    const patience = one("[data-patience]", form); // what lasts longer than two seconds says so
    if (patience) setTimeout(() => { patience.hidden = false; }, 2000);
  });

  document.addEventListener("kept", (event) => { store(box(event.target), null); store("kroon:sent", null); });

  // Times count on, by the clock of the server; when one passes a border, its card is fetched anew.
  const ahead = Date.parse(document.body.dataset.now) - Date.now() || 0;
  const now = () => Date.now() + ahead;
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

  // The server tells that something changed; the parts it concerns are fetched anew. A part in which somebody is
  // typing stays as it is until they are done, so that nothing typed is lost.
  const edited = (field) => field.matches("textarea, input") && !["hidden", "submit", "radio", "checkbox"].includes(field.type) && field.value !== field.defaultValue;
  const inUse = (part) => part.contains(document.activeElement) && typing(document.activeElement) || one("details[data-more][open]", part) ||
    all("textarea, input", part).some(edited);
  function changed(part) {
    if (!part) return;
    part.stale = Boolean(inUse(part));
    if (!part.stale) part.dispatchEvent(new CustomEvent("live"));
  }
  const catchUp = () => all("[data-live]").filter((part) => part.stale && !inUse(part)).forEach(changed);
  document.addEventListener("focusout", () => setTimeout(catchUp));
  document.addEventListener("reset", () => setTimeout(catchUp));
  document.addEventListener("htmx:before:swap", (event) => {
    const part = event.detail?.ctx?.sourceElement;
    if (part?.matches?.("[data-live]") && inUse(part)) { part.stale = true; event.preventDefault(); }
  });
  function refresh(topics) {
    for (const part of all("[data-live]")) {
      const own = part.dataset.live.split(" ");
      if (!topics || topics.some((topic) => topic === "everything" || own.includes(topic))) changed(part);
    }
  }

  // What the page says of the line: nothing, that it is down, that something was not sent, or that one is signed out.
  let state = "";
  function line(now) {
    if (now === state) return;
    const up = state && !now;
    state = now;
    for (const text of all("[data-line]")) text.hidden = text.dataset.line !== now;
    if (up) document.dispatchEvent(new CustomEvent("line-up"));
  }
  // Whether there is a line is found out by asking, since what the device believes of it says little of Kroon.
  async function ask() {
    try {
      await fetch("/worker.js", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (state !== "out") line("");
      return true;
    } catch {
      line(state === "unsent" ? state : "down");
      return false;
    }
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !["down", "unsent"].includes(state) || form.method !== "post" || event.submitter?.value === "half") return;
    event.preventDefault();
    line("unsent");
    one("#line")?.scrollIntoView({ block: "nearest" });
  });

  // Who leaves a page on which colleagues see them says so: before it goes, since what is said while it goes is
  // lost where a service worker looks after it, and then once more for browsers that do not ask before. A link
  // such as tel: leaves nothing; then the page says that it is still there.
  function leave() {
    for (const part of all("[data-leave]")) {
      fetch(part.dataset.leave, { method: "POST", keepalive: true, body: new URLSearchParams(JSON.parse(part.getAttribute("hx-vals"))) }).catch(() => {});
    }
  }
  if (one("[data-leave]")) {
    addEventListener("beforeunload", () => { leave(); setTimeout(() => all("[data-leave]").forEach(changed), 5000); });
    addEventListener("pagehide", leave);
  }

  // A tab that nobody sees lets go of its connection, since a browser has only six for plain http; what was
  // missed, by hiding, by sleep or by a line that broke, is fetched when the stream is there again.
  const silence = 50000, quick = 1000, slow = 30000; // milliseconds; the server is never silent longer than 20,000
  function listen() {
    const path = document.body.dataset.events;
    if (!path || !one("#line")) return;
    let source, missed = false, heard = Date.now(), looked = Date.now(), wait = quick, later;
    const hear = () => { heard = Date.now(); };
    const live = Boolean(one("[data-live]"));
    function close() { source?.close(); source = undefined; clearTimeout(later); later = undefined; }
    function open() {
      close();
      if (!live || document.hidden) return;
      hear();
      source = new EventSource(path);
      source.addEventListener("beat", hear);
      source.onmessage = (event) => { hear(); refresh(event.data.split(" ")); };
      source.onopen = () => { hear(); wait = quick; line(""); refresh(missed ? undefined : ["opened"]); missed = false; };
      source.onerror = broken;
    }
    function again() {
      missed = true;
      close();
      later = setTimeout(open, wait);
      wait = Math.min(wait * 2, slow);
    }
    async function broken() {
      again();
      if (!await ask()) return;
      const stop = new AbortController();
      const answer = await fetch(path, { headers: { Accept: "text/event-stream" }, cache: "no-store", signal: stop.signal }).catch(() => undefined);
      stop.abort();
      if (answer?.status === 401) { close(); line("out"); }
    }
    function back() { missed = true; wait = quick; if (state !== "out") { ask(); open(); } }
    document.addEventListener("visibilitychange", () => { if (document.hidden) { close(); missed = true; } else back(); });
    addEventListener("pagehide", close);
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    addEventListener("online", back);
    addEventListener("offline", ask);
    // A machine that slept hears nothing and is told nothing: its clock has jumped.
    setInterval(() => {
      const now = Date.now(), slept = now - looked > 15000;
      looked = now;
      if (document.hidden || state === "out") return;
      if (slept || source && now - heard > silence) back();
      else if (!live && state) ask();
      catchUp();
    }, 5000);
    open();
  }

  // What can be undone says for how long; with reduced motion in figures alone.
  function undoing() {
    const box = one("[data-undo]");
    if (!box) return;
    const bar = one("progress", box), text = one("[data-words]", box), words = text.dataset.words.split("|");
    const end = performance.now() + Number(box.dataset.undo) * 1000;
    bar.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tick = setInterval(() => {
      const left = (end - performance.now()) / 1000, whole = Math.ceil(left);
      if (left <= 0) {
        clearInterval(tick);
        const notice = box.closest(".notice"), within = box.contains(document.activeElement);
        box.remove();
        if (within && notice) { notice.tabIndex = -1; notice.focus(); }
        return;
      }
      bar.value = left;
      const now = words[whole === 1 ? 0 : 1].replace("#", whole);
      if (text.textContent !== now) text.textContent = now;
    }, 100);
  }

  recall();
  if (fault) (one("[aria-invalid=true]") || fault).focus();
  count();
  setInterval(count, 10000);
  document.addEventListener("htmx:after:swap", count);
  undoing();
  listen();
})();

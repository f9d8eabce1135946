// Half notes, kept in this browser until Kroon has them. The page and the service worker share this file.
// A note belongs to who took it, in one organisation; nobody else who signs in here sees or sends it.
(() => {
  "use strict";
  const done = (ask) => new Promise((yes, no) => { ask.onsuccess = () => yes(ask.result); ask.onerror = () => no(ask.error); });
  let opened;
  function open() {
    opened ??= new Promise((yes, no) => {
      const ask = indexedDB.open("kroon", 1);
      ask.onupgradeneeded = () => {
        ask.result.createObjectStore("note", { keyPath: "key" });
        ask.result.createObjectStore("person", { keyPath: "name" });
      };
      ask.onsuccess = () => yes(ask.result);
      ask.onerror = () => { opened = undefined; no(ask.error); };
    });
    return opened;
  }
  // The answer comes once it is on disk, so that what the screen calls kept is kept.
  async function use(store, mode, act) {
    const all = (await open()).transaction(store, mode, { durability: "strict" });
    const stored = new Promise((yes, no) => { all.oncomplete = yes; all.onabort = () => no(all.error); });
    const answer = await done(act(all.objectStore(store)));
    await stored;
    return answer;
  }
  const person = () => use("person", "readonly", (all) => all.get("last"));
  const keep = (note) => use("note", "readwrite", (all) => all.put(note));
  const drop = (key) => use("note", "readwrite", (all) => all.delete(key));
  async function mine() {
    const who = await person();
    if (!who) return [];
    const all = await use("note", "readonly", (notes) => notes.getAll());
    return all.filter((note) => note.staff === who.staff && note.house === who.house).sort((a, b) => a.at.localeCompare(b.at));
  }

  // Sends what waits, one after the other, and tells how it stands: sent, offline, or signin. Two that send
  // at once do no harm, since Kroon takes a key once.
  async function sendAll() {
    const arrived = {};
    for (const note of await mine()) {
      if (note.why) continue;
      const fields = new URLSearchParams(note.fields);
      for (const name of ["key", "staff", "house", "at"]) fields.append("note_" + name, note[name]);
      let answer;
      try {
        answer = await fetch("/intake/kept", { method: "POST", body: fields, headers: { Accept: "text/plain", "HX-Request": "true" }, cache: "no-store" });
      } catch {
        return { state: "offline", arrived };
      }
      if (answer.ok) {
        arrived[note.key] = answer.headers.get("HX-Redirect") || "/today";
        await drop(note.key);
      } else if (answer.status === 401) {
        return { state: "signin", arrived };
      } else if ([400, 403, 404, 409, 413, 422].includes(answer.status)) {
        await keep({ ...note, why: (await answer.text()).trim() || String(answer.status) });
      } else {
        return { state: "offline", arrived };
      }
    }
    return { state: "sent", arrived };
  }
  const news = self.BroadcastChannel ? new BroadcastChannel("kroon-notes") : null;
  async function send() {
    const result = await (self.navigator.locks ? navigator.locks.request("kroon-notes", sendAll) : sendAll());
    news?.postMessage("changed");
    return result;
  }
  self.kroonNotes = { person, mine, send };
  if (!self.document) return;

  // The page.
  const body = document.body;
  const shelf = document.getElementById("kept");
  const part = (name, root) => root.querySelector(`[data-part=${name}]`);
  const offline = body.dataset.offline !== undefined;
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

  // Who was signed in here last, for the time without connection. Signing out takes it away.
  async function known() {
    if (offline || !body.dataset.who) return;
    const before = await person();
    const now = { name: "last", staff: body.dataset.who, house: body.dataset.house, called: body.dataset.called, lang: document.documentElement.lang, theme: document.documentElement.dataset.theme };
    if (JSON.stringify(before) === JSON.stringify(now)) return;
    await use("person", "readwrite", (all) => all.put(now));
    if (before && before.staff !== now.staff) await deafen();
  }
  // What was to reach the one who leaves, no longer reaches this browser.
  async function deafen() {
    const ready = await navigator.serviceWorker?.getRegistration();
    const heard = await ready?.pushManager?.getSubscription();
    if (!heard) return;
    await fetch("/settings/own/push/here/end", { method: "POST", body: new URLSearchParams({ endpoint: heard.endpoint }), headers: { "HX-Request": "true" } }).catch(() => {});
    await heard.unsubscribe();
  }
  const soon = (work) => Promise.race([work.catch(() => {}), new Promise((yes) => setTimeout(yes, 2000))]);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/signout") return;
    event.preventDefault();
    try { sessionStorage.clear(); } catch { /* switched off: nothing was kept */ }
    soon(Promise.all([use("person", "readwrite", (all) => all.delete("last")), deafen()])).finally(() => form.submit());
  });

  // A half note is first kept, then sent: whatever happens to the line or the tab, it is not lost.
  document.addEventListener("submit", (event) => {
    const form = event.target, press = event.submitter;
    if (event.defaultPrevented || press?.name !== "end" || press.value !== "half" || !self.indexedDB) return;
    event.preventDefault();
    press.disabled = true;
    take(form).catch(() => byForm(form)).finally(() => { press.disabled = false; });
  });
  function byForm(form) {
    if (offline) return;
    const end = document.createElement("input");
    Object.assign(end, { type: "hidden", name: "end", value: "half" });
    form.append(end);
    form.submit();
  }
  async function take(form) {
    const who = await person();
    if (!who) throw new Error("nobody");
    form.dataset.key ||= newKey();
    const note = {
      key: form.dataset.key, staff: who.staff, house: who.house, at: form.dataset.at || new Date().toISOString(),
      path: offline ? "/intake?half=1" : location.pathname + location.search,
      fields: [...new FormData(form), ["end", "half"]].filter(([, value]) => typeof value === "string" && value),
    };
    await keep(note);
    form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
    const { state, arrived } = await send();
    if (arrived[note.key]) { location.assign(arrived[note.key]); return; }
    const stands = (await mine()).find((one) => one.key === note.key);
    if (!stands) { location.assign("/today"); return; } // somebody else of this browser sent it
    if (state === "signin") { location.assign("/signin?next=%2Ftoday"); return; }
    if (!stands.why) {
      form.reset();
      delete form.dataset.key;
      delete form.dataset.at;
      wake();
    }
    await draw();
    shelf?.focus();
  }

  // What waits, with what is the matter.
  const when = (at) => {
    const time = new Date(at), today = new Date().toDateString() === time.toDateString();
    return time.toLocaleString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(today ? {} : { weekday: "long", day: "numeric", month: "long" }) });
  };
  const shown = 300; // signs of a note; the rest is there when it is mended
  function item(note) {
    const field = (name) => note.fields.find(([key]) => key === name)?.[1] || "";
    const line = shelf.querySelector("template").content.firstElementChild.cloneNode(true);
    part("who", line).textContent = field("caller_name") || field("from") || shelf.dataset.nobody;
    const text = field("to_customer") || field("for_colleagues");
    part("text", line).textContent = text.length > shown ? text.slice(0, shown) + "…" : text;
    part("at", line).textContent = when(note.at);
    part("waits", line).hidden = Boolean(note.why);
    const why = part("why", line), mend = part("mend", line), away = part("drop", line), back = part("back", line);
    why.hidden = mend.hidden = away.hidden = !note.why;
    why.textContent = note.why || "";
    mend.href = note.path + "#mend=" + note.key;
    away.addEventListener("click", async () => {
      await drop(note.key);
      why.hidden = mend.hidden = away.hidden = true;
      part("gone", line).hidden = back.hidden = false;
      back.focus();
    });
    back.addEventListener("click", async () => { await keep(note); drawn = ""; await draw(); shelf.focus(); });
    return line;
  }
  let drawn = "[]";
  async function draw() {
    if (!shelf) return;
    const notes = await mine(), whole = JSON.stringify(notes);
    if (whole === drawn) return; // who stands on a button keeps standing there
    drawn = whole;
    if (!notes.length && shelf.querySelector("[data-part=back]:not([hidden])")) return;
    shelf.hidden = !notes.length;
    part("title", shelf).textContent = notes.length === 1 ? shelf.dataset.one : shelf.dataset.many.replace("#", notes.length);
    const list = shelf.querySelector("ul");
    if (list) list.replaceChildren(...notes.map(item));
  }
  // To mend is to fill in the form anew and send it under the same key.
  async function mend() {
    const key = location.hash.match(/^#mend=(\w+)$/)?.[1];
    const note = key && (await mine()).find((one) => one.key === key);
    const form = note && document.querySelector("form[action='/intake']");
    if (!form) return;
    form.dataset.key = note.key;
    form.dataset.at = note.at;
    for (const [name, value] of note.fields) {
      const field = form.elements[name];
      if (field && field.value !== undefined && field.type !== "hidden" && field.type !== "submit") field.value = value;
    }
  }
  // The worker sends when the line is back, even with Kroon closed; where browsers cannot do that, the next page does.
  async function wake() {
    const ready = await navigator.serviceWorker?.getRegistration();
    await ready?.sync?.register("kroon-notes").catch(() => {});
  }
  async function again() {
    if (document.hidden || !(await mine()).some((note) => !note.why)) return;
    const { state } = await send();
    await draw();
    if (state === "sent" && offline && !typed()) location.reload();
  }
  const typed = () => [...document.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue);

  // The page that stands in without connection: for whom it notes, and back to the page that was asked for.
  async function stand() {
    if (!offline) return;
    const who = await person();
    const named = part("known", document), nobody = part("unknown", document), form = document.querySelector("form[action='/intake']");
    if (named) { named.hidden = !who; named.textContent = named.textContent.replace("#", who?.called || ""); }
    if (nobody) nobody.hidden = Boolean(who);
    if (form) form.hidden = !who;
    if (who) document.documentElement.dataset.theme = who.theme || "";
    const back = async () => {
      try { await fetch("/worker.js", { method: "HEAD", cache: "no-store" }); } catch { return; }
      if ((await mine()).some((note) => !note.why)) await again();
      else if (!typed()) location.reload();
    };
    if (location.pathname !== "/offline") { addEventListener("online", back); setInterval(back, 5000); }
  }

  if (!self.indexedDB) return;
  known().then(stand).then(mend).then(draw).then(again).catch(() => {});
  news?.addEventListener("message", () => draw().catch(() => {}));
  for (const sign of ["online", "pageshow"]) addEventListener(sign, () => again().catch(() => {}));
  document.addEventListener("visibilitychange", () => again().catch(() => {}));
  document.addEventListener("line-up", () => again().catch(() => {}));
  setInterval(() => again().catch(() => {}), 20000);
  // A page that was on its way while the worker began is looked after by nobody: it asks to be.
  async function lookAfter() {
    await navigator.serviceWorker.register(body.dataset.worker);
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) active.postMessage("claim");
  }
  if (body.dataset.worker && navigator.serviceWorker) lookAfter().catch(() => {});
})();

// The service worker: it keeps the static files and one page for when there is no connection, sends the notes
// that wait, and shows what is pushed. It never keeps a page with anybody's words.
"use strict";
importScripts(built.notes);
const shelf = "kroon-" + built.version;
const standIn = (lang) => built.offline + "?" + lang;

async function stock() {
  const cache = await caches.open(shelf);
  await cache.addAll(built.files);
  for (const lang of built.langs) {
    const page = await fetch(built.offline, { headers: { "Accept-Language": lang }, credentials: "omit", cache: "no-store" });
    if (!page.ok) throw new Error("no page for without connection");
    await cache.put(standIn(lang), page);
  }
}
async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith("kroon-") && name !== shelf) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}
self.addEventListener("install", (event) => event.waitUntil(stock().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("message", (event) => { if (event.data === "claim") event.waitUntil(self.clients.claim()); });

// A page comes from the server or not at all; then the page that stands in.
async function travel(event) {
  try {
    return await event.preloadResponse || await fetch(event.request);
  } catch {
    const who = await self.kroonNotes.person().catch(() => undefined);
    const wanted = [who?.lang, ...self.navigator.languages.map((one) => one.slice(0, 2))].find((one) => built.langs.includes(one));
    const cache = await caches.open(shelf);
    return await cache.match(standIn(wanted || built.langs[0]), { ignoreVary: true }) || Response.error();
  }
}
async function fromShelf(request) {
  const cache = await caches.open(shelf);
  return await cache.match(request, { ignoreVary: true }) || fetch(request);
}
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Forms go by themselves, as the browser sends them; a customer's page is no part of the app.
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/w/")) return;
  if (request.mode === "navigate") event.respondWith(travel(event));
  else if (url.pathname.startsWith("/static/")) event.respondWith(fromShelf(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "kroon-notes") return;
  event.waitUntil(self.kroonNotes.send().then(({ state }) => { if (state === "offline") throw new Error("later"); }));
});

// What is pushed names nobody: it says that something asks for attention, and where.
const places = { promise: "/promises/", question: "/questions/", complaint: "/complaints/" };
self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  const place = places[told.about] ? places[told.about] + encodeURIComponent(told.id) : "/today";
  event.waitUntil(self.registration.showNotification(told.title || "Kroon", { body: told.body || "", tag: told.tag, icon: built.icon, data: { place } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const place = event.notification.data?.place || "/today";
    const pages = await self.clients.matchAll({ type: "window" });
    const here = pages.find((page) => new URL(page.url).pathname === place);
    return here ? here.focus() : self.clients.openWindow(place);
  })());
});

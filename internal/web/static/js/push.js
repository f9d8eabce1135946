// Turning notifications on and off in this browser.
(() => {
  "use strict";
  const box = document.querySelector("[data-push]");
  if (!box) return;
  const on = box.querySelector("[data-push-on]"), off = box.querySelector("[data-push-off]");
  const says = (what) => { for (const text of box.querySelectorAll("[data-push-says]")) text.hidden = text.dataset.pushSays !== what; };
  const send = (path, fields) => fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { "HX-Request": "true", Accept: "text/plain" } });
  const settle = (answer) => { if (!answer.ok) throw new Error(String(answer.status)); location.assign("/settings/own"); };
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) { says("cannot"); return; }
  says("");
  const worker = () => navigator.serviceWorker.ready;
  const act = (button, work) => button.addEventListener("click", () => {
    button.disabled = true;
    work().catch(() => says("failed")).finally(() => { button.disabled = false; });
  });
  navigator.serviceWorker.getRegistration().then((ready) => ready?.pushManager.getSubscription()).then((heard) => {
    on.hidden = Boolean(heard);
    off.hidden = !heard;
  });
  act(on, async () => {
    if (await Notification.requestPermission() !== "granted") { says("denied"); return; }
    const key = await send("/settings/own/push/key", {});
    if (!key.ok) throw new Error(String(key.status));
    const raw = Uint8Array.from(atob((await key.text()).replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    const heard = await (await worker()).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw });
    const { endpoint, keys } = heard.toJSON();
    settle(await send("/settings/own/push", { endpoint, ...keys }));
  });
  act(off, async () => {
    const heard = await (await worker()).pushManager.getSubscription();
    if (heard) {
      settle(await send("/settings/own/push/here/end", { endpoint: heard.endpoint }));
      await heard.unsubscribe();
    }
  });
})();

// Files on their way show how far they are; without this script the form works as any form does.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-files]");
    const shown = form?.querySelector("[data-sending]");
    if (!shown || ![...form.elements].some((field) => field.type === "file" && field.files.length)) return;
    event.preventDefault();
    const bar = shown.querySelector("progress"), words = shown.querySelector("[data-words]");
    const press = form.querySelector("button");
    const request = new XMLHttpRequest();
    const say = (percent) => { bar.value = percent; words.textContent = words.dataset.words.replace("#", percent); };
    const over = () => { press.disabled = false; bar.hidden = true; words.textContent = words.dataset.lost; };
    shown.hidden = bar.hidden = false;
    bar.hidden = false;
    press.disabled = true;
    say(0);
    request.upload.onprogress = (sent) => { if (sent.lengthComputable) say(Math.floor(100 * sent.loaded / sent.total)); };
    request.onerror = request.ontimeout = request.onabort = over;
    request.onload = () => {
      const next = request.getResponseHeader("HX-Redirect");
      if (next) {
        if (next === location.pathname + location.search) location.reload(); else location.assign(next);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = page.querySelector("main");
      if (!main) { over(); return; }
      document.querySelector("main").replaceWith(document.adoptNode(main));
      window.htmx?.process?.(main);
      const wrong = main.querySelector("[aria-invalid=true], [data-fault]");
      if (wrong) wrong.focus();
    };
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-Request-Type", "full");
    request.setRequestHeader("Accept", "text/html");
    request.send(new FormData(form));
  });
})();

// Keeps a page true while it is looked at: hears that something was written, asks for the page again, and exchanges what differs.
// Without it the page is the same, but for being as old as its last loading.
"use strict";
(() => {
  const address = document.body.dataset.stream;
  if (!address || !window.EventSource) return;
  const sign = document.getElementById("live");
  // At least so long between two looks, longer where a look takes long, and not all readers in the same moment.
  let rest = 700;
  let timer = 0, wanted = false, busy = false, last = 0;

  const tell = (state, words) => {
    sign.hidden = false;
    sign.className = "live " + state;
    sign.textContent = words;
  };

  const want = () => {
    wanted = true;
    if (timer || busy || document.hidden) return;
    timer = setTimeout(refresh, Math.max(0, last + rest - Date.now()) + Math.random() * 150);
  };

  const refresh = async () => {
    timer = 0;
    wanted = false;
    busy = true;
    const begun = Date.now();
    try {
      const answer = await fetch(location.href, {headers: {"Accept": "text/html"}, cache: "no-store"});
      if (!answer.ok) throw new Error(answer.status);
      exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The next message, or the stream's own end, says more.
    }
    last = Date.now();
    rest = Math.max(700, 5 * (last - begun));
    busy = false;
    if (wanted) want();
  };

  // What somebody is writing is never taken from under their hands.
  const isBeingFilled = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea")].some((field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);

  // Nor is a film that plays: the page is looked at again when it stops.
  const isPlaying = (part) => [...part.querySelectorAll("video")].some((film) => !film.paused && !film.ended);
  document.addEventListener("pause", () => want(), true);
  document.addEventListener("ended", () => want(), true);

  const exchange = (fresh) => {
    if (fresh.querySelectorAll("[data-live]").length === 0) return location.reload();
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (!other || part.innerHTML === other.innerHTML) continue;
      if (isPlaying(part)) continue;
      if (isBeingFilled(part)) {
        note(part);
        continue;
      }
      const open = [...part.querySelectorAll("details[open]")].map((one) => one.id);
      const mine = [...part.querySelectorAll("details:not([open])")].map((one) => one.id);
      const focus = part.contains(document.activeElement) ? selector(document.activeElement) : null;
      const offsets = [...part.querySelectorAll(".scroll")].map((one) => one.scrollLeft);
      for (const one of other.querySelectorAll("details")) {
        if (open.includes(one.id)) one.open = true;
        else if (mine.includes(one.id)) one.open = false;
      }
      part.replaceChildren(...other.childNodes);
      part.querySelectorAll(".scroll").forEach((one, place) => { one.scrollLeft = offsets[place] || 0; });
      if (focus) part.querySelector(focus)?.focus({preventScroll: true});
    }
  };

  const note = (part) => {
    if (part.querySelector(".changed")) return;
    const line = document.createElement("p");
    line.className = "changed";
    line.setAttribute("role", "status");
    line.textContent = "This has changed meanwhile. Reload the page to see it; what you have written here is lost then.";
    part.prepend(line);
  };

  const selector = (element) => {
    if (element.id) return "#" + CSS.escape(element.id);
    const around = element.closest("[id]");
    const name = element.tagName.toLowerCase();
    const value = element.getAttribute("value");
    return "#" + CSS.escape(around.id) + " " + name + (value ? `[value="${CSS.escape(value)}"]` : "");
  };

  const source = new EventSource(address);
  source.onopen = () => tell("on", "Live");
  source.onmessage = want;
  source.addEventListener("reload", () => location.reload());
  source.onerror = () => source.readyState === EventSource.CLOSED
    ? tell("off", "Not live: reload the page") : tell("off", "Connecting again…");
  document.addEventListener("visibilitychange", () => { if (!document.hidden && wanted) want(); });
})();

// Live reload of the preview. It listens to the builds, loads the page again when
// what it shows has changed, swaps style sheets, and lays findings over the page.
(() => {
  "use strict";
  const script = document.currentScript;
  const shown = script.dataset.mark;
  let since = script.dataset.since;
  let source = null;
  let leaving = false;

  // After a reload of ours the page stands where it stood.
  const place = "showcase-place:" + location.pathname + location.search;
  try {
    const at = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (at !== null) {
      const [x, y] = at.split(" ").map(Number);
      const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
      back();
      addEventListener("load", back, { once: true });
    }
  } catch { /* no storage: the browser's own memory will do */ }

  const reload = () => {
    if (leaving) return;
    leaving = true;
    try { sessionStorage.setItem(place, scrollX + " " + scrollY); } catch { /* likewise */ }
    location.reload();
  };

  const pathOf = (url) => {
    try {
      const u = new URL(url, location.href);
      return u.origin === location.origin ? decodeURIComponent(u.pathname).slice(1) : null;
    } catch { return null; }
  };

  const swap = (link) => {
    const fresh = link.cloneNode();
    const url = new URL(link.href);
    url.searchParams.set("preview", Date.now());
    fresh.href = url.href;
    fresh.addEventListener("load", () => link.remove(), { once: true });
    fresh.addEventListener("error", () => fresh.remove(), { once: true });
    link.after(fresh);
  };

  const assets = (paths) => {
    const sheets = new Map();
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) sheets.set(pathOf(link.href), link);
    const used = new Set(performance.getEntriesByType("resource").map((e) => pathOf(e.name)));
    for (const path of paths) {
      if (sheets.has(path)) swap(sheets.get(path));
      else if (used.has(path)) return reload();
    }
  };

  let host = null, root = null, before = null, now = "";
  const find = (selector) => root && root.querySelector(selector);

  const showErrors = (on) => {
    const veil = find('[data-part="errors"]'), badge = find('[data-do="show"]');
    if (!veil) return;
    veil.hidden = !on;
    badge.hidden = on;
    document.body.inert = on;
    if (on) {
      const active = document.activeElement;
      if (active !== host && active !== document.body) before = active;
      find(".dialog").focus();
    } else if (before && before.isConnected && before !== document.body) before.focus();
    else badge.focus();
  };

  const toggleWarnings = (on) => {
    const panel = find('[data-part="warnings"]'), badge = find('[data-do="warnings"]');
    if (!panel) return;
    panel.hidden = !on;
    badge.setAttribute("aria-expanded", String(on));
    (on ? panel : badge).focus();
  };

  const act = (event) => {
    const button = event.target.closest && event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do === "hide") showErrors(false);
    if (button.dataset.do === "show") showErrors(true);
    if (button.dataset.do === "warnings") toggleWarnings(button.getAttribute("aria-expanded") !== "true");
  };

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root) return;
    const veil = find('[data-part="errors"]'), panel = find('[data-part="warnings"]');
    if (veil && !veil.hidden) showErrors(false);
    else if (panel && !panel.hidden) toggleWarnings(false);
    else return;
    event.preventDefault();
  });

  const findings = (message) => {
    if (message.html === now) return;
    now = message.html;
    const had = host && !!find('[data-part="errors"]');
    if (document.activeElement !== host && document.activeElement !== document.body) before = document.activeElement;
    if (host) host.remove();
    host = root = null;
    document.body.inert = false;
    if (now === "") {
      if (had && before && before.isConnected) before.focus();
      return;
    }
    host = document.createElement("showcase-preview");
    root = host.attachShadow({ mode: "open" });
    root.innerHTML = now; // escaped by the server; scripts would not run here in any case
    // A page may forbid style elements; a constructed sheet it cannot.
    const style = root.querySelector("style");
    if (style && "adoptedStyleSheets" in root) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style.textContent);
      root.adoptedStyleSheets = [sheet];
      style.remove();
    }
    root.addEventListener("click", act);
    document.documentElement.append(host);
    showErrors(message.errors > 0);
  };

  const connect = () => {
    if (source || leaving) return;
    const query = new URLSearchParams({ path: location.pathname, mark: shown, since });
    source = new EventSource("/.showcase/events?" + query);
    source.onmessage = (event) => {
      const message = JSON.parse(event.data);
      since = message.since;
      if (message.reload) return reload();
      assets(message.assets);
      findings(message);
    };
    // The browser would come again with the old query; we come with what we know now.
    source.onerror = () => {
      disconnect();
      setTimeout(() => { if (!document.hidden) connect(); }, 700);
    };
  };
  const disconnect = () => {
    if (source) source.close();
    source = null;
  };

  // Browsers allow six connections to a server: only pages that are seen hold one.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; connect(); } });
  if (!document.hidden) connect();
})();

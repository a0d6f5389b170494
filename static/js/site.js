// The reader's own settings and small comforts. Every page is whole without
// this file. Settings live in localStorage.warraq; the inline script of
// partials/head-inline.html puts them on <html> before the first paint.
(() => {
  const root = document.documentElement, set = root.dataset;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const on = (selector, type, act) => all(selector).forEach(e => e.addEventListener(type, event => act(e, event)));

  // The text that settings change, with its original words. Generated numbers
  // and dates change their digits, the story itself only its vowel marks.
  const words = new Map();
  function collect(selector, setting, outside) {
    for (const e of all(selector)) {
      const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      for (let n; (n = walk.nextNode());) {
        if (outside && n.parentElement.closest(outside)) continue;
        if (!words.has(n)) words.set(n, { text: n.data });
        words.get(n)[setting] = true;
      }
    }
  }

  // Persian, Urdu and Pashto have shapes of their own for «arab».
  const zero = { latn: 0x30, arab: /^(fa|prs|ur|ps)\b/.test(root.lang) ? 0x6f0 : 0x660 };
  const digits = (s, to) => s.replace(/[0-9٠-٩۰-۹]/g, c => String.fromCharCode(zero[to] + (c.charCodeAt(0) & 15)))
    .replace(to === "arab" ? /([٠-٩۰-۹]),(?=[٠-٩۰-۹])/g : /(\d)٬(?=\d)/g, to === "arab" ? "$1٬" : "$1,");

  function rewrite() {
    if (!words.size && !set.digits && !set.tashkeel) return;
    if (!words.size) {
      collect(".n,time", "digits");
      collect(".story h1,.standfirst,.prose", "tashkeel", ".quran,.verse");
    }
    for (const [node, w] of words) {
      let s = w.text;
      if (w.digits && set.digits) s = digits(s, set.digits);
      if (w.tashkeel && set.tashkeel) s = s.replace(/[\u064b-\u0652\u0670]/g, "");
      if (node.data !== s) node.data = s;
    }
  }

  const sizes = [90, 100, 112, 125, 140];
  function apply() {
    rewrite();
    for (const b of all("[data-set]")) b.setAttribute("aria-pressed", (set[b.dataset.set] || "") === b.dataset.value);
    const size = +(set.size || 2);
    for (const o of all("[data-size-now]")) o.textContent = digits(sizes[size - 1] + (set.digits === "arab" ? "٪" : "%"), set.digits || "latn");
    for (const b of all("[data-step]")) b.disabled = !sizes[size - 1 + +b.dataset.step];
    set.ready = "";
  }

  function keep(name, value) {
    if (value) set[name] = value;
    else delete set[name];
    const kept = {};
    for (const k of ["size", "theme", "digits", "tashkeel"]) if (set[k]) kept[k] = set[k];
    try { localStorage.warraq = JSON.stringify(kept); } catch { /* private mode: the setting lasts as long as the page */ }
    apply();
  }

  // «قبل 3 ساعات» for what is less than a day old.
  function ago() {
    if (/^(ku|ckb)\b/.test(root.lang) && root.dir === "rtl") return; // browsers know no words of Central Kurdish
    for (const t of all("time[data-ago]")) {
      const minutes = Math.round((Date.now() - Date.parse(t.dateTime)) / 60000);
      if (!(minutes >= 0 && minutes < 1440) || !self.Intl?.RelativeTimeFormat) continue;
      const say = new Intl.RelativeTimeFormat(root.lang + "-u-nu-" + (/[٠-٩]/.test(t.textContent) ? "arab" : /[۰-۹]/.test(t.textContent) ? "arabext" : "latn"));
      t.title = t.textContent;
      t.textContent = minutes < 60 ? say.format(-Math.max(1, minutes), "minute") : say.format(-Math.floor(minutes / 60), "hour");
    }
  }

  // The strip of urgent news is a file of its own: it changes without the pages.
  function strip(e) {
    const left = e.dataset.until ? Date.parse(e.dataset.until) - Date.now() : 1e9;
    if (left <= 0) { e.hidden = true; return false; }
    setTimeout(() => { e.hidden = true; }, Math.min(left, 1e9));
    return true;
  }
  async function breaking(dock) {
    all("main .breaking").forEach(strip);
    if (!dock || document.body.dataset.kind === "front") return;
    const answer = await fetch(dock.dataset.breaking).catch(() => null);
    if (!answer?.ok) return;
    const e = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".breaking");
    let closed;
    try { closed = sessionStorage.warraqClosed; } catch { /* private mode */ }
    const lead = e?.querySelector("a");
    if (!e || closed === e.textContent || lead?.pathname === location.pathname || !strip(e)) return;
    dock.prepend(document.adoptNode(e));
    dock.hidden = false;
    dock.querySelector("button").onclick = () => {
      dock.hidden = true;
      try { sessionStorage.warraqClosed = e.textContent; } catch { /* private mode */ }
    };
  }

  on("[data-set]", "click", b => keep(b.dataset.set, b.dataset.value));
  on("[data-step]", "click", b => {
    const size = Math.min(5, Math.max(1, +(set.size || 2) + +b.dataset.step));
    keep("size", size === 2 ? "" : String(size));
  });
  on("[data-print]", "click", () => print());
  if (!navigator.clipboard) all("[data-copy]").forEach(b => { b.hidden = true; });
  on("[data-copy]", "click", async b => {
    const label = b.querySelector("[data-done]"), before = label.textContent;
    if (before === label.dataset.done) return;
    await navigator.clipboard.writeText(b.dataset.copy);
    label.textContent = label.dataset.done;
    b.classList.add("done");
    setTimeout(() => { label.textContent = before; b.classList.remove("done"); }, 2500);
  });
  on("[data-share]", "click", () => navigator.share({ title: document.querySelector("h1").textContent, url: document.querySelector("link[rel=canonical]")?.href || location.href }).catch(() => {}));
  if (navigator.share) all("[data-share]").forEach(b => { b.hidden = false; });
  // A film elsewhere is fetched only when the reader asks for it.
  on("figure.embed[data-embed=youtube] a", "click", (a, event) => {
    const id = a.closest("figure").dataset.id || /(?:v=|youtu\.be\/|embed\/|shorts\/|live\/)([\w-]{6,})/.exec(a.href)?.[1];
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const film = document.createElement("iframe");
    film.src = "https://www.youtube-nocookie.com/embed/" + id + "?autoplay=1";
    film.title = a.textContent.trim();
    film.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    film.allowFullscreen = true;
    a.replaceWith(film);
    film.focus();
  });

  // «/» leads to the search, as it does in most archives.
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,textarea,select,[contenteditable]")) return;
    const box = document.querySelector("#q"), link = document.querySelector("a.tool[href$='/search/']");
    if (box || link) event.preventDefault();
    if (box) box.focus();
    else link?.click();
  });

  // The menu shows where the reader is, where it is wider than a phone.
  const here = document.querySelector(".sections [aria-current]"), row = here?.closest("ul");
  if (row) row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - here.offsetWidth) / 2;

  // The settings panel closes as a menu does.
  const panel = document.querySelector("details.settings");
  document.addEventListener("click", e => { if (panel?.open && !panel.contains(e.target)) panel.open = false; });
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && panel?.open) { panel.open = false; panel.querySelector("summary").focus(); }
  });

  // Old stories have no light twin any more: their light addresses lead to the story.
  const light = /\/lite\//;
  if (document.body.dataset.kind === "notfound" && light.test(location.pathname)) location.replace(location.origin + location.pathname.replace(light, "/"));

  ago();
  apply();
  breaking(document.querySelector("[data-breaking]"));
})();

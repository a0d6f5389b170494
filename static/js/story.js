// What a story can do beyond being read: a player that jumps, a gallery that turns, a
// list of contents that follows the reading, a live page that grows. All of it is there
// without this file: links, scrolling, and the text.
(() => {
  const root = document.documentElement, rtl = root.dir === "rtl";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // A chapter leads to its instant; the speed of a recording is the listener's.
  for (const media of all(".media")) {
    const player = media.querySelector("audio,video");
    all("[data-seek]", media).forEach(a => a.addEventListener("click", event => {
      event.preventDefault();
      player.currentTime = +a.dataset.seek;
      player.play();
    }));
    const speeds = all("[data-speed]", media);
    speeds.forEach(b => b.addEventListener("click", () => {
      player.playbackRate = player.defaultPlaybackRate = +b.dataset.speed;
      speeds.forEach(o => o.setAttribute("aria-pressed", o === b));
    }));
    const chapters = all("[data-seek]", media).reverse();
    player.addEventListener("timeupdate", () => {
      const now = player.currentTime && chapters.find(a => +a.dataset.seek <= player.currentTime);
      chapters.forEach(a => a === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"));
    });
  }

  // In a gallery one swipes; the buttons and the arrow keys turn it in reading direction.
  for (const gallery of all("[data-gallery]")) {
    const strip = gallery.querySelector(".shots"), shots = all(".shot", strip), turns = all("[data-turn]", gallery), full = gallery.querySelector("[data-full]");
    const middle = e => { const r = e.getBoundingClientRect(); return r.x + r.width / 2; };
    const at = () => shots.reduce((best, s, i) => Math.abs(middle(s) - middle(strip)) < Math.abs(middle(shots[best]) - middle(strip)) ? i : best, 0);
    const turn = step => {
      const to = shots[at() + step];
      if (to) strip.scrollBy({ left: middle(to) - middle(strip) });
    };
    const ends = () => turns.forEach(b => { b.disabled = !shots[at() + +b.dataset.turn]; });
    turns.forEach(b => b.addEventListener("click", () => turn(+b.dataset.turn)));
    strip.addEventListener("scroll", ends, { passive: true });
    gallery.addEventListener("keydown", event => {
      const step = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      turn(step);
    });
    full.hidden = !document.fullscreenEnabled;
    full.addEventListener("click", () => document.fullscreenElement ? document.exitFullscreen() : gallery.requestFullscreen().then(() => strip.focus()).catch(() => {}));
    ends();
  }

  // A list of contents, and the times of a live page, mark what is being read.
  for (const nav of all("[data-contents],.entries")) {
    const links = all("a[href^='#']", nav), list = nav.querySelector("ol");
    const mark = () => {
      const here = links.filter(a => document.getElementById(decodeURIComponent(a.hash.slice(1)))?.getBoundingClientRect().top < innerHeight * .35).pop();
      for (const a of links) {
        if (a !== here) a.removeAttribute("aria-current");
        else if (!a.hasAttribute("aria-current")) {
          a.setAttribute("aria-current", "true");
          if (list.scrollHeight > list.clientHeight) list.scrollTop = a.offsetTop - list.offsetTop - list.clientHeight / 2;
        }
      }
    };
    const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px" });
    links.forEach(a => { const heading = document.getElementById(decodeURIComponent(a.hash.slice(1))); if (heading) watch.observe(heading); });
  }

  // An open live story asks for what is new and sets it in its place. The words that the
  // reader has before their eyes do not move; a pill tells how many are new, and leads there.
  const pill = document.querySelector("[data-live]"), nav = document.querySelector(".entries");
  const fresh = new Set(), known = {}; // the entries as they were last sent
  const seen = new IntersectionObserver(list => { for (const e of list) if (e.isIntersecting && e.boundingClientRect.top > 0) { fresh.delete(e.target); seen.unobserve(e.target); tell(); } });

  function tell() {
    if (!fresh.size) { pill.replaceChildren(); return; }
    const forms = pill.dataset.words.split("|"), button = pill.querySelector("button") || document.createElement("button");
    const form = forms[["one", "two", "few", "many", "other"].indexOf(new Intl.PluralRules(root.lang).select(fresh.size))] || forms[4];
    const indic = root.dataset.digits ? root.dataset.digits === "arab" : /[٠-٩۰-۹]/.test(forms[2]);
    const zero = !indic ? 0x30 : /^(fa|prs|ur|ps)\b/.test(root.lang) ? 0x6f0 : 0x660;
    button.textContent = form.replace(/[\d٠-٩۰-۹]+/, String(fresh.size).replace(/\d/g, d => String.fromCharCode(zero + +d)));
    button.type = "button";
    button.onclick = () => {
      const newest = [...fresh].pop();
      fresh.clear();
      tell();
      newest.scrollIntoView();
      newest.tabIndex = -1;
      newest.focus({ preventScroll: true });
    };
    if (!button.parentNode) pill.replaceChildren(button);
  }

  async function follow() {
    if (pill.dataset.until && Date.parse(pill.dataset.until) < Date.now()) { clearInterval(timer); return; }
    const answer = document.hidden ? null : await fetch(pill.dataset.live, { cache: "no-cache" }).catch(() => null);
    if (!answer?.ok) return;
    const { entries, count } = await answer.json(), list = nav.querySelector("ol");
    const eyes = all(".prose .entry").find(e => e.getBoundingClientRect().bottom > 0), was = eyes?.getBoundingClientRect().top;
    for (const e of entries.reverse()) { // the oldest first, each before those that are there
      const section = new DOMParser().parseFromString(e.html, "text/html").body.firstElementChild;
      const old = document.getElementById(e.id)?.closest(".entry");
      const same = known[e.id] ? known[e.id] === e.html : old?.isEqualNode(section);
      known[e.id] = e.html;
      if (!section || same) continue;
      if (old) {
        old.replaceWith(section);
        if (fresh.delete(old)) { fresh.add(section); seen.observe(section); }
        continue;
      }
      const first = document.querySelector(e.pinned ? ".prose .entry" : ".prose .entry:not(.pinned)");
      if (!first) continue;
      first.before(section);
      const item = document.createElement("li"), link = document.createElement("a"), time = section.querySelector("time");
      link.href = "#" + e.id;
      link.textContent = e.title;
      item.append(...(time ? [time.cloneNode(true), " "] : []), link);
      (list.querySelector(e.pinned ? "li" : "li:not(.pinned)") || list.firstChild)?.before(item);
      fresh.add(section);
      seen.observe(section);
    }
    if (!fresh.size) return;
    const number = nav.querySelector(".n");
    number.textContent = /[٠-٩]/.test(number.textContent) ? String(count).replace(/\d/g, d => "٠١٢٣٤٥٦٧٨٩"[d]) : count;
    const moved = eyes && eyes.isConnected && was < 0 ? eyes.getBoundingClientRect().top - was : 0;
    if (moved) scrollBy({ top: moved, behavior: "instant" }); // browsers without scroll anchoring
    tell();
  }
  const timer = pill && nav && setInterval(follow, 30000);
})();

// The reader's search: it fetches the few small files of the index that a
// question needs (package search tells how they are written), newest stories
// first, and shows them. Without it the page leads to sections and archive.
// The page runs this file once more as a worker, which reads and ranks; where
// it cannot, it does so itself.
(() => {
  let index = ""; // the address of the index's folder

  // ---- words: what arabic.Fold and package search do; one list of examples holds both

  const letters = {};
  for (const [to, from] of [["ا", "أإآ\u0671\u0672\u0673"], ["ي", "ىئ\u06cc"], ["ه", "ة\u06be\u06c1\u06d5"], ["و", "ؤ"], ["ك", "\u06a9\u06aa\u06af"]]) for (const c of from) letters[c] = to;
  const fold = s => s
    .replace(/[\ufb50-\ufd3d\ufd50-\ufdcf\ufdf2\ufe70-\ufefc]/g, c => c.normalize("NFKC")).normalize("NFC")
    .replace(/[\p{Mn}\u0640\u115f\u1160\u3164\uffa0]|(?![\u0600-\u0605\u06dd\u08e2])[\p{Cf}\p{Cc}]/gu, c => /\s/.test(c) ? " " : "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, c => c.charCodeAt(0) - (c < "\u06f0" ? 0x660 : c < "\u0700" ? 0x6f0 : 0xff10))
    .replace(/[\u0600-\u06ff]/g, c => letters[c] || c).normalize("NFC").toLowerCase();

  const wordRunes = /(?:[A-Za-z0-9\u0620-\u0669\u066e\u066f]|(?![\0-\x7f\u0620-\u066f])[\p{L}\p{N}\p{M}\p{Cf}])+/gu;
  function bare(raw, folded, m) {
    for (const a of m.articles) {
      if (!folded.startsWith(a)) continue;
      const rest = folded.slice(a.length);
      if (rest.length < 2 || !a.endsWith("لل") && /^[^اأإآ\u0671]*[أإآ]/.test(raw) || m.roots.has(folded.replace(/^[وفبكل]+/, ""))) return folded;
      return a.endsWith("لل") ? "ل" + rest : rest;
    }
    return folded;
  }

  const factor = 16777619;
  const hash = s => {
    let h = 2166136261;
    for (const c of s) h = Math.imul(h ^ c.codePointAt(0), factor);
    return (h ^ h >>> 15) >>> 0;
  };

  // wordsOf gives the words of a text with their place; a stop word has none.
  function wordsOf(text, m) {
    const out = [];
    let place = 0;
    for (const { 0: raw, index } of text.matchAll(wordRunes)) {
      for (const folded of fold(raw).replace(/^عبدال(?=...)/, "عبد ال").replace(/^[وفبلكا]+(?=\d+$)/, "").split(" ")) {
        if (!folded) continue;
        const stop = folded === "علي" ? raw.endsWith("ى") : m.stops.has(folded) || (folded.length === 1 && folded > "9");
        const base = stop ? "" : bare(raw, folded, m);
        out.push({ base, sum: hash(base || folded), place: place++, index, end: index + raw.length });
      }
    }
    return out;
  }

  // ---- files

  const files = new Map();
  let manifest;
  const get = async (path, headers) => {
    const r = await fetch(`${index}${path}?${manifest.v}`, { headers });
    if (!r.ok) throw new Error(path);
    return r;
  };
  const inflated = async stream => new Uint8Array(await new Response(stream.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
  const of = bytes => inflated(new Blob([bytes]).stream());
  const load = (path, read) => {
    if (!files.has(path)) files.set(path, get(path).then(async r => read(await inflated(r.body))).catch(e => { files.delete(path); throw e; }));
    return files.get(path);
  };
  // part gives some bytes of a file. A host that gives all of it is understood, and asked once.
  const whole = new Map();
  const part = async (path, from, size) => {
    const key = `${path}:${from}-${size}`;
    if (whole.has(path)) return whole.get(path).subarray(from, from + size);
    if (!files.has(key)) files.set(key, get(path, { Range: `bytes=${from}-${from + size - 1}` }).then(async r => {
      const bytes = new Uint8Array(await r.arrayBuffer());
      if (r.status === 206) return bytes;
      whole.set(path, bytes);
      return bytes.subarray(from, from + size);
    }).catch(e => { files.delete(key); throw e; }));
    return files.get(key);
  };
  const begin = () => manifest ||= fetch(index + "index.json", { cache: "no-cache" }).then(r => r.json()).then(m => {
    m.stops = new Set(m.stop.split(" "));
    m.roots = new Set(m.al.split(" "));
    return manifest = m;
  }).catch(e => { manifest = null; throw e; });

  const decoder = new TextDecoder();
  function reader(bytes) {
    let at = 0;
    const number = () => {
      for (let n = 0, scale = 1; ; scale *= 128) {
        const b = bytes[at++];
        n += (b & 127) * scale;
        if (b < 128) return n;
      }
    };
    const slice = n => bytes.subarray(at, at += n);
    return { number, slice, text: () => slice(number()), get more() { return at < bytes.length; } };
  }

  // entriesOf reads a shard of the dictionary, and counts where each piece outside of it is.
  const fullPieces = 16384, fewStories = 64, fullVolume = 4;
  function entriesOf(bytes, shard) {
    const r = reader(bytes), out = [];
    const pieces = kind => {
      let file = 0, at = 0;
      return size => {
        if (at && at + size > fullPieces) { file++; at = 0; }
        const path = `${kind}/${shard}-${file.toString(16)}.bin`, from = at;
        at += size;
        return () => part(path, from, size);
      };
    };
    const stories = pieces("o"), places = pieces("p");
    for (let before = new Uint8Array(); r.more;) {
      const shared = r.number(), rest = r.text(), stem = new Uint8Array(shared + rest.length);
      stem.set(before.subarray(0, shared));
      stem.set(rest, shared);
      const e = { stem: decoder.decode(before = stem), forms: [], ends: [], blocks: [] };
      for (let n = r.number(); n--;) e.forms.push(e.stem + decoder.decode(r.text()));
      const name = `${shard.split("-")[0]}-${hash(e.stem).toString(16)}-`;
      for (let n = r.number(), k = 0, last = 0, from = 0; k < n; k++) {
        if (k % fullVolume === 0) from = 0;
        e.ends.push(last += r.number());
        e.blocks.push({ path: `t/${name}${(k / fullVolume | 0).toString(16)}.bin`, from, stories: r.number(), places: r.number() });
        from += e.blocks[k].stories + e.blocks[k].places;
      }
      e.size = r.number();
      const here = e.size > fewStories ? null : r.slice(e.size);
      e.stories = here ? () => here : stories(e.size);
      e.places = places(r.number());
      out.push(e);
    }
    return out;
  }
  const cells = 64;
  const shardOf = word => {
    const h = hash([...word].slice(0, 3).join("")), group = h & manifest.groups.length - 1;
    const shard = `${group.toString(16)}-${((h / cells >>> 0) & (1 << parseInt(manifest.groups[group], 36)) - 1).toString(16)}`;
    return load(`d/${shard}.bin`, b => entriesOf(b, shard));
  };

  // storiesOf reads a block: number → [in the title?, places, rank].
  function storiesOf(bytes, places) {
    const r = reader(bytes), p = places && reader(places), out = new Map();
    for (let id = 0; r.more;) {
      const n = r.number(), at = [];
      id += Math.floor(n / 2 ** manifest.shift);
      if (p) for (let k = p.number(), place = 0; k--;) at.push(place += p.number());
      out.set(id, [n % 2, at, (n & (1 << manifest.shift) - 1) >> 1]);
    }
    return out;
  }
  const block = async ({ path, from, stories, places }, quoted) => {
    const bytes = await part(path, from, stories + (quoted ? places : 0));
    return storiesOf(...await Promise.all([bytes.subarray(0, stories), ...(quoted ? [bytes.subarray(stories)] : [])].map(of)));
  };

  // ---- a question

  // find gives the entries of the dictionary that a word means: those with this
  // very form; else the one that it inflects; what begins with it while it is
  // typed, or where there is nothing else.
  // A word that is rare as it stands may be a common one with «و», a preposition or an
  // ending: «ولبنان», «تأسست».
  const mostBeginnings = 24, mostTyped = 8, rare = 200, commoner = 3;
  const weight = found => found.reduce((n, e) => n + e.size - 3 + 9e4 * e.ends.length, 0);
  const exactly = async word => (await shardOf(word)).filter(e => e.forms.includes(word));
  const cuts = w => {
    const rest = w.replace(/^[وف](?=...)/, "");
    return [...new Set([rest, rest.replace(/^[بلك](?=...)/, ""), w.replace(/(...)[تا]$/, "$1")])].filter(x => x !== w);
  };
  async function find(word, typing) {
    const all = await shardOf(word);
    let found = await exactly(word);
    if (!typing && /..[^ا]ت$/.test(word)) { // «تأسست»: «تأسس» has its stories too, as «البيرو» has not those of «بيروت»
      const [she] = found, [he] = await exactly(word.slice(0, -1));
      if (he && (!she || weight([he]) >= weight([she]))) {
        const [his, hers] = await Promise.all([he, ...(she ? [she] : [])].map(async e => [...storiesOf(await e.stories()).keys()]));
        const known = new Set(his), both = (hers ?? []).filter(id => !he.ends.length || id >= his[0]);
        if (both.filter(id => known.has(id)).length >= .8 * both.length) found = [he]; // «وتأسست» is hers alone
      }
    }
    if (!typing && weight(found) < rare) for (const w of cuts(word)) {
      const other = await exactly(w);
      if (weight(other) > commoner * weight(found)) found = other;
    }
    if (!found.length && !typing) found = all.filter(e => e.stem.length > 2 && word.startsWith(e.stem) && (word.length - e.stem.length < 5 || /^[اتنيوهمك]+$/.test(word.slice(e.stem.length)))).slice(-1);
    if (!found.length && !typing && /^[يت]....?$/.test(word)) found = await exactly(word.slice(1)); // «يهدد»
    if (word.length > 2 && (typing || !found.length)) found = [...new Set([...found, ...all.filter(e => e.forms.some(f => f.startsWith(word))).sort((a, b) => weight([b]) - weight([a]))])].slice(0, typing ? mostTyped : mostBeginnings);
    return found;
  }

  // meant gives the commonest word that is one letter from a word that finds nothing, or
  // "". It looks where words begin alike, and at what two changed letters would begin.
  const slip = (a, b) => {
    let i = 0, j = 0;
    while (a[i] && a[i] === b[i]) i++;
    while (a.length - j > i && b.length - j > i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
    const x = a.length - i - j, y = b.length - i - j;
    return x < 2 && y < 2 || x === 2 && y === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
  };
  async function meant(word) {
    if (word.length < 4) return "";
    const starts = new Set([word, word[1] + word[0] + word.slice(2), word[0] + word[2] + word[1] + word.slice(3), word[0] + word.slice(2)]);
    let best = "", most = 0;
    for (const e of (await Promise.all([...starts].map(shardOf))).flat()) {
      const n = weight([e]);
      const form = n > most && e.forms.find(f => f !== word && slip(f, word));
      if (form) [best, most] = [form, n];
    }
    return best;
  }

  // A wanted is one word of the question: its stories, complete from floor on.
  async function want(word, typing, quoted) {
    const entries = await find(word, typing), w = { forms: new Set(entries.flatMap(e => e.forms)), stories: new Map(), open: [] };
    const take = stories => { for (const [id, s] of stories) {
      const was = w.stories.get(id);
      w.stories.set(id, was ? [was[0] | s[0], was[1].concat(s[1]), s[2]] : s);
    } };
    await Promise.all(entries.map(async e => {
      const [stories, places] = await Promise.all([e.stories(), quoted && e.places()]);
      take(storiesOf(stories, places));
      if (e.ends.length) w.open.push({ ends: e.ends, next: e.ends.length - 1, blocks: e.blocks });
    }));
    const reach = o => o.next < 0 ? -1 : o.ends[o.next];
    w.floor = () => Math.max(-1, ...w.open.map(reach));
    // older reads the next block of the entry whose stories are known least far
    // back, or passes it where no story of the others lies in it.
    w.older = async others => {
      const o = w.open.filter(o => o.next >= 0).sort((a, b) => reach(b) - reach(a))[0];
      const from = o.next ? o.ends[o.next - 1] : -1, to = reach(o);
      const idle = others.some(v => v.floor() <= from && ![...v.stories.keys()].some(id => id > from && id <= to));
      if (!idle) take(await block(o.blocks[o.next], quoted));
      o.next--;
    };
    return w;
  }

  // phrases tells whether the words of a quotation stand side by side.
  const inOrder = (words, id) => words[0].w.stories.get(id)[1].some(at => words.every(x => x.w.stories.get(id)[1].includes(at + x.place - words[0].place)));

  const monthOf = s => { const m = /^(\d{4})-(\d\d)/.exec(s); return m && (m[1] - 1800) * 12 + +m[2] - 1; };

  const ranks = [1, .5, 1.5]; // what a section's weight makes of a score
  // ask gives { words, next(n): the first n stories, all: no more than these }.
  async function ask(question, typing) {
    const m = await begin();
    const phrases = [], words = [], whole = wordsOf(question.q, m);
    for (const part of question.q.matchAll(/["«“”]([^"»“”]*)["»“”]?|[^"«“”]+/g)) {
      const quoted = part[1] !== undefined, these = wordsOf(quoted ? part[1] : part[0], m).filter(x => x.base);
      words.push(...these);
      if (quoted && these.length > 1) phrases.push(these);
    }
    const typed = typing && !/["»”\s]$/.test(question.q) ? words[words.length - 1] : null;
    await Promise.all(words.map(async x => { x.w = await want(x.base, x === typed, phrases.some(p => p.includes(x))); }));
    const wanted = words.map(x => x.w);
    if (question.section) wanted.push(await want("#" + question.section));
    for (const x of wordsOf(question.author, m)) if (x.base) wanted.push(await want("@" + x.base));
    const from = monthOf(question.from) ?? 0, to = monthOf(question.to) ?? 1e6, month = id => Math.floor(id / 2 ** m.bits);
    // the stories of which it is the whole title
    const title = "=" + (whole.reduce((sum, x) => Math.imul(sum, factor) ^ x.sum, 0) >>> 0).toString(16).padStart(8, "0");
    const titled = whole.length > (typing ? 2 : 0) && !question.section && !question.author && question.sort !== "new"
      ? (await Promise.all((await exactly(title)).map(async e => [...storiesOf(await e.stories()).keys()]))).flat().filter(id => month(id) >= from && month(id) <= to).reverse() : [];
    async function next(n) {
      if (!wanted.length || !words.length && !question.section && !question.author) return [];
      for (;;) {
        const floor = Math.max(...wanted.map(w => w.floor()));
        const least = wanted.reduce((a, b) => a.stories.size <= b.stories.size ? a : b);
        const hits = [...least.stories.keys()].filter(id => id > floor && month(id) >= from && month(id) <= to && wanted.every(w => w.stories.has(id)) && phrases.every(p => inOrder(p, id)));
        // what a title says counts by how rare the word is, a year halves the rest, and all of it by the section's weight
        const newest = Math.max(...hits);
        const score = new Map(hits.map(id => [id, ranks[least.stories.get(id)[2]] * words.reduce((sum, x) => sum + x.w.stories.get(id)[0] * (1 + Math.log(m.n / x.w.stories.size)), 2 ** ((month(id) - month(newest)) / 12))]));
        if (hits.length >= n || floor < 0) {
          hits.sort((a, b) => question.sort !== "new" && score.get(b) - score.get(a) || b - a);
          return Object.assign([...new Set([...titled, ...hits])], { all: floor < 0 });
        }
        const w = wanted.find(w => w.floor() === floor);
        await w.older(wanted.filter(v => v !== w));
      }
    }
    // instead is the question with its lone words put right, or "".
    async function instead() {
      let q = question.q;
      for (const x of words) if (!x.w.stories.size) {
        const other = await meant(x.base);
        if (!other) return "";
        q = q.slice(0, x.index) + other + q.slice(x.end);
      }
      return q === question.q || /["«“”]/.test(q) ? "" : q;
    }
    return { next, instead, words, m };
  }

  // rowsOf gives what results show of stories, and where their texts are. Stories that stand side by side are asked
  // for at once.
  const perFragment = 16, slot = 448, slotHead = 9, oneByte = new TextDecoder("windows-1256"), rows = new Map();
  const placeOf = (id, m) => {
    const month = Math.floor(id / 2 ** m.bits), n = id - month * 2 ** m.bits;
    return [`f/${month.toString(16)}-${Math.floor(n / perFragment).toString(16)}.bin`, n % perFragment];
  };
  async function rowOf(path, bytes) {
    const [size, from, text] = [0, 3, 6].map(at => bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16), more = Math.max(0, size + slotHead - slot);
    let json = oneByte.decode(bytes.subarray(slotHead, slotHead + size - more));
    if (more) json += oneByte.decode(await part(path, from, more));
    return { row: JSON.parse(json), text: [path, from + more, text] };
  }
  function rowsOf(ids, m) {
    const wanted = ids.filter(id => !rows.has(id)).sort((a, b) => a - b);
    for (let i = 0, j; i < wanted.length; i = j) {
      const [path, first] = placeOf(wanted[i], m);
      for (j = i + 1; wanted[j] === wanted[i] + j - i && placeOf(wanted[j], m)[0] === path;) j++;
      const bytes = part(path, first * slot, (j - i) * slot);
      for (const k of wanted.slice(i, j).keys()) {
        const id = wanted[i + k];
        rows.set(id, bytes.then(b => rowOf(path, b.subarray(k * slot, (k + 1) * slot))).catch(e => { rows.delete(id); throw e; }));
      }
    }
    return Promise.all(ids.map(id => rows.get(id)));
  }

  // ---- what the page shows of an answer

  // marked is a text in pieces, of which every second is a word that was asked for, and
  // which words of the question these are.
  function marked(text, a) {
    const pieces = [], met = new Set();
    let at = 0;
    for (const { base, index, end } of wordsOf(text, a.m)) {
      if (!base || index < at) continue;
      const i = a.words.findIndex(x => [0, 1, 2].some(n => base.length - n > 1 && x.w.forms.has(base.slice(n))));
      if (i < 0) continue;
      a.words.forEach((x, k) => { if (x.base === a.words[i].base) met.add(k); });
      pieces.push(text.slice(at, index), text.slice(index, end));
      at = end;
    }
    pieces.push(text.slice(at));
    return { pieces, met };
  }

  let asked;
  async function answer({ question, typing, shown }) {
    const a = asked = await ask(question, typing), hits = await a.next(shown + 1);
    const seen = hits.slice(0, shown), found = (await rowsOf(seen, a.m)).map(({ row: [url, title, summary, day, section, authors, picture] }, i) => {
      const t = marked(title, a), s = marked(summary, a);
      const lacks = a.words.some((x, i) => !t.met.has(i) && !s.met.has(i));
      return { id: seen[i], url, title: t.pieces, summary: s.pieces, day, by: [section, ...authors.split("\n")].filter(Boolean), picture, lacks };
    });
    return { rows: found, found: hits.length, all: hits.all, other: !hits.length && !typing && await a.instead() };
  }

  // sentence is what of a story's text says most of the question, in pieces as marked
  // gives them; null if nothing does.
  const longest = 220, before = 60;
  async function sentence(id) {
    const a = asked, [{ text }] = await rowsOf([id], a.m), bytes = await part(...text);
    let best = null, most = 0;
    for (const text of JSON.parse(oneByte.decode(await of(bytes))).split(/\n|(?<=[.!?؟…][»"”)\u2069]*) /)) {
      const found = marked(text, a);
      if (found.met.size > most) [best, most] = [text, found.met.size];
    }
    if (!best) return null;
    if (best.length > longest) {
      const first = marked(best, a).pieces[0].length;
      const start = first > before ? best.lastIndexOf(" ", first - before) + 1 : 0, end = start + longest < best.length ? best.lastIndexOf(" ", start + longest) : best.length;
      best = (start ? "… " : "") + best.slice(start, end) + (end < best.length ? "…" : "");
    }
    return marked(best, a).pieces;
  }

  // ---- a worker

  const does = { answer, sentence };
  if (typeof document === "undefined") {
    onmessage = async ({ data: [n, at, name, of] }) => {
      index = at;
      try { postMessage([n, await does[name](of)]); } catch { postMessage([n]); }
    };
    return;
  }

  // ---- the page

  const box = document.getElementById("search-results"), form = document.querySelector("form.search");
  if (!box || !form) return;
  const say = box.dataset, root = document.documentElement, lang = root.lang;
  const input = form.elements.q, status = box.querySelector("[role=status]"), list = box.querySelector("ol"), more = box.querySelector("button");
  index = say.index;
  if (!("DecompressionStream" in window)) { status.textContent = say.failed; return; } // browsers of before 2023

  let worker, calls = 0;
  const waiting = new Map(), here = ({ name, of, done, fail }) => does[name](of).then(done, fail);
  const alone = () => { // no worker runs
    worker = null;
    waiting.forEach(here);
    waiting.clear();
  };
  try {
    worker = new Worker(document.currentScript.src);
    worker.onerror = alone;
    worker.onmessage = ({ data: [n, value] }) => {
      const w = waiting.get(n);
      waiting.delete(n);
      value === undefined ? w?.fail() : w?.done(value);
    };
  } catch { alone(); }
  const call = (name, of) => new Promise((done, fail) => {
    const c = { name, of, done, fail };
    if (!worker) return here(c);
    waiting.set(++calls, c);
    worker.postMessage([calls, new URL(index, location).href, name, of]);
  });

  const own = root.dataset.digits, nu = own === "arab" && /^(fa|prs|ur|ps)\b/.test(lang) ? "arabext" : own || say.digits;
  const digits = n => new Intl.NumberFormat("en-u-nu-" + nu, { useGrouping: false }).format(n);
  const forms = say.forms.split("|");
  const count = n => forms[["one", "two", "few", "many", "other"].indexOf(new Intl.PluralRules(lang).select(n))]?.replace(/[0-9٠-٩۰-۹]+/, digits(n)) ?? "";
  const element = (name, cls, ...children) => { const e = document.createElement(name); if (cls) e.className = cls; e.append(...children); return e; };
  const dated = day => { const [y, mo, d] = day.split("-").map(Number), m = say.months.split("|")[mo - 1], t = element("time", "", (m.includes("{d}") ? m : `{d} ${m} {y}`).replace("{d}", digits(d)).replace("{y}", digits(y))); t.dateTime = day; return t; };

  const isolated = (...children) => { const e = element("bdi", "", ...children); e.dir = "auto"; return e; };
  const shownPieces = pieces => isolated(...pieces.map((s, i) => i % 2 ? element("mark", "", s) : s));

  // Where neither title nor summary has a word, the sentence that has it takes the place
  // of the summary, once the result comes into sight.
  const inSight = new IntersectionObserver(seen => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) {
      inSight.unobserve(target);
      call("sentence", target.story).then(pieces => {
        if (pieces && target.isConnected) target.querySelector(".sum").replaceChildren(shownPieces(pieces));
      }, () => {});
    }
  });

  function hit({ id, url, title, summary, day, by, picture, lacks }) {
    const link = element("a", "", shownPieces(title)), sum = element("p", "sum", shownPieces(summary));
    link.href = url;
    const text = element("div", "card-text", element("h2", "hed", link), ...(summary[0] || summary[1] || lacks ? [sum] : []),
      element("p", "meta", dated(day), ...by.flatMap(s => [" ", isolated(s)])));
    const li = element("li", "card card-list" + (picture ? " has-thumb" : ""), text);
    if (picture) {
      const img = element("img");
      Object.assign(img, { alt: "", loading: "lazy", decoding: "async", width: 320, height: 213, src: picture });
      li.append(element("div", "thumb", img));
    }
    li.story = id;
    if (lacks) inSight.observe(li);
    return li;
  }

  const fields = ["q", "section", "author", "from", "to", "sort"];
  const read = () => Object.fromEntries(fields.map(f => [f, (form.elements[f]?.value || "").trim()]));
  const perPage = 10;
  let turn = 0, shown = perPage;

  async function show(typing) {
    const question = read(), mine = ++turn;
    const asked = question.q || question.section || question.author;
    if (!asked) { status.textContent = ""; list.replaceChildren(); more.hidden = true; return; }
    box.ariaBusy = "true";
    try {
      const { rows, found, all, other } = await call("answer", { question, typing, shown });
      if (mine !== turn) return;
      list.replaceChildren(...rows.map(hit));
      if (other) {
        const link = element("a", "", isolated(other));
        link.href = "?" + new URLSearchParams({ q: other });
        status.replaceChildren(say.none + " " + say.meant + " ", link, say.ask);
      } else status.textContent = !found ? say.none : all ? count(found) : say.over + " " + count(found - 1);
      more.hidden = found <= shown;
    } catch {
      if (mine === turn) status.textContent = say.failed;
    } finally {
      if (mine === turn) box.ariaBusy = "false";
    }
  }

  const address = () => "?" + new URLSearchParams(Object.entries(read()).filter(([, v]) => v));
  function restore() {
    const p = new URLSearchParams(location.search);
    for (const f of fields) if (form.elements[f]) form.elements[f].value = p.get(f) || "";
    if (["section", "author", "from", "to", "sort"].some(f => p.get(f))) form.querySelector("details").open = true;
    shown = perPage;
    show(false);
  }
  let rest;
  form.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(() => { shown = perPage; history.replaceState(null, "", address()); show(true); }, 150);
  });
  form.addEventListener("submit", e => {
    e.preventDefault();
    clearTimeout(rest);
    shown = perPage;
    if (address() !== location.search) history.pushState(null, "", address());
    show(false);
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    shown += perPage;
    await show(false);
    list.children[first]?.querySelector("a").focus();
  });
  // Arrows go from the box through the results and back; Escape, and / anywhere, lead to the box.
  addEventListener("keydown", e => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement), inBox = document.activeElement === input;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const to = step && (at >= 0 || inBox && step > 0) ? links[at + step] || (step < 0 && input) : e.key === "Escape" && at >= 0 || e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName) ? input : null;
    if (!to || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    to.focus();
  });
  addEventListener("popstate", restore);
  restore();
})();

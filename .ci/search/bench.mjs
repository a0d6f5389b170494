// The reader's search in a real browser: how many bytes a first question costs,
// and, on stories whose right answers are labelled, what it finds beside Pagefind.
//   bench.mjs bytes SITE_DIR QUERY...     bytes and results of each query, in a fresh browser
//   bench.mjs labels SITE_DIR [FILE]      recall and precision of both, queries.json or another file
//   bench.mjs stories N FOLDER TEXTS...   a newsroom of N stories, of texts that are objects of JSON, one a line
// A label is a pattern that a person wrote for a query before seeing what is found: every
// story whose text it matches (is), vowel marks aside, is an answer; or every story that has
// all of some words (words), folded, with the prefixes and pronouns that Arabic writes to them.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fresh, launch, pages, serve, urlOf } from '../lib.mjs';

// plain is a text without vowel marks and invisible signs.
const plain = (text) => text.replace(/[\u064b-\u0652\u0670\u0640\u200b-\u200f\u2066-\u2069]/g, '').replace(/\s+/g, ' ');

// folded is a text as labels of words are written: hamza, ta marbuta, yeh and digits in one form.
const folded = (text) => plain(text).toLowerCase().replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي')
  .replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660);
const wordly = (forms) => new RegExp(`(?<![\\p{L}\\p{N}])[وف]?(?:[بلكس]|[بك]?ال|لل)?(?:${forms})(?:ه|ها|هم|هما|هن|كم|نا|ي|ا)?(?![\\p{L}\\p{N}])`, 'u');

const oursOnly = /^\/search\/.*\.(bin|json)|^\/js\/search/;
const here = path.dirname(new URL(import.meta.url).pathname);
const [mode, dir, ...args] = process.argv.slice(2);
const modes = { bytes, labels, stories };
if (!modes[mode] || !dir) {
  console.error('usage: bench.mjs bytes SITE_DIR QUERY... | labels SITE_DIR [FILE] | stories N FOLDER TEXTS...');
  process.exit(2);
}
if (mode === 'stories') {
  await stories();
  process.exit(0);
}
let browser = await launch();
try {
  await modes[mode]();
} finally {
  await browser.close();
}

// anew runs f on a page of a browser without memory. What fails is tried again, with a
// new browser where that ended: a long row of questions on a busy machine may outlive one.
async function anew(f, tries = 3) {
  try {
    return await fresh(browser, f);
  } catch (e) {
    if (tries === 1) throw e;
    console.error(`again: ${e.message}`);
    if (!browser.connected) browser = await launch();
    return anew(f, tries - 1);
  }
}

// counting serves a site and counts what is asked of the search: the body bytes as they
// travel, whoever asks, a worker too.
async function counting(root, of) {
  const count = { bytes: 0, files: 0 };
  const site = await serve(root, { sent: (url, n) => { if (of.test(url)) { count.bytes += n; count.files++; } } });
  return { ...site, start() { count.bytes = count.files = 0; return count; } };
}

// ours asks the search page, as a link to it does, and gives all results or those first shown.
async function ours(page, site, q, all) {
  // A quiet line is no answer yet: on a slow machine the worker still reads what came.
  const answered = () => page.waitForFunction(() => document.querySelector('#search-results').ariaBusy === 'false');
  await page.goto(`${site.url}/search/?q=${encodeURIComponent(q)}`, { waitUntil: 'networkidle0' });
  await answered();
  await page.waitForNetworkIdle({ idleTime: 100 });
  while (all && await page.evaluate(() => { const b = document.querySelector('.search-more'); if (b.hidden) return false; b.click(); return true; })) await answered();
  return page.evaluate(() => ({ said: document.querySelector('.search-count').textContent, urls: [...document.querySelectorAll('.hits a')].map((a) => new URL(a.href).pathname) }));
}

async function bytes() {
  const site = await counting(dir, oursOnly);
  for (const q of args) {
    await anew(async (page) => {
      const count = site.start();
      const { said, urls } = await ours(page, site, q, false);
      console.log(`${(count.bytes / 1024).toFixed(1).padStart(7)} KB in ${String(count.files).padStart(3)} files  ${said.padEnd(24)} ${urls.length} shown  ${q}${process.env.VERBOSE ? ' ' + await page.evaluate(() => [...document.querySelectorAll('.hits li')].slice(0, 3).map((li) => '\n           ' + li.innerText.replace(/\n/g, ' | ')).join('')) : ''}`);
    });
  }
  await site.close();
}


// stories cuts texts in two, the longest first, until there are enough.
async function stories() {
  const texts = [];
  for (const file of args.slice(1)) {
    for (const line of (await readFile(file, 'utf8')).trim().split('\n')) {
      const { title, body } = JSON.parse(line);
      texts.push({ title, paragraphs: body.split(/\n\n+/) });
    }
  }
  const length = (t) => t.paragraphs.reduce((n, p) => n + p.length, 0);
  while (texts.length < Number(dir)) {
    const t = texts.filter((t) => t.paragraphs.length > 1).sort((a, b) => length(b) - length(a))[0];
    const half = t.paragraphs.splice(Math.ceil(t.paragraphs.length / 2));
    texts.push({ title: `${t.title} (تتمة)`, paragraphs: half });
  }
  const out = path.join(args[0], 'content', 'news');
  await mkdir(out, { recursive: true });
  await writeFile(path.join(args[0], 'content', 'edition.yaml'), 'title: أخبار\nbase_url: https://news.example.com\nlanguage: ar\ncards: false\npages: {lite: false, archive: false}\n');
  for (const [i, t] of texts.slice(0, Number(dir)).entries()) {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    await writeFile(path.join(out, `s${String(i).padStart(5, '0')}.md`), `---\ntitle: ${JSON.stringify(t.title)}\ndate: ${day}\n---\n${t.paragraphs.join('\n\n')}\n`);
  }
}

async function labels() {
  const stories = (await pages(dir)).filter((p) => p.kind === 'article' && !p.file.startsWith('lite/'));
  const words = new Map(), forms = new Map();
  const page = await browser.newPage();
  for (const p of stories) { // none of them is shown
    const story = await page.evaluate((html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('h1, .standfirst, .story-head .sum, .prose, .story figure figcaption, meta[name=description]')]
      .map((e) => e.content ?? e.textContent).join(' '), p.html);
    words.set(decodeURI(urlOf(p.file)), plain(story));
    forms.set(decodeURI(urlOf(p.file)), folded(story));
  }
  const site = await counting(dir, oursOnly);
  const copy = await mkdtemp(path.join(os.tmpdir(), 'pagefind-'));
  for (const p of stories) await cp(path.join(dir, p.file), path.join(copy, p.file), { recursive: true });
  execFileSync(process.execPath, [process.env.WARRAQ_PAGEFIND, '--site', copy, '--root-selector', 'article', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const other = await counting(copy, /^\/pagefind\//);
  const queries = JSON.parse(await readFile(args[0] ?? path.join(here, 'queries.json'), 'utf8'));
  const sums = { warraq: [0, 0, 0], pagefind: [0, 0, 0] };
  let judged = 0;
  for (const { q, is, and, words: all } of queries) {
    const answers = all ? [...forms].filter(([, text]) => all.every((w) => wordly(w).test(text))) : [...words].filter(([, text]) => new RegExp(is).test(text) && (!and || text.includes(and)));
    const want = new Set(answers.map(([url]) => url));
    if (!want.size) { console.log(`no story answers ${q}`); continue; }
    judged++;
    const line = [];
    for (const [name, ask] of Object.entries({
      warraq: async (page) => {
        const count = site.start();
        const first = await ours(page, site, q, false), cost = count.bytes;
        return { urls: first.urls.length < 10 ? first.urls : (await ours(page, site, q, true)).urls, cost };
      },
      pagefind: async (page) => {
        const count = other.start();
        await page.goto(other.url + urlOf(stories[0].file), { waitUntil: 'load' });
        const urls = await page.evaluate(async (q) => {
          const pagefind = await import('/pagefind/pagefind.js');
          await pagefind.init();
          const { results } = await pagefind.search(q);
          const first = await Promise.all(results.slice(0, 10).map((r) => r.data()));
          window.first = first.map((d) => d.url);
          return results.length;
        }, q);
        await page.waitForNetworkIdle({ idleTime: 100 });
        const cost = count.bytes;
        const all = await page.evaluate(async (q) => {
          const pagefind = await import('/pagefind/pagefind.js');
          const { results } = await pagefind.search(q);
          return (await Promise.all(results.map((r) => r.data()))).map((d) => d.url);
        }, q);
        return { urls: urls ? all : [], cost };
      },
    })) {
      const { urls, cost } = await anew(ask);
      const got = new Set(urls.map((u) => decodeURI(u)));
      const right = [...got].filter((u) => want.has(u)).length;
      const recall = right / want.size, precision = got.size ? right / got.size : 1;
      [recall, precision, cost].forEach((n, i) => { sums[name][i] += n; });
      line.push(`${name} ${right}/${want.size} found, ${got.size - right} wrong`);
      if (name === 'warraq' && process.env.VERBOSE && (recall < 1 || precision < 1)) line.push([...want].filter((u) => !got.has(u)).map((u) => '-' + u).join(' ') + [...got].filter((u) => !want.has(u)).map((u) => '+' + u).join(' '));
    }
    console.log(`${q.padEnd(16)} ${line.join(' · ')}`);
  }
  for (const [name, [recall, precision, cost]] of Object.entries(sums)) {
    console.log(`${name.padEnd(9)} recall ${(recall / judged).toFixed(3)}  precision ${(precision / judged).toFixed(3)}  first query ${(cost / judged / 1024).toFixed(1)} KB  (${judged} queries, ${stories.length} stories)`);
  }
  await site.close();
  await other.close();
  await rm(copy, { recursive: true });
}

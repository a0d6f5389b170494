// The reader's search in a real browser: how many bytes a first question costs,
// and, on stories whose right answers are labelled, what it finds beside Pagefind.
//   bench.mjs bytes SITE_DIR QUERY...     bytes and results of each query, in a fresh browser
//   bench.mjs labels SITE_DIR             recall and precision of both, queries.json
// A label is a pattern that a person wrote for a query: every story whose words
// it matches, vowel marks aside, is an answer.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fresh, launch, pages, serve, urlOf } from '../lib.mjs';

// plain is a text without vowel marks and invisible signs.
const plain = (text) => text.replace(/[\u064b-\u0652\u0670\u0640\u200b-\u200f\u2066-\u2069]/g, '').replace(/\s+/g, ' ');

const oursOnly = /^\/search\/.*\.(bin|json)|^\/js\/search/;
const here = path.dirname(new URL(import.meta.url).pathname);
const [mode, dir, ...args] = process.argv.slice(2);
const modes = { bytes, labels };
if (!modes[mode] || !dir) {
  console.error('usage: bench.mjs bytes SITE_DIR QUERY... | labels SITE_DIR');
  process.exit(2);
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
  await page.goto(`${site.url}/search/?q=${encodeURIComponent(q)}`, { waitUntil: 'networkidle0' });
  while (all && await page.evaluate(() => { const b = document.querySelector('.search-more'); if (b.hidden) return false; b.click(); return true; })) await page.waitForNetworkIdle({ idleTime: 100 });
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


async function labels() {
  const stories = (await pages(dir)).filter((p) => p.kind === 'article' && !p.file.startsWith('lite/'));
  const words = new Map();
  const page = await browser.newPage();
  for (const p of stories) { // none of them is shown
    const story = await page.evaluate((html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('h1, .standfirst, .story-head .sum, .prose, .story figure figcaption, meta[name=description]')]
      .map((e) => e.content ?? e.textContent).join(' '), p.html);
    words.set(decodeURI(urlOf(p.file)), plain(story));
  }
  const site = await counting(dir, oursOnly);
  const copy = await mkdtemp(path.join(os.tmpdir(), 'pagefind-'));
  for (const p of stories) await cp(path.join(dir, p.file), path.join(copy, p.file), { recursive: true });
  execFileSync(process.execPath, [process.env.WARRAQ_PAGEFIND, '--site', copy, '--root-selector', 'article', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const other = await counting(copy, /^\/pagefind\//);
  const queries = JSON.parse(await readFile(path.join(here, 'queries.json'), 'utf8'));
  const sums = { warraq: [0, 0, 0], pagefind: [0, 0, 0] };
  let judged = 0;
  for (const { q, is, and } of queries) {
    const want = new Set([...words].filter(([, text]) => new RegExp(is).test(text) && (!and || text.includes(and))).map(([url]) => url));
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

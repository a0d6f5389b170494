// See bidi-judge. Each line becomes a story that has it in every place; what the site made
// of it is measured beside the line with its runs marked by hand.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fresh, launch, serve } from './lib.mjs';

const [work, file] = process.argv.slice(2);
const most = 1;
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);

// marked makes the markup of the runs, the inner ones first; bare is a line without marks.
const run = /\{([LR]):([^{}]*)\}/;
const escaped = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;');
function marked(line) {
  let html = escaped(line);
  for (let m; (m = run.exec(html));) html = html.replace(run, () => `<bdi dir=${m[1] === 'L' ? 'ltr' : 'rtl'}>${m[1] === 'R' ? m[2].replace(/-/g, '–') : m[2]}</bdi>`);
  return html;
}
function bare(line) {
  while (run.test(line)) line = line.replace(run, '$2');
  return line;
}

const paper = path.join(work, 'paper'), out = path.join(work, 'public');
mkdirSync(path.join(paper, 'content/news'), { recursive: true });
writeFileSync(path.join(paper, 'content/edition.yaml'), `title: صحيفة\nbase_url: https://example.org\nlanguage: ar\npermalink: "/:section/:slug/"\npage_size: ${lines.length}\nfeeds: {limit: ${lines.length}, formats: [rss, json, atom]}\n`);
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
writeFileSync(path.join(paper, 'content/news/a.png'), picture);
lines.forEach((line, i) => {
  const text = bare(line), quoted = JSON.stringify(text), md = text.replace(/https?:\S+|[\\`*_{}[\]<>#+\-|!~]/g, (s) => (s.startsWith('http') ? s : '\\' + s));
  writeFileSync(path.join(paper, `content/news/s${i}.md`), `---\ntitle: ${quoted}\nstandfirst: ${quoted}\nsummary: ${quoted}\ndate: 2026-11-0${1 + i % 9}\nimage: {src: a.png, alt: ${quoted}, caption: ${quoted}, credit: مصور}\n---\n${md}\n\n| أ | ب |\n| --- | --- |\n| ${md} | نص |\n\n- ${md}\n`);
});
const binary = path.join(work, 'warraq');
execFileSync(binary, ['build', '--source', paper, '--output', out, '--cache', 'none', '--no-images', '--now', '2026-11-23T12:00:00Z'], { stdio: ['ignore', 'ignore', 'inherit'] });
const list = readFileSync(path.join(out, 'news/index.html'), 'utf8');
const feeds = { rss: readFileSync(path.join(out, 'index.xml'), 'utf8'), json: JSON.parse(readFileSync(path.join(out, 'feed.json'), 'utf8')) };

// What the site shows of each line: [the direction of its paragraph, HTML] by place.
const site = await serve(out);
const browser = await launch();
const wrong = {};
try {
  const results = await fresh(browser, async (page) => {
    const answered = () => page.waitForFunction(() => document.querySelector('#search-results').ariaBusy === 'false');
    await page.goto(`${site.url}/search/?section=news&sort=new`, { waitUntil: 'networkidle0' });
    for (await answered(); await page.evaluate(() => { const b = document.querySelector('.search-more'); if (b.hidden) return false; b.click(); return true; });) await answered();
    return page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.hits li')].map((li) => [new URL(li.querySelector('a').href).pathname, [li.querySelector('a').innerHTML, li.querySelector('.sum').innerHTML]])));
  });
  await fresh(browser, async (page) => {
    await page.setContent('<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><style>div{white-space:nowrap;width:max-content;font:16px sans-serif}bdi{unicode-bidi:isolate}</style><body>');
    for (const [i, line] of lines.entries()) {
      const address = `/news/s${i}/`, html = readFileSync(path.join(out, `news/s${i}/index.html`), 'utf8');
      const places = await page.evaluate(placesOf, html, list, feeds.rss, address);
      const item = feeds.json.items.find((x) => x.url.endsWith(address));
      places['feed.json'] = ['auto', escaped(item?.title ?? '')];
      [places['result'], places['result, summary']] = (results[address] ?? ['', '']).map((h) => ['rtl', h]);
      const seen = await page.evaluate(measure, places, marked(line), bare(line));
      for (const [place, text] of Object.entries(seen)) if (text) (wrong[place] ||= []).push(`${line}\n      is seen as ${text}`);
      for (const place of Object.keys(places)) wrong[place] ||= [];
    }
  });
} finally {
  await browser.close();
  await site.close();
}
let failed = false;
for (const [place, list] of Object.entries(wrong)) {
  console.log(`${place.padEnd(18)} ${list.length} of ${lines.length} wrong${list.map((l) => '\n    ' + l).join('')}`);
  failed ||= list.length > most;
}
process.exit(failed ? 1 : 0);

// placesOf finds a story's line in its page, in the list and in the feed. Runs in the page.
function placesOf(html, list, rss, address) {
  const doc = new DOMParser().parseFromString(html, 'text/html'), cards = new DOMParser().parseFromString(list, 'text/html'), feed = new DOMParser().parseFromString(rss, 'text/xml');
  const text = (s) => { const e = document.createElement('i'); e.textContent = s ?? ''; return e.innerHTML; };
  const of = (selector) => ['rtl', doc.querySelector(selector)?.innerHTML ?? ''];
  const item = [...feed.querySelectorAll('item, entry')].find((e) => (e.querySelector('link')?.textContent || e.querySelector('link')?.getAttribute('href') || '').endsWith(address));
  const card = [...cards.querySelectorAll('.card')].find((e) => e.querySelector('a')?.getAttribute('href')?.endsWith(address));
  return {
    h1: of('h1'), standfirst: of('.standfirst, .story-head .sum'), body: of('.prose > p'), 'table cell': of('.prose td'), list: of('.prose li'),
    caption: ['rtl', (doc.querySelector('figure figcaption')?.innerHTML ?? '').replace(/<span class="?credit.*/s, '')],
    card: ['rtl', card?.querySelector('.hed a')?.innerHTML ?? ''], 'card, summary': ['rtl', card?.querySelector('.sum')?.innerHTML ?? ''],
    title: ['auto', text(doc.title.replace(/ \| صحيفة$/, ''))], 'og:title': ['auto', text(doc.querySelector('[property="og:title"]')?.content)],
    description: ['auto', text(doc.querySelector('meta[name=description]')?.content)], alt: ['auto', text(doc.querySelector('figure img')?.alt)],
    rss: ['auto', text(item?.querySelector('title')?.textContent)],
  };
}

// measure gives what a person sees of each place, where that is not what they see of the
// line. Runs in the page.
function measure(places, wanted, plain) {
  const letters = (dir, html) => {
    const div = document.createElement('div');
    div.dir = dir;
    div.innerHTML = html;
    document.body.replaceChildren(div);
    const seen = [], range = document.createRange();
    const walk = document.createTreeWalker(div, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      for (let i = 0; i < node.data.length; i++) {
        if (/[\p{Mn}\p{Cf}\s]/u.test(node.data[i])) continue;
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const r = range.getBoundingClientRect();
        seen.push([(r.left + r.right) / 2, node.data[i]]);
      }
    }
    const sign = { '–': '-', '−': '-', '«': '"', '»': '"', '“': '"', '”': '"', "'": '’', '‘': '’' };
    return seen.map(([x, c], k) => [x, k, sign[c] ?? c]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((s) => s[2]).join('').replaceAll('…', '...');
  };
  const want = letters('rtl', wanted), out = {};
  for (const [place, [dir, html]] of Object.entries(places)) {
    const got = letters(dir, html);
    if (got !== want) out[place] = got || '(nothing)';
  }
  return out;
}

// What a reader downloads. Per page: HTML, CSS and JS compressed below 50 KB;
// JS at most 5 KB of it, and 8 KB more for the search's own script; a light page at most 20 KB, alone. Fonts: what any
// page kind really loads, together, at most 70 KB. KB is 1,000 bytes; gzip -9
// is judged, the worst that a reader gets, and brotli printed beside it. Pictures: what
// a phone of 360 px fetches of them before anybody scrolls, at most 150 KB.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';
import { each, files, fresh, urlOf } from '../lib.mjs';
import { tags } from './markup.mjs';

const limit = { page: 50_000, lite: 20_000, js: 5_000, search: 8_000, fonts: 70_000, pictures: 150_000 };
const gzip = (b) => zlib.gzipSync(b, { level: 9 }).length;
const brotli = (b) => zlib.brotliCompressSync(b, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const kb = (n) => (n / 1000).toFixed(1);

// ofPictures is how many bytes of pictures a phone fetches of a page that nobody scrolls.
const ofPictures = (browser, url) => fresh(browser, async (page) => {
  await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  let bytes = 0;
  page.on('response', async (r) => { if (r.request().resourceType() === 'image') bytes += Number(r.headers()['content-length'] ?? 0); });
  await page.goto(url, { waitUntil: 'networkidle0' });
  return bytes;
});

export async function weight({ root, all, list, site, browser, report }) {
  const sizes = new Map();
  const sizeOf = async (file) => {
    if (!sizes.has(file)) {
      const data = await readFile(path.join(root, file)).catch(() => null);
      sizes.set(file, data ? { gzip: gzip(data), brotli: brotli(data) } : { gzip: 0, brotli: 0 });
    }
    return sizes.get(file);
  };
  const basePath = new URL(canonicalOf(all) ?? 'http://site.invalid/').pathname.replace(/\/+/g, '/');
  const heaviest = new Map();
  for (const p of all) {
    const html = Buffer.from(p.html);
    const sum = { gzip: gzip(html), js: 0, raw: html.length, file: p.file, html };
    for (const { tag, attrs } of tags(p.html)) {
      const sheet = tag === 'link' && /\bstylesheet\b/.test(attrs.rel ?? '');
      const script = (tag === 'script' && attrs.src) || (tag === 'link' && attrs.rel === 'modulepreload');
      if (!sheet && !script) continue;
      const url = new URL(attrs.href ?? attrs.src, 'http://site.invalid' + basePath + urlOf(p.file).slice(1));
      const s = await sizeOf(decodeURIComponent(url.pathname.slice(basePath.length)));
      if (!s.gzip) report.fail(p.file, `cannot weigh ${url.pathname}`);
      sum.gzip += s.gzip;
      if (script) sum.js += s.gzip;
    }
    for (const [, attr, text] of p.html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script/gi)) if (text.trim() && !/json/.test(attr)) sum.js += gzip(Buffer.from(text));
    const lite = p.kind.startsWith('lite');
    if (lite ? sum.gzip > limit.lite : sum.gzip >= limit.page) report.fail(p.file, `${kb(sum.gzip)} KB of HTML, CSS and JS (gzip); the limit is ${kb(lite ? limit.lite : limit.page)}`);
    const js = p.kind === 'search' ? limit.js + limit.search : limit.js;
    if (sum.js > js) report.fail(p.file, `${kb(sum.js)} KB of JS (gzip); the limit is ${kb(js)}`);
    if (!(heaviest.get(p.kind)?.gzip > sum.gzip)) heaviest.set(p.kind, sum);
  }
  for (const [kind, s] of [...heaviest].sort()) report.note(`${kind.padEnd(14)} ${kb(s.gzip).padStart(6)} KB gzip at most (HTML ${kb(gzip(s.html))} gzip, ${kb(brotli(s.html))} brotli, ${kb(s.raw)} plain; JS ${kb(s.js)})  /${s.file}`);

  let worst = 0;
  await each(list.filter((p) => p.kind !== 'redirect'), (p) => fresh(browser, async (page) => {
    await page.setViewport({ width: 1280, height: 900 });
    const got = [];
    page.on('response', (r) => got.push(r));
    await page.goto(site.url + urlOf(p.file), { waitUntil: 'networkidle0' });
    let fonts = 0;
    for (const r of got) if (r.request().resourceType() === 'font') fonts += (await r.buffer().catch(() => Buffer.alloc(0))).length;
    worst = Math.max(worst, fonts);
    if (fonts > limit.fonts) report.fail(p.name, `loads ${kb(fonts)} KB of fonts; the limit is ${kb(limit.fonts)}`);
    const pictures = await ofPictures(browser, site.url + urlOf(p.file));
    if (pictures > limit.pictures) report.fail(p.name, `a phone fetches ${kb(pictures)} KB of pictures; the limit is ${kb(limit.pictures)}`);
    if (pictures) report.note(`${p.name.padEnd(14)} ${kb(pictures).padStart(6)} KB of pictures at 360 px`);
    const asked = got.filter((r) => !r.url().startsWith('data:'));
    if (p.kind.startsWith('lite') && asked.length !== 1) report.fail(p.name, `a light page is one request, not ${asked.length}: ${asked.map((r) => new URL(r.url()).pathname).join(' ')}`);
  }));
  let onDisk = 0;
  for (const f of (await files(root)).filter((f) => /\.(woff2?|ttf|otf)$/.test(f))) onDisk += (await readFile(path.join(root, f))).length;
  const what = `fonts: ${kb(worst)} KB on the page that loads most, ${kb(onDisk)} KB in the folder`;
  if (onDisk > limit.fonts) report.warn('fonts', `${kb(onDisk)} KB lie in the folder; more than ${kb(limit.fonts)} is right only if no page loads them all`);
  return `${all.length} pages; ${what}`;
}

const canonicalOf = (all) => {
  for (const { tag, attrs } of tags(all.find((p) => p.file === 'index.html')?.html ?? '')) if (tag === 'link' && attrs.rel === 'canonical') return attrs.href;
};

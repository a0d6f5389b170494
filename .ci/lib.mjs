// What the judges share: a static server for a built site, a browser, and the
// choice of pages to look at.
import { createServer } from 'node:http';
import { readFile, readdir, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import puppeteer from 'puppeteer-core';

const mime = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.json': 'application/json', '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.webp': 'image/webp',
  '.avif': 'image/avif', '.gif': 'image/gif', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.woff': 'font/woff',
  '.xml': 'application/xml; charset=utf-8', '.xsl': 'text/xsl; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm', '.mp3': 'audio/mpeg', '.mp4': 'video/mp4', '.vtt': 'text/vtt', '.pdf': 'application/pdf',
};
const waitsForFaces = 'x-waits-for-faces';
const compressible = /^(text\/|application\/(json|xml|manifest|wasm)|image\/svg)/;

// serve answers as a plain static host does: index.html for a folder, 404.html
// for what is not there, gzip, parts of files, long caching of fingerprinted files. delay(path)
// may hold an answer back, in milliseconds; sent(path, bytes) is told of each. A page of draw is held until its faces
// are there, however busy the machine is.
export async function serve(root, { delay, sent } = {}) {
  root = path.resolve(root);
  const zipped = new Map();
  const find = async (url) => {
    let p;
    try { p = decodeURIComponent(url.split(/[?#]/)[0]); } catch { return null; }
    const file = path.join(root, p);
    if (file !== root && !file.startsWith(root + path.sep)) return null;
    const s = await stat(file).catch(() => null);
    if (s?.isFile() && !p.endsWith('/')) return { file };
    if (!s?.isDirectory()) return null;
    if (!existsSync(path.join(file, 'index.html'))) return null;
    return p.endsWith('/') ? { file: path.join(file, 'index.html') } : { to: encodeURI(p) + '/' };
  };
  const server = createServer(async (req, res) => {
    const hit = await find(req.url);
    if (hit?.to) { res.writeHead(301, { location: hit.to }).end(); return; }
    const file = hit ? hit.file : path.join(root, '404.html');
    let data = await readFile(file).catch(() => Buffer.from('404'));
    const type = mime[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    const waits = req.headers[waitsForFaces] && /html|css/.test(type);
    if (waits) data = Buffer.from(data.toString().replaceAll('font-display:optional', 'font-display:block').replace(/ integrity="[^"]*"/g, ''));
    const head = { 'content-type': type, 'cache-control': type.startsWith('text/html') ? 'no-cache' : 'public, max-age=31536000, immutable' };
    if (!waits && compressible.test(type) && /\bgzip\b/.test(req.headers['accept-encoding'] ?? '')) {
      if (!zipped.has(file)) zipped.set(file, zlib.gzipSync(data, { level: 9 }));
      data = zipped.get(file);
      head['content-encoding'] = 'gzip';
    }
    const part = hit && !head['content-encoding'] && /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '');
    if (part) {
      head['content-range'] = `bytes ${part[1]}-${part[2]}/${data.length}`;
      data = data.subarray(+part[1], +part[2] + 1);
    }
    head['content-length'] = data.length;
    sent?.(req.url, data.length);
    const ms = delay?.(req.url) ?? 0;
    if (ms) await new Promise((done) => setTimeout(done, ms));
    res.writeHead(hit ? part ? 206 : 200 : 404, head).end(req.method === 'HEAD' ? undefined : data);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

// launch starts a browser that knows no host but this machine: Chromium without its windows,
// which lays out and paints as the whole one does, to the pixel, and opens a page with a
// third of its work; or the whole one.
export async function launch({ whole = false } = {}) {
  const executablePath = whole ? process.env.WARRAQ_CHROMIUM ?? '/usr/bin/chromium' : process.env.WARRAQ_CHROMIUM_SHELL ?? '/usr/bin/chromium-headless-shell';
  return puppeteer.launch({
    executablePath, headless: whole || 'shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--force-color-profile=srgb',
      '--font-render-hinting=none', // as the whole one paints; by itself it would fit letters to pixels
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

// fresh runs f on a page with a window, a cache and a memory of its own. A second
// tab of one window is never drawn, so nothing on it shifts, and nothing can be seen.
export async function fresh(browser, f) {
  const context = await browser.createBrowserContext();
  try {
    return await f(await context.newPage());
  } finally {
    await context.close();
  }
}

// open loads a page and waits until its fonts and pictures are drawn.
export async function open(page, url) {
  await page.goto(url, { waitUntil: 'load' });
  await settle(page);
}

// draw opens a page with the paper's own faces. By itself a page shows a face that comes late from the next page on.
export async function draw(page, url) {
  await page.setExtraHTTPHeaders({ [waitsForFaces]: 'yes' });
  await open(page, url);
}

// seen makes axe look at Arabic words. Letters that join look to it like the pictures of an icon font, whose colours it
// does not judge; a text with a sign without width (word joiner, which joins and breaks nothing) is to it no icon.
export async function seen(page) {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let t = texts.nextNode(); t; t = texts.nextNode()) if (/\p{Script=Arabic}/u.test(t.data)) t.data += '\u2060';
  });
}

// settle waits for the fonts that the layout asks for, and for two frames. Where
// JavaScript is off no promise is ever kept, so it asks again and again.
export async function settle(page) {
  for (let i = 0; i < 100; i++) {
    await new Promise((done) => setTimeout(done, 40));
    if (i && await page.evaluate(() => document.fonts.status === 'loaded')) return;
  }
}

// each runs f over a list, a few at a time.
export async function each(list, f, atOnce = 2) {
  const queue = [...list];
  await Promise.all(Array.from({ length: atOnce }, async () => { while (queue.length) await f(queue.shift()); }));
}

// files lists every file under root, as paths with slashes, sorted.
export async function files(root) {
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  return all.filter((e) => e.isFile()).map((e) => path.relative(root, path.join(e.parentPath ?? e.path, e.name)).split(path.sep).join('/')).sort();
}

// urlOf is the address under which a static host gives a file.
export const urlOf = (file) => '/' + encodeURI(file.replace(/(^|\/)index\.html$/, '$1'));

const kindOf = /<body\b[^>]*?\bdata-kind\s*=\s*["']?([\w-]+)/i;

// pages reads every page of a site: its path, its kind as <body data-kind> says, its text.
// A page that only scripts fetch (breaking.html) has no kind, and says so by noindex and no stylesheet.
export async function pages(root) {
  const out = [];
  for (const file of (await files(root)).filter((f) => f.endsWith('.html'))) {
    const html = await readFile(path.join(root, file), 'utf8');
    out.push({ file, html, kind: kindOf.exec(html)?.[1] ?? '' });
  }
  return out;
}

// samples picks the first page of each kind and, of stories, one of each type and the
// longest: it holds the most. A story of another type than news is named by it: "article-live".
export function samples(all, perKind = 1) {
  const kinds = new Map();
  for (const p of all) if (p.kind) (kinds.get(p.kind) ?? kinds.set(p.kind, []).get(p.kind)).push(p);
  const out = [];
  for (const [kind, list] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const picked = list.slice(0, perKind);
    picked.forEach((p, i) => out.push({ ...p, name: i ? `${kind}-${i + 1}` : kind }));
    if (kind !== 'article') continue;
    const types = new Map();
    for (const p of list) {
      const type = typeOf.exec(p.html)?.[1] ?? 'news';
      if (!types.has(type) || p.html.length > types.get(type).html.length) types.set(type, p); // the longest of each
    }
    for (const p of list) { // and one of each tone
      const tone = toneOf.exec(p.html)?.[1];
      if (tone && !types.has(`tone-${tone}`)) types.set(`tone-${tone}`, p);
    }
    for (const [type, p] of [...types].sort(([a], [b]) => (a < b ? -1 : 1))) if (!picked.includes(p)) out.push({ ...p, name: `${kind}-${type}` });
  }
  return out;
}

const toneOf = /<article class=["']?story\b[^>]*?data-tone=["']?([\w-]+)/i;
const typeOf = /<article class=["']?story\b[^>]*?data-type=["']?([\w-]+)/i;

// Report gathers what is wrong under the name of each judge, and prints it.
export class Report {
  failed = 0;
  warned = 0;
  constructor() { this.started = Date.now(); }
  open(name) { this.name = name; this.bad = 0; this.at = Date.now(); }
  fail(where, what) { this.bad++; this.failed++; if (this.bad <= 40) console.log(`  FAIL ${this.name}: ${where}: ${what}`); else if (this.bad === 41) console.log(`  FAIL ${this.name}: and more`); }
  warn(where, what) { this.warned++; console.log(`  warn ${this.name}: ${where}: ${what}`); }
  note(what) { console.log(`  ${what}`); }
  close(what = '') { console.log(`${this.bad ? 'FAIL' : 'ok  '} ${this.name}${what && ': ' + what} (${((Date.now() - this.at) / 1000).toFixed(1)} s)`); }
}

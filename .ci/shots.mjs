import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launch, pages, samples, serve, settle, urlOf } from './lib.mjs';

const flags = process.argv.slice(2).filter((a) => a.startsWith('--'));
const [dir, out, ...kinds] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (!dir || !out || flags.some((f) => f !== '--js-off' && f !== '--fold')) {
  console.error('usage: shots [--js-off] [--fold] SITE_DIR OUT_DIR [KIND...]');
  process.exit(2);
}
const fullPage = !flags.includes('--fold');
await mkdir(out, { recursive: true });
let warm = false; // the faces are in the browser's cache
const site = await serve(dir);
const browser = await launch();
try {
  const all = samples(await pages(dir));
  const search = all.find((p) => p.kind === 'search');
  if (search) all.push({ ...search, name: 'search-found', query: '?q=' + encodeURIComponent(question(all)) });
  const list = all.filter((p) => !kinds.length || kinds.includes(p.kind) || kinds.includes(p.name));
  if (!list.length) throw new Error('no page with such a data-kind');
  for (const p of list) {
    for (const [width, height] of [[360, 740], [768, 1024], [1280, 900]]) {
      for (const scheme of ['light', 'dark']) await shoot(p, width, height, scheme);
    }
    if (p.kind === 'article' || p.kind === 'front') await shoot(p, 794, 1123, 'light', 'print'); // A4 at 96 dpi
  }
} finally {
  await browser.close();
  await site.close();
}

// question is what the search is asked: the first long word of a headline.
function question(list) {
  const title = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(list.find((p) => p.kind === 'article')?.html ?? '')?.[1] ?? '';
  return title.replace(/<[^>]+>/g, ' ').split(/\s+/).find((w) => w.length > 4) ?? title;
}

async function shoot(p, width, height, scheme, media = 'screen') {
  const page = await browser.newPage();
  if (flags.includes('--js-off')) await page.setJavaScriptEnabled(false);
  await page.setViewport({ width, height, isMobile: width < 500, hasTouch: width < 500 });
  if (media === 'print') await page.emulateMediaType(media); // one of the two takes the other away
  else await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  if (p.kind === 'redirect') await page.setContent(p.html.replace(/<meta http-equiv=["']?refresh[^>]*>/i, '')); // the page itself, not where it leads
  else {
    const url = site.url + urlOf(p.file) + (p.query ?? '');
    await page.goto(url, { waitUntil: 'networkidle0' });
    if (!warm) await page.reload({ waitUntil: 'networkidle0' }); // a face that came late is used from now on
    warm = true;
  }
  if (fullPage && p.kind !== 'redirect') { // lazy pictures come when they are scrolled to
    await page.evaluate(async () => {
      const shown = [...document.images].filter((i) => i.getClientRects().length);
      for (const i of shown) { i.loading = 'eager'; i.decoding = 'sync'; }
      for (let tries = 0; tries < 400 && !shown.every((i) => i.complete && i.naturalWidth); tries++) await new Promise((done) => setTimeout(done, 50));
      await Promise.all(shown.map((i) => i.decode().catch(() => {})));
    });
    await settle(page);
  }
  const name = media === 'print' ? `${p.name}-print-${scheme}` : `${p.name}-${width}-${scheme}`;
  const tall = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight); // Chromium shifts what is shorter and runs from right to left
  await page.screenshot({ path: path.join(out, name + '.png'), fullPage: fullPage && tall });
  console.log(`${name}.png ${decodeURI(urlOf(p.file))}`);
  await page.close();
}

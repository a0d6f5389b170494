// The pages as they were last looked at and found good: one of each kind, on a phone
// and on a desk, small and grey, in .ci/goldens. A page that looks otherwise in more
// than one part of a hundred is told. After a change that is meant, look at the pages
// (.ci/shots), and write the pictures anew: WARRAQ_GOLDENS=write .ci/judge --only goldens.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { draw, fresh, urlOf } from '../lib.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../goldens');
const kinds = ['front', 'article', 'article-opinion', 'article-factcheck', 'article-explainer', 'article-interview', 'article-gallery', 'article-live', 'section', 'author', 'archive', 'page'];
const screens = [[360, 740], [1280, 900]];
const limit = { share: 0.01, shade: 40 };

export async function goldens({ list, site, browser, report }) {
  const write = process.env.WARRAQ_GOLDENS === 'write';
  if (write) await mkdir(folder, { recursive: true });
  let looks = 0;
  for (const kind of kinds) {
    const p = list.find((p) => p.name === kind);
    if (!p) { report.fail(kind, 'no page of this kind'); continue; }
    for (const [width, height] of screens) {
      const name = `${kind}-${width}.png`, file = path.join(folder, name);
      const look = () => shot(browser, site.url + urlOf(p.file), width, height);
      const now = await look();
      looks++;
      if (write) { await writeFile(file, Buffer.from(now, 'base64')); continue; }
      const then = await readFile(file, 'base64').catch(() => null);
      const unlike = (seen) => (then ? fresh(browser, (page) => page.evaluate(differ, then, seen, limit.shade)) : 1);
      let share = await unlike(now);
      if (share > limit.share) share = await unlike(await look()); // a busy machine may draw a picture late; a change is seen again
      if (share > limit.share) report.fail(name, `${(100 * share).toFixed(1)} % of it look otherwise than .ci/goldens/${name}`);
    }
  }
  return `${looks} looks${write ? ' written' : ''}`;
}

// shot is the first screen of a page, at a quarter of its size and in grey, as base64.
async function shot(browser, url, width, height) {
  return fresh(browser, async (page) => {
    await page.setViewport({ width, height, isMobile: width < 500, hasTouch: width < 500 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
    await draw(page, url);
    await page.evaluate(() => { for (const image of document.images) { image.loading = 'eager'; image.decoding = 'sync'; } });
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    await page.evaluate(async () => {
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {}))); // one that cannot be drawn is seen as it is
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    const png = await page.screenshot({ encoding: 'base64' });
    return page.evaluate(async (data) => {
      const image = Object.assign(new Image(), { src: 'data:image/png;base64,' + data });
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width / 4, height: image.height / 4 });
      const g = canvas.getContext('2d');
      g.filter = 'grayscale(1)';
      g.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png').split(',')[1];
    }, png);
  });
}

// differ is the share of the pixels of two pictures that are of another shade. Runs in
// the page.
async function differ(then, now, shade) {
  const pixels = async (data) => {
    const image = Object.assign(new Image(), { src: 'data:image/png;base64,' + data });
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const g = canvas.getContext('2d');
    g.drawImage(image, 0, 0);
    return g.getImageData(0, 0, image.width, image.height).data;
  };
  const [a, b] = [await pixels(then), await pixels(now)];
  if (a.length !== b.length) return 1;
  let other = 0;
  for (let i = 0; i < a.length; i += 4) if (Math.abs(a[i] - b[i]) > shade) other++;
  return other / (a.length / 4);
}

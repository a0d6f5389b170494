// How much of a page below the first screen is blank, at 1280 × 900. What is judged is
// the content box of <main> from the fold down, less its margins: what is empty on both sides alike, for
// 200 px up and down, as beside a column in the middle. In it a square of 20 px is empty
// if all of it has one colour and no picture or player covers it; blank is what empty
// rectangles of at least 200 × 200 px cover.
import { draw, each, fresh, urlOf } from '../lib.mjs';

const limit = 0.15;

export async function blank({ list, site, browser, report }) {
  const seen = new Map();
  await each(list.filter((p) => p.kind !== 'redirect' && !p.kind.startsWith('lite')), (p) => fresh(browser, async (page) => {
    await page.setViewport({ width: 1280, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await draw(page, site.url + urlOf(p.file));
    const { box, covered } = await page.evaluate(async () => {
      for (const i of document.images) i.loading = 'eager';
      const rect = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top + scrollY, r.right, r.bottom + scrollY]; };
      const main = document.querySelector('main'), pad = parseFloat(getComputedStyle(main).paddingInlineStart), [l, t, r, b] = rect(main);
      return { box: [l + pad, t, r - pad, b], covered: [...document.querySelectorAll('img, video, audio, iframe')].map(rect) };
    });
    const png = await page.screenshot({ fullPage: true, encoding: 'base64' });
    seen.set(p.name, await page.evaluate(share, png, box, covered, 900));
  }));
  for (const [name, part] of [...seen].sort()) if (part > limit) report.fail(name, `${(100 * part).toFixed(0)} % of the page below the fold is blank; the limit is ${100 * limit} %`);
  return [...seen].sort().map(([name, part]) => `${name} ${(100 * part).toFixed(0)} %`).join(', ');
}

// share runs in the browser and must stand alone.
async function share(png, [left, , right, bottom], covered, fold) {
  const picture = new Image();
  picture.src = 'data:image/png;base64,' + png;
  await picture.decode();
  const canvas = document.createElement('canvas'), size = 20, window = 10;
  canvas.width = picture.width;
  canvas.height = picture.height;
  const paint = canvas.getContext('2d', { willReadFrequently: true });
  paint.drawImage(picture, 0, 0);
  const across = Math.floor((right - left) / size), down = Math.floor((bottom - fold) / size);
  if (down < window) return 0; // nothing to speak of lies below the fold
  const empty = Array.from({ length: down }, (_, y) => Array.from({ length: across }, (_, x) => {
    const l = left + x * size, t = fold + y * size;
    if (covered.some(([a, b, c, d]) => a < l + size && c > l && b < t + size && d > t)) return false;
    const { data } = paint.getImageData(l, t, size, size);
    for (let i = 4; i < data.length; i++) if (Math.abs(data[i] - data[i & 3]) > 6) return false;
    return true;
  }));
  const alike = empty.map((row) => {
    let n = 0;
    while (n < across / 2 && row[n] && row[across - 1 - n]) n++;
    return n;
  });
  const margins = alike.map((_, y) => Math.min(...alike.slice(Math.max(0, y - window), y + window + 1)));
  const blank = empty.map((row) => row.map(() => false));
  for (let y = 0; y + window <= down; y++) {
    for (let x = 0; x + window <= across; x++) {
      let all = true;
      for (let i = 0; all && i < window; i++) for (let j = 0; all && j < window; j++) all = empty[y + i][x + j];
      if (all) for (let i = 0; i < window; i++) blank[y + i].fill(true, x, x + window);
    }
  }
  let area = 0, white = 0;
  for (let y = 0; y < down; y++) {
    area += across - 2 * margins[y];
    white += blank[y].slice(margins[y], across - margins[y]).filter(Boolean).length;
  }
  return white / area;
}

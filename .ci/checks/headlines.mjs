// Headlines as a reader meets them, told in numbers. On the front page, four headlines
// or more stand on the first screen of a phone (360 × 740). Then each headline of the
// site, and each line of the file that WARRAQ_HEADLINES names, is set in the place of
// the lead: at most three lines for 95 % of them, a last line of one word for at most
// 5 %, and no mark of one line on a letter of the next: lines are drawn red and blue
// by turns, and a pixel that has both colours is a collision.
import { readFile } from 'node:fs/promises';
import { draw, fresh, urlOf } from '../lib.mjs';

const limit = { screen: 4, lines: 3, tall: 0.05, widows: 0.05 };
const widths = [360, 768, 1280];

export async function headlines({ all, site, browser, report }) {
  const front = all.find((p) => p.kind === 'front');
  if (!front) return 'no front page';
  const texts = [...new Set([...all.filter((p) => p.kind === 'article').map((p) => titleOf(p.html)), ...await given()])].filter(Boolean);
  await fresh(browser, async (page) => {
    for (const width of widths) {
      await page.setViewport({ width, height: width === 360 ? 740 : 900, isMobile: width < 500, hasTouch: width < 500 });
      await draw(page, site.url + urlOf(front.file));
      if (width === 360) {
        const seen = await page.evaluate(() => [...document.querySelectorAll('main .hed')].filter((h) => h.checkVisibility() && h.getBoundingClientRect().bottom <= innerHeight).length);
        report.note(`${seen} headlines on the first screen at 360 × 740`);
        if (seen < limit.screen) report.fail('front', `${seen} headlines on the first screen of a phone; at least ${limit.screen}`);
      }
      let tall = 0, widows = 0, collisions = 0;
      for (const text of texts) {
        const { lines, last, box } = await page.evaluate(set, text);
        if (lines > limit.lines) tall++;
        if (lines > 1 && last === 1) widows++;
        if (lines > 1 && await collide(page, box)) {
          collisions++;
          report.fail(`front at ${width}`, `two lines of «${text}» touch`);
        }
      }
      report.note(`at ${width}: ${tall} of ${texts.length} take over ${limit.lines} lines, ${widows} end with one word, ${collisions} collide`);
      if (tall > limit.tall * texts.length) report.fail(`front at ${width}`, `${tall} of ${texts.length} headlines take over ${limit.lines} lines`);
      if (widows > limit.widows * texts.length) report.fail(`front at ${width}`, `${widows} of ${texts.length} headlines end with one word`);
    }
  });
  return `${texts.length} headlines at ${widths.join(', ')} px`;
}

async function given() {
  const file = process.env.WARRAQ_HEADLINES;
  return file ? (await readFile(file, 'utf8')).split('\n') : [];
}

function titleOf(html) {
  const h1 = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '';
  return h1.replace(/<[^>]+>/g, '').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&').trim();
}

// set puts a text in the place of the lead, and tells its lines. Runs in the page.
function set(text) {
  const hed = document.querySelector('.card-lead .hed'), link = hed.querySelector('a');
  link.replaceChildren();
  hed.classList.toggle('vowelled', /[\u064c-\u0650\u0652]/.test(text));
  const words = text.split(/\s+/).map((word) => {
    const span = document.createElement('span');
    span.textContent = word;
    link.append(span, ' ');
    return span;
  });
  const tops = words.map((w) => Math.round(w.getBoundingClientRect().top));
  const rows = [];
  words.forEach((w, i) => {
    if (!rows.length || Math.abs(tops[i] - rows.at(-1).top) > 8) rows.push({ top: tops[i], words: 0 });
    rows.at(-1).words++;
    w.style.color = rows.length % 2 ? '#f00' : '#00f';
    w.style.mixBlendMode = 'multiply';
  });
  document.documentElement.style.setProperty('--paper', '#fff');
  hed.scrollIntoView({ block: 'center' });
  const r = hed.getBoundingClientRect();
  return { lines: rows.length, last: rows.at(-1).words, box: { x: r.left + scrollX, y: r.top + scrollY - 8, width: r.width, height: r.height + 16 } };
}

// collide says whether ink of two lines has one place.
async function collide(page, box) {
  const png = await page.screenshot({ clip: box, encoding: 'base64' });
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const g = canvas.getContext('2d');
    g.drawImage(image, 0, 0);
    const p = g.getImageData(0, 0, canvas.width, canvas.height).data;
    let both = 0;
    for (let i = 0; i < p.length; i += 4) if (p[i] < 140 && p[i + 2] < 140) both++;
    return both > 1;
  }, png);
}

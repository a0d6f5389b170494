// Words can be read in every look, tone and mode: WCAG 2.2 AA contrast of all text of the
// front page and of a story, as axe measures it, in the three looks, with each tone on
// what the desk sets it on, by day and by night. The sheet is made of the sources, as the
// site has that of one look only.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { each, fresh, open, seen, urlOf } from '../lib.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const css = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../static/css');
const looks = ['newspaper', 'headline', 'magazine'];
const tones = ['', 'urgent', 'mourning', 'investigation', 'dossier'];

export async function contrast({ list, site, browser, report }) {
  let n = 0;
  const sheet = await readFile(path.join(css, 'site.css'), 'utf8');
  const kinds = ['front', 'article-news', 'article-opinion', 'section'].map((name) => list.find((p) => p.name === name)).filter(Boolean);
  const jobs = looks.flatMap((look) => kinds.map((p) => ({ look, p })));
  await each(jobs, ({ look, p }) => fresh(browser, async (page) => {
    await page.setBypassCSP(true);
    await page.setViewport({ width: 1280, height: 900 });
    await open(page, site.url + urlOf(p.file));
    const faces = await readFile(path.join(css, 'looks', look + '.css'), 'utf8');
    await page.evaluate((text) => {
      document.querySelector('link[rel=stylesheet]').remove();
      document.head.append(Object.assign(document.createElement('style'), { textContent: text }));
    }, sheet.replace('@import url(looks/newspaper.css);', faces.replace(/@font-face[^}]*}/g, '')));
    await seen(page);
    await page.evaluate(source);
    for (const scheme of ['light', 'dark']) {
      for (const tone of p.name === 'front' || p.name === 'article-news' ? tones : ['']) {
        const bad = await page.evaluate(async (scheme, tone) => {
          document.documentElement.dataset.theme = scheme;
          for (const part of document.querySelectorAll('.top, .block-grid')) part.className = part.className.replace(/ ?\btone-\w+/g, '') + (tone && ` tone-${tone}`);
          for (const story of document.querySelectorAll('.story')) story.dataset.tone = tone;
          for (const kicker of document.querySelectorAll('.kicker')) {
            kicker.className = 'kicker' + (tone && ` kicker-${tone}`);
            if (!kicker.querySelector('.flag-urgent')) kicker.insertAdjacentHTML('afterbegin', '<b class="flag flag-urgent">عاجل&#x2060;</b> <b class="flag">خبر&#x2060;</b> ');
          }
          const { violations, incomplete } = await window.axe.run(document, { runOnly: ['color-contrast'], resultTypes: ['violations', 'incomplete'] });
          const unseen = incomplete.map((v) => ({ nodes: v.nodes.filter((node) => node.any[0]?.data?.messageKey === 'equalRatio') })); // words of the colour behind them
          return [...violations, ...unseen].flatMap((v) => v.nodes.map((node) => `${node.html.slice(0, 90)}: ${node.any[0]?.message ?? ''}`.slice(0, 260)));
        }, scheme, tone);
        n++;
        if (bad.length) report.fail(`${p.name} ${look} ${scheme} ${tone || 'plain'}`, `${bad.length} places, first ${bad[0]}`);
      }
    }
  }));
  return `${n} looks`;
}

// axe-core on one page of each kind, narrow and wide, light and dark: no violations.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { each, fresh, open, seen, urlOf } from '../lib.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axe({ list, site, browser, report }) {
  let n = 0;
  await each(list.filter((p) => p.kind !== 'redirect'), (p) => fresh(browser, async (page) => { // a redirect is gone before anyone could look
    await page.setBypassCSP(true);
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 900 });
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
        await open(page, site.url + urlOf(p.file));
        await seen(page);
        await page.evaluate(source);
        const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        if (!passes.length) report.fail(p.name, 'axe found nothing to look at');
        for (const v of violations) report.fail(`${p.name} ${width} ${scheme}`, `${v.id} (${v.impact}): ${v.help}; ${v.nodes.length} places, first ${v.nodes[0].html.slice(0, 160)} ${(v.nodes[0].any[0]?.message ?? v.nodes[0].failureSummary ?? '').slice(0, 200)}`);
        n++;
      }
    }
  }));
  return `${n} looks`;
}

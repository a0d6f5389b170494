// Lighthouse, mobile, on the front page and a story: performance at least 99
// (the median of three runs, for it shares its machine), the rest 100.
import lh from 'lighthouse';
import { urlOf } from '../lib.mjs';

const floor = { performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 };

export async function lighthouse({ list, site, browser, report, perf }) {
  const seen = [];
  for (const kind of ['front', 'article']) {
    const p = list.findLast((q) => q.kind === kind);
    if (!p) { report.fail(kind, 'no such page'); continue; }
    const scores = Object.fromEntries(Object.keys(floor).map((k) => [k, []]));
    let last;
    for (let i = 0; i < (perf ? 3 : 1); i++) {
      const page = await browser.newPage();
      const onlyCategories = Object.keys(floor).filter((k) => (k === 'performance' ? perf : i === 0));
      const result = await lh(site.url + urlOf(p.file), { logLevel: 'error', output: 'json', onlyCategories }, undefined, page);
      if (result.lhr.runtimeError) throw new Error(result.lhr.runtimeError.message);
      for (const k of onlyCategories) {
        scores[k].push(Math.round(result.lhr.categories[k].score * 100));
        if (k !== 'performance') explain(result.lhr, k, p, report);
      }
      last = result.lhr;
      await page.close();
    }
    for (const [k, min] of Object.entries(floor)) {
      if (!scores[k].length) continue;
      const median = scores[k].toSorted((a, b) => a - b)[scores[k].length >> 1];
      seen.push(`${kind} ${k} ${median}`);
      if (median < min) report.fail(p.name, `${k} ${scores[k].join(', ')}; at least ${min} is wanted`);
      if (median < min && k === 'performance') explain(last, k, p, report);
    }
    if (perf) report.note(`${p.name}: ${['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'].map((a) => `${a} ${last.audits[a].displayValue}`).join(', ')}`);
  }
  return seen.join(', ');
}

function explain(lhr, category, p, report) {
  for (const { id, weight } of lhr.categories[category].auditRefs) {
    const a = lhr.audits[id];
    if (a.score === null || a.score >= (category === 'performance' ? 0.9 : 1) || (weight === 0 && category !== 'performance')) continue;
    const item = a.details?.items?.[0];
    report.note(`${p.name} ${id}: ${a.title} ${a.displayValue ?? ''} ${item ? JSON.stringify(item.node?.snippet ?? item.source ?? item.description ?? item.url ?? item).slice(0, 200) : ''}`);
  }
}

// The judge of a built site. Each check is one function of a table; all of them
// run, all that is wrong is printed, and the exit status says whether anything was.
import { axe } from './checks/axe.mjs';
import { behaviour } from './checks/behaviour.mjs';
import { blank } from './checks/blank.mjs';
import { contrast } from './checks/contrast.mjs';
import { css } from './checks/css.mjs';
import { goldens } from './checks/goldens.mjs';
import { headlines } from './checks/headlines.mjs';
import { html } from './checks/html.mjs';
import { interaction } from './checks/interaction.mjs';
import { lighthouse } from './checks/lighthouse.mjs';
import { links } from './checks/links.mjs';
import { weight } from './checks/weight.mjs';
import { launch, pages, Report, samples, serve } from './lib.mjs';

const checks = { html, links, css, weight, headlines, goldens, behaviour, interaction, axe, contrast, blank, lighthouse };

const args = process.argv.slice(2);
const take = (name) => { const i = args.indexOf(name); return i < 0 ? null : args.splice(i, 2)[1]; };
const flag = (name) => { const i = args.indexOf(name); return i >= 0 && !!args.splice(i, 1); };
const only = take('--only')?.split(',');
const perKind = Number(take('--per-kind') ?? 1);
const perf = !flag('--no-perf');
const [root, ...rest] = args;
if (!root || rest.length || root.startsWith('-') || only?.some((n) => !checks[n])) {
  console.error(`usage: judge [--no-perf] [--only ${Object.keys(checks).join(',')}] [--per-kind N] SITE_DIR`);
  process.exit(2);
}

const report = new Report();
const all = await pages(root);
const list = samples(all, perKind);
report.open('pages');
if (!all.length) report.fail(root, 'no page here');
for (const p of all) if (!p.kind && !/name=["']?robots["']? content=["']?noindex/.test(p.html)) report.fail(p.file, '<body> has no data-kind');
for (const kind of ['front', 'article', 'section', 'notfound']) if (all.length && !list.some((p) => p.kind === kind)) report.fail(root, `no page of kind ${kind}`);
report.close(`${all.length} pages of ${new Set(all.map((p) => p.kind)).size} kinds; looked at in the browser: ${list.map((p) => p.name).join(' ')}`);

const site = await serve(root);
let browser = await launch();
try {
  for (const [name, check] of Object.entries(checks)) {
    if (only && !only.includes(name)) continue;
    report.open(name);
    if (name === 'lighthouse') { // in the browser that a reader has, and nothing runs beside it
      await browser.close();
      browser = await launch({ whole: true });
    }
    try {
      report.close(await check({ root, all, list, site, browser, report, perf }));
    } catch (err) {
      report.fail('the judge', err.stack);
      report.close();
    }
  }
} finally {
  await browser.close();
  await site.close();
}
console.log(`${report.failed ? 'FAIL' : 'ok  '} ${report.failed} faults, ${report.warned} warnings, ${((Date.now() - report.started) / 1000).toFixed(0)} s`);
process.exitCode = report.failed ? 1 : 0;

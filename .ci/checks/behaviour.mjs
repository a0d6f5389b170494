// How pages behave in a browser: no third party is asked for anything, nothing
// is said on the console, all can be read without JavaScript, nothing runs over
// the edge of a small phone, nothing jumps while fonts, scripts and answers come,
// and Arabic is set as Arabic.
import { each, fresh, open, serve, settle, urlOf } from '../lib.mjs';

export async function behaviour({ root, list, site, browser, report }) {
  const late = /\.woff2?(\?|$)|\.js$|^\/search\/./;
  const slow = await serve(root, { delay: (url) => (late.test(url) ? 600 : 0) });
  await each(list.filter((p) => p.kind !== 'redirect'), async (p) => {
    const on = await look(p, { widths: [320, 360, 768, 1280] });
    const off = await look(p, { widths: [320, 360], js: false });
    scripts(p, on, off);
    setting(p, on);
    await shift(p);
    if (p.kind === 'search') await shift(p, '?q=' + encodeURIComponent('الصحافة'));
  });
  await slow.close();
  await withoutTwin(list.find((p) => p.kind === 'page'));
  await gallery(list.find((p) => p.name === 'article-gallery'));
  await contents(list.find((p) => p.name === 'article-explainer'));
  await copy(list.find((p) => p.name === 'article-news'));
  return `${list.length} pages, with JavaScript and without`;

  // look opens a page at each width in turn, and gives what was seen at 360.
  function look(p, { widths, js = true }) {
    return fresh(browser, async (page) => {
      let where = p.name;
      const expected404 = p.kind === 'notfound' || p.kind === 'tombstone';
      page.on('request', (r) => { const u = new URL(r.url()); if (/^(https?|wss?):$/.test(u.protocol) && u.origin !== site.url) report.fail(where, `asks a third party: ${u.host}${u.pathname}`); });
      page.on('response', (r) => { if (r.status() >= 400 && !(expected404 && r.request().isNavigationRequest())) report.fail(where, `${r.status()} ${r.url().slice(site.url.length)}`); });
      page.on('pageerror', (e) => report.fail(where, `script error: ${e.message}`));
      page.on('console', (m) => { if (['error', 'warn', 'assert'].includes(m.type()) && !/Failed to load resource/.test(m.text())) report.fail(where, `console: ${m.text()}`); });
      await page.setJavaScriptEnabled(js);
      let kept;
      for (const width of widths) {
        where = `${p.name} ${width}${js ? '' : ' without JS'}`;
        await page.setViewport({ width, height: 800, isMobile: width < 500, hasTouch: width < 500 });
        await open(page, site.url + urlOf(p.file));
        const seen = await page.evaluate(inPage);
        if (width === 360) kept = seen;
        if (seen.overflow > 0) report.fail(where, `${seen.overflow} px over the edge: ${seen.wide}`);
      }
      return kept;
    });
  }

  // withoutTwin asks for the light twin of a page that has none: it leads to the page.
  function withoutTwin(p) {
    return fresh(browser, async (page) => {
      await page.goto(`${site.url}/lite${urlOf(p.file)}`);
      const there = await page.waitForFunction((kind) => document.body?.dataset.kind === kind, { timeout: 5000 }, p.kind).catch(() => null);
      if (!there) report.fail(p.name, 'the address of its light twin leads nowhere');
      for (const odd of ['/lite//evil.example/', '//lite/evil.example/']) { // no address leads to another host
        await page.goto(site.url + odd).catch(() => null);
        await settle(page);
        if (new URL(page.url()).origin !== new URL(site.url).origin) report.fail(p.name, `${odd} leads to ${page.url()}`);
      }
    });
  }

  // A gallery is turned by a finger and by the keys, in the direction of reading.
  async function gallery(p) {
    if (!p) return;
    for (const how of ['finger', 'keys', 'buttons']) await fresh(browser, async (page) => {
      const touch = how === 'finger';
      await page.setViewport({ width: touch ? 360 : 1280, height: 800, isMobile: touch, hasTouch: touch });
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await open(page, site.url + urlOf(p.file));
      const place = await page.evaluate(() => {
        const strip = document.querySelector('.shots'), r = strip.getBoundingClientRect();
        strip.focus({ preventScroll: true });
        return { x: r.x + r.width / 2, y: r.y + 60, ahead: document.documentElement.dir === 'rtl' ? 1 : -1 };
      });
      if (touch) {
        await page.touchscreen.touchStart(place.x - 100 * place.ahead, place.y);
        for (let step = -90; step <= 130; step += 20) await page.touchscreen.touchMove(place.x + step * place.ahead, place.y);
        await page.touchscreen.touchEnd();
      } else if (how === 'keys') await page.keyboard.press(place.ahead > 0 ? 'ArrowLeft' : 'ArrowRight');
      else await page.click('[data-turn="1"]');
      const at = () => page.waitForFunction((n) => {
        const strip = document.querySelector('.shots').getBoundingClientRect(), r = document.querySelectorAll('.shot')[n].getBoundingClientRect();
        return Math.abs(r.x - strip.x) < 3;
      }, { timeout: 4000 }, 1).catch(() => null);
      if (!(await at())) report.fail(p.name, `the gallery is not turned by ${how}`);
    });
  }

  // The list of an explainer marks the part that is read, and leads to each.
  function contents(p) {
    return p && fresh(browser, async (page) => {
      await page.setViewport({ width: 1280, height: 800 });
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await open(page, site.url + urlOf(p.file));
      await page.evaluate(() => document.querySelectorAll('.prose > h2')[2].scrollIntoView());
      const marked = (n) => page.waitForFunction((i) => [...document.querySelectorAll('.contents a')].findIndex((a) => a.ariaCurrent === 'true') === i, { timeout: 4000 }, n).catch(() => null);
      if (!(await marked(2))) report.fail(p.name, 'the list of contents does not follow the reading');
      await page.click('.contents li:nth-child(2) a');
      if (!(await marked(1))) report.fail(p.name, 'the list of contents does not lead to its second part');
    });
  }

  // The button that copies a link says so in words.
  function copy(p) {
    return p && fresh(browser, async (page) => {
      await page.browserContext().overridePermissions(site.url, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
      await page.setViewport({ width: 1280, height: 800 });
      await open(page, site.url + urlOf(p.file));
      await page.click('.share-row [data-copy]');
      const said = await page.waitForFunction(() => { const e = document.querySelector('.share-row [data-done]'); return e.textContent === e.dataset.done; }, { timeout: 3000 }).catch(() => null);
      const copied = await page.evaluate(() => navigator.clipboard.readText()).catch(() => '');
      if (!said || !copied.startsWith('http')) report.fail(p.name, `a copied link is not told, or «${copied}» was copied`);
    });
  }

  function scripts(p, on, off) {
    if (!off.main) report.fail(p.name, 'no <main>, or nothing to read in it, without JS');
    else if (p.kind !== 'search' && off.main < 0.9 * on.main) report.fail(p.name, `${off.main} letters to read without JS, ${on.main} with it`);
    if (!off.h1) report.fail(p.name, 'no visible <h1> without JS');
  }

  function setting(p, seen) {
    if (!seen.lang || !seen.dir) report.fail(p.name, `<html lang="${seen.lang}" dir="${seen.dir}">`);
    else if ((/^(ar|fa|ur|he|ps|ckb)\b/.test(seen.lang) ? 'rtl' : 'ltr') !== seen.dir) report.fail(p.name, `lang ${seen.lang} with dir ${seen.dir}`);
    for (const s of seen.badSetting) report.fail(p.name, s);
    if (/^article/.test(p.kind)) {
      if (seen.leading === null) report.fail(p.name, 'no body text found in the story');
      else if (seen.leading < 1.7) report.fail(p.name, `line height of the body is ${seen.leading ? seen.leading.toFixed(2) : 'normal'}; at least 1.7 is wanted`);
    }
  }

  // shift loads a page as a slow line would, fonts, scripts and answers last, and adds up how far things jumped.
  async function shift(p, query = '') {
    for (const width of [360, 1280]) await fresh(browser, async (page) => {
      await page.setViewport({ width, height: 800, isMobile: width < 500, hasTouch: width < 500 });
      await page.evaluateOnNewDocument(() => {
        window.shifts = [];
        new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shifts.push([e.value, e.sources?.[0]?.node?.parentElement?.className ?? '']); }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(slow.url + urlOf(p.file) + query, { waitUntil: 'networkidle0' });
      await settle(page);
      const shifts = await page.evaluate(() => window.shifts);
      const cls = shifts.reduce((sum, [v]) => sum + v, 0);
      if (cls >= 0.01) report.fail(`${p.name} ${width} ${query}`, `things jump while its parts come: CLS ${cls.toFixed(3)}, most at .${shifts.sort((a, b) => b[0] - a[0])[0][1]}`);
    });
  }
}

// inPage runs in the browser and must stand alone.
function inPage() {
  const arabic = /[\u0620-\u064a\u066e-\u06d3]/;
  const root = document.documentElement;
  const describe = (e) => `<${e.tagName.toLowerCase()}${e.className && typeof e.className === 'string' ? ` class="${e.className}"` : ''}>`;
  const visible = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const main = document.querySelector('main');
  const overflow = root.scrollWidth - root.clientWidth;
  let wide = '';
  if (overflow > 0) {
    for (const e of document.body.querySelectorAll('*')) {
      const r = e.getBoundingClientRect();
      if (visible(e) && (r.left < -1 || r.right > root.clientWidth + 1)) wide = describe(e);
    }
  }
  const bad = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let longest = null;
  for (let t = walker.nextNode(); t; t = walker.nextNode()) {
    const e = t.parentElement;
    if (!arabic.test(t.data) || !visible(e) || /^(script|style|template|noscript)$/i.test(e.tagName)) continue;
    const s = getComputedStyle(e);
    if (!['normal', '0px'].includes(s.letterSpacing)) bad.add(`letter-spacing ${s.letterSpacing} on Arabic in ${describe(e)}`);
    if (s.fontStyle !== 'normal') bad.add(`font-style ${s.fontStyle} on Arabic in ${describe(e)}`);
    if (s.textTransform !== 'none' && s.textTransform !== 'uppercase') bad.add(`text-transform ${s.textTransform} on Arabic in ${describe(e)}`);
    if (e.tagName === 'P' && e.closest('article') && e.closest('.prose, [itemprop=articleBody], main') && t.data.length > (longest?.textContent.length ?? 80)) longest = e;
  }
  const style = longest && getComputedStyle(longest);
  return {
    lang: root.lang, dir: root.dir, overflow, wide,
    main: main ? main.innerText.replace(/\s+/g, '').length : 0,
    h1: [...document.querySelectorAll('h1')].some(visible),
    badSetting: [...bad],
    leading: style ? parseFloat(style.lineHeight) / parseFloat(style.fontSize) || 0 : null,
  };
}

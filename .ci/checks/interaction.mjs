// What a reader does with a page, by hand and by keys: the menu, the settings, a live page
// that grows, the strip of urgent news, the printer. And at 360 px what a thumb aims at is
// 44 px or more.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fresh, open, settle, urlOf } from '../lib.mjs';

export async function interaction({ root, list, site, browser, report }) {
  const named = (name) => list.find((p) => p.name === name);
  let n = 0;
  for (const [what, name, width, act] of [
    ['menu', 'section', 360, menu], ['dates', 'front', 360, dates], ['settings', 'article-news', 360, settings], ['live page', 'article-live', 1280, live],
    ['strip', 'article-news', 360, strip], ['thumbs', 'front', 360, thumbs], ['thumbs', 'article-news', 360, thumbs], ['thumbs', 'article-gallery', 360, thumbs],
    ['thumbs', 'article-audio', 360, thumbs], ['thumbs', 'search', 360, thumbs], ['thumbs', 'notfound', 360, thumbs],
    ['print', 'front', 794, print], ['print', 'article-news', 794, print], ['print', 'article-gallery', 794, print], ['print', 'article-factcheck', 794, print],
  ]) {
    const p = named(name);
    if (!p) { report.fail(name, 'no such page'); continue; }
    n++;
    await fresh(browser, async (page) => {
      await page.setViewport({ width, height: 740, isMobile: width < 500, hasTouch: width < 500 });
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      for (const wrong of await act(page, p).catch((err) => [err.message])) report.fail(`${what} of ${name}`, wrong);
    });
  }
  return `${n} scenes`;

  // The menu of a phone shows where one is, and that it goes on.
  async function menu(page, p) {
    await open(page, site.url + urlOf(p.file));
    return page.evaluate(() => {
      const wrong = [], row = document.querySelector('.sections ul'), here = row.querySelector('[aria-current]'), r = here.getBoundingClientRect();
      if (r.left < 0 || r.right > innerWidth) wrong.push('the section that one is in is out of sight');
      if (row.scrollWidth > row.clientWidth && getComputedStyle(row).maskImage === 'none') wrong.push('nothing says that the menu goes on');
      return wrong;
    });
  }

  // The longest date of any audience widens no phone.
  async function dates(page, p) {
    await open(page, site.url + urlOf(p.file));
    return page.evaluate(() => {
      const one = document.documentElement.scrollWidth;
      document.querySelector('.edition-date time').textContent = 'الأربعاء، 30 ديسمبر/كانون الأول 2026';
      const hijri = document.querySelector('.edition-date .hijri') ?? document.querySelector('.edition-date').appendChild(Object.assign(document.createElement('span'), { className: 'hijri' }));
      hijri.textContent = '20 جمادى الآخرة 1448 هـ';
      return [one, document.documentElement.scrollWidth].filter((w) => w > innerWidth || w > 360).map((w) => `the page is ${w} px wide`);
    });
  }

  // Settings open and close as a menu does, change the page at once, and are kept.
  async function settings(page, p) {
    const wrong = [];
    const check = async (what, f, ...args) => { if (!(await page.evaluate(f, ...args))) wrong.push(what); };
    await open(page, site.url + urlOf(p.file));
    await page.click('.settings summary');
    await check('the panel does not open within the window', () => { const r = document.querySelector('.panel').getBoundingClientRect(); return r.width > 0 && r.left >= 0 && r.right <= innerWidth; });
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize));
    await page.click('.panel [data-step="1"]');
    await check('letters do not grow', (was) => parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize) > was, size);
    for (const [set, value] of [['theme', 'dark'], ['digits', 'arab'], ['tashkeel', 'hide']]) {
      await page.click(`.panel [data-set="${set}"][data-value="${value}"]`);
      await check(`${set} is not shown as chosen`, (set, value) => document.querySelector(`.panel [data-set="${set}"][data-value="${value}"]`).ariaPressed === 'true', set, value);
    }
    await page.keyboard.press('Escape');
    await check('Escape does not close the panel, or loses the place', () => !document.querySelector('.settings').open && document.activeElement === document.querySelector('.settings summary'));
    for (const after of ['', ' once the page is read again']) {
      if (after) await open(page, site.url + urlOf(p.file));
      await check('the page is not dark' + after, () => getComputedStyle(document.body).backgroundColor.match(/\d+/g).every((c) => c < 60));
      await check('digits are not Arabic' + after, () => !/[0-9]/.test(document.querySelector('.byline time').textContent) && /[٠-٩]/.test(document.querySelector('.byline time').textContent));
      await check('vowel marks are not hidden' + after, () => !/[\u064b-\u0652]/.test(document.querySelector('.prose').textContent));
    }
    await page.click('.settings summary');
    await page.mouse.click(10, 600);
    await check('a click outside does not close the panel', () => !document.querySelector('.settings').open);
    return wrong;
  }

  // serveInstead answers some addresses with other bytes.
  async function serveInstead(page, answers) {
    await page.setRequestInterception(true);
    page.on('request', (r) => {
      const at = decodeURI(new URL(r.url()).pathname), body = answers[at];
      if (body === undefined) r.continue();
      else r.respond({ contentType: at.endsWith('.json') ? 'application/json' : 'text/html; charset=utf-8', body });
    });
  }

  // A live page that is open takes in what is new without moving what is read; a pill
  // tells how many, in words, and leads there.
  async function live(page, p) {
    const wrong = [], html = await readFile(path.join(root, p.file), 'utf8');
    const entry = (id) => ({ id, title: `خبر ${id}`, time: '2026-11-21T20:00:00Z', html: `<section class="entry"><h2 id="${id}"><time datetime="2026-11-21T20:00:00Z">11:00 م</time> خبر ${id}</h2><p>نص جديد</p></section>` });
    const pill = '<p class="live-pill js" role="status" data-live="/new.json" data-words="تحديث واحد جديد|تحديثان جديدان|3 تحديثات جديدة|11 تحديثًا جديدًا|100 تحديث جديد"></p>';
    await serveInstead(page, { [decodeURI(urlOf(p.file))]: html.replace(/<div class=["']?prose/, pill + '$&'), '/new.json': JSON.stringify({ count: 9, entries: ['n3', 'n2', 'n1'].map(entry) }) });
    await page.evaluateOnNewDocument(() => { const wait = window.setInterval; window.setInterval = (f, ms, ...rest) => wait(f, ms === 30000 ? 400 : ms, ...rest); });
    await open(page, site.url + urlOf(p.file));
    const eyes = await page.evaluate(() => {
      const e = document.querySelectorAll('.prose .entry')[3];
      scrollTo(0, e.getBoundingClientRect().top + scrollY - 200);
      e.dataset.eyes = '';
      return e.getBoundingClientRect().top;
    });
    const told = await page.waitForSelector('.live-pill button', { timeout: 8000 }).catch(() => null);
    if (!told) return ['no pill tells of new entries'];
    const seen = await page.evaluate(() => {
      const b = document.querySelector('.live-pill button'), r = b.getBoundingClientRect();
      return { words: b.textContent, at: document.querySelector('[data-eyes]').getBoundingClientRect().top, shown: r.top >= 0 && r.bottom <= innerHeight, high: r.height, listed: document.querySelectorAll('.entries li').length, entries: document.querySelectorAll('.prose .entry').length };
    });
    if (!/^[3٣] تحديثات جديدة$/.test(seen.words)) wrong.push(`the pill says «${seen.words}»`);
    if (Math.abs(seen.at - eyes) > 2) wrong.push(`what is read moved by ${Math.round(seen.at - eyes)} px`);
    if (!seen.shown || seen.high < 44) wrong.push('the pill is out of sight, or too small');
    if (seen.listed !== seen.entries) wrong.push(`${seen.entries} entries, ${seen.listed} in the list of times`);
    await page.click('.live-pill button');
    await new Promise((done) => setTimeout(done, 300));
    if (!(await page.evaluate(() => { const r = document.activeElement.getBoundingClientRect(); return document.activeElement.matches('.entry') && document.activeElement.querySelector('#n3') && r.top > -60 && r.top < innerHeight && !document.querySelector('.live-pill button'); }))) wrong.push('the pill does not lead to the newest entry, or stays');
    return wrong;
  }

  // The strip of urgent news covers no words, nothing that has the focus, and no panel; it
  // can be closed, stays closed, and ends by itself.
  async function strip(page, p) {
    const wrong = [];
    const words = (until) => `<!doctype html><main><aside class="breaking" aria-label="عاجل" data-until="${until}"><b class="flag flag-urgent">عاجل</b> <p><a href="/">اللجنة الانتخابية تعلن النتائج النهائية لبلدية مرسى النخيل بعد إعادة الفرز في ثلاثة مراكز</a></p></aside></main>`;
    const answers = { '/breaking.html': words('2999-01-01T00:00:00Z') };
    await serveInstead(page, answers);
    await open(page, site.url + urlOf(p.file));
    if (!(await page.waitForSelector('.breaking-dock:not([hidden])', { timeout: 5000 }).catch(() => null))) return ['no strip is shown'];
    await page.click('.settings summary');
    const covered = await page.evaluate(() => {
      const panel = document.querySelector('.panel').getBoundingClientRect(), x = panel.left + panel.width / 2;
      const bad = [panel.top + 5, Math.min(panel.bottom, innerHeight) - 5].filter((y) => !document.elementFromPoint(x, y)?.closest('.panel')).map(() => 'the panel of settings is covered');
      document.querySelector('.settings').open = false;
      const dock = document.querySelector('.breaking-dock');
      const targets = [...document.querySelectorAll('main a[href], main button, footer a')].filter((e) => e.checkVisibility());
      for (const e of [...targets, ...targets.toReversed()]) {
        e.focus();
        const r = e.getBoundingClientRect(), d = dock.getBoundingClientRect();
        if (r.bottom > d.top + 1 && r.top < d.bottom && r.height < 300) { bad.push(`what has the focus is under it: ${e.outerHTML.slice(0, 80)}`); break; }
      }
      scrollTo(0, document.documentElement.scrollHeight);
      const end = document.querySelector('footer').getBoundingClientRect(), d = dock.getBoundingClientRect();
      if (end.bottom > d.top + 1) bad.push(`it covers ${Math.round(end.bottom - d.top)} px of the end of the page`);
      return bad;
    });
    wrong.push(...covered);
    await page.click('.breaking-dock button');
    await open(page, site.url + urlOf(p.file));
    await new Promise((done) => setTimeout(done, 400));
    if (await page.$('.breaking-dock:not([hidden])')) wrong.push('it comes back after it was closed');
    await page.evaluate(() => sessionStorage.clear());
    answers['/breaking.html'] = words(new Date(Date.now() + 4000).toISOString());
    await open(page, site.url + urlOf(p.file));
    if (!(await page.waitForSelector('.breaking-dock:not([hidden])', { timeout: 3000 }).catch(() => null))) wrong.push('it is not shown before it ends');
    if (!(await page.waitForFunction(() => !document.querySelector('.breaking')?.checkVisibility(), { timeout: 8000 }).catch(() => null))) wrong.push('it does not end by itself');
    return wrong;
  }

  // What a thumb aims at on a phone is 44 px high, and wide where it is a sign.
  async function thumbs(page, p) {
    await open(page, site.url + urlOf(p.file));
    await page.click('.settings summary');
    return page.evaluate(() => [...document.querySelectorAll('.tool, .sections a, .panel button, .toolbar button, .shares a, .shares button, .more, .pager a, .neighbours a, .contents a, .shot-tools button, .speeds button, .search button, .subscribe, .notice-links a')]
      .filter((e) => e.checkVisibility()).map((e) => ({ r: e.getBoundingClientRect(), what: e.outerHTML.slice(0, 90) }))
      .filter(({ r }) => r.height < 43.5 || r.width < 43.5).map(({ r, what }) => `${Math.round(r.width)} × ${Math.round(r.height)} px: ${what}`).slice(0, 4));
  }

  // A printed page has the words and no tools, nothing over its edge, and black on white.
  async function print(page, p) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await open(page, site.url + urlOf(p.file));
    await page.emulateMediaType('print');
    await settle(page);
    const wrong = await page.evaluate(() => {
      const wrong = [], seen = (s) => [...document.querySelectorAll(s)].some((e) => e.checkVisibility());
      for (const s of ['.tools', '.sections', '.toolbar', '.share-row', '.shot-tools', '.breaking-dock', '.neighbours', '.skip']) if (seen(s)) wrong.push(`${s} is printed`);
      if (!seen('.nameplate') || !seen('h1:not(.visually-hidden), .hed')) wrong.push('no nameplate or no headline is printed');
      const over = [...document.querySelectorAll('main *')].find((e) => e.checkVisibility() && !e.closest('.visually-hidden') && (e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > innerWidth + 1));
      if (over) wrong.push(`over the edge: ${over.outerHTML.slice(0, 80)}`);
      const light = (c) => { const [r, g, b] = c.match(/[\d.]+/g).map(Number); return (0.3 * r + 0.6 * g + 0.1 * b) / 255; };
      const pale = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, figcaption, a)')].find((e) => e.checkVisibility() && e.textContent.trim() && light(getComputedStyle(e).color) > 0.5);
      if (pale) wrong.push(`pale on white: ${pale.outerHTML.slice(0, 100)} ${getComputedStyle(pale).color}`);
      return wrong;
    });
    const pdf = await page.pdf({ format: 'A4' });
    if (pdf.length < 5000) wrong.push('nothing is printed');
    return wrong;
  }
}

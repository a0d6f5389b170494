// Lets the hosts' own programs read what hosting: writes. hosts WORK [NAME…]; see the script
// of that name.
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import zlib from 'node:zlib';
import { each, fresh, launch, pages, Report, samples, urlOf } from './lib.mjs';

const [work, ...only] = process.argv.slice(2);
const report = new Report();
const programs = createRequire(path.join(process.env.WARRAQ_HOST_PROGRAMS, 'package.json'));
const now = '2026-11-23T12:00:00Z';

// What the sample edition lacks: addresses with signs that rules could take for their own,
// and a story that was withdrawn under an Arabic name.
const redirects = {
  '/قديم/': '/politics/', '/old.html': '/culture/', '/a b/': '/politics/', '/ثمن $5/': '/economy/', '/زمن{1}/': '/sport/',
  '/1+1=2/': '/economy/', '/elsewhere/': 'https://other.example/x?y=1', '/q"q/': '/sport/', "/it's (old)/": '/sport/', '/a.b/': '/sport/', '/100%25/': '/sport/',
};
const gone = '/politics/2026/11/خبر-سحبناه/';

// build makes a newsroom and its site for some hosts, as readers at that address have it.
function build(name, hosts, address, forms = []) {
  const paper = path.join(work, name);
  mkdirSync(paper);
  cpSync('content', path.join(paper, 'content'), { recursive: true });
  const settings = path.join(paper, 'content/edition.yaml');
  const text = readFileSync(settings, 'utf8').replace(/^redirects:.*\n(^[ \t]+.*\n)*/m, '');
  writeFileSync(settings, `${text}\nhosting: [${hosts}]\nredirects: ${JSON.stringify(redirects)}\n` + (forms.length ? `precompress: [${forms}]\n` : ''));
  writeFileSync(path.join(paper, 'content/politics/خبر-سحبناه.md'), '---\ntitle: خبر سحبناه\ndate: 2026-11-20\nslug: خبر-سحبناه\nwithdrawn: {date: 2026-11-21, text: سُحب لخطأ في أصله}\n---\nنص.\n');
  writeFileSync(path.join(paper, 'content/politics/خبر.md'), '---\ntitle: خبر بالعربية\ndate: 2026-11-20\nslug: خبر-بالعربية\n---\nنص.\n');
  const said = execFileSync(path.join(work, 'warraq'), ['build', '--source', paper, '--now', now, '--base-url', address, '--no-images'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const site = path.join(paper, 'public');
  mkdirSync(path.join(site, 'preview/x'), { recursive: true });
  writeFileSync(path.join(site, 'preview/x/index.html'), '<!doctype html><title>x</title>');
  return { paper, site, said, aside: path.join(paper, '.warraq/hosting') };
}

const freePort = () => new Promise((done) => {
  const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});

// ask makes one request, with the path as it is written, and reads the bytes as they come.
const ask = (port, at, headers = {}, method = 'GET') => new Promise((done, fail) => {
  const req = http.request({ host: '127.0.0.1', port, path: at, method, headers, agent: false }, (res) => {
    const parts = [];
    res.on('data', (d) => parts.push(d));
    res.on('end', () => done({ status: res.statusCode, headers: res.headers, body: Buffer.concat(parts) }));
  });
  req.setTimeout(20000, () => req.destroy(new Error('no answer')));
  req.on('error', fail).end();
});

// started runs a program until f has ended.
async function started(command, args, port, options, f) {
  const said = [];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.stdout.on('data', (d) => said.push(d));
  child.stderr.on('data', (d) => said.push(d));
  const ended = new Promise((done) => child.on('close', done));
  try {
    for (let i = 0; ; i++) {
      if (child.exitCode !== null || i === 300) throw new Error(`${command} does not answer: ${Buffer.concat(said).toString().slice(-1500)}`);
      if (await ask(port, '/robots.txt').then(() => true, () => false)) break;
      await new Promise((done) => setTimeout(done, 100));
    }
    return await f();
  } finally {
    child.kill('SIGTERM');
    await Promise.race([ended, new Promise((done) => setTimeout(done, 5000))]);
    child.kill('SIGKILL');
  }
}

const isPage = (site, from) => existsSync(path.join(site, decodeURI(from).replace(/\/$/, '/index.html')));
const is = (where, what, got, want) => { if (got !== want) report.fail(where, `${what} is ${JSON.stringify(got)}, want ${JSON.stringify(want)}`); };
const has = (where, what, got, want) => { if (!String(got ?? '').includes(want)) report.fail(where, `${what} is ${JSON.stringify(got)}, want ${JSON.stringify(want)} in it`); };

const first = (dir, match) => readdirSync(dir, { recursive: true }).map(String).sort().find((f) => match.test(f));

// answers asks a server over the socket for one of everything.
async function answers(name, { site }, port, { forms = [], weak = false, gone410 = true, ranges = true } = {}) {
  const get = (at, headers, method) => ask(port, at, headers, method);
  const file = (p) => readFileSync(path.join(site, p));
  const type = (r) => r.headers['content-type']?.replaceAll(' ', '');
  const safe = (at, r, cache) => {
    has(at, 'Content-Security-Policy', r.headers['content-security-policy'], "default-src 'none'");
    is(at, 'X-Content-Type-Options', r.headers['x-content-type-options'], 'nosniff');
    if (cache) has(at, 'Cache-Control', r.headers['cache-control'], cache);
  };
  // Pages, in Arabic addresses too.
  const story = urlOf(first(site, /^(?!tags|authors|lite|files|topics|series|agencies).*\/خبر-بالعربية\/index\.html$/));
  for (const at of ['/', story, '/culture/', '/lite/']) {
    const r = await get(at);
    is(at, 'status', r.status, 200);
    is(at, 'Content-Type', r.headers['content-type']?.toLowerCase(), 'text/html; charset=utf-8');
    is(at, 'body', r.body.equals(file(decodeURI(at) + 'index.html')), true);
    is(at, 'Content-Encoding', r.headers['content-encoding'], undefined);
    safe(at, r, weak ? 'max-age=0' : 'max-age=30');
    const head = await get(at, {}, 'HEAD');
    is(at, 'HEAD', head.status + ' ' + head.body.length, '200 0');
    for (const [ask, give] of [['if-none-match', 'etag'], ['if-modified-since', 'last-modified']]) {
      if (r.headers[give]) is(at, ask, (await get(at, { [ask]: r.headers[give] })).status, 304);
    }
  }
  const short = story.slice(0, -1);
  const led = await get(short);
  if (!weak) {
    has(short, 'status', [301, 308].includes(led.status), 'true');
    is(short, 'Location', led.headers.location?.replace(/^http:\/\/[^/]+/, '').toLowerCase(), short.toLowerCase() + '/');
  }
  // What was given up leads on, and no page stands there.
  for (const [from, to] of [...Object.entries(redirects), ['/culture/tell-mosaic/', '']]) {
    const at = encodeURI(decodeURI(from)); // a setting may be written either way
    const page = isPage(site, from);
    for (const from of [at, at.replace(/\/$/, '')]) {
      const r = await get(from);
      if (page) {
        if (from === at) report.note(`${name}: ${from} is a page`);
        continue;
      }
      is(from, 'status', r.status, 301);
      if (to) is(from, 'Location', r.headers.location?.replace(/^http:\/\/127[^/]+/, ''), to);
    }
  }
  // What was withdrawn is gone, and says why.
  for (const at of [encodeURI(gone), urlOf(first(site, /^politics\/.*bridge-closure\/index\.html$/))]) {
    const r = await get(at);
    is(at, 'status', r.status, gone410 ? 410 : 200);
    is(at, 'body', r.body.equals(file(decodeURI(at) + 'index.html')), true);
    has(at, 'Content-Type', r.headers['content-type'], 'text/html');
    safe(at, r);
  }
  // What is not there is said on the paper's own page.
  for (const at of ['/nothing/', '/nothing', encodeURI('/لا شيء/'), '/nothing.css', '/politics/nothing/x.jpg']) {
    const r = await get(at);
    is(at, 'status', r.status, 404);
    is(at, 'body', r.body.equals(file('404.html')), true);
    safe(at, r);
  }
  for (const at of [...(weak ? [] : ['/.warraq-manifest']), '/css/', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/politics/%00']) {
    const r = await get(at);
    is(at, 'is refused', r.status >= 400, true);
  }
  // Types, and how long a file is kept.
  const css = 'css/' + first(path.join(site, 'css'), /\.[0-9a-f]{10}\.css$/);
  for (const [at, type, cache] of [
    ['/' + css, 'text/css', 'immutable'], ['/js/' + first(path.join(site, 'js'), /\.[0-9a-f]{10}\.js$/), 'javascript', 'immutable'],
    ['/fonts/' + first(path.join(site, 'fonts'), /\.[0-9a-f]{10}\.woff2$/), 'font/woff2', 'immutable'],
    ['/site.webmanifest', 'manifest+json', ''], ['/feeds.opml', weak ? '' : 'opml', ''], ['/index.xml', 'xml', ''], ['/feed.json', 'json', ''], ['/robots.txt', 'text/plain', ''], ['/sitemap.xml', 'xml', ''],
  ]) {
    if (!existsSync(path.join(site, at))) { report.fail(at, 'is not in the site'); continue; }
    const r = await get(at);
    is(at, 'status', r.status, 200);
    has(at, 'Content-Type', r.headers['content-type'], type);
    safe(at, r, cache);
    if (!cache) is(at, 'immutable', /immutable/.test(r.headers['cache-control'] ?? ''), false);
  }
  is('/preview/x/', 'X-Robots-Tag', (await get('/preview/x/')).headers['x-robots-tag'], 'noindex');
  is('/', 'X-Robots-Tag', (await get('/')).headers['x-robots-tag'], undefined);
  // A part of a film, and of a font.
  if (ranges) {
    const font = '/fonts/' + first(path.join(site, 'fonts'), /\.woff2$/), all = file(font);
    for (const [range, want] of [['bytes=0-99', all.subarray(0, 100)], ['bytes=-50', all.subarray(-50)], [`bytes=${all.length - 10}-`, all.subarray(-10)]]) {
      const r = await get(font, { range });
      is(font, range, r.status, 206);
      is(font, range, r.body.equals(want), true);
      has(font, 'Content-Range', r.headers['content-range'], '/' + all.length);
    }
    is(font, 'a range beyond it', (await get(font, { range: `bytes=${all.length + 1}-` })).status, 416);
  }
  // Compressed for those who can read it, as it stands beside the file where it does.
  const back = { gzip: zlib.gunzipSync, br: zlib.brotliDecompressSync, zstd: zlib.zstdDecompressSync };
  const end = { gzip: 'gz', br: 'br', zstd: 'zst' };
  for (const [coding, whole] of forms) {
    for (const at of ['/', '/' + css, story, encodeURI(gone), '/nothing/', '/index.xml', '/feeds.opml']) {
      const p = at === '/nothing/' ? '404.html' : decodeURI(at).replace(/^\//, '').replace(/(^|\/)$/, '$1index.html');
      const r = await get(at, { 'accept-encoding': coding });
      is(at, `Content-Encoding for ${coding}`, r.headers['content-encoding'], coding);
      has(at, 'Vary', r.headers.vary?.toLowerCase(), 'accept-encoding');
      is(at, 'Content-Type', type(r), type(await get(at)));
      if (back[coding]) is(at, `${coding} comes back`, Buffer.from(back[coding](r.body)).equals(file(p)), true);
      if (whole && at !== '/nothing/' && existsSync(path.join(site, `${p}.${end[coding]}`))) is(at, `${coding} is the one beside`, r.body.equals(file(`${p}.${end[coding]}`)), true);
    }
  }
  // Every kind of page in a browser: its policy lets through all that it does.
  const all = await pages(site);
  const browser = await launch();
  let looked = 0;
  try {
    const look = (p) => fresh(browser, async (page) => {
      const bad = [];
      await page.evaluateOnNewDocument(() => {
        document.addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
      });
      page.on('console', (m) => { if (m.type() === 'error' && !/status of 4(04|10)/.test(m.text())) bad.push(m.text()); });
      page.on('pageerror', (e) => bad.push(String(e)));
      await page.goto(`http://127.0.0.1:${port}${urlOf(p.file)}`, { waitUntil: 'load' });
      await page.evaluate(() => new Promise((done) => { scrollTo(0, document.body.scrollHeight); setTimeout(done, 150); }));
      return bad;
    });
    await each(samples(all).filter((p) => p.kind !== 'redirect'), async (p) => {
      let bad = await look(p);
      for (let n = 1; n < 3 && bad.some((what) => /status of 50[0-4]/.test(what)); n++) bad = await look(p); // a host's own program fails on a busy machine: what it serves does not
      for (const what of bad) report.fail(`${name} ${p.name} ${p.file}`, what);
      looked++;
    });
  } finally {
    await browser.close();
  }
  return `${looked} pages of all kinds in Chromium`;
}

const all3 = [['gzip', true], ['br', true], ['zstd', true]];

const judges = {
  async nginx() {
    const port = await freePort(), s = build('nginx', ['nginx'], `http://127.0.0.1:${port}`, ['gz', 'br', 'zst']);
    const conf = path.join(work, 'nginx.conf');
    writeFileSync(conf, `daemon off; user root; worker_processes 1; pid ${work}/nginx.pid; error_log ${work}/nginx.log;
events {} http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; client_body_temp_path ${work}/b; proxy_temp_path ${work}/p; fastcgi_temp_path ${work}/f; uwsgi_temp_path ${work}/u; scgi_temp_path ${work}/s;
server { listen 127.0.0.1:${port}; root ${s.site}; include ${s.aside}/nginx.conf; } }`);
    return started('nginx', ['-e', `${work}/nginx.log`, '-c', conf], port, {}, () => answers('nginx', s, port, { forms: [['gzip', true]] }));
  },
  async caddy() {
    const port = await freePort(), s = build('caddy', ['caddy'], `http://127.0.0.1:${port}`, ['gz', 'br', 'zst']);
    const conf = path.join(work, 'Caddyfile');
    writeFileSync(conf, '{\n\tadmin off\n}\n' + readFileSync(path.join(s.aside, 'Caddyfile'), 'utf8').replace('root * /var/www/paper', `root * ${s.site}`));
    const env = { ...process.env, HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work };
    return started('caddy', ['run', '--config', conf, '--adapter', 'caddyfile'], port, { env }, () => answers('caddy', s, port, { forms: all3 }));
  },
  async apache() {
    const port = await freePort(), s = build('apache', ['apache'], `http://127.0.0.1:${port}`, ['gz', 'br', 'zst']);
    const conf = path.join(work, 'apache.conf');
    const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'alias', 'headers', 'deflate', 'filter', 'rewrite', 'setenvif'].map((m) => `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`);
    writeFileSync(conf, `${modules.join('\n')}\nServerName 127.0.0.1\nListen 127.0.0.1:${port}\nPidFile ${work}/apache.pid\nErrorLog ${work}/apache.log\nDefaultRuntimeDir ${work}\nMutex posixsem\nUser www-data\nGroup www-data\nTypesConfig /etc/mime.types\nAddType application/x-gzip .gz\nDocumentRoot ${s.site}\n<Directory ${s.site}>\n  Options Indexes FollowSymLinks\n  AllowOverride FileInfo Indexes Options=Indexes\n  Require all granted\n</Directory>\n`);
    return started('apache2', ['-DFOREGROUND', '-f', conf], port, {}, () => answers('apache', s, port, { forms: all3 }));
  },
  async cloudflare() {
    const port = await freePort(), s = build('cloudflare', ['cloudflare'], `http://127.0.0.1:${port}`);
    const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', HOME: work, XDG_CONFIG_HOME: work, CI: 'true', WRANGLER_LOG_PATH: work };
    const main = path.join(process.env.WARRAQ_HOST_PROGRAMS, 'node_modules/wrangler/bin/wrangler.js');
    return started('node', [main, 'pages', 'dev', s.site, '--port', port, '--ip', '127.0.0.1', '--compatibility-date', '2026-01-01'], port, { env, cwd: work },
      () => answers('cloudflare', s, port, { weak: true, gone410: false, ranges: false }));
  },
  async netlify() {
    const s = build('netlify', ['netlify'], 'https://paper.example');
    const { RedirectsHandler } = await import(programs.resolve('@netlify/redirects'));
    const { HeadersHandler } = await import(programs.resolve('@netlify/headers'));
    const rules = programs.resolve('@netlify/redirects'), near = createRequire(rules);
    const { parseAllRedirects } = await import(near.resolve('@netlify/redirect-parser'));
    const parsed = await parseAllRedirects({ redirectsFiles: [path.join(s.site, '_redirects')], configRedirects: [], minimal: true });
    for (const e of parsed.errors) report.fail('_redirects', e.message);
    const handler = new RedirectsHandler({ configRedirects: parsed.redirects, projectDir: s.site, publicDir: s.site, jwtRoleClaim: '', jwtSecret: '', notFoundHandler: async () => new Response('', { status: 404 }) });
    let rulesKept = 0;
    for (const [from, to] of Object.entries(redirects)) {
      const page = isPage(s.site, from);
      const match = await handler.match(new Request('https://paper.example' + encodeURI(decodeURI(from))));
      if (page) { report.note(`netlify: ${from} is a page`); continue; }
      rulesKept++;
      is(from, 'status', match?.statusCode, 301);
      is(from, 'target', match?.target.href.replace('https://paper.example', ''), to);
    }
    const tomb = await handler.match(new Request('https://paper.example' + encodeURI(gone)));
    is(gone, 'status', tomb?.statusCode, 410);
    is(gone, 'page', tomb && decodeURI(tomb.target.pathname), gone + 'index.html');
    const logger = { log: () => {}, warn: (e) => report.fail('_headers', e), error: (e) => report.fail('_headers', e) };
    const headers = new HeadersHandler({ projectDir: s.site, publishDir: '.', logger });
    const css = '/css/' + first(path.join(s.site, 'css'), /\.[0-9a-f]{10}\.css$/);
    const of = async (at) => Object.fromEntries(Object.entries(await headers.apply(new Request('https://paper.example' + at))).map(([k, v]) => [k.toLowerCase(), v]));
    has('/', 'Content-Security-Policy', (await of('/'))['content-security-policy'], "default-src 'none'");
    has('/', 'Strict-Transport-Security', (await of('/'))['strict-transport-security'], 'max-age');
    has(css, 'Cache-Control', (await of(css))['cache-control'], 'immutable');
    is('/preview/x/', 'X-Robots-Tag', (await of('/preview/x/'))['x-robots-tag'], 'noindex');
    return `${rulesKept} redirects, ${parsed.redirects.length} rules`;
  },
  async gitlab() { // it publishes no parser for npm: the words that its documentation allows
    const s = build('gitlab', ['gitlab'], 'https://paper.example'), lines = readFileSync(path.join(s.site, '_redirects'), 'utf8').trim().split('\n');
    for (const line of lines) if (!/^\/\S* (\/|https:\/\/)[\x21-\x7e]* 301$/.test(line) || /[*!]| \/:/.test(line)) report.fail('_redirects', line);
    return `${lines.length} rules`;
  },
  async vercel() {
    const s = build('vercel', ['vercel'], 'https://paper.example'), conf = JSON.parse(readFileSync(path.join(s.site, 'vercel.json'), 'utf8'));
    const vercel = programs('@vercel/routing-utils'), Ajv = programs('ajv');
    for (const [key, schema] of [['redirects', vercel.redirectsSchema], ['headers', vercel.headersSchema], ['trailingSlash', vercel.trailingSlashSchema]]) {
      const ajv = new Ajv.default({ strict: false, logger: false });
      if (!ajv.validate(schema, conf[key])) report.fail('vercel.json', `${key}: ${ajv.errorsText()}`);
    }
    const routes = vercel.getTransformedRoutes(conf);
    if (routes.error) { report.fail('vercel.json', JSON.stringify(routes.error)); return ''; }
    const match = (at) => routes.routes.find((r) => r.src && r.status && r.headers?.Location && new RegExp(r.src).test(at) && !/\(/.test(r.headers.Location.slice(0, 1)) && !r.src.includes('(?!'));
    let kept = 0;
    for (const [from, to] of Object.entries(redirects)) {
      if (isPage(s.site, from)) { report.note(`vercel: ${from} is a page too`); continue; }
      kept++;
      const r = routes.routes.find((r) => r.src && r.status === 301 && new RegExp(r.src).test(encodeURI(decodeURI(from))));
      is(from, 'Location', r?.headers.Location, to);
    }
    return `${kept} redirects without a page, ${routes.routes.length} routes`;
  },
  async firebase() { return schema('firebase', 'firebase.json', 'firebase-config.json'); },
  async azure() { return schema('azure', 'staticwebapp.config.json', 'staticwebapp.config.json'); },
};

function schema(name, file, of) {
  const s = build(name, [name], 'https://paper.example'), Ajv = programs('ajv');
  const ajv = new Ajv.default({ strict: false, logger: false, validateSchema: false, allErrors: true });
  const law = JSON.parse(readFileSync(path.join(process.env.WARRAQ_HOST_PROGRAMS, of), 'utf8'));
  delete law.$schema;
  delete law.id;
  const conf = JSON.parse(readFileSync(path.join(s.site, file), 'utf8'));
  if (!ajv.validate(law, conf)) for (const e of ajv.errors.slice(0, 10)) report.fail(file, `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
  return `${file} keeps its schema`;
}

const wanted = only.length ? only : Object.keys(judges);
for (const name of wanted) {
  report.open(name);
  let said = '';
  try { said = await judges[name](); } catch (e) { report.fail(name, e.stack ?? e); }
  report.close(said);
}
process.exit(report.failed ? 1 : 0);

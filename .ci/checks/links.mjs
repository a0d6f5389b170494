// Every address within the site leads somewhere, and every fragment to an id; and
// no page fetches anything from another host, soon or late.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { files } from '../lib.mjs';
import { attributes, tags } from './markup.mjs';

export async function links({ root, all, report }) {
  const have = new Set(await files(root));
  const bodies = new Map(all.map((p) => [p.file, p.html]));
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) ids.set(file, new Set([...attributes(bodies.get(file) ?? '')].filter((a) => a.name === 'id' || a.name === 'name').map((a) => a.value)));
    return ids.get(file);
  };
  const front = bodies.get('index.html') ?? '';
  const canonical = /<link[^>]*rel=["']?canonical["']?[^>]*>/i.exec(front)?.[0];
  const base = new URL(/href=["']?([^"'\s>]+)/i.exec(canonical ?? '')?.[1] ?? 'http://site.invalid/');
  if (base.pathname.includes('//')) report.fail('index.html', `canonical with a doubled slash: ${base}`);
  base.pathname = base.pathname.replace(/\/+/g, '/');
  let n = 0;
  for (const p of all) {
    const self = new URL(encodeURI(p.file.replace(/(^|\/)index\.html$/, '$1')), base);
    for (const { tag, attrs } of tags(p.html)) {
      for (const [name, value] of Object.entries(attrs)) {
        if (!fetches(tag, name, attrs)) continue;
        for (const ref of refs(tag, name, value)) if (/^(https?:)?\/\//i.test(ref) && new URL(ref, self).origin !== base.origin) report.fail(p.file, `fetches from another host: <${tag} ${name}="${ref}">`);
      }
    }
    for (const { tag, name, value } of attributes(p.html)) {
      for (const ref of refs(tag, name, value)) {
        let url;
        try { url = new URL(ref, self); } catch { report.fail(p.file, `not an address: ${ref}`); continue; }
        if (url.origin !== base.origin || !/^https?:/.test(url.protocol)) continue;
        n++;
        if (!url.pathname.startsWith(base.pathname)) { report.fail(p.file, `outside the site: ${ref}`); continue; }
        const to = decodeURIComponent(url.pathname.slice(base.pathname.length));
        const file = to === '' || to.endsWith('/') ? to + 'index.html' : to;
        if (!have.has(file)) { report.fail(p.file, `leads nowhere: <${tag} ${name}="${ref}">`); continue; }
        const id = decodeURIComponent(url.hash.slice(1)).replace(/:~:.*/, '');
        if (id && bodies.has(file) && !idsOf(file).has(id)) report.fail(p.file, `no such id: <${tag} ${name}="${ref}">`);
      }
    }
  }
  for (const file of ['robots.txt', '404.html']) if (!have.has(file)) report.fail(file, 'missing');
  for (const file of [...have].filter((f) => /(^|\/)sitemap[^/]*\.xml$/.test(f) || /^sitemaps\//.test(f))) {
    for (const [, loc] of (await readFile(path.join(root, file), 'utf8')).matchAll(/<loc>([^<]+)<\/loc>/g)) {
      const url = new URL(loc.replaceAll('&amp;', '&'));
      const to = decodeURIComponent(url.pathname.slice(base.pathname.length));
      n++;
      if (url.origin === base.origin && !have.has(to === '' || to.endsWith('/') ? to + 'index.html' : to)) report.fail(file, `leads nowhere: ${loc}`);
    }
  }
  return `${n} addresses within the site`;
}

// fetches tells an address that a browser asks for by itself from one that a reader must click.
function fetches(tag, name, attrs) {
  if (tag === 'link') return !/\b(canonical|alternate|license|author|me|next|prev|help|search|bookmark|self)\b/.test(attrs.rel ?? '');
  return !['a', 'area', 'form', 'blockquote', 'q'].includes(tag);
}

function refs(tag, name, value) {
  if (name === 'srcset' || name === 'imagesrcset') return value.split(/,\s+/).map((s) => s.trim().split(/\s+/)[0]);
  if (['href', 'src', 'poster', 'action'].includes(name)) return [value];
  return [];
}

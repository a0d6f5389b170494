// The Nu HTML checker over every page: no errors.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const jar = createRequire(import.meta.url)('vnu-jar');

export async function html({ root, all, report }) {
  const args = ['-Xss4m', '-Dsun.jnu.encoding=UTF-8', '-Dfile.encoding=UTF-8', '-jar', jar, '--skip-non-html', '--format', 'json', path.resolve(root)];
  const out = await new Promise((done, fail) => {
    execFile('java', args, { maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C.UTF-8' } }, (err, stdout, stderr) => {
      if (err && !stderr.includes('"messages"')) fail(new Error(stderr || err.message));
      else done(stderr);
    });
  });
  const { messages } = JSON.parse(out.slice(out.indexOf('{"')));
  const warned = new Map();
  const wrong = new Map();
  for (const m of messages) {
    const where = `${place(root, m.url)}:${m.lastLine ?? 0}:${m.firstColumn ?? m.lastColumn ?? 0}`;
    if (m.type === 'error' || m.type === 'non-document-error') (wrong.get(m.message) ?? wrong.set(m.message, []).get(m.message)).push(`${where} «${(m.extract ?? '').replace(/\s+/g, ' ')}»`);
    else (warned.get(m.message) ?? warned.set(m.message, []).get(m.message)).push(where);
  }
  for (const [message, places] of wrong) report.fail(places[0], `${message}${places.length > 1 ? ` (and ${places.length - 1} more)` : ''}`);
  for (const [message, places] of warned) report.warn(places[0], `${message}${places.length > 1 ? ` (and ${places.length - 1} more)` : ''}`);
  return `${all.length} pages through the Nu checker`;
}

const place = (root, url = '') => {
  try { return path.relative(path.resolve(root), decodeURIComponent(new URL(url).pathname)); } catch { return url; }
};

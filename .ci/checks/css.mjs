// The built CSS must suit both directions of writing (logical properties only)
// and must not stretch Arabic: letter-spacing breaks its joins.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { files } from '../lib.mjs';
import { tags } from './markup.mjs';

export async function css({ root, all, report }) {
  let n = 0;
  const judge = (where, text) => { n++; for (const what of faults(text)) report.fail(where, what); };
  for (const file of (await files(root)).filter((f) => f.endsWith('.css'))) judge(file, await readFile(path.join(root, file), 'utf8'));
  const seen = new Set();
  for (const p of all) {
    for (const [, text] of p.html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)) if (!seen.has(text)) { seen.add(text); judge(`${p.file} <style>`, text); }
    for (const { tag, attrs } of tags(p.html)) if (attrs.style && !seen.has(attrs.style)) { seen.add(attrs.style); judge(`${p.file} <${tag} style>`, attrs.style); }
  }
  if (!n) report.fail(root, 'no CSS found');
  return `${n} sheets`;
}

// faults lists the declarations that must not be.
export function faults(text) {
  const out = [];
  text = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""').replace(/url\([^)]*\)/gi, 'url()');
  for (const [, prop, raw] of text.matchAll(/(?<=[{;\s]|^)([a-z-]+)\s*:\s*([^;{}]*)(?=[;}]|$)/gi)) {
    const name = prop.toLowerCase();
    const value = raw.replace(/\s*!important/i, '').trim().toLowerCase();
    if (physical(name, value)) out.push(`physical: ${name}: ${value}`);
    if (name === 'letter-spacing' && !/^(normal|0(px|em|rem)?)$/.test(value)) out.push(`letter-spacing: ${value}`);
  }
  return out;
}

function physical(name, value) {
  if (/^(left|right)$/.test(name)) return true;
  if (/^(scroll-)?(margin|padding)-(left|right)$/.test(name)) return true;
  if (/^border-(left|right)(-|$)/.test(name) || /^border-(top|bottom)-(left|right)-radius$/.test(name)) return true;
  if (/^(float|clear|text-align|text-align-last|caption-side)$/.test(name)) return /^(left|right)$/.test(value);
  if (/^(scroll-)?(margin|padding)$|^(inset|border-(width|style|color))$/.test(name)) {
    const parts = value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
    return parts.length === 4 && parts[1] !== parts[3]; // top, right, bottom, left
  }
  return false;
}

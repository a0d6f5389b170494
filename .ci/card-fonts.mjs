#!/usr/bin/env node
// Cut the fonts of the social cards again (site/media/cards/fonts):
//
//     npm install @fontsource-variable/noto-naskh-arabic@5.3.0 @expo-google-fonts/ibm-plex-sans-arabic@0.4.2 subset-font@2.9.0
//     node .ci/card-fonts.mjs path/to/node_modules
//
// They are WOFF 1.0: the shaper that draws the cards reads no WOFF2. The families are
// renamed: Plex is a reserved font name (OFL 1.1, clause 3).
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const modules = path.resolve(process.argv[2]);
const require = createRequire(modules + "/");
const subset = require("subset-font");
const fontverter = require("fontverter");
const out = path.join(import.meta.dirname, "../site/media/cards/fonts");

const span = (...ranges) => ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
// Latin with its accents, Arabic, general punctuation, currencies, and a few signs.
const sans = span([0x20, 0x7e], [0xa0, 0x17f], [0x600, 0x6ff], [0x200c, 0x200f], [0x2010, 0x203a], [0x20a0, 0x20c0], [0x2116, 0x2116], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212], [0xfd3e, 0xfd3f], [0xfdf2, 0xfdf2], [0xfdfa, 0xfdfc]);
const naskh = span([0x20, 0x20], [0x600, 0x6ff], [0x750, 0x77f], [0x8a0, 0x8ff], [0x200c, 0x200f], [0xfd3e, 0xfd3f], [0xfdf2, 0xfdf2], [0xfdfa, 0xfdfd]);

/** Put other names into a font: those of the copyright and the licence stay. */
function renamed(sfnt, family, style) {
  const tables = [];
  for (let i = 0; i < sfnt.readUInt16BE(4); i++) {
    const at = 12 + 16 * i;
    const from = sfnt.readUInt32BE(at + 8);
    tables.push({ tag: sfnt.toString("latin1", at, at + 4), data: sfnt.subarray(from, from + sfnt.readUInt32BE(at + 12)) });
  }
  const old = tables.find((t) => t.tag === "name").data;
  const names = [];
  for (let i = 0; i < old.readUInt16BE(2); i++) {
    const at = 6 + 12 * i, number = old.readUInt16BE(at + 6);
    const from = old.readUInt16BE(4) + old.readUInt16BE(at + 10);
    if (old.readUInt16BE(at) === 3 && [0, 13, 14].includes(number)) names.push([number, old.subarray(from, from + old.readUInt16BE(at + 8))]);
  }
  const wide = (s) => Buffer.from(s, "utf16le").swap16();
  const plain = family.replaceAll(" ", "");
  names.push([1, wide(family)], [2, wide(style)], [3, wide(`Warraq ${plain} ${style}`)], [4, wide(`${family} ${style}`)], [6, wide(`${plain}-${style}`)]);
  names.sort((a, b) => a[0] - b[0]);
  const head = Buffer.alloc(6 + 12 * names.length), text = Buffer.concat(names.map((n) => n[1]));
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(([number, bytes], i) => {
    [3, 1, 0x409, number, bytes.length, offset].forEach((v, k) => head.writeUInt16BE(v, 6 + 12 * i + 2 * k));
    offset += bytes.length;
  });
  tables.find((t) => t.tag === "name").data = Buffer.concat([head, text]);
  const sumOf = (bytes) => {
    let sum = 0;
    for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
    return sum;
  };
  const head0 = tables.find((t) => t.tag === "head");
  head0.data = Buffer.from(head0.data);
  head0.data.writeUInt32BE(0, 8); // the sum of the whole, which is entered below
  let at = 12 + 16 * tables.length;
  const parts = [sfnt.subarray(0, 12)], bodies = [];
  for (const t of tables) {
    const padded = Buffer.concat([t.data, Buffer.alloc(-t.data.length & 3)]);
    const record = Buffer.alloc(16);
    record.write(t.tag, "latin1");
    record.writeUInt32BE(sumOf(padded), 4);
    record.writeUInt32BE(at, 8);
    record.writeUInt32BE(t.data.length, 12);
    parts.push(record);
    bodies.push(padded);
    at += padded.length;
  }
  const file = Buffer.concat([...parts, ...bodies]);
  const i = tables.indexOf(head0);
  file.writeUInt32BE((0xb1b0afba - sumOf(file)) >>> 0, file.readUInt32BE(12 + 16 * i + 8) + 8);
  return file;
}

async function cut(source, chars, family, style, name, more = {}) {
  const font = await subset(fs.readFileSync(path.join(modules, source)), String.fromCodePoint(...chars), { targetFormat: "truetype", ...more });
  const file = await fontverter.convert(renamed(font, family, style), "woff");
  fs.writeFileSync(path.join(out, name + ".woff"), file);
  console.log(String(file.length).padStart(7), name);
}

const plex = "@expo-google-fonts/ibm-plex-sans-arabic/";
await cut(plex + "700Bold/IBMPlexSansArabic_700Bold.ttf", sans, "Warraq Card", "Bold", "sans-bold");
await cut(plex + "500Medium/IBMPlexSansArabic_500Medium.ttf", sans, "Warraq Card", "Medium", "sans-medium");
await cut("@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2", naskh, "Warraq Card Naskh", "Bold", "naskh-bold", { variationAxes: { wght: 700 } });

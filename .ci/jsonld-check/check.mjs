// Takes every <script type="application/ld+json"> of a built site and asks the
// TypeScript compiler whether it fits schema-dts, which Google generates from
// the vocabulary of schema.org: an unknown property, a property on a type that
// has none of it, a value of the wrong type and a key that stands twice are
// errors. What types cannot say is checked here: dates are ISO 8601, addresses
// are absolute, and no script can be closed from inside.
//
// Pages whose data has the same shape are judged once.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = path.dirname(fileURLToPath(import.meta.url));

// The compiler must object to each of these, or it is not judging.
const broken = [
  ['an unknown property', '{"@type":"NewsArticle","headlin":"x"}'],
  ['a property of another type', '{"@type":"LiveBlogPosting","dateline":"x"}'],
  ['an unknown type', '{"@type":"NewsArtikel"}'],
  ['a value of the wrong type', '{"@type":"NewsArticle","isAccessibleForFree":"yes"}'],
  ['a deep unknown property', '{"@type":"NewsArticle","image":[{"@type":"ImageObject","credit":"x"}]}'],
  ['a node of the wrong type', '{"@type":"NewsArticle","author":[{"@type":"ImageObject","url":"x"}]}'],
  ['a key that stands twice', '{"@type":"NewsArticle","url":"a","url":"b"}'],
];

const dates = /^(date[A-Z]\w*|uploadDate|coverageStartTime|coverageEndTime|foundingDate)$/;
const iso8601 = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const addresses = /^(@id|url|contentUrl|thumbnailUrl|item|sameAs|mainEntityOfPage|urlTemplate|inDefinedTermSet|publishingPrinciples|correctionsPolicy|ethicsPolicy|ownershipFundingInfo)$/;

function* pages(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* pages(file);
    else if (entry.name.endsWith(".html")) yield file;
  }
}

// shape is what the compiler can tell apart: all but the words and numbers,
// and how often the same thing follows itself in a list.
function shape(text) {
  let key = "";
  let out = text.replace(/"(?:[^"\\]|\\.)*"(\s*:)?/g, (string, colon) => {
    if (colon) return (key = string);
    return /^"@(type|context)"/.test(key) ? string : '""';
  });
  out = out.replace(/:-?\d[\d.eE+-]*/g, ":0");
  for (let before = ""; before !== out; ) {
    before = out;
    out = out.replace(/(\{[^{}]*\}|"")(,\1)+/g, "$1");
  }
  return out;
}

// values walks all that types cannot judge.
function values(node, key, complain) {
  if (Array.isArray(node)) return node.forEach((n) => values(n, key, complain));
  if (node && typeof node === "object") return Object.entries(node).forEach(([k, v]) => values(v, k, complain));
  if (typeof node !== "string") return;
  if (node.trim() === "") complain(`${key} is empty`);
  if (dates.test(key) && !iso8601.test(node)) complain(`${key} is no date: ${node}`);
  if (addresses.test(key) && !/^https?:\/\/[^\s/]+/.test(node)) complain(`${key} is no absolute address: ${node}`);
}

function types(node, count) {
  if (Array.isArray(node)) return node.forEach((n) => types(n, count));
  if (!node || typeof node !== "object") return;
  if (node["@type"]) count.set(node["@type"], (count.get(node["@type"]) ?? 0) + 1);
  Object.values(node).forEach((n) => types(n, count));
}

// compile gives the compiler's objections to each of some documents.
//
// "query-input" is no property: it is an annotation of the property query
// (schema.org/docs/actions.html), and so judged as that.
function compile(documents) {
  const name = path.join(here, "pages.ts");
  const lines = documents.map((d, i) => `export const page${i}: Graph = ${d.replaceAll('"query-input":', '"query":')};`);
  const source = ['import type { Graph } from "schema-dts";', ...lines].join("\n");
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, source, options.target, true) : getSourceFile.call(host, file, ...rest));
  host.fileExists = (file) => file === name || fileExists.call(host, file);
  host.readFile = (file) => (file === name ? source : readFile.call(host, file));
  const out = documents.map(() => []);
  for (const d of ts.getPreEmitDiagnostics(ts.createProgram([name], options, host))) {
    const line = d.file?.fileName === name ? d.file.getLineAndCharacterOfPosition(d.start).line : 0;
    if (line === 0) throw new Error(ts.flattenDiagnosticMessageText(d.messageText, "\n"));
    out[line - 1].push(ts.flattenDiagnosticMessageText(d.messageText, "\n").split("\n").slice(0, 3).join("\n      ").slice(0, 600));
  }
  return out;
}

const site = process.argv[2];
const shapes = new Map();
const count = new Map();
let faults = 0;
let documents = 0;
let without = 0;
const fault = (file, what) => {
  faults++;
  if (faults <= 50) console.error(`${path.relative(site, file)}: ${what}`);
};

for (const file of pages(site)) {
  const html = fs.readFileSync(file, "utf8");
  const scripts = [...html.matchAll(/<script type=("?)application\/ld\+json\1>(.*?)<\/script/gis)];
  if (scripts.length === 0) without++;
  for (const [, , text] of scripts) {
    documents++;
    if (text.includes("<")) fault(file, "a < stands unescaped");
    let doc;
    try {
      doc = JSON.parse(text);
    } catch (e) {
      fault(file, e.message);
      continue;
    }
    values(doc, "", (what) => fault(file, what));
    types(doc["@graph"], count);
    const s = shape(text);
    if (shapes.has(s)) shapes.get(s).pages++;
    else shapes.set(s, { file, text, pages: 1 });
  }
}

const graph = (node) => `{"@context":"https://schema.org","@graph":[${node}]}`;
const seen = [...shapes.values()];
const verdicts = compile([...broken.map(([, node]) => graph(node)), ...seen.map((s) => s.text)]);
broken.forEach(([what], i) => {
  if (verdicts[i].length === 0) fault(site, `the judge lets pass ${what}`);
});
seen.forEach((s, i) => {
  for (const what of verdicts[broken.length + i]) fault(s.file, `${what} (and on ${s.pages - 1} more pages)`);
});
if (documents === 0) fault(site, "no page has any linked data");

for (const [type, n] of [...count].sort((a, b) => b[1] - a[1])) console.log(String(n).padStart(7), type);
console.log(`${documents} documents of ${seen.length} shapes, ${without} pages without; ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);

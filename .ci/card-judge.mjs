#!/usr/bin/env node
// Has a browser judge how the headlines of social cards are set: the order in which their
// letters are seen, the place of each, and the width of the whole, in the cards' own fonts.
//
//	.ci/card-judge.mjs [HEADLINES]
//
// HEADLINES has one a line; without it those of site/arabic/bidi/testdata. It needs Go and
// Chromium ($WARRAQ_CHROMIUM, or /usr/bin/chromium).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "warraq-cards-"));
const chromium = process.env.WARRAQ_CHROMIUM ?? "/usr/bin/chromium";
const fonts = path.join(root, "site/media/cards/fonts");

/** Runs in the browser: measures each cluster of each headline. */
function measure(all) {
  const out = [];
  for (const h of all) {
    const p = document.createElement("p");
    p.dir = h.Arabic ? "rtl" : "ltr";
    p.textContent = h.Marked;
    document.body.append(p);
    const node = p.firstChild, box = p.getBoundingClientRect();
    // Places of the text without isolates, in that with them.
    const at = [];
    for (let i = 0; i < h.Marked.length; ) {
      const c = String.fromCodePoint(h.Marked.codePointAt(i));
      if (!/[\u2066\u2067\u2069]/.test(c)) at.push(i);
      i += c.length;
    }
    at.push(h.Marked.length);
    const starts = h.Clusters.map((c) => c.At).sort((a, b) => a - b);
    const seen = h.Clusters.map((c) => {
      const range = document.createRange();
      range.setStart(node, at[c.At]);
      const last = (starts[starts.indexOf(c.At) + 1] ?? at.length - 1) - 1;
      range.setEnd(node, at[last] + String.fromCodePoint(h.Marked.codePointAt(at[last])).length);
      const r = range.getBoundingClientRect();
      return { left: r.left - box.left, right: r.right - box.left };
    });
    out.push({ width: box.width, seen });
    p.remove();
  }
  return out;
}

execFileSync("go", ["test", "./site/media/cards", "-run", "TestShow", "-count=1", "-show", work, ...(process.argv[2] ? ["-headlines", path.resolve(process.argv[2])] : [])], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
const all = fs.readFileSync(path.join(work, "shaped.jsonl"), "utf8").trim().split("\n").map((l) => JSON.parse(l)).filter((h) => h.Clusters);
for (const h of all) h.Arabic = /[\u0600-\u06ff]/.test(h.Text);
const size = 200;
const page = `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: C; src: url("file://${fonts}/sans-bold.woff") }
@font-face { font-family: N; src: url("file://${fonts}/naskh-bold.woff") }
p { font: ${size}px C, N; white-space: nowrap; position: absolute; margin: 0; font-synthesis: none }
</style><body lang="ar"><p>ابجد abc ڃ</p><script>
const all = ${JSON.stringify(all).replaceAll("<", "\\u003c")};
document.fonts.load("${size}px N", "ڃ").then(() => document.fonts.load("${size}px C", "ا")).then(() => {
  const out = (${measure})(all);
  document.body.innerHTML = "";
  document.body.append("RESULT" + JSON.stringify(out) + "END");
});
</script>`;
fs.writeFileSync(path.join(work, "page.html"), page);
const dom = execFileSync(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--virtual-time-budget=60000", "--dump-dom", `file://${work}/page.html`], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
const result = JSON.parse(dom.match(/RESULT(.*?)END/s)[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));

let orders = 0, widths = 0, places = 0, clusters = 0, far = 0;
const faults = [];
all.forEach((h, i) => {
  const { width, seen } = result[i];
  const off = Math.abs(width / size - h.Width) / h.Width;
  if (off <= 0.01) widths++;
  else faults.push(`${(100 * off).toFixed(2)} % wider or narrower: ${h.Text}`);
  far = Math.max(far, off);
  // Clusters without an advance (a joiner) have no place of their own.
  const shown = h.Clusters.map((c, k) => ({ ...c, ...seen[k] })).filter((c) => c.Advance > 0 && c.right > c.left);
  const sorted = [...shown].sort((a, b) => a.left + a.right - b.left - b.right);
  if (shown.every((c, k) => c.At === sorted[k].At)) orders++;
  else faults.push(`another order: ${h.Text}`);
  for (const c of shown) {
    clusters++;
    if (Math.abs(c.X - c.left / size) <= 0.01 * h.Width) places++;
    else if (faults.length < 40) faults.push(`«${[...h.Text][c.At]}» at ${c.X.toFixed(3)}, in the browser at ${(c.left / size).toFixed(3)}: ${h.Text}`);
  }
});
faults.slice(0, 40).forEach((f) => console.log("FAULT " + f));
console.log(`${all.length} headlines: ${orders} in the same order, ${widths} within 1 % of the width (the furthest ${(100 * far).toFixed(2)} %); ${places} of ${clusters} clusters at the same place`);
fs.rmSync(work, { recursive: true });
process.exit(faults.length ? 1 : 0);

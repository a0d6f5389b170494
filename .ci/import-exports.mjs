// The counts of import-exports. What a source holds is counted here from its
// text, by other means than warraq's.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

const [warraq, work, from, ...sites] = process.argv.slice(2);
const NOW = "2026-11-01T00:00:00Z";

function* files(dir) {
  for (const e of readdirSync(dir, { withFileTypes: true })) {
    const at = join(dir, e.name);
    if (e.isDirectory()) yield* files(at);
    else yield at;
  }
}

const text = (item, tag) => {
  const m = item.match(new RegExp(`<${tag}(?: [^>]*)?>([\\s\\S]*?)</${tag}>`));
  return m ? m[1].replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, "$1") : "";
};

// words are those of HTML, without marks and markup.
const named = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", mdash: "—", ndash: "–", hellip: "…", rsquo: "’", lsquo: "‘", rdquo: "”", ldquo: "“", copy: "©" };
const words = (html) =>
  html
    .replace(/<!--[\s\S]*?-->/g, " ")
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, " ")
    .replace(/\[\/?(?:caption|gallery|embed|audio|video|code)[^\]]*\]/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(+n))
    .replace(/&(\w+);/g, (m, n) => named[n] ?? m)
    .replace(/https?:\/\/\S+/g, " ")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

// held is what a source holds: how many of each kind, and the text of all that
// would be published.
function held(file, source) {
  if (file.endsWith(".xml")) {
    const bare = source.replace(/<!--[\s\S]*?-->/g, (m) => (m.includes("wp:") || m.includes("more") || m.includes("page") ? m : ""));
    const count = {};
    let html = "";
    for (const [, item] of bare.matchAll(/<item\b[^>]*>([\s\S]*?)<\/item>/g)) {
      const outer = item.replace(/<wp:comment>[\s\S]*?<\/wp:comment>/g, "");
      const kind = text(outer, "wp:post_type").trim() || "post";
      count[kind] = (count[kind] ?? 0) + 1;
      if (["post", "page"].includes(kind) && text(outer, "wp:status").trim() === "publish" && !text(outer, "wp:post_password").trim()) html += " " + text(outer, "content:encoded");
    }
    for (const [, entry] of bare.matchAll(/<(?:\w+:)?entry\b[^>]*>([\s\S]*?)<\/(?:\w+:)?entry>/g)) {
      const kind = entry.match(/blogger\/2008\/kind#(\w+)/)?.[1] ?? "post";
      count[kind] = (count[kind] ?? 0) + 1;
    }
    const authors = [...bare.replace(/<item\b[\s\S]*?<\/item>/g, "").matchAll(/<wp\d?:author[\s>]/g)].length; // wp2 is a test of namespaces
    if (authors) count.author = authors;
    const comments = [...bare.matchAll(/<wp:comment>/g)].length;
    if (comments) count.comment = comments;
    return { count, html };
  }
  if (file.endsWith(".json")) {
    const data = JSON.parse(source);
    const posts = (Array.isArray(data) ? data : data.posts).map((p) => p.data ?? p);
    const authors = new Set(posts.flatMap((p) => p.authors ?? (p.author?.data || p.author?.name ? [p.author] : [])).map((a) => (a.data ?? a).name).filter(Boolean));
    const count = { post: posts.length };
    if (authors.size) count.author = authors.size;
    return { count, html: posts.filter((p) => (p.status ?? "published") === "published").map((p) => p.html ?? p.content).join(" ") };
  }
}

const sum = (o) => Object.values(o ?? {}).reduce((a, b) => a + b, 0);
const bag = (list) => list.reduce((m, w) => m.set(w, (m.get(w) ?? 0) + 1), new Map());
// lost is how many of a text's words the pages do not have.
function lost(before, after) {
  const have = bag(after);
  let n = 0;
  for (const [w, c] of bag(before)) n += Math.max(0, c - (have.get(w) ?? 0));
  return n;
}

let failed = 0;
const rows = [];
const mine = "---\ntitle: Mine\ndate: 2020-01-01\n---\n\nA story of our own.\n";

// room makes a folder to import into: an edition with a story, or an empty one.
function room(empty) {
  const dir = join(work, "room" + rows.length + (empty ? "-empty" : ""));
  mkdirSync(join(dir, "content", "ours"), { recursive: true });
  if (empty) rmSync(join(dir, "content"), { recursive: true });
  else {
    writeFileSync(join(dir, "content", "edition.yaml"), "title: Imported\nbase_url: https://example.org/\nlanguage: en\n");
    writeFileSync(join(dir, "content", "ours", "mine.md"), mine);
  }
  return { dir, run: (...args) => spawnSync(warraq, [...args, "--source", dir, "--now", NOW, "--lang", "en", "--json"], { encoding: "utf8", maxBuffer: 1 << 30 }) };
}

// accounted are the faults of a report's own sums: every item is taken or left out, and
// what is left out is named.
function accounted(report) {
  const out = [];
  const sections = report.pieces.filter((p) => p.kind === "section" && !/_index|index\./.test(p.origin ?? "")).length;
  const taken = sum(report.taken) - sections;
  if (report.missing !== 0 || taken + sum(report.skipped) !== sum(report.found)) out.push(`${sum(report.found)} found, ${taken} taken and ${sum(report.skipped)} skipped, ${report.missing} missing`);
  for (const [reason, n] of Object.entries(report.skipped ?? {}))
    if (reason !== "comment" && (report.left?.[reason] ?? []).length !== n) out.push(`${n} skipped as ${reason}, ${(report.left?.[reason] ?? []).length} named`);
  return out;
}

// errors are those of a build.
function errors(built, into) {
  let summary = {};
  try { summary = JSON.parse(built.stdout); } catch { into.push("the build says: " + built.stderr.trim().slice(0, 300)); }
  const all = (summary.problems ?? []).filter((p) => p.level === "error");
  if (built.status !== 0 || all.length) into.push(`${all.length} problems of level error: ` + all.slice(0, 3).map((p) => p.path + " " + p.message?.en).join("; "));
}

function take(label, source, holds) {
  const { dir: place, run } = room(false);
  const imported = run("import", source);
  if (imported.status !== 0) {
    const refused = /line|:\d+:|HTML page/.test(imported.stderr);
    rows.push([label, "refused: " + imported.stderr.trim().replace(source, basename(source))]);
    if (!refused || /panic|goroutine/.test(imported.stderr)) failed++;
    return;
  }
  const report = JSON.parse(imported.stdout);
  const problems = accounted(report);
  if (holds && JSON.stringify(Object.entries(holds.count).sort()) !== JSON.stringify(Object.entries(report.found).sort())) problems.push(`found ${JSON.stringify(report.found)}, the source has ${JSON.stringify(holds.count)}`);
  const again = JSON.parse(run("import", source).stdout);
  if ((again.files.unchanged ?? 0) !== sum(again.files)) problems.push("a second import is not the same: " + JSON.stringify(again.files));
  errors(run("build", "--cache", "none"), problems);
  if (readFileSync(join(place, "content", "ours", "mine.md"), "utf8") !== mine || !existsSync(join(place, "public", "ours"))) problems.push("the story that was there is not as it was");
  const fresh = room(true);
  const first = fresh.run("import", source);
  if (first.status !== 0) problems.push("an empty folder: " + first.stderr.trim().slice(0, 300));
  else {
    problems.push(...accounted(JSON.parse(first.stdout)).map((p) => "an empty folder: " + p));
    errors(fresh.run("build", "--cache", "none"), problems);
  }
  rmSync(fresh.dir, { recursive: true, force: true });
  let share = "";
  if (holds?.html) {
    const pages = existsSync(join(place, "public")) ? [...files(join(place, "public"))].filter((f) => f.endsWith("index.html") && !relative(place, f).startsWith("public/lite")) : [];
    const stories = pages.map((f) => readFileSync(f, "utf8")).filter((h) => /<article/.test(h)).map((h) => h.slice(h.indexOf("<main")));
    const before = words(holds.html), missing = lost(before, words(stories.join(" ")));
    share = `${before.length - missing}/${before.length} words`;
    if (missing > before.length * 0.01 + 2) problems.push(`${missing} of ${before.length} words are not in the pages`);
  }
  rows.push([label, `${report.format}: found ${JSON.stringify(report.found)} = taken ${JSON.stringify(report.taken)} + skipped ${JSON.stringify(report.skipped ?? {})} ${share}`, ...problems.map((p) => "FAILED " + p)]);
  failed += problems.length;
}

const medium = new Set(), posts = [];
for (const file of [...files(from)].sort()) {
  const source = /\.(xml|json|html|md)$/.test(file) && statSync(file).size < 1 << 28 ? readFileSync(file, "utf8") : "";
  if (/\.(xml|json)$/.test(file)) take(relative(from, file), file, held(file, source));
  else if (/h-entry/.test(source)) medium.add(dirname(dirname(file)));
  else if (/^\d{4}-\d\d-\d\d-/.test(basename(file))) posts.push(file);
}
for (const dir of medium) take(relative(from, dir), dir, { count: { post: readdirSync(join(dir, "posts")).filter((f) => f.endsWith(".html")).length }, html: "" });
for (const post of posts) {
  const tree = join(work, "jekyll" + rows.length);
  mkdirSync(join(tree, "_posts"), { recursive: true });
  cpSync(post, join(tree, "_posts", basename(post)));
  take(relative(from, post), tree, { count: { post: 1 }, html: "" });
}
for (const site of sites) take(basename(site), site);
for (const [label, ...lines] of rows) console.log(label + "\n    " + lines.join("\n    "));
console.log(`${rows.length} exports, ${failed} failures`);
process.exit(failed ? 1 : 0);

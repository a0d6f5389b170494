// The counts of storm. Two editions A and B differ in the titles of some
// stories; the source goes from one to the other while builds die.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const [work, kills] = [process.argv[2], +process.argv[3]];
const site = join(work, "site"), out = join(work, "public"), warraq = join(work, "warraq");
let seed = 7;
const random = () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x80000000);

function tree(dir) {
  const files = new Map();
  (function walk(at) {
    for (const e of readdirSync(at, { withFileTypes: true })) {
      if (e.name.startsWith(".warraq")) continue; // the builder's own: staging, manifest, journal
      const name = join(at, e.name);
      if (e.isDirectory()) walk(name);
      else files.set(relative(dir, name), createHash("sha1").update(readFileSync(name)).digest("hex"));
    }
  })(dir);
  return files;
}
const same = (a, b) => a.size === b.size && [...a].every(([k, v]) => b.get(k) === v);
const args = (to, ...more) => ["build", "--source", site, "--output", to, "--now", "2026-11-01T00:00:00Z", "--lang", "en", ...more];
const build = (to, ...more) => spawnSync(warraq, args(to, ...more), { encoding: "utf8" });
const die = (what) => { console.error("FAILED " + what); process.exit(1); };

// edit changes a tenth of the stories: titles (lists change), bodies, dates.
const stories = [];
(function walk(at) {
  for (const e of readdirSync(at, { withFileTypes: true })) {
    const name = join(at, e.name);
    if (e.isDirectory()) walk(name);
    else if (/\d\.md$/.test(name)) stories.push(name);
  }
})(join(site, "content"));
function edit(n) {
  for (let i = 0; i < stories.length / 10; i++) {
    const file = stories[Math.floor(random() * stories.length)];
    const text = readFileSync(file, "utf8");
    writeFileSync(file, random() < 0.5 ? text.replace(/^title: .*$/m, `title: "عنوان ${n} ${i}"`) : text + `\nفقرة ${n}.\n`);
  }
}

mkdirSync(out, { recursive: true });
if (build(out).status !== 0) die("the first build");
let before = tree(out), broken = 0, wrong = 0, killed = 0, full = 0;
const started = Date.now();
build(out);
edit(0);
const t0 = Date.now();
build(out);
const length = Date.now() - t0;
before = tree(out);
for (let n = 1; n <= kills; n++) {
  edit(n);
  const clean = join(work, "clean");
  rmSync(clean, { recursive: true, force: true });
  if (build(clean, "--cache", "none").status !== 0) die("a clean build");
  const after = tree(clean);
  const child = spawn(warraq, args(out), { stdio: "ignore" });
  const ended = new Promise((done) => child.on("exit", (code, signal) => done(signal)));
  const timer = setTimeout(() => child.kill("SIGKILL"), random() * length * 1.1);
  if ((await ended) === "SIGKILL") killed++;
  clearTimeout(timer);
  const now = tree(out);
  for (const [name, sum] of now) if (sum !== before.get(name) && sum !== after.get(name)) broken++, console.error(`${n}: ${name} is of no edition`);
  for (const name of before.keys()) if (after.has(name) && !now.has(name)) broken++, console.error(`${n}: ${name} is gone`);
  const next = build(out);
  if (next.status !== 0) die(`the build after kill ${n}: ${next.stderr}`);
  before = tree(out);
  if (!same(before, after)) wrong++, console.error(`${n}: the next build is not the clean one`);
  if (broken || wrong) die("see above");
}
console.log(`${kills} builds of ${length} ms, ${killed} of them killed: ${broken} broken files, ${wrong} wrong next builds (${Math.round((Date.now() - started) / 1000)} s)`);

// Two builds at once: one works, the other says so or waits.
let refused = 0;
for (let n = 0; n < 20; n++) {
  edit(1000 + n);
  const both = await Promise.all([0, 1].map(() => new Promise((done) => {
    const c = spawn(warraq, args(out));
    let said = "";
    c.stderr.on("data", (d) => (said += d));
    c.on("exit", (code) => done({ code, said }));
  })));
  if (both.every((b) => b.code !== 0)) die("neither of two builds worked: " + both[0].said + both[1].said);
  for (const b of both) if (b.code !== 0) { refused++; if (!/another|in use|at work|running|lock/i.test(b.said)) die("a build that was refused does not say why: " + b.said); }
  const clean = join(work, "clean");
  rmSync(clean, { recursive: true, force: true });
  build(clean, "--cache", "none");
  build(out);
  if (!same(tree(out), tree(clean))) die("after two builds at once the site is wrong");
}
console.log(`20 pairs of builds at once: ${refused} refused with a message, every site right`);

// A full disk.
const small = join(work, "small");
mkdirSync(small);
if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", small]).status !== 0) {
  console.log("a full disk: not tried, this machine mounts no tmpfs");
  process.exit(0);
}
const there = join(small, "public");
for (let n = 0; n < 20; n++) {
  const first = build(there, "--cache", "none");
  if (first.status !== 0) { // the first edition must fit: make room, and take it again
    spawnSync("mount", ["-o", "remount,size=64m", small]);
    if (build(there, "--cache", "none").status !== 0) die("a build with room: " + first.stderr);
  }
  const old = tree(there);
  const room = readFileSync("/proc/mounts", "utf8") && +spawnSync("df", ["--output=avail", "-k", small], { encoding: "utf8" }).stdout.split("\n")[1];
  const ballast = Math.max(0, room - Math.floor(random() * 3000)); // what is left is less than a staged edition
  spawnSync("fallocate", ["-l", `${ballast}K`, join(small, "ballast")]);
  edit(2000 + n);
  for (const s of stories) writeFileSync(s, readFileSync(s, "utf8") + "\nفقرة.\n"); // every page is new
  const poor = build(there, "--cache", "none");
  if (poor.status === 0) die("a build on a full disk says that all is well");
  if (!/space|full/i.test(poor.stderr)) die("a full disk is not named: " + poor.stderr);
  if (!same(tree(there), old)) die("a full disk broke the old site");
  full++;
  rmSync(join(small, "ballast"));
  spawnSync("mount", ["-o", "remount,size=256m", small]);
  if (build(there, "--cache", "none").status !== 0) die("the build with room again");
  const clean = join(work, "clean");
  rmSync(clean, { recursive: true, force: true });
  build(clean, "--cache", "none");
  if (!same(tree(there), tree(clean))) die("the build after a full disk is wrong");
}
console.log(`${full} builds on a full disk: the old site stood each time, and the next build was right`);

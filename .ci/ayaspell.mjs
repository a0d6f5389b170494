// Called by .ci/ayaspell with a folder that has the binary.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const work = process.argv[2];
const invisible = /[\u200b-\u200f\u2066-\u2069\ufeff]/g;
const wordsOf = (s) => s.replace(invisible, '').match(/[\u0621-\u0652\u0670\u0671]+/g) ?? [];
const ofWords = new Set(['hamza', 'ta-marbuta', 'alif-maqsura', 'alif-waw', 'tanwin', 'spelling']);

// check gives the problems of a newsroom by file.
function check(source) {
  const { stdout, stderr } = spawnSync(path.join(work, 'warraq'), ['check', '--source', source, '--format', 'json', '--lang', 'en'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout) throw new Error(stderr);
  const found = {};
  for (const p of JSON.parse(stdout).problems) (found[p.path] ??= []).push(p);
  return found;
}

// unknown gives those of some words that Ayaspell does not take.
function unknown(words) {
  const bare = [...new Set(words)];
  const { stdout, status, stderr } = spawnSync('hunspell', ['-d', 'ar', '-i', 'utf-8', '-l'], { input: bare.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(stderr);
  return new Set(stdout.split('\n').filter(Boolean));
}

const rows = readFileSync('site/check/testdata/desk.tsv', 'utf8').split('\n').filter((l) => l && !l.startsWith('#'))
  .map((l) => l.replace(/\\u([0-9a-f]{4})/g, (_, h) => String.fromCharCode(parseInt(h, 16))).split('\t'));
const source = path.join(work, 'paper');
mkdirSync(path.join(source, 'content', 'news'), { recursive: true });
writeFileSync(path.join(source, 'content', 'edition.yaml'), 'title: صحيفة\nbase_url: https://example.org/\nlanguage: ar\nchecks: {missing-summary: off, missing-source: off}\n');
rows.forEach(([, wrong, right], i) => [wrong, right].forEach((text, j) => writeFileSync(path.join(source, 'content', 'news', `${i}-${j}.md`), `---\ntitle: خبر\ndate: 2024-09-14\n---\n${text}\n`)));
const found = check(source);
const strange = unknown(rows.flatMap(([, wrong, right]) => [...wordsOf(wrong), ...wordsOf(right)]));

const table = {};
let ours = 0, theirs = 0, all = 0, falseOurs = 0, falseTheirs = 0;
rows.forEach(([kind, wrong, right], i) => {
  const t = table[kind] ??= { all: 0, check: 0, ayaspell: 0, 'check, right': 0, 'ayaspell, right': 0 };
  const put = new Set(wordsOf(right));
  const bySigns = Boolean(found[`content/news/${i}-0.md`]), byWords = wordsOf(wrong).some((w) => !put.has(w) && strange.has(w));
  const wrongly = Boolean(found[`content/news/${i}-1.md`]), strangely = [...put].filter((w) => strange.has(w)).length;
  t.all++; t.check += bySigns; t.ayaspell += byWords; t['check, right'] += wrongly; t['ayaspell, right'] += strangely;
  if (ofWords.has(kind)) { all++; ours += bySigns; theirs += byWords; }
  falseOurs += wrongly; falseTheirs += strangely;
});
console.log('kind             mistakes   check  Ayaspell   false flags when put right: check, Ayaspell (words)');
for (const [kind, t] of Object.entries(table).sort()) {
  console.log(`${kind.padEnd(16)} ${String(t.all).padStart(8)} ${String(t.check).padStart(7)} ${String(t.ayaspell).padStart(9)} ${String(t['check, right']).padStart(33)} ${String(t['ayaspell, right']).padStart(9)}`);
}
console.log(`mistakes of words: ${all}; check finds ${ours}, Ayaspell ${theirs}; false flags in sentences put right: ${falseOurs} and ${falseTheirs}`);

const texts = readdirSync('content', { recursive: true }).filter((f) => f.endsWith('.md')).map((f) => readFileSync(path.join('content', f), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''));
const words = texts.flatMap(wordsOf), flagged = unknown(words);
const flags = words.filter((w) => flagged.has(w)).length, spelt = Object.values(check('.')).flat().filter((p) => p.fix || ['spelling', 'glued-words', 'misspelt', 'hamza-wasl', 'rare-twin'].includes(p.rule)).length;
const rate = (n) => (n * 1000 / words.length).toFixed(1);
console.log(`the sample, ${words.length} words: check flags ${spelt} (${rate(spelt)} in 1,000), Ayaspell ${flags} (${rate(flags)})`);
if (ours < theirs || falseOurs > 0 || spelt * 1000 > words.length) {
  console.error('ayaspell: check is behind, or flags what is right');
  process.exit(1);
}

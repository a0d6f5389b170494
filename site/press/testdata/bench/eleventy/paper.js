// What the pages of the paper share.
import fs from 'node:fs'

export const site = { url: 'https://news.example.com', name: 'أخبار المثال', words: 'موقع إخباري عربي تجريبي' }

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }
export const esc = (s) => String(s).replace(/[&<>"']/g, (c) => entities[c])

// The paper's zone is three hours east of Greenwich the whole year.
const local = (date) => new Date(+date + 3 * 3600e3).toISOString()
export const iso = (date) => local(date).slice(0, 19) + '+03:00'
const minutes = (date) => local(date).slice(0, 16).replace('T', ' ')
export const moment = (date) => `<time datetime="${iso(date)}">${minutes(date)}</time>`

let made
// lists are the sections, tags and authors of all stories, the newest first. A build asks once.
export function lists(stories) {
  if (made?.of === stories.length) return made
  const sections = new Map()
  for (const folder of fs.readdirSync('content').sort()) {
    if (!fs.existsSync(`content/${folder}/_index.md`)) continue
    const title = /^title: (.*)$/m.exec(fs.readFileSync(`content/${folder}/_index.md`, 'utf8'))[1]
    sections.set(folder, { title, url: `/${folder}/`, stories: [] })
  }
  const tags = new Map(), authors = new Map(), of = new Map()
  const enter = (story, names, into, root) => [...new Set(names)].map((name) => {
    if (!into.has(name)) into.set(name, { title: name, url: `${root}${name.replaceAll(' ', '-')}/`, stories: [] })
    into.get(name).stories.push(story)
    return into.get(name)
  })
  for (const story of stories) {
    const section = sections.get(story.url.split('/')[1])
    section.stories.push(story)
    of.set(story.url, { story, section, tags: enter(story, story.data.tags, tags, '/tags/'), authors: enter(story, story.data.authors, authors, '/authors/') })
  }
  const byNumber = (terms) => [...terms.values()].sort((a, b) => b.stories.length - a.stories.length || (a.title < b.title ? -1 : 1))
  made = { of: stories.length, sections: [...sections.values()], tags: byNumber(tags), authors: byNumber(authors), entry: of }
  return made
}

// related are the newest stories of the story's tags in their order, then of its section: five in all.
export function related({ story, section, tags }) {
  const out = []
  for (const list of [...tags, section]) {
    for (const other of list.stories.slice(0, 6)) {
      if (out.length < 5 && other !== story && !out.includes(other)) out.push(other)
    }
  }
  return out
}

const cards = new Map()
// card is a story in a list, made once.
export function card(story) {
  if (!cards.has(story.url)) {
    const { title, summary, image } = story.data
    cards.set(story.url, `<article class="card"><a href="${story.url}"><img src="${esc(image.src)}" alt="${esc(image.caption)}" loading="lazy" width="320" height="180"></a>
<h2><a href="${story.url}">${esc(title)}</a></h2><p>${esc(summary)}</p>${moment(story.date)}</article>`)
  }
  return cards.get(story.url)
}

let chrome
// shell puts a page into the paper's frame.
export function shell({ stories, title, words = site.words, url, kind = 'website', meta = '', main }) {
  chrome ??= lists(stories).sections.map((s) => `<li><a href="${s.url}">${esc(s.title)}</a></li>`).join('')
  return `<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)} | ${site.name}</title><meta name="description" content="${esc(words)}"><link rel="canonical" href="${site.url}${url}">
<meta property="og:title" content="${esc(title)}"><meta property="og:type" content="${kind}"><meta property="og:url" content="${site.url}${url}">
<meta property="og:locale" content="ar_AR"><meta property="og:site_name" content="${site.name}">${meta}
<link rel="stylesheet" href="/css/site.css"></head><body>
<header class="site-header"><a class="logo" href="/">${site.name}</a><nav aria-label="الأقسام"><ul>${chrome}</ul></nav></header>
<main>${main}</main>
<footer class="site-footer"><p>جميع الحقوق محفوظة © ${site.name}</p><ul><li><a href="/tags/">الوسوم</a></li><li><a href="/authors/">الكتّاب</a></li><li><a href="/index.xml">RSS</a></li></ul></footer>
</body></html>`
}

// feed is RSS of the newest stories of a list.
export const feed = ({ title, url, stories }) => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${esc(title)}</title><link>${site.url}${url}</link><description>${site.words}</description><language>ar</language>
<atom:link href="${site.url}${url}index.xml" rel="self" type="application/rss+xml"/>
${stories.slice(0, 20).map((s) => `<item><title>${esc(s.data.title)}</title><link>${site.url}${s.url}</link><guid>${site.url}${s.url}</guid><pubDate>${s.date.toUTCString()}</pubDate><description>${esc(s.data.summary)}</description></item>`).join('\n')}
</channel></rss>`

import { esc, iso, lists, moment, related, shell, site } from '../paper.js'

export function render({ title, summary, image, lastmod, authors, agencies, tags, page, content, collections }) {
  const entry = lists(collections.stories).entry.get(page.url)
  const modified = new Date(lastmod)
  const meta = `<meta property="og:description" content="${esc(summary)}"><meta property="og:image" content="${esc(image.src)}">
<meta property="article:published_time" content="${iso(page.date)}"><meta property="article:modified_time" content="${iso(modified)}"><meta property="article:section" content="${esc(entry.section.title)}">
${tags.map((t) => `<meta property="article:tag" content="${esc(t)}">`).join('')}<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json">${JSON.stringify({
    '@context': 'https://schema.org', '@type': 'NewsArticle', mainEntityOfPage: site.url + page.url, headline: title, description: summary, image: [image.src],
    datePublished: iso(page.date), dateModified: iso(modified), inLanguage: 'ar', articleSection: entry.section.title, keywords: tags,
    author: authors.map((name) => ({ '@type': 'Person', name })), publisher: { '@type': 'NewsMediaOrganization', name: site.name },
  }).replaceAll('<', '\\u003c')}</script>`
  const main = `<nav class="crumbs"><a href="/">الرئيسية</a> › <a href="${entry.section.url}">${esc(entry.section.title)}</a></nav>
<article class="story"><h1>${esc(title)}</h1><p class="summary">${esc(summary)}</p>
<p class="byline">${entry.authors.map((a) => `<a rel="author" href="${a.url}">${esc(a.title)}</a> `).join('')}<span class="agencies">(${esc(agencies.join('، '))})</span></p>
<p class="dates">${moment(page.date)}${moment(modified)}</p>
<figure><img src="${esc(image.src)}" alt="${esc(image.caption)}" width="960" height="540"><figcaption>${esc(image.caption)} <small>(${esc(image.credit)})</small></figcaption></figure>
<div class="body">${content}</div>
<ul class="tags">${entry.tags.map((t) => `<li><a href="${t.url}">${esc(t.title)}</a></li>`).join('')}</ul></article>
<aside class="related"><h2>ذات صلة</h2><ul>${related(entry).map((r) => `<li><a href="${r.url}">${esc(r.data.title)}</a> ${moment(r.date)}</li>`).join('')}</ul></aside>`
  return shell({ stories: collections.stories, title, words: summary, url: page.url, kind: 'article', meta, main })
}

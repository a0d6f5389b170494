import { card, esc, lists, shell, site } from './paper.js'

export const data = { permalink: '/' }

export function render({ collections: { stories } }) {
  const sections = lists(stories).sections
    .map((s) => `<section><h2><a href="${s.url}">${esc(s.title)}</a></h2>${s.stories.slice(0, 6).map(card).join('')}</section>`).join('')
  return shell({ stories, title: site.name, url: '/', main: `<h1>${site.name}</h1>${stories.slice(0, 30).map(card).join('')}${sections}` })
}

import { card, esc, shell } from './paper.js'

export const data = { pagination: { data: 'collections.listPages', size: 1, alias: 'list' }, permalink: ({ list }) => list.url }

export function render({ list, collections: { stories } }) {
  const pager = list.pages < 2 ? '' : `<nav class="pager">${list.newer ? `<a rel="prev" href="${list.newer}">السابق</a>` : ''}<span>${list.number} / ${list.pages}</span>${list.older ? `<a rel="next" href="${list.older}">التالي</a>` : ''}</nav>`
  return shell({ stories, title: list.title, url: list.url, main: `<h1>${esc(list.title)}</h1>${list.stories.map(card).join('')}${pager}` })
}

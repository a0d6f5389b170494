import { esc, lists, shell } from './paper.js'

const kinds = [{ key: 'tags', title: 'الوسوم' }, { key: 'authors', title: 'الكتّاب' }]

export const data = { kinds, pagination: { data: 'kinds', size: 1, alias: 'kind' }, permalink: ({ kind }) => `/${kind.key}/` }

export function render({ kind, collections: { stories } }) {
  const terms = lists(stories)[kind.key].map((t) => `<li><a href="${t.url}">${esc(t.title)}</a> <small>${t.stories.length}</small></li>`).join('')
  return shell({ stories, title: kind.title, url: `/${kind.key}/`, main: `<h1>${kind.title}</h1><ul class="terms">${terms}</ul>` })
}

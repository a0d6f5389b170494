import fs from 'node:fs'
import { feed, lists, site } from './paper.js'

const folders = ['', ...fs.readdirSync('content').filter((f) => fs.existsSync(`content/${f}/_index.md`)).map((f) => f + '/')]

export const data = { folders, pagination: { data: 'folders', size: 1, alias: 'folder' }, permalink: ({ folder }) => `/${folder}index.xml` }

export function render({ folder, collections: { stories } }) {
  return feed(lists(stories).sections.find((s) => s.url === '/' + folder) ?? { title: site.name, url: '/', stories })
}

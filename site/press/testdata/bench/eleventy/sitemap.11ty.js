import { iso, lists, site } from './paper.js'

export const data = { permalink: '/sitemap.xml' }

export function render({ collections: { stories } }) {
  const { sections, tags, authors } = lists(stories)
  return `<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${stories.map((s) => `<url><loc>${site.url}${s.url}</loc><lastmod>${iso(new Date(s.data.lastmod))}</lastmod></url>`).join('\n')}
${[...sections, ...tags, ...authors].map((l) => `<url><loc>${site.url}${l.url}</loc></url>`).join('\n')}</urlset>`
}

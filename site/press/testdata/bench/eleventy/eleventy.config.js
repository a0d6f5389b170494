// The same paper in Eleventy, for comparison: the same fields on the same pages as the
// templates in ../warraq and ../hugo. Its templates are plain functions and nothing is
// minified: the fastest that it has.
import { lists } from './paper.js'

export default function (config) {
  config.ignores.add('content/**/_index.md')
  config.addPassthroughCopy('css')
  config.addCollection('stories', (api) =>
    api.getFilteredByGlob('content/**/*.md').sort((a, b) => b.date - a.date || (a.url < b.url ? -1 : 1)))
  config.addCollection('listPages', (api) => {
    const stories = api.getFilteredByGlob('content/**/*.md').sort((a, b) => b.date - a.date || (a.url < b.url ? -1 : 1))
    const { sections, tags, authors } = lists(stories)
    const size = 20
    return [...sections, ...tags, ...authors].flatMap((list) => {
      const pages = Math.ceil(list.stories.length / size)
      const at = (n) => (n === 1 ? list.url : `${list.url}page/${n}/`)
      return Array.from({ length: pages }, (_, i) => ({
        title: list.title, url: at(i + 1), number: i + 1, pages, stories: list.stories.slice(i * size, (i + 1) * size),
        newer: i > 0 && at(i), older: i + 1 < pages && at(i + 2),
      }))
    })
  })
  return { markdownTemplateEngine: false, htmlTemplateEngine: false, dir: { input: '.', includes: '_includes' } }
}

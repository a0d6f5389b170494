export default { layout: 'story.11ty.js', permalink: (data) => data.page.filePathStem.replace('/content', '') + '/' }

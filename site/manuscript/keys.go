package manuscript

import "warraq/site/settings"

// StoryKeys, SectionKeys and AuthorKeys describe the keys of a front matter, in the order in which
// Format writes them.
func StoryKeys() []settings.Key   { return articleFields.Keys(storyShapes) }
func SectionKeys() []settings.Key { return sectionFields.Keys(sectionShapes) }
func AuthorKeys() []settings.Key  { return authorFields.Keys(authorShapes) }

// StorySchema is the JSON Schema of a story's front matter.
func StorySchema() []byte { return articleFields.Schema("story", storyShapes) }

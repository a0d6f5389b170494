package manuscript

import (
	"strings"

	"warraq/site/settings"
)

// StoryKeys describes the keys of a story's front matter, in the order in which Format writes them.
func StoryKeys() []settings.Key { return articleFields.Keys(storyShapes) }

// LiftKeys are all names of the key that says when a story appears, the one to be preferred first.
func LiftKeys() []string { return strings.Split(publishKeys+"|"+publishedKeys, "|") }

// SectionKeys does the same for a section's _index.md.
func SectionKeys() []settings.Key { return sectionFields.Keys(sectionShapes) }

// AuthorKeys does the same for a file in authors.
func AuthorKeys() []settings.Key { return authorFields.Keys(authorShapes) }

// StorySchema is the JSON Schema of a story's front matter.
func StorySchema() []byte { return articleFields.Schema("story", storyShapes) }

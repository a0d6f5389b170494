package manuscript

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"

	"warraq/site/settings"
)

// Each key of a front matter says in Arabic and in English what it is for, and each key
// that is explained means something.
func TestEveryKeyIsExplained(t *testing.T) {
	for noun, keys := range map[string][]settings.Key{"story": StoryKeys(), "section": SectionKeys(), "author": AuthorKeys()} {
		for _, k := range keys {
			if !strings.ContainsFunc(k.About.Ar, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) || !strings.ContainsFunc(k.About.En, unicode.IsLower) {
				t.Errorf("%s %s: %q, %q", noun, k.Path, k.About.Ar, k.About.En)
			}
		}
	}
	stories := StoryKeys()
	for name := range storyShapes {
		if !slices.ContainsFunc(stories, func(k settings.Key) bool { return k.Path == name }) {
			t.Errorf("%s is explained and means nothing", name)
		}
	}
	if at := slices.IndexFunc(stories, func(k settings.Key) bool { return k.Path == "image.alt" }); at < 0 || stories[at].Kind != "text" {
		t.Error("the keys of a picture are not among those of a story")
	}
}

func TestStorySchema(t *testing.T) {
	var s struct {
		Properties           map[string]struct{ Description string }
		AdditionalProperties bool
	}
	if err := json.Unmarshal(StorySchema(), &s); err != nil {
		t.Fatal(err)
	}
	if !s.AdditionalProperties || s.Properties["standfirst"].Description == "" {
		t.Errorf("%+v", s)
	}
}

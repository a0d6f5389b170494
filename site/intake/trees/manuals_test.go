package trees

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"warraq/site/intake"
)

// What the manuals of Jekyll, Hugo and Hexo say of their settings decides what comes in, where
// it stood, and what was no part of the site.
func TestSettingsMeanWhatTheirManualsSay(t *testing.T) {
	const matter = "---\ntitle: Friday Market\ndate: 2022-03-04\n"
	for _, c := range []struct {
		name  string
		files []string
		want  map[string]string // by the path of what comes in: where it stood
		skips map[string]int
	}{
		{
			name: "Jekyll: exclude names a file, a folder or a form (jekyllrb.com/docs/configuration/options)",
			files: []string{
				"_config.yml", "exclude: [vendor, notes.md, \"*.txt.md\"]\n", "_posts/2022-03-04-a.md", matter + "---\n",
				"vendor/b.md", matter + "---\n", "notes.md", matter + "---\n", "x.txt.md", matter + "---\n",
			},
			want:  map[string]string{"news/2022/03/a.md": "/2022/03/04/a.html"},
			skips: map[string]int{"excluded by the settings": 2},
		},
		{
			name:  "Jekyll: a list of collections is written to no page (docs/collections)",
			files: []string{"_config.yml", "collections: [staff]\n", "_staff/huda.md", "---\ntitle: هدى\n---\n", "_posts/2022-03-04-a.md", matter + "---\n"},
			want:  map[string]string{"news/2022/03/a.md": "/2022/03/04/a.html", "staff/huda.md, a draft": "/staff/huda.html"},
		},
		{
			name:  "Jekyll: the built-in forms of permalinks (docs/permalinks)",
			files: []string{"_config.yml", "permalink: ordinal\n", "_posts/2022-03-04-a.md", matter + "categories: [local, city]\n---\n"},
			want:  map[string]string{"local/2022/03/a.md": "/local/city/2022/063/a.html"},
		},
		{
			name:  "Jekyll: the form none",
			files: []string{"_config.yml", "permalink: none\n", "_posts/2022-03-04-a.md", matter + "categories: local\n---\n"},
			want:  map[string]string{"local/2022/03/a.md": "/local/a.html"},
		},
		{
			name:  "Jekyll: defaults by a glob of folders (docs/configuration/front-matter-defaults)",
			files: []string{"_config.yml", "defaults:\n  - scope: {path: \"section/*/special\"}\n    values: {permalink: \"/special/:title/\"}\n", "section/a/special/_posts/2022-03-04-a.md", matter + "---\n", "section/a/_posts/2022-03-05-b.md", "---\ntitle: ب\ndate: 2022-03-05\n---\n"},
			want:  map[string]string{"section/2022/03/a.md": "/special/a/", "section/2022/03/b.md": "/section/a/2022/03/05/b.html"},
		},
		{
			name:  "Hugo: contentDir (gohugo.io/configuration/all)",
			files: []string{"hugo.toml", "contentDir = 'stories'\n", "stories/local/a.md", matter + "---\n", "content/local/old.md", matter + "---\n"},
			want:  map[string]string{"local/a.md": "/local/a/"},
		},
		{
			name:  "Hugo: disablePathToLower",
			files: []string{"hugo.toml", "disablePathToLower = true\n", "content/Local/A b.md", matter + "---\n"},
			want:  map[string]string{"Local/A b.md": "/Local/A-b/"},
		},
		{
			name:  "Hugo: another language in a folder of its own (content-management/multilingual)",
			files: []string{"hugo.toml", "defaultContentLanguage = 'ar'\n[languages.ar]\ncontentDir = 'content/ar'\n[languages.fr]\ncontentDir = 'content/fr'\n", "content/ar/local/a.md", matter + "---\n", "content/fr/local/a.md", matter + "---\n"},
			want:  map[string]string{"local/a.md": "/local/a/"},
			skips: map[string]int{"another language": 1},
		},
		{
			name:  "Hexo: categories of one post in several lines (hexo.io/docs/front-matter)",
			files: []string{"_config.yml", "permalink: :category/:title/\n", "source/_posts/a.md", matter + "categories:\n  - [سياسة, محليات]\n  - [اقتصاد]\n---\n"},
			want:  map[string]string{"politics/2022/03/a.md": "/اقتصاد/a/"},
		},
		{
			name:  "Hexo: categories below each other, and none",
			files: []string{"_config.yml", "permalink: :category/:title/\n", "source/_posts/a.md", matter + "categories: [سياسة, محليات]\n---\n", "source/_posts/b.md", "---\ntitle: ب\ndate: 2022-03-04\n---\n"},
			want:  map[string]string{"politics/2022/03/a.md": "/سياسة/محليات/a/", "news/2022/03/b.md": "/uncategorized/b/"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, tally := pieces(t, c.files...)
			stood := map[string]string{}
			for path, p := range got {
				if p.Kind == intake.Story || p.Kind == intake.Page {
					if p.IsDraft() {
						path += ", a draft"
					}
					stood[path] = strings.Join(texts(p.Matter, "aliases"), " ")
				}
			}
			if !maps.Equal(stood, c.want) {
				t.Errorf("came in from\n%v, want\n%v", stood, c.want)
			}
			for why, n := range c.skips {
				if tally.Skipped[why] != n {
					t.Errorf("left out as %s: %v", why, tally.Skipped)
				}
			}
			if n := tally.Missing(); n != 0 {
				t.Errorf("%d files are not accounted for: %v", n, slices.Sorted(maps.Keys(tally.Left)))
			}
		})
	}
}

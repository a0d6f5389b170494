package manuscript

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// hides says that the front matter, or the path, keeps the file out of sight. It
// gives the front matter without the keys that say so and nothing else.
func (r *fileReader) hides(matter *settings.Node) (bool, *settings.Node) {
	hidden := r.hiddenByName()
	some := false
	for _, e := range matter.Entries {
		some = some || hidings[notation.FoldKey(e.Key)] != 0
	}
	if !some {
		return hidden, matter
	}
	rest := *matter
	rest.Entries = matter.Entries[:0:0]
	for _, e := range matter.Entries {
		key := notation.FoldKey(e.Key)
		hide, read := false, false
		if how := hidings[key]; how != 0 && (e.Value.Kind != settings.Null || how == ifNoDate) {
			hide, read = r.hidesBy(how, e.Value)
		}
		switch {
		case hide:
			hidden = true
			r.sayHidden(e.Value, key, e.Key)
		case hidings[key] == ifTrue && strings.TrimSpace(e.Value.Text) == "" && (e.Value.Kind == settings.Scalar || e.Value.Kind == settings.Null):
			r.Report(e.Line, e.Col, "front-matter/empty", site.LevelWarning,
				site.Say("المفتاح %s بلا قيمة لا يحجب شيئًا، فالملف منشور", "the key %s without a value hides nothing, so the file is public", e.Key),
				site.Say("اكتب %s: true لتحجبه، أو احذف السطر", "write %s: true to hide it, or remove the line", e.Key))
		}
		if !read {
			rest.Entries = append(rest.Entries, e)
		}
	}
	return hidden, &rest
}

// hidesAll says that the file of a section or an author keeps what is its own out
// of sight. Front matter that is faulty, and mentions a key that does, counts.
func (r *fileReader) hidesAll(head []byte, matter *settings.Node) (bool, *settings.Node) {
	hidden, rest := r.hides(matter)
	faulty := slices.ContainsFunc(r.Problems, func(p site.Problem) bool {
		return p.Level == site.LevelError && strings.HasPrefix(p.Rule, "front-matter/")
	})
	return hidden || faulty && mayHide(head), rest
}

// home reads the topmost _index.md, of which only what it hides could matter.
func (r *fileReader) home(head []byte, matter *settings.Node) {
	hidden, _ := r.hidesAll(head, matter)
	if r.Problems = nil; hidden {
		r.Report(1, 1, "file/home", site.LevelError,
			site.Say("هذا الملف لا يُقرأ، فلا يحجب شيئًا", "this file is not read, so it hides nothing"),
			site.Say("اكتب draft: true في القصص أو في _index.md القسم", "write draft: true in stories, or in the _index.md of a section"))
	}
}

// sayHidden notes that a key of another tool hides a file. Who writes draft, or
// published: false, knows.
func (r *fileReader) sayHidden(n *settings.Node, key, written string) {
	if key != "draft" && key != "published" {
		r.At(n, "front-matter/hidden", site.LevelNote,
			site.Say("ما فيه المفتاح %s بهذه القيمة لا يُنشر", "what has the key %s with such a value is not published", written),
			site.Say("احذف السطر لتنشره", "remove the line to publish it"))
	}
}

// hidesBy says that a value hides its file, and that it means nothing else.
func (r *fileReader) hidesBy(how hiding, n *settings.Node) (hide, read bool) {
	text := strings.ToLower(strings.TrimSpace(n.Text))
	switch how {
	case ifTrue:
		return r.Flag(n), true
	case ifFalse:
		return !r.Flag(n), true
	case ifYes:
		return text == "1" || settings.IsFlag(n) && r.Flag(n), settings.IsFlag(n)
	case ifNo:
		return text == "0" || settings.IsFlag(n) && !r.Flag(n), settings.IsFlag(n)
	case ifNoDate:
		none := text == "" || text == "null" || text == "0" || settings.IsFlag(n) && !r.Flag(n)
		return n.Kind == settings.Null || n.Kind == settings.Scalar && none, n.Kind == settings.Null || settings.IsFlag(n)
	case ifNotDate:
		if n.Kind == settings.Scalar && (text == "" || settings.IsFlag(n)) {
			return text != "" && !r.Flag(n), true
		}
		return false, false
	case ifNotPath:
		if settings.IsFlag(n) {
			return !r.Flag(n), true
		}
		return false, false
	case ifWord:
		return r.hidesByWord(n), true
	case ifKnown:
		return hasWord(n, hiddenWords), hasWord(n, hiddenWords) || hasWord(n, publicWords)
	case ifDraft:
		return hasWord(n, draftWords), false
	case ifDraftType:
		return hasWord(n, draftWords), hasWord(n, draftWords)
	case ifNoRobots:
		return hasWord(n, []string{"noindex", "none"}), false
	case ifAny:
		return n.Kind != settings.Scalar || text != "", true
	case ifParts:
		return r.hidesByParts(n), true
	case ifNoMap:
		hide, _ = r.hidesWithin(how, n)
		return hide || settings.IsFlag(n) && !r.Flag(n), true
	}
	return r.hidesWithin(how, n)
}

// hidesByWord reads status and visibility.
func (r *fileReader) hidesByWord(n *settings.Node) bool {
	word := arabic.Slug(n.Text)
	switch {
	case n.Kind == settings.Scalar && (slices.Contains(publicWords, word) || strings.TrimSpace(n.Text) == ""):
		return false
	case slices.Contains(hiddenWords, word):
		return true
	}
	r.At(n, "front-matter/status", site.LevelError,
		site.Say("قيمة لا تقول أيُنشر الملف أم لا، فلم يُنشر: %s", "a value that does not say whether the file is public, so it is not published: %s", notation.Clean(n.Text)),
		site.Say("اكتب published أو draft، أو احذف السطر", "write published or draft, or remove the line"))
	return false // the error keeps the file out of sight
}

// hasWord says that a value, or one of a list, is one of the words.
func hasWord(n *settings.Node, words []string) bool {
	return slices.ContainsFunc(n.Each(), func(item *settings.Node) bool {
		parts := strings.FieldsFunc(item.Text, func(c rune) bool { return strings.ContainsRune(",،;؛", c) })
		return item.Kind == settings.Scalar && slices.ContainsFunc(parts, func(part string) bool { return slices.Contains(words, slugOf(part)) })
	})
}

// slugOf is arabic.Slug. A hundred thousand files have the same few tags, so the slug of
// each is made once.
func slugOf(word string) string {
	const most = 64 // bytes; what is longer is said once
	if len(word) > most {
		return arabic.Slug(word)
	}
	if known, ok := slugs.Load(word); ok {
		return known.(string)
	}
	slug := arabic.Slug(word)
	slugs.Store(strings.Clone(word), slug) // the word is a piece of its file
	return slug
}

var slugs sync.Map

// hidesByParts reads Hugo's build: {render: never, list: never}, or false.
func (r *fileReader) hidesByParts(n *settings.Node) bool {
	for _, e := range n.Entries {
		switch word := strings.ToLower(e.Value.Text); notation.FoldKey(e.Key) {
		case "render":
			if word != "always" && word != "true" {
				return true
			}
		case "list":
			if word == "never" || word == "false" {
				return true
			}
		}
	}
	return settings.IsFlag(n) && !r.Flag(n)
}

// hidesWithin reads keys that lie in another, or in a list of such: cascade, params
// and its like. These also have keys of the site's own.
func (r *fileReader) hidesWithin(how hiding, n *settings.Node) (hide, read bool) {
	for _, part := range n.Each() {
		for _, e := range part.Entries {
			if inner := hidings[notation.FoldKey(e.Key)]; inner != 0 && (e.Value.Kind != settings.Null || inner == ifNoDate) {
				hides, _ := r.hidesBy(inner, e.Value)
				hide = hide || hides
			}
		}
	}
	return hide, how == ifCascade
}

// hiddenByName says that the path hides the file: by a folder, of which [List] tells,
// by an underscore, or as x.draft.md.
func (r *fileReader) hiddenByName() bool {
	if site.HiddenFolder(r.file) != "" {
		return true
	}
	marks := strings.Split(strings.ToLower(path.Base(r.file)), ".")
	if len(marks) > 2 && (slices.Contains(marks[1:], "draft") || slices.Contains(marks[1:], "مسودة")) {
		r.Report(1, 1, "file/draft", site.LevelNote,
			site.Say("اسم الملف يقول إنه مسودة، فلا يُنشر", "the name of the file says that it is a draft, so it is not published"),
			site.Say("غيّر الاسم لتنشره", "rename it to publish it"))
		return true
	}
	return r.underscored()
}

// underscored says that the path hides the file: a name of it begins with _, as
// Jekyll and Hexo hide what they do not know. Only _index.md and _posts, where
// both keep what they publish, do not.
func (r *fileReader) underscored() bool {
	for name := range strings.SplitSeq(r.file, "/") {
		if !strings.HasPrefix(name, "_") || name == postsDir || strings.HasPrefix(name, "_index.") {
			continue
		}
		r.Report(1, 1, "file/underscore", site.LevelNote,
			site.Say("ما يبدأ اسمه بشرطة سفلية لا يُنشر: %s", "what has a name that begins with _ is not published: %s", name),
			site.Say("غيّر الاسم لتنشره", "rename it to publish it"))
		return true
	}
	return false
}

// postsDir is the folder in which Jekyll and Hexo keep stories: it is no section.
const postsDir = "_posts"

// withoutPosts is a folder without the parts that are called _posts.
func withoutPosts(dir string) string {
	if !strings.Contains(dir, postsDir) {
		return dir
	}
	return strings.Join(slices.DeleteFunc(strings.Split(dir, "/"), func(name string) bool { return name == postsDir }), "/")
}

// mayHide says that front matter that cannot be read mentions a key that hides.
func mayHide(src []byte) bool {
	src = bytes.ReplaceAll(src[:min(len(src), 64<<10)], []byte{0}, nil) // of UTF-16
	for part := range strings.FieldsFuncSeq(string(src), func(c rune) bool { return strings.ContainsRune("\r\n{},", c) }) {
		i := strings.IndexAny(part, ":=")
		if i < 0 {
			continue
		}
		key := notation.FoldKey(strings.Trim(part[:i], " \t\"'-\ufeff"))
		if how := hidings[key]; key == "<<" || how != 0 && how != ifParams && how != ifNotPath && how != ifDraft && how != ifDraftType && how != ifNoMap {
			return true
		}
	}
	return false
}

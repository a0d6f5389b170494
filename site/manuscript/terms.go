package manuscript

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// weight ends the key that says where a story stands on the pages of its terms: tags_weight, places_weight.
const weight = "weight"

// takeTerms enters a story in the terms of the paper's own taxonomies that its front matter names, and notes its
// weights. It gives the other front matter.
func takeTerms(r *fileReader, a *site.Article, matter *settings.Node) *settings.Node {
	rest, parted := *matter, false
	for i, e := range matter.Entries {
		key := notation.FoldKey(e.Key)
		weighed, isWeight := strings.CutSuffix(key, weight)
		of, weighs := taxonomy(r.options.Taxonomies, key), taxonomy(r.options.Taxonomies, weighed)
		switch isWeight = isWeight && (weighs != nil || weighed == site.TagsDir); {
		case of == nil && !isWeight:
			if parted {
				rest.Entries = append(rest.Entries, e)
			}
			continue
		case of != nil:
			enter(r, a, *of, e.Value)
		case e.Value.Kind != settings.Null:
			kind := site.KindTag
			if weighs != nil {
				kind = site.TermKind(weighs.Name)
			}
			if at := r.Number(e.Value); at != 0 {
				a.Weights = append(a.Weights, site.Weight{Kind: kind, At: at})
			}
		}
		if !parted {
			parted, rest.Entries = true, slices.Clone(matter.Entries[:i])
		}
	}
	return &rest
}

// taxonomy is the paper's own one that a key of a story means, or nil.
func taxonomy(all own.Taxonomies, key string) *own.Taxonomy {
	for i, t := range all {
		if name := notation.FoldKey(t.Name); name == key || key != "" && key[0] >= 0x80 && name == arabic.FoldKey(key) || t.Name == "categories" && key == "category" {
			return &all[i]
		}
	}
	return nil
}

// enter enters a story in the terms that a value names, and in those that hold them.
func enter(r *fileReader, a *site.Article, of own.Taxonomy, n *settings.Node) {
	kind := site.TermKind(of.Name)
	var names []*site.Name
	for _, f := range a.Filed {
		if f.Kind == kind && !f.Above {
			names = append(names, f.Name)
		}
	}
	named := tagOf
	if of.Tree {
		named = deepTag
	}
	names = addNames(r.Reader, n, names, named)
	a.Filed = slices.DeleteFunc(a.Filed, func(f site.Filed) bool { return f.Kind == kind })
	for _, name := range names {
		a.Filed = append(a.Filed, site.Filed{Kind: kind, Name: name})
	}
	for _, name := range names {
		for up := above(name); up != nil; up = above(up) {
			if !slices.ContainsFunc(a.Filed, func(f site.Filed) bool { return f.Kind == kind && f.Name.Slug == up.Slug }) {
				a.Filed = append(a.Filed, site.Filed{Kind: kind, Name: up, Above: true})
			}
		}
	}
}

// deepTag makes a term of a label in which slashes part what holds it: «مصر/القاهرة» is القاهرة, in مصر.
func deepTag(label string) *site.Name {
	var out *site.Name
	labels := ""
	for part := range strings.SplitSeq(label, "/") {
		n := tagOf(part)
		if n.Slug == "" {
			continue
		}
		if labels += "/" + n.Label; out == nil {
			out = n
			continue
		}
		deeper := *n
		deeper.Slug = out.Slug + "/" + n.Slug
		known, _ := held.LoadOrStore(labels, &deeper)
		holders.LoadOrStore(known, out)
		out = known.(*site.Name)
	}
	return cmp.Or(out, tagOf(label))
}

// Terms within others, made once and shared as those of nameOf: by all labels from the outermost on, and who holds
// each.
var (
	held    sync.Map
	holders sync.Map
)

// above is the term that holds another one, or nil.
func above(n *site.Name) *site.Name {
	up, _ := holders.Load(n)
	name, _ := up.(*site.Name)
	return name
}

// termDir is the folder of a term that a file speaks of: its taxonomy's, and its slug.
func termDir(file string) string {
	top, at, _ := strings.Cut(arabic.NFC(strings.TrimSuffix(file, path.Ext(file))), "/")
	if dir, base := path.Split(at); strings.HasPrefix(base, "_index") {
		at = strings.TrimSuffix(dir, "/")
	}
	var parts []string
	for part := range strings.SplitSeq(at, "/") {
		parts = append(parts, tagOf(part).Slug)
	}
	return top + "/" + strings.Join(parts, "/")
}

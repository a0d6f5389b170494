package trees

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/intake"
	"warraq/site/intake/markup"
	"warraq/site/manuscript"
)

// matter maps the front matter of the other system. Keys that mean the same are read
// here under their names there; what has no meaning here stays under params.
func (t *tree) matter(m manuscript.Matter, piece *intake.Piece) (out manuscript.Matter) {
	var kept []string
	why := t.hiddenBy(m)
	m = t.flat(m)
	image := imageOf(m)
	for _, p := range m {
		key, to := strings.ToLower(p.Key), t.Options.Map.Field(p.Key)
		told, isForeign := foreign[key]
		switch {
		case to == "-", key == "draft", dropped[key], p.Value == nil, p.Value == "", key == "type" && anyStory[p.Value]:
			continue
		case to != "" && to != "params":
			out.Set(to, p.Value)
			continue
		case image != nil && slices.Contains(imageKeys, key):
			if _, isText := p.Value.(string); !isText && !manuscript.IsStoryKey(p.Key) {
				intake.AddParam(&out, p.Key, p.Value)
			}
			continue
		case p.Value == "true" && key != "title":
			p.Value = true
		case p.Value == "false" && key != "title":
			if p.Value = false; key != "published" {
				continue
			}
		}
		own, isMap := p.Value.(manuscript.Matter)
		switch {
		case key == "params" && isMap:
			for _, q := range own {
				addOwn(&out, q)
			}
			continue
		case to == "" && t.groups(key):
			p.Key = key
		case to == "params" || isForeign || !manuscript.IsStoryKey(p.Key) || key == "type" && isGenericType(p.Value):
			intake.AddParam(&out, p.Key, p.Value)
			if told {
				kept = append(kept, p.Key)
			}
			continue
		}
		out = append(out, p)
	}
	if image != nil {
		out.Set("image", image)
	}
	if why != "" {
		out.Set("draft", true)
		if why != "draft" && why != "published" {
			piece.Tell(intake.Guessed, 1, why, site.Words{Ar: "لم تكن علنية هناك؛ فهي مسودة", En: "it was not public there; it is a draft"})
		}
	}
	if len(kept) > 0 {
		piece.Tell(intake.Guessed, 1, strings.Join(kept, " "), site.Words{Ar: "مفاتيح تخص قوالب النظام الآخر؛ بقيت في params", En: "keys for the other system's layouts; they stay under params"})
	}
	return out
}

// groups says that a key is a taxonomy of the newsroom's, or the weight of a story in one.
func (t *tree) groups(key string) bool {
	return t.Options.Taxonomies.Find(strings.TrimSuffix(key, "_weight")) != nil
}

// addOwn keeps a key of params as it is: Hugo's themes have keys there that mean
// something here.
func addOwn(m *manuscript.Matter, p manuscript.Pair) {
	own := slices.Clone(within(*m, "params"))
	own.Set(p.Key, p.Value)
	m.Set("params", own)
}

// flat lifts what Zola keeps in maps of its own.
func (t *tree) flat(m manuscript.Matter) manuscript.Matter {
	out := slices.Clone(m)
	for _, p := range within(m, "taxonomies") {
		if !has(m, p.Key) {
			out = append(out, p)
		}
	}
	if extra := within(m, "extra"); extra != nil {
		out = append(out, manuscript.Pair{Key: "params", Value: slices.Concat(within(m, "params"), extra)})
	}
	if !has(m, "extra") && !has(m, "taxonomies") {
		return m
	}
	return slices.DeleteFunc(out, func(p manuscript.Pair) bool {
		key := strings.ToLower(p.Key)
		_, again := p.Value.(manuscript.Matter)
		return key == "taxonomies" && again || key == "extra" && again
	})
}

// hiddenBy is the key by which a document was not public, or was kept from search
// engines; "" if it was public.
func (t *tree) hiddenBy(m manuscript.Matter) string {
	for _, p := range slices.Concat(m, within(m, "params"), within(m, "extra"), within(m, "seo")) {
		switch strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(p.Key)) {
		case "robotsnoindex", "noindex":
			if p.Value == "true" {
				return p.Key
			}
		case "robots", "metarobots":
			if text, _ := p.Value.(string); strings.Contains(strings.ToLower(text), "noindex") {
				return p.Key
			}
		}
	}
	isHidden := func(m manuscript.Matter) bool {
		r := manuscript.Read("x/y.md", manuscript.Compose(m, ""), t.Options.Options)
		return r.Article != nil && r.Article.Draft
	}
	if !isHidden(m) {
		return ""
	}
	for _, p := range m {
		if isHidden(manuscript.Matter{p}) {
			return p.Key
		}
	}
	return "draft"
}

// imageOf is the picture of a story, under any of the names that themes give it; nil
// if there is none.
func imageOf(m manuscript.Matter) manuscript.Matter {
	for _, from := range []manuscript.Matter{m, within(m, "params"), within(m, "extra")} {
		for _, key := range imageKeys {
			var image manuscript.Matter
			switch v := lookup(from, key).(type) {
			case string:
				image.Add("src", v)
			case []string:
				if len(v) > 0 {
					image.Add("src", v[0])
				}
			case []any:
				if all := mapsOf(v); len(all) > 0 {
					image = pictureOf(all[0])
				}
			case manuscript.Matter:
				image = pictureOf(v)
			}
			if src := image.Text("src"); src == "" || src == "true" || src == "false" || strings.HasPrefix(src, "#") || strings.ContainsAny(src, "<>\n{}") || strings.Contains(src, "gradient(") || key == "header" && !intake.IsFile.MatchString(src) {
				continue
			}
			for i, words := range []string{"alt", "caption", "credit"} {
				if !image.Has(words) {
					image.Add(words, markup.PlainText(cmp.Or(from.Text(key+"_"+words), from.Text(key+imageWords[i]), from.Text("image_"+words))))
				}
			}
			return image
		}
	}
	return nil
}

// pictureOf reads a map of a picture: {src, alt, caption} by their many names.
func pictureOf(m manuscript.Matter) (image manuscript.Matter) {
	pick := func(keys ...string) string { return firstText(keys, m) }
	image.Add("src", pick("src", "path", "url", "image", "file", "overlay_image", "teaser", "feature", "href", "img"))
	image.Add("alt", markup.PlainText(pick("alt", "image_alt", "image_description", "alttext")))
	image.Add("caption", markup.PlainText(pick("caption", "title", "description")))
	image.Add("credit", markup.PlainText(pick("credit", "attr", "source", "photographer", "creditlink")))
	return image
}

// firstText is the first text under one of the keys, in the first map that has it.
func firstText(keys []string, maps ...manuscript.Matter) string {
	for _, key := range keys {
		for _, m := range maps {
			if v := m.Text(key); v != "" {
				return v
			}
		}
	}
	return ""
}

func isGenericType(value any) bool {
	s, _ := value.(string)
	return !slices.Contains(site.Types, site.Type(strings.ToLower(s)))
}

// alias adds old addresses to those of the front matter, each from the root on.
// What is written without a slash was below dir.
func (t *tree) alias(m *manuscript.Matter, dir string, old ...string) {
	for i := range old {
		old[i] = t.Options.Below(old[i])
	}
	for _, key := range []string{"aliases", "redirect_from"} {
		for _, own := range texts(*m, key) {
			if !strings.HasPrefix(own, "/") && !markup.IsAddress(own) {
				own = t.Options.Below(rooted(dir, own))
			}
			old = append(old, own)
		}
	}
	*m = slices.DeleteFunc(*m, func(p manuscript.Pair) bool {
		return strings.EqualFold(p.Key, "aliases") || strings.EqualFold(p.Key, "redirect_from")
	})
	kept := []string{}
	for _, address := range intake.Unique(old) {
		if strings.HasSuffix(address, "/index.html") {
			address = strings.TrimSuffix(address, "index.html")
		}
		if t.NewAlias(address) {
			kept = append(kept, arabic.NFC(address))
		}
	}
	m.Add("aliases", kept)
}

func numberOf(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// slugOf is a name as a word of an address.
func slugOf(name string) string { return cmp.Or(arabic.Slug(name), "page") }

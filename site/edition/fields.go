package edition

import (
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
	"warraq/site/uri"
)

// answer is what a card shows of a field: a picture, or an address that needs no other story. Another story would
// make a card depend on it.
func answer(g *grouping, base string, v own.Value) any {
	switch {
	case v.Kind == own.Picture:
		alt, caption, credit := v.PictureWords()
		if p := g.from.Files.Show(base, site.Image{Src: v.Text, Alt: alt, Caption: caption, Credit: credit}); p.URL != "" {
			return p
		}
	case v.Kind != own.Address || v.Text == "":
	case uri.IsRemote(v.Text) || uri.SchemeOf(v.Text) != "":
		return v.Text
	case v.Text[0] == '/' && path.Ext(v.Text) == "":
		return g.Config.URL(v.Text)
	}
	return nil
}

// DeadFields tells of the stories and addresses of fields that lead nowhere.
func DeadFields(r *site.Resolver, file, base string, f own.Fields) (out []site.Problem) {
	dead := func(v own.Value) {
		out = append(out, DeadLink("content/"+file, site.Ref{Kind: site.RefLink, Target: v.Text, Line: v.Line, Col: v.Col}))
	}
	f.Of(own.Story, func(v own.Value) {
		if r.Edition.Find(base, v.Text) == nil {
			dead(v)
		}
	})
	f.Of(own.Address, func(v own.Value) {
		if !r.Link(base, v.Text).Found && uri.SchemeOf(v.Text) == "" {
			dead(v)
		}
	})
	return out
}

// DeadInLists tells of those of sections, authors and other lists.
func DeadInLists(r *site.Resolver) (out []site.Problem) {
	for t := range r.Edition.Terms() {
		if s := t.Section; s != nil {
			out = append(out, DeadFields(r, s.Path, s.Base, s.Params)...)
		}
		if a := t.Author; a != nil {
			out = append(out, DeadFields(r, a.Path, site.AuthorsDir, a.Params)...)
		}
	}
	return out
}

// UnknownParams tells of names in card_params that no story has, where another one is meant. Any other name may come with the
// next story.
func UnknownParams(e *site.Edition) (out []site.Problem) {
	if len(e.Config.CardParams) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, s := range e.Stories {
		for _, f := range s.Article.Params {
			known[f.Name] = true
		}
	}
	for _, d := range e.Config.Fields.Story {
		known[d.Name] = true
	}
	for _, t := range e.Config.Types {
		for _, d := range t.Fields {
			known[d.Name] = true
		}
	}
	for _, name := range e.Config.CardParams {
		if known[name] {
			continue
		}
		if guess := arabic.Nearest(name, slices.Values(slices.Sorted(maps.Keys(known))), strings.ToLower); guess != "" {
			out = append(out, site.Problem{
				Path: "content/" + site.SettingsFile, Rule: "settings/card-params", Level: site.LevelWarning,
				Message: site.Say("card_params: لا قصة فيها الحقل %s", "card_params: no story has the field %s", name), Hint: didYouMean(guess),
			})
		}
	}
	return out
}

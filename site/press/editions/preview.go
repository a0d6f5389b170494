package editions

import (
	"context"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/press"
)

// Revise is Prepare for when only the files at paths (under the source) were saved, made or removed since
// (press.Paper.Revise). An edition of which none of them is a part stays as it is.
func (p *Papers) Revise(ctx context.Context, in press.Input, paths []string) (*Papers, error) {
	in.Settings = p.papers[0].Edition.Config // a faulty edition.yaml must not move the preview to another path
	next := &Papers{in: in}
	next.editions, next.told = Of(in)
	p.lend(next.editions)
	if err := next.openStores(); err != nil {
		return nil, err
	}
	for i := range next.editions {
		e := &next.editions[i]
		paper, err := p.revised(ctx, e, next.editions, paths)
		if err != nil {
			return nil, err
		}
		next.papers = append(next.papers, paper)
		next.idle = append(next.idle, slices.Contains(p.papers, paper))
	}
	if err := next.hold(ctx); err != nil {
		return nil, err
	}
	next.join()
	return next, nil
}

// lend gives editions the stores that these papers opened, and their settings.
func (p *Papers) lend(editions []Edition) {
	for i := range editions {
		e := &editions[i]
		if was := p.of(e); was >= 0 && e.Key != "" {
			e.In.Store, e.In.Settings = p.editions[was].In.Store, p.papers[was].Edition.Config
		}
	}
}

// of gives the place of an edition among these, or -1.
func (p *Papers) of(e *Edition) int {
	return slices.IndexFunc(p.editions, func(was Edition) bool {
		return was.Key == e.Key && was.Lang == e.Lang && was.At == e.At && was.Folder == e.Folder && slices.Equal(was.view.others, e.view.others)
	})
}

// revised makes the paper of one edition, from the last one where that is enough.
func (p *Papers) revised(ctx context.Context, e *Edition, all []Edition, paths []string) (*press.Paper, error) {
	was := p.of(e)
	if was < 0 {
		return press.Prepare(ctx, e.In)
	}
	last := p.papers[was]
	mine := e.changed(all, paths)
	due := last.Edition.NextDue
	if len(mine) == 0 && paths != nil && (due.IsZero() || e.In.Clock.Now.Before(due)) {
		return last, nil
	}
	return last.Revise(ctx, e.In, mine)
}

// changed are, of paths under the source, those of files that an edition is made of, by their names in it.
func (e *Edition) changed(all []Edition, paths []string) (mine []string) {
	if e.Lang == "" || paths == nil {
		return paths
	}
	mine = []string{}
	for _, path := range paths {
		owner, name := Whose(all, path)
		isShared := !strings.HasPrefix(path, "content/") || path == "content/"+site.SettingsFile || owner.Key == "" && slices.Contains(e.view.places(path), path)
		switch {
		case owner.Key == e.Key:
			mine = append(mine, name)
		case isShared:
			mine = append(mine, path)
		}
	}
	return mine
}

// Whose says to which edition a file under the source belongs, and what its name is there. What is in no edition's own
// folder is of the main one.
func Whose(all []Edition, path string) (*Edition, string) {
	for i := range all {
		if rest, ok := strings.CutPrefix(path, "content/"+all[i].Folder+"/"); ok && all[i].Folder != "" {
			return &all[i], "content/" + rest
		}
	}
	return &all[0], path
}

// Previews shows the files of Papers one by one (press.Preview).
type Previews struct {
	papers *Papers
	all    []*press.Preview
}

// Preview gives the papers' site for looking at. last may be nil.
func (p *Papers) Preview(last *Previews) *Previews {
	v := &Previews{papers: p}
	for i, paper := range p.papers {
		var before *press.Preview
		if last != nil {
			if was := last.papers.of(&p.editions[i]); was >= 0 {
				before = last.all[was]
			}
		}
		v.all = append(v.all, paper.Preview(before))
	}
	return v
}

// Fresh gives the output paths of the pages of stories that are not as they were in the papers that
// these were revised from, and of those of some manuscripts. In each edition the newest come first.
func (v *Previews) Fresh(manuscripts []string) (paths []string) {
	for i, shown := range v.all {
		e := &v.papers.editions[i]
		for _, s := range slices.Compact(slices.SortedFunc(slices.Values(shown.Fresh(e.changed(v.papers.editions, manuscripts), len(v.papers.idle) > 0 && !v.papers.idle[i])), site.Newer)) {
			for _, address := range []string{s.Address, site.LiteAddress(s.Address)} {
				path := site.OutputPath(address)
				if page, ok := shown.Page(path, false); ok && page.Frozen == 0 {
					paths = append(paths, e.folder()+path)
				}
			}
		}
	}
	return paths
}

// IsFrozen says that the page at an output path is kept in the pack of its year.
func (v *Previews) IsFrozen(path string) bool {
	i, name := v.at(path)
	if v.papers.papers[i].Edition.Config.Frozen == 0 {
		return false
	}
	page, ok := v.all[i].Page(name, true)
	return ok && page.Frozen != 0
}

// Base is the path under which the site lies.
func (v *Previews) Base() string { return v.all[0].Base() }

// Faults is what is wrong with the editions.
func (v *Previews) Faults() []site.Problem {
	all := slices.Clone(v.papers.told)
	for i, shown := range v.all {
		all = append(all, v.papers.editions[i].Tell(shown.Faults())...)
		if v.papers.joined != nil {
			all = append(all, v.papers.editions[i].Tell(v.papers.joined[i])...)
		}
	}
	slices.SortStableFunc(all, site.ComparePlaces)
	return slices.Compact(all)
}

// Samples are output paths of a page of each kind.
func (v *Previews) Samples() (out []string) {
	for i, shown := range v.all {
		for _, path := range shown.Samples() {
			out = append(out, strings.TrimPrefix(v.papers.editions[i].At+"/", "/")+path)
		}
	}
	return out
}

// at finds the edition in whose folder an output path lies, and the path there.
func (v *Previews) at(path string) (int, string) {
	for i, e := range v.papers.editions {
		if rest, ok := strings.CutPrefix(path, strings.TrimPrefix(e.At+"/", "/")); ok && e.At != "" {
			return i, rest
		}
	}
	return 0, path
}

// shared are the folders of files that all editions have.
var shared = []string{"media/", "css/", "js/", "fonts/"}

// File makes the file at an output path.
func (v *Previews) File(path string) (data []byte, found bool, err error) {
	i, name := v.at(path)
	data, found, err = v.all[i].File(name)
	isShared := i == 0 && slices.ContainsFunc(shared, func(folder string) bool { return strings.HasPrefix(path, folder) })
	for j := 1; j < len(v.all) && isShared && !found && err == nil; j++ { // a picture that another edition shows
		data, found, err = v.all[j].File(path)
	}
	return data, found, err
}

// Redirect gives the address that an alias of the site leads to.
func (v *Previews) Redirect(path string) string {
	i, name := v.at(strings.TrimPrefix(path, "/"))
	return v.all[i].Redirect("/" + name)
}

// Source gives the manuscript of the story whose page lies at an output path, or "".
func (v *Previews) Source(path string) string {
	i, name := v.at(path)
	if source := v.all[i].Source(name); source != "" && v.papers.editions[i].Folder != "" {
		return v.papers.editions[i].view.real(source)
	} else {
		return source
	}
}

// Story gives the story that a manuscript makes, or nil.
func (v *Previews) Story(source string) *site.Link {
	e, name := Whose(v.papers.editions, source)
	i := slices.IndexFunc(v.papers.editions, func(of Edition) bool { return of.Key == e.Key })
	return v.all[i].Story(name)
}

package deploy

import (
	"path"
	"slices"
	"strings"

	"warraq/site"
)

// Plan is the difference between what a place has and what it is to have. Paths are in
// order.
type Plan struct {
	New     []File // that the place lacks
	Changed []File // that it has in other bytes, or with other headers, or that are in doubt
	Removed []File // that leave the site now, and are deleted by the next deploy
	Deleted []File // that left before, and are deleted now
	Earlier []File // that a deploy which was cut had sent, and that are not sent again
	Bytes   int64  // that are sent

	way    []File          // those of Deleted that stand in the way of what is sent
	before map[string]File // what the place has at the paths of Changed
	want   []File
	leave  int // so many files of the edition are not wanted any more
}

// Paths are those of files.
func Paths(files []File) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.Path
	}
	return out
}

// Empty says that there is nothing to do.
func (p *Plan) Empty() bool {
	return len(p.New)+len(p.Changed)+len(p.Removed)+len(p.Deleted) == 0
}

// standing is what is known of a path at a place.
type standing struct {
	File
	doubtful bool // it may have been overwritten or deleted by a deploy that was cut
	leaving  bool
	stray    bool // only a deploy that was cut knows it
}

// state is what is known of a place.
type state map[string]standing

// stateOf puts together what the edition's list says, and the lists of deploys that were
// cut. sent says how many objects of the first of these stand.
func stateOf(base *list, cut []*list, sent int) state {
	s := make(state, len(base.files)+len(base.leaving))
	for _, f := range base.files {
		s[f.Path] = standing{File: f}
	}
	for _, f := range base.leaving {
		s[f.Path] = standing{File: f, leaving: true, doubtful: len(cut) > 0}
	}
	if len(cut) == 1 {
		p := s.plan(cut[0].files, false)
		for i, f := range p.order() {
			if i == sent {
				break
			}
			s[f.Path] = standing{File: f}
		}
	}
	for _, l := range cut {
		for _, f := range l.files {
			was, ok := s[f.Path]
			if !ok || !was.same(f) {
				if !ok {
					was = standing{File: f, stray: true}
				}
				was.doubtful = true
				s[f.Path] = was
			}
		}
	}
	return s
}

// plan compares with what is wanted. now says that what leaves is deleted at once.
func (s state) plan(want []File, now bool) *Plan {
	p := &Plan{before: map[string]File{}, want: want}
	wanted := make(map[string]bool, len(want))
	for _, f := range want {
		wanted[f.Path] = true
		was, ok := s[f.Path]
		switch {
		case ok && !was.doubtful && was.same(f):
			continue
		case !ok:
			p.New = append(p.New, f)
		default:
			p.Changed = append(p.Changed, f)
			p.before[f.Path] = was.File
		}
		p.Bytes += f.Size
	}
	for name, was := range s {
		if wanted[name] {
			continue
		}
		if !was.leaving && !was.stray {
			p.leave++
		}
		switch {
		case was.leaving || now:
			p.Deleted = append(p.Deleted, was.File)
		default:
			p.Removed = append(p.Removed, was.File)
		}
	}
	for _, files := range []*[]File{&p.New, &p.Changed, &p.Removed, &p.Deleted} {
		slices.SortFunc(*files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	}
	return p
}

// earlier notes what deploys that were cut had sent: readers have it, and nobody was told.
func (p *Plan) earlier(base *list, cut []*list) {
	again := map[string]bool{}
	for _, f := range slices.Concat(p.New, p.Changed, p.Deleted) {
		again[f.Path] = true
	}
	for _, l := range cut {
		for _, f := range l.files {
			if was, ok := find(base.files, f.Path); (!ok || !was.same(f)) && !again[f.Path] {
				again[f.Path], p.Earlier = true, append(p.Earlier, f)
			}
		}
	}
	slices.SortFunc(p.Earlier, byPath)
}

// clear lets those of Removed that stand in the way of a wanted file go with this deploy: an
// address that was a folder becomes a file, or the other way round.
func (p *Plan) clear() {
	for _, f := range p.Deleted {
		if p.inTheWay(f.Path) {
			p.way = append(p.way, f)
		}
	}
	p.Removed = slices.DeleteFunc(p.Removed, func(f File) bool {
		if !p.inTheWay(f.Path) {
			return false
		}
		p.way, p.Deleted = append(p.way, f), append(p.Deleted, f)
		return true
	})
	slices.SortFunc(p.Deleted, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
}

func (p *Plan) inTheWay(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, file := find(p.want, dir); file {
			return true
		}
	}
	i, _ := slices.BinarySearchFunc(p.want, name+"/", func(f File, name string) int { return strings.Compare(f.Path, name) })
	return i < len(p.want) && strings.HasPrefix(p.want[i].Path, name+"/")
}

// groups are the files to be sent, in the order of the package comment.
func (p *Plan) groups() (out [][]File) {
	if len(p.New)+len(p.Changed) == 0 {
		return nil
	}
	for _, files := range [][]File{p.New, p.Changed} {
		var of [groups][]File
		for _, f := range files {
			g := groupOf(f.Path, p.isAbove(strings.TrimSuffix(f.Path, "/index.html")))
			of[g] = append(of[g], f)
		}
		for _, files := range of {
			if len(files) > 0 {
				out = append(out, files)
			}
		}
	}
	return out
}

// isAbove says that an address has others below.
func (p *Plan) isAbove(dir string) bool {
	i, _ := slices.BinarySearchFunc(p.want, dir+"/", func(f File, name string) int { return strings.Compare(f.Path, name) })
	for _, f := range p.want[i:] {
		below, ok := strings.CutPrefix(f.Path, dir+"/")
		if !ok || strings.Contains(below, "/") {
			return ok
		}
	}
	return false
}

// order is groups as one list.
func (p *Plan) order() []File { return slices.Concat(p.groups()...) }

// leastOfACap is how many files may always leave: one story is several files.
const leastOfACap = 30

// tooMany says that more leave than may: then a build has gone wrong, and readers keep
// what they have.
func (p *Plan) tooMany(files int, percent float64) error {
	most := max(int(float64(files)*percent/100), leastOfACap)
	if percent == 0 {
		most = 0
	}
	if p.leave <= most {
		return nil
	}
	return site.Failure("يزول من الموقع %d ملفًا من %d، وأقصى ما يُسمح به %d؛ لم يُرسل شيء. إن كان هذا مقصودًا فنفّذ warraq deploy مع --max-delete %d",
		"%d files of %d would leave the site, and at most %d may; nothing was sent. If it is meant, run warraq deploy with --max-delete %d",
		p.leave, files, most, min(100, 1+p.leave*100/max(files, 1)))
}

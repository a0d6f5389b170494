package media

import (
	"errors"
	"iter"
	"slices"

	"warraq/site"
)

// Finds are what was found where manuscripts name files, by place.
type Finds map[string]find

// find is what was found at a place. Another asking may find another file.
type find struct {
	as    Asked
	file  site.Attachment
	fault error
}

// naming is a manuscript that names a file.
type naming struct {
	Asked
	path string // of the manuscript
}

// Find looks up every file that manuscripts name, each once, and tells of those that
// cannot be shown. names gives the manuscripts by their paths. What is in known is not
// looked at again. each calls do for 0 to n-1, on as many workers as it likes.
func (l *Library) Find(names iter.Seq2[string, []Asked], known Finds, each func(n int, do func(i int))) (*site.Attachments, Finds, []site.Problem) {
	files, finds := l.Attachments(), Finds{}
	var problems []site.Problem
	var all, places []naming // of places, the first that shows it, else the first that names it
	told, at := map[string]bool{}, map[string]int{}
	for path, asked := range names {
		for _, a := range asked {
			if files.Elsewhere(a.Place) {
				if folder := files.UnknownFolder(a.Place); folder != "" && !told[folder] {
					told[folder] = true
					problems = append(problems, ElsewhereProblem(path, a, folder))
				}
				continue
			}
			all = append(all, naming{a, path})
			i, ok := at[a.Place]
			switch {
			case !ok:
				at[a.Place] = len(places)
				places = append(places, naming{a, path})
			case a.Picture && !places[i].Picture: // a plain link asks for no size of it
				places[i] = naming{a, path}
			}
		}
	}
	found := make([]find, len(places))
	each(len(places), func(i int) {
		a := places[i].Asked
		if found[i] = known[a.Place]; found[i].as.Src != a.Src || found[i].as.Picture != a.Picture {
			found[i] = l.find(a)
		}
	})
	for i, a := range places {
		finds[a.Place], files.Known[a.Place] = found[i], found[i].file
	}
	for _, a := range all {
		if fault := finds[a.Place].fault; fault != nil {
			problems = append(problems, l.Problem(a.path, a.Asked, fault))
		}
	}
	return files, finds, problems
}

// Absent tells of the pictures that the manuscript at a path names and that are not there.
func (l *Library) Absent(path string, asked []Asked) []site.Problem {
	pictures := slices.DeleteFunc(slices.Clone(asked), func(a Asked) bool { return !a.Picture })
	names := func(yield func(string, []Asked) bool) { yield(path, pictures) }
	_, finds, problems := l.Find(names, nil, func(n int, do func(i int)) {
		for i := range n {
			do(i)
		}
	})
	problems = slices.DeleteFunc(problems, func(p site.Problem) bool { return p.Rule != "picture/elsewhere" })
	for _, a := range pictures {
		if fault := finds[a.Place].fault; errors.Is(fault, ErrMissing) || isNoFile(fault) {
			problems = append(problems, l.Problem(path, a, fault))
		}
	}
	return problems
}

// find finds a file. Other tools name one of static/ without the slash.
func (l *Library) find(a Asked) find {
	file, err := l.Look(a.Place, a.Picture)
	if errors.Is(err, ErrMissing) {
		if static, other := l.Look(site.Place("/", a.Src), a.Picture); other == nil {
			file, err = static, nil
		} else if there, ok := l.OnMediaBase(a); ok {
			file, err = there, nil
		}
	}
	return find{a, file, err}
}

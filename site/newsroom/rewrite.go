package newsroom

import "errors"

// Rewrite is a file as it was read, and as it is to be.
type Rewrite struct {
	Name      string
	Old, Next []byte
}

// Rewrite saves all files or none, and gives what brings the old ones back. A file that
// another process changes in between stays as that process left it.
func (r *Room) Rewrite(files []Rewrite) (undo func() error, err error) {
	for _, f := range files {
		target, err := r.target(f.Name)
		if err == nil {
			err = r.check(f.Name, target, StampOf(f.Old))
		}
		if err != nil {
			return nil, err
		}
	}
	done := 0
	undo = func() (err error) {
		for _, f := range files[:done] {
			err = errors.Join(err, r.Save(f.Name, StampOf(f.Next), f.Old))
		}
		return err
	}
	for _, f := range files {
		if err := r.Save(f.Name, StampOf(f.Old), f.Next); err != nil {
			return nil, errors.Join(err, undo())
		}
		done++
	}
	return undo, nil
}

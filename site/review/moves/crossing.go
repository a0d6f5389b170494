package moves

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"warraq/site"
	"warraq/site/manuscript"
	"warraq/site/review"
	"warraq/site/uri"
)

// Crossing is a Move from one edition of a paper into another: Old is the name in the one, Name in the other.
type Crossing struct {
	Move
	From, To *review.Content   // by now
	Edit     Edit              // of manuscripts of From
	EditTo   Edit              // of those of To
	There    fs.FS             // the folder of To, by now
	Were     map[string]string // the addresses that what moved had, by names in From; redirects lead on from them

	// Leads is the whole address of the web that a target led to, as a manuscript in a folder of From wrote it; "" where it
	// led nowhere. Stands says whether such a target leads somewhere in To.
	Leads  func(folder, target string) string
	Stands func(target string) bool
}

// Edit saves what a change makes of a manuscript.
type Edit func(name string, change func([]byte) ([]byte, error)) error

// Follow writes the links of manuscripts. Those that stay lead to the old addresses of what moved. What moved leads to what
// has the same place in its new edition, and else to where it led, by a whole address.
func (c *Crossing) Follow() error {
	if err := c.stay(); err != nil {
		return err
	}
	t := trace{c.Move, func(name string) bool {
		_, err := fs.Stat(c.There, name)
		return err == nil
	}, c.From.Config.BaseURL, map[string]string{}, map[string]string{}, nil}
	for _, file := range c.To.Paths {
		t.now[site.SourceKey(file)] = file
		t.before[site.SourceKey(file)] = file
	}
	for _, file := range c.To.Paths {
		t.before[site.SourceKey(c.was(file))] = file
	}
	t.lost = func(folder, target string) string {
		if strings.HasPrefix(target, "/") && c.Stands(target) {
			return target
		}
		if to := c.Leads(folder, target); to != "" {
			return to
		}
		return target
	}
	for _, file := range c.To.Paths {
		if !inside(file, c.Name) {
			continue
		}
		err := c.EditTo(file, func(src []byte) ([]byte, error) {
			return manuscript.Retarget(file, src, c.To.Options(), func(target string) string { return t.retarget(target, file) }), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stay lets manuscripts of the edition that was left lead to the old addresses.
func (c *Crossing) stay() error {
	old := map[string]string{}
	for file, address := range c.Were {
		old[site.SourceKey(file)] = address
	}
	for _, file := range append(c.From.Paths, site.SettingsFile) {
		err := c.Edit(file, func(src []byte) ([]byte, error) {
			return manuscript.Retarget(file, src, c.From.Options(), func(target string) string {
				at, tail, _ := uri.SplitTarget(target)
				if at == "" || uri.IsRemote(target) || uri.SchemeOf(target) != "" {
					return target
				}
				at = strings.TrimSuffix(uri.Decoded(at), "/")
				places := []string{path.Join(path.Dir(file), at), path.Clean(at)}
				if strings.HasPrefix(at, "/") {
					places = []string{path.Clean(at[1:])}
				}
				for _, place := range places {
					if to := old[site.SourceKey(place)]; to != "" {
						return to + tail
					}
				}
				return target
			}), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Shown are those of some files that manuscripts of an edition name as theirs: a picture that stands beside a story of the
// main edition is also that of its sister, which has none.
func Shown(f *review.Content, files []string) map[string]bool {
	asked, out := map[string]bool{}, map[string]bool{}
	for _, file := range files {
		asked[file] = true
	}
	for _, file := range f.Paths {
		src, _ := f.Read(file)
		if !bytes.ContainsAny(src, `%&\`) && !namesOne(src, files) {
			continue
		}
		manuscript.Retarget(file, src, f.Options(), func(target string) string {
			at, _, _ := uri.SplitTarget(target)
			if place := path.Join(path.Dir(file), uri.Decoded(at)); asked[place] {
				out[place] = true
			}
			return target
		})
	}
	return out
}

func namesOne(src []byte, files []string) bool {
	for _, file := range files {
		if bytes.Contains(src, []byte(path.Base(file))) {
			return true
		}
	}
	return false
}

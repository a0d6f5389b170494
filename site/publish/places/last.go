package places

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"warraq/site/regular"
)

// Last is what this machine knows of its last deploy to a target. It is kept beside what
// builds keep, as JSON.
type Last struct {
	Target  string    `json:"target"`
	Edition int       `json:"edition"`
	Began   time.Time `json:"began"` // what was saved later is not in it
}

// lastFolder holds a file for each target.
const lastFolder = "deployed"

// remember notes a deploy. Where it is not known what was sent, no earlier note stays.
func (t *Target) remember(edition int) error {
	if t.asked.Dry || t.asked.Preview != "" || t.dir == "" {
		return nil
	}
	name := filepath.Join(t.dir, lastFolder, url.PathEscape(t.Name)+".json")
	if t.asked.Began.IsZero() {
		_ = os.Remove(name) // there may be none
		return nil
	}
	data, err := json.Marshal(Last{t.Name, edition, t.asked.Began.UTC()})
	if err == nil {
		err = os.MkdirAll(filepath.Dir(name), 0o777)
	}
	if err == nil {
		err = regular.Replace(name, data)
	}
	return err
}

// LastOf gives the last deploy to each target that this machine knows, by name. kept is the
// folder of what is kept between builds.
func LastOf(kept fs.FS) (out []Last) {
	names, _ := fs.Glob(kept, lastFolder+"/*.json")
	for _, name := range names {
		var last Last
		if data, err := fs.ReadFile(kept, name); err == nil && json.Unmarshal(data, &last) == nil && !last.Began.IsZero() {
			out = append(out, last)
		}
	}
	return out
}

// listName is the file of the last list of files that was sent to the target.
func (t *Target) listName() string {
	return filepath.Join(t.dir, lastFolder, url.PathEscape(t.Name)+".list")
}

// knownList gives that list, if it has the name. One that is damaged is found out by who asks.
func (t *Target) knownList(name string) []byte {
	data, err := regular.ReadFile(t.listName())
	if said, list, ok := bytes.Cut(data, []byte("\n")); err == nil && ok && string(said) == name {
		return list
	}
	return nil
}

// keepList keeps a list. Where that fails, the next deploy reads it from the target.
func (t *Target) keepList(name string, data []byte) {
	if t.dir == "" || t.asked.Preview != "" || os.MkdirAll(filepath.Join(t.dir, lastFolder), 0o777) != nil {
		return
	}
	_ = regular.Replace(t.listName(), slices.Concat([]byte(name+"\n"), data))
}

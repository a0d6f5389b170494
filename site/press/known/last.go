package known

import (
	"io/fs"
	"time"

	"warraq/site"
	"warraq/site/cache"
)

// lastTable has one Last.
const lastTable = "last"

// Inputs gather all that a build is made of, as far as the stamps of files tell it.
type Inputs struct {
	hash   *cache.Hash
	newest cache.Stamp // of the file that was written last
	unsure bool        // a stamp may not tell it
}

// NewInputs begins with what is no file: it is plain data.
func NewInputs(settings any) *Inputs {
	in := &Inputs{hash: cache.NewHash()}
	in.hash.Value(settings)
	return in
}

// File adds a file by its name.
func (in *Inputs) File(name string, s cache.Stamp) {
	in.hash.String(name)
	in.hash.Value(&s)
	in.newest.MTime = max(in.newest.MTime, s.MTime, s.CTime)
}

// Tree adds all files of a folder, which need not be there.
func (in *Inputs) Tree(from fs.FS, root string) {
	if _, err := fs.Lstat(from, root); err != nil {
		return // what the reader tells of is no file of the paper
	}
	_ = fs.WalkDir(from, root, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			return nil
		}
		var info fs.FileInfo
		if err == nil {
			info, err = e.Info()
		}
		if err != nil || !info.Mode().IsRegular() {
			in.Unsure()
			return nil //nolint:nilerr // the tree is not known for sure, and that is noted
		}
		in.File(name, cache.StampOf(info))
		return nil
	})
}

// Sure gives the hash of all inputs; zero where a stamp may not tell that one of them changed since a build began to read, at
// began.
func (in *Inputs) Sure(began int64) (sum site.Sum) {
	if !in.unsure && !cache.Racy(in.newest, began) {
		sum = site.Sum(in.hash.Sum())
	}
	return sum
}

// Unsure says that something is there of which no stamp tells whether it changed.
func (in *Inputs) Unsure() { in.unsure = true }

// Last is what a build leaves for the next one, which says it again where nothing changed.
type Last struct {
	Inputs    site.Sum
	Published site.Sum // of the edition that the build published
	Now, Due  time.Time
	Pages     int
	Problems  []site.Problem
}

// Again gives what the last build left, if another one of the inputs would publish the same
// edition: nothing was changed since that build began to read, at began (cache.Racy), and
// nothing was due.
func (in *Inputs) Again(store *cache.Store, now time.Time, began int64) (*Last, bool) {
	if in.unsure {
		return nil, false
	}
	var l Last
	data, ok := store.Get(lastTable, "")
	ok = ok && cache.Unmarshal(data, &l) == nil && l.Inputs == site.Sum(in.hash.Sum()) && !cache.Racy(in.newest, began)
	return &l, ok && !now.Before(l.Now) && (l.Due.IsZero() || now.Before(l.Due))
}

// Leave keeps what a build of the inputs said.
func (in *Inputs) Leave(store *cache.Store, l Last) {
	l.Inputs = site.Sum(in.hash.Sum())
	store.Put(lastTable, "", cache.Marshal(&l))
}

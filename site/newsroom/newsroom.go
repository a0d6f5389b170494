// Package newsroom is the one way to write manuscripts, and the pictures that
// come with them. Every command that changes a newsroom's folder saves here.
//
// A save says what the writer believes is there: the stamp of the bytes that it
// read, or the zero Stamp for a file that must not exist yet. If the file is
// something else by now, the save is refused and the file stays as it is.
//
// A save is atomic. The bytes go to a temporary file in the same folder,
// .warraq-, sixteen hex digits, .tmp, they are flushed to the disk, and then the temporary file
// takes the name. A reader sees the old file or the new one. When a save fails,
// the temporary file and the folders that it made are removed. When the process
// is killed, a temporary file may stay; it is never read as a manuscript. A later
// save in its folder, or Sweep, removes it when it is ten minutes old.
//
// Nothing is written outside the folder: all goes through os.Root. A symbolic
// link to a file is followed if its target is inside the folder and its path is
// relative. The file's mode stays, and so does its owner when root saves, or else its
// group. A hard link to the file keeps the old bytes: copies of a newsroom that share
// its files by such links stay as they were.
//
// Between the last look at the file and the renaming there are some
// microseconds in which another process may write. Saves of one Room exclude
// each other; a new file is linked into its place, which the system refuses if
// there is one.
//
// The known libraries for this (renameio, natefinch/atomic) know neither a
// precondition nor os.Root, so they would replace a third of this file.
package newsroom

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/regular"
)

// Stamp identifies the bytes of a file. The zero Stamp means that there is no
// file.
type Stamp string

// StampOf is the stamp of a file that holds these bytes.
func StampOf(data []byte) Stamp {
	s, _ := StampFrom(bytes.NewReader(data)) // reading memory cannot fail
	return s
}

// StampFrom is the stamp of a file that holds what a stream gives.
func StampFrom(src io.Reader) (Stamp, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, src)
	return Stamp(hex.EncodeToString(sum.Sum(nil))), err
}

// Reason says why a save was refused.
type Reason uint8

// The reasons of a refusal.
const (
	Exists  Reason = iota // the file must not exist, and does
	Changed               // the file is not what was read, or is gone
	Outside               // the path leads out of the folder
)

// Refusal is the error of a save that was refused. The file is untouched.
type Refusal struct { //nolint:errname // a refusal is no fault: the file is as it was
	Path   string // in the folder, with slashes
	Reason Reason
}

// Error implements error in English.
func (r *Refusal) Error() string { return r.Words().En }

// Words says the refusal in both languages.
func (r *Refusal) Words() site.Words {
	switch r.Reason {
	case Exists:
		return site.Say("الملف موجود: %s", "the file exists: %s", r.Path)
	case Changed:
		return site.Say("تغيّر %s منذ قُرئ، فلم يُكتب فوقه؛ أعد المحاولة", "%s has changed since it was read, so it was not written; try again", r.Path)
	}
	return site.Say("%s يخرج من مجلد الجريدة، فلم يُكتب", "%s leads out of the newsroom's folder, so it was not written", r.Path)
}

// Room is a folder that is open for writing. Its methods may be called at the
// same time.
type Room struct {
	// Bulk leaves flushing to the disk to Close. It is for thousands of new files,
	// which can be written again.
	Bulk bool

	root  *os.Root
	made  []string // folders that Make made, the deepest first
	mu    sync.Mutex
	swept map[string]bool // folders whose old temporary files are gone
	wrote bool
}

// Open opens a folder, which must exist.
func Open(dir string) (*Room, error) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Room{root: root, swept: map[string]bool{}}, nil
}

// Make opens a folder, which is made if it does not exist, and sweeps folders of it. Close
// removes it again if nothing was written.
func Make(dir string, sweep ...string) (*Room, error) {
	var made []string
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, at)
	}
	err := os.MkdirAll(dir, 0o755)
	var r *Room
	if err == nil {
		r, err = Open(dir)
	}
	if err != nil {
		removeEmpty(made)
		return nil, err
	}
	r.made = made
	r.Sweep(sweep...)
	return r, nil
}

func removeEmpty(folders []string) {
	for _, f := range folders {
		_ = os.Remove(f) // it stays if it holds anything
	}
}

// Close ends the work in the folder.
func (r *Room) Close() error {
	if r.Bulk && r.wrote {
		syncDisk()
	}
	err := r.root.Close()
	removeEmpty(r.made)
	return err
}

// Stamp reads a file's stamp: the zero Stamp if there is no file. name has
// slashes.
func (r *Room) Stamp(name string) (Stamp, error) {
	f, err := regular.OpenIn(r.root, name, os.O_RDONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	return StampFrom(f)
}

// Save writes a file if it is still what was read: see Stamp. An error is a
// *Refusal, or the system's.
func (r *Room) Save(name string, was Stamp, data []byte) error {
	return r.SaveFrom(name, was, bytes.NewReader(data))
}

// SaveFrom is Save with the bytes of a stream.
func (r *Room) SaveFrom(name string, was Stamp, src io.Reader) (err error) {
	target, err := r.target(name)
	if err == nil {
		err = r.check(name, target, was)
	}
	if err != nil {
		return err
	}
	dir := folderOf(target)
	var made []string
	temporary := fmt.Sprintf("%s/.warraq-%016x.tmp", dir, rand.Uint64())
	defer func() {
		if err != nil {
			err = named(err, name)
			_ = r.root.Remove(temporary)
			for _, m := range made {
				_ = r.root.Remove(m) // it stays if another writer uses it by now
			}
		}
	}()
	if made, err = r.makeFolders(dir); err != nil {
		return err
	}
	r.sweep(dir)
	if err := r.write(temporary, target, src); err != nil {
		return err
	}
	if err := r.commit(name, temporary, target, was); err != nil {
		return err
	}
	for _, m := range made {
		err = errors.Join(err, r.flush(folderOf(m)))
	}
	return errors.Join(err, r.flush(dir))
}

// Edit saves what change makes of a file, if it is still what was read.
func (r *Room) Edit(name string, change func(src []byte) ([]byte, error)) error {
	src, err := regular.ReadIn(r.root, name)
	if err != nil {
		return err
	}
	out, err := change(src)
	if err != nil || bytes.Equal(out, src) {
		return err
	}
	return r.Save(name, StampOf(src), out)
}

// named names the file that is saved in an error that names the temporary one.
func named(err error, name string) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok && tempName.MatchString(path.Base(filepath.ToSlash(e.Path))) {
		return &fs.PathError{Op: e.Op, Path: name, Err: e.Err}
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return &fs.PathError{Op: e.Op, Path: name, Err: e.Err}
	}
	return err
}

// tempAge is the age of a temporary file whose save is dead.
const tempAge = 10 * time.Minute

// tempName is the name of a temporary file, and of no other.
var tempName = regexp.MustCompile(`^\.warraq-[0-9a-f]{16}\.tmp$`)

// Sweep removes what killed saves left in some folders of the Room, "." for all. What
// cannot be read is passed over.
func (r *Room) Sweep(folders ...string) {
	for _, folder := range folders {
		_ = fs.WalkDir(r.root.FS(), folder, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil //nolint:nilerr // what cannot be read is passed over
			case !e.IsDir():
				r.sweepFile(name, e)
			case name != folder && strings.HasPrefix(e.Name(), "."):
				return fs.SkipDir
			}
			return nil
		})
	}
}

// sweepFile removes a file that a killed save left.
func (r *Room) sweepFile(name string, e fs.DirEntry) {
	if !tempName.MatchString(e.Name()) || !e.Type().IsRegular() {
		return
	}
	if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > tempAge {
		_ = r.root.Remove(name)
	}
}

// Remove removes a file that is still what was read: see Stamp. A folder that it
// leaves empty goes too.
func (r *Room) Remove(name string, was Stamp) error {
	target, err := r.target(name)
	if err == nil {
		err = r.check(name, target, was)
	}
	if err != nil || was == "" {
		return err
	}
	if err := r.root.Remove(name); err != nil {
		return err
	}
	_ = r.root.Remove(folderOf(name)) // it stays if it holds anything
	return nil
}

// target is the path that a name leads to: the name, or what its links name.
func (r *Room) target(name string) (string, error) {
	if !filepath.IsLocal(name) || path.Clean(name) != name || name == "." {
		return "", &Refusal{name, Outside}
	}
	at := name
	for range 16 {
		link, err := r.root.Readlink(at)
		if err != nil { // it is no link
			return at, nil //nolint:nilerr // opening it tells what is wrong
		}
		at = folderOf(at) + "/" + link // not cleaned: a folder on the way may be a link
		if _, err := r.root.Lstat(at); filepath.IsAbs(link) || err != nil && !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return "", &Refusal{name, Outside}
}

func folderOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// check compares a file with what the writer believes is there.
func (r *Room) check(name, target string, was Stamp) error {
	now, err := r.Stamp(target)
	switch {
	case err != nil || now == was:
		return err
	case was == "":
		return &Refusal{name, Exists}
	}
	return &Refusal{name, Changed}
}

// makeFolders makes a folder and those above it, and says which are new, the
// deepest first.
func (r *Room) makeFolders(dir string) (made []string, err error) {
	for at := dir; at != "."; at = folderOf(at) {
		if _, err := r.root.Lstat(at); !errors.Is(err, fs.ErrNotExist) {
			break // a link that leads nowhere is a person's, too
		}
		made = append(made, at)
	}
	if dir == "." {
		return nil, nil
	}
	return made, r.root.MkdirAll(dir, 0o755)
}

// sweep removes what killed saves left in a folder, once for each Room.
func (r *Room) sweep(dir string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.swept[dir] {
		return
	}
	r.swept[dir] = true
	f, err := regular.OpenIn(r.root, dir, os.O_RDONLY, 0)
	if err != nil {
		return // what is wrong with it, writing will tell
	}
	defer func() { _ = f.Close() }()
	entries, _ := f.ReadDir(-1)
	for _, e := range entries {
		r.sweepFile(dir+"/"+e.Name(), e)
	}
}

// write fills the temporary file, with the mode and owner of the file that it
// will replace.
func (r *Room) write(temporary, target string, src io.Reader) error {
	f, err := r.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	size, err := io.Copy(f, src)
	if err == nil {
		err = isWhole(f, size)
	}
	if info, gone := r.root.Stat(target); err == nil && gone == nil {
		if err = keepOwner(f, info); err == nil {
			err = f.Chmod(info.Mode().Perm())
		}
	}
	if err == nil && !r.Bulk {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// isWhole checks that the disk took all that it said it took.
func isWhole(f *os.File, size int64) error {
	info, err := f.Stat()
	if err == nil && info.Size() != size {
		err = &fs.PathError{Op: "write", Path: f.Name(), Err: io.ErrShortWrite}
	}
	return err
}

// commit gives the temporary file its name.
func (r *Room) commit(name, temporary, target string, was Stamp) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wrote = true
	if was == "" {
		switch err := r.root.Link(temporary, target); {
		case err == nil:
			return r.root.Remove(temporary)
		case errors.Is(err, fs.ErrExist):
			return &Refusal{name, Exists}
		} // a file system without hard links
	}
	if err := r.check(name, target, was); err != nil {
		return err
	}
	return r.root.Rename(temporary, target)
}

// flush writes the names in a folder to the disk.
func (r *Room) flush(dir string) error {
	if r.Bulk {
		return nil
	}
	f, err := regular.OpenIn(r.root, dir, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(syncFolder(f), f.Close())
}

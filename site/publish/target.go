package publish

import (
	"context"

	"warraq/site"
)

// Target is a place where readers get a site. One value is one build: whoever
// opens a Target calls Last, Keep and Put for the files of the next edition, and
// ends with Commit or Abort. The edition is what was kept or put, and nothing
// else.
//
// Visible: readers see the last edition until Commit, and never a mixture. A
// build that fails, or is killed, changes nothing that readers see; whoever opens
// the place next finishes or clears away what it left.
//
// Durable: when Commit returns nil, the place itself has the whole edition and
// the target holds no part of it in memory. What Put took before Commit may be
// lost with the process.
//
// Twice: a file that is put with the bytes of the last edition is a kept one. An
// edition that equals the last one writes nothing. Every step can be repeated, so
// a build that was cut is simply run again.
//
// Errors: a Target tries again by itself what is worth it. An error from Put
// means that this edition cannot be published any more: Commit then fails with
// the first such error, and the last edition stays. Messages name the file.
//
// Concurrency: Last, Keep and Put may be called from several goroutines. Commit
// and Abort are called when these have returned.
//
// conform_test.go tests all of this for any Target.
type Target interface {
	// Last gives the hash of the file at path in the last edition. It says false
	// if there is none, or if the file is not known to be as it was published.
	Last(path string) (site.Sum, bool)
	// Keep takes the file of the last edition into the next one as it is. A path
	// that the last edition lacks makes Commit fail.
	Keep(path string)
	// Put takes a new file into the next edition. The caller may reuse Data when
	// Put returns. A path is as site.CheckPath wants it, and is used once.
	Put(ctx context.Context, f site.File) error
	// Commit makes the next edition the published one, in one step for readers,
	// and ends the build, whether it succeeds or not. A file that is neither kept
	// nor put is no longer of the site; a target whose readers may hold old pages
	// may delete it one Commit later. Where Commit fails before its switch the last
	// edition stands; where it fails later the error says so, and the next opening
	// finishes the switch.
	Commit(ctx context.Context) (Stats, error)
	// Abort ends the build without publishing. After Commit it does nothing.
	Abort() error
}

// Mover is a Target, or what stands before one, that takes files of the disk without reading them.
type Mover interface {
	// Aside gives a folder on the disk of the site, which goes with the build; "" where there is none.
	Aside() (dir string, err error)
	// PutFile is Put of a file that stands in that folder. It may be moved. sum is the hash of its bytes.
	PutFile(ctx context.Context, path string, sum site.Sum, name string) error
}

var (
	_ Target = (*Folder)(nil)
	_ Mover  = (*Folder)(nil)
)

// Stats tell what a Commit changed.
type Stats struct {
	Written, Kept, Removed int
	Edition                site.Sum // of a folder: as Standing gives it next time
	Changed                []string // the paths that were written, in order
	Gone                   []string // the paths that left the edition, in order
}

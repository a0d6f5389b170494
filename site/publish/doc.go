// Package publish brings finished files to where readers get them. [Target] is
// the contract; [Folder] is the target on this machine's disk. Another target is
// another file here, and passes the tests of conform_test.go.
//
// Belongs here: how an edition replaces the one before, so that a reader never
// meets half of it. Does not: what is in the files, and whether the edition is
// good enough to be published.
//
// # A folder
//
// [Open] takes the folder for one build at a time. For each path of the new
// edition the build either keeps the published file or puts a new one; Commit
// makes the edition the published one. A file that is neither kept nor put is
// removed. Nothing published changes before Commit: a build that fails, or is
// killed, or fills the disk, leaves the site as it was.
//
// Four things of Warraq stand in the folder beside the site. Their names begin
// with ".warraq-": web servers do not serve such names, and deploying leaves them
// out.
//
//	.warraq-manifest   what was published (see below)
//	.warraq-lock       held by a running build; it says which
//	.warraq-preview    the site has what is not public: it is not deployed
//	.warraq-stage/     the next edition until it is whole
//	    tree/…         its new files
//	    manifest       its manifest
//	    journal        what the switch removes; while it is there, there is a switch to finish
//
// # The switch
//
// Commit writes the stage's manifest, then its journal, in this order, each
// whole or not at all. From then on the switch will happen:
//
//  1. the published manifest is replaced by one that says "switching";
//  2. stale files are removed;
//  3. staged files are renamed into place (a folder that is new, in one step);
//  4. the new manifest is renamed over the one that says "switching";
//  5. the journal is removed, then the stage.
//
// Every step can be done twice. If the journal is there, whoever opens the folder
// next does the switch again from the start. So a reader of the manifest sees the
// old edition and its manifest, or "switching", or the new edition and its
// manifest.
//
// BUG: nothing is forced to the platter (fsync), because that costs more than all
// the rest. After a power cut a file may be empty. Its size then disagrees with the
// manifest, and the next build writes it again.
//
// # The manifest
//
// The manifest is text, in UTF-8, for Warraq and for tools that deploy. The stage's
// manifest and the journal have the same form. The first line is
//
//	warraq manifest 1 HASH
//
// During a switch HASH is the word "switching", and nothing follows. Otherwise it
// is the hash, in hexadecimal, of the six letters "warraq", which tells hash
// functions apart. A line for each file follows, by path in byte order:
//
//	HASH SIZE MTIME PATH
//
// the hash of the file's bytes, its size in bytes, its time of modification in
// nanoseconds since 1970, and its path: slash-separated, relative, in UTF-8,
// to the end of the line. The last line is
//
//	end COUNT HASH
//
// with the number of files and the hash of all the lines above it.
//
// A reader that meets another number than 1, or a manifest that is cut or damaged,
// must not guess: Open refuses the folder and asks for it to be deleted. A manifest
// of another hash function names files that are ours, and all are written again.
//
// # What is ours
//
// A path that the manifest names is ours: it is overwritten and removed, also
// if someone edited the file meanwhile. Anything else in the folder is not: it
// is never overwritten or removed, and Commit fails where it is in the way. A
// folder that has files and no manifest is refused.
// # What others change
//
// A file that someone removed or edited is put right by the next build, which knows it by
// its size and its time. A site of fewer than 20,000 files is looked at whole. In a larger
// one every build looks at each sixteenth file, from a random one on. If one of these is
// not as it was left, all are looked at. So a folder of sixteen files that is gone is
// noticed at once, and one file after sixteen builds on average. All are looked at too if
// Options.Whole says so, as for a build without a cache or with --verify, and if the system
// was started after the last edition was published: a power cut may have emptied files.
package publish

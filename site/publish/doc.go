// Package publish puts Files where readers get them: into a folder, so that a
// reader never meets half an edition, or into memory.
//
// # A folder
//
// [Open] takes the folder for one build at a time. For each path of the new
// edition the build then either keeps what is published ([Folder.Keep]), or
// puts new bytes; [Folder.Commit] makes the edition the published one. What is
// neither kept nor put is removed. Nothing that is published changes before
// Commit: a build that fails, or is killed, or fills the disk, leaves the site
// as it was.
//
// Three things of ours stand in the folder beside the site, all of whose names
// begin with ".warraq-": web servers do not serve such names, and deploying
// leaves them out.
//
//	.warraq-manifest   what we wrote (see below)
//	.warraq-lock       held by a running build; it says which
//	.warraq-stage/     the next edition until it is whole
//	    tree/…         its new files
//	    manifest       its manifest
//	    journal        what the switch removes; while it is there, there is a switch to finish
//
// # The switch
//
// Commit writes the stage's manifest, then its journal, in this order, each
// whole or not at all. From then on the switch happens, whatever comes: the
// published manifest is replaced by one that says "switching", stale files are
// removed, staged files are renamed into place (a folder that is new, in one
// step), and the new manifest is renamed over the one that says "switching".
// Every step can be done twice, so whoever opens the folder next does the
// switch again from the start if the journal is still there. So a reader of
// the manifest sees the old edition and its manifest, or "switching", or the
// new edition and its manifest.
//
// Nothing is forced to the platter (fsync): after a power cut a file may be
// empty. Its size then disagrees with the manifest, and the next build writes
// it again.
//
// # The manifest
//
// Text, for us and for tools that deploy. Its first line is
//
//	warraq manifest 1 HASH
//
// where HASH is the word "switching" during a switch, and nothing follows;
// else the hash, in hexadecimal, of the six letters "warraq", which tells hash
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
// # What is ours
//
// A path that the manifest names is ours: it is overwritten and removed, also
// if someone edited the file meanwhile. Anything else in the folder is not: it
// is never overwritten or removed, and Commit fails where it is in the way. A
// folder that holds files and no manifest is refused.
package publish

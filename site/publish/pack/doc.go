// Package pack keeps a whole site in one file: an archive of a million pages is one inode, one
// upload, one delete. Writer is a publish.Target that makes such a file; Pack reads one, from a disk or
// from anything that answers requests for ranges; Pack.Open gives a file of the site by its path.
//
// What belongs here: the format, and how a build writes it. What does not: HTTP (package origin).
//
// # The format
//
// Numbers are big-endian. A pack of version 1 is
//
//	head     65,536 bytes
//	entries  the bytes of the files as they are stored, by path in byte order, nothing between them
//	records  56 bytes a file, by the hash of the path in byte order
//	paths    the paths in byte order, each ended by a line feed, as gzip (RFC 1952)
//
// The head begins with the 16 bytes "warraq pack 1\n", zero, zero; then come four numbers of 64 bits:
// how many files there are; where the records begin; where the paths begin; how long they are. Then
// stands one of 32 bits, SHIFT, and 8,193 of 32 bits, FIRST: the files whose hash has the number B in its
// first 13 bits are the records FIRST[B] to FIRST[B+1]. The rest of the head is zero. SHIFT is 13; another
// number is for a later version.
//
// A record is
//
//	16 bytes  the first of the SHA-256 of the path
//	16 bytes  the hash of the file's bytes, as the build that wrote it hashes
//	 8 bytes  where its stored bytes begin
//	 1 byte   how they are stored: 0 as they are, 1 gzip
//	 7 bytes  how many they are
//	 8 bytes  how many bytes the file has
//
// So whoever has read the head once finds any file with two reads: its bucket of records (a million
// files: 7 KB), and its bytes. A reader of another version must not guess: the first 16 bytes tell it.
//
// Two builds of the same files make the same bytes. What is text is stored as gzip if that is shorter,
// so that it goes out as it is to whoever takes gzip.
//
// # How it is written
//
// A pack of a part of a site (Writer.Plain) has its entries in another order, as they are.
//
// A build writes new files behind each other into NAME.warraq-new, in the order in which they come.
// Commit writes NAME.warraq-next with the old and the new ones in order, and renames it to NAME. So
// readers have the last site until then; a build that is killed leaves the site as it was, and the next one
// begins its two files anew. NAME.warraq-lock is held meanwhile.
package pack

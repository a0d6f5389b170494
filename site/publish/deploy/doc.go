// Package deploy brings a built site to where readers get it, and sends only what
// changed. A [Place] is the contract; what object storage, a folder or another program
// does is in other rooms.
//
// Belongs here: what is sent, in which order, under which lock, and how a deploy that
// was cut goes on. Does not: how a site is built, and how a place is spoken to.
//
// # What a place holds
//
// Beside the site's files a place holds these objects under ".warraq-deploy/",
// a name that no file of a site can have:
//
//	head.json              which edition readers have, who deploys now, the editions before
//	editions/N-HASH        the list of files of edition N
//	kept/N-HASH            the list of files that the deploy of edition N overwrote or deleted
//	kept/N/HASH            the bytes of one of them, by the hash of its path
//
// head.json is the only one that is ever replaced, and always with a condition: the
// place must still hold the version that was read. So it is the lock, too. Its fields
// are those of [Head]. A reader that meets another number in "warraq" refuses.
//
// A list of files is gzip of text in UTF-8. The first line is
//
//	warraq deploy 1 HASH
//
// with the hash of the six letters "warraq", which tells hash functions apart. A line
// for each file follows, by path in byte order:
//
//	HASH SIZE KIND PATH
//
// the hash of its bytes, their number, the hash of the headers that it was sent with (8
// digits), and its path. Files that left the site and still lie at the place stand
// there too, with "-" before the hash. The last line is
//
//	end COUNT HASH
//
// with the number of lines between and the hash of all lines above. HASH in the name is
// that of the gzip's bytes.
//
// # The order
//
//  1. head.json is read. If its hash of the site is that of the built one, and nothing
//     waits to be deleted, that was all.
//  2. The list of the edition is read, and compared: the plan.
//  3. The next list is written, then head.json with the lock: who deploys, until when,
//     and which list the place is being brought to.
//  4. What stands in the way of a new file (a folder of its name, or a file where its
//     folder is to be) is deleted, where keys are folders. New files are sent, and then changed ones; each of the two in the order assets,
//     pictures, stories, lists, feeds, front page. No group begins before the one
//     before it has ended. A changed page may lead to any new one, and nothing leads
//     to a new one before.
//  5. Files that left the site with the deploy before are deleted: a reader who still
//     has an older page finds what it names.
//  6. A sample is read back.
//  7. head.json is replaced: the new edition stands, the lock is gone.
//  8. Lists and kept bytes of editions that leave the history are deleted.
//
// Where a place can copy by itself ([Keeper]) it keeps the old bytes of a file before the
// new ones are sent, or the file is deleted.
//
// # What goes ahead
//
// A process that deploys again and again ([Session]) may send some files before the rest of
// their edition is made ([Ahead]). The head is written first, with the session's lock, whose
// "ahead" has these files as lines of a list: each stands so, or as the edition has it.
// "keeps" says that the bytes before are kept, as if the next edition had overwritten
// them. Such a head has the number 2 in "warraq", and who knows only 1 refuses. The
// edition that follows takes the files into its list.
//
// # What was cut
//
// A lock has an end, and a deploy that runs moves it on; it stops before its own lock
// ends. Whoever finds a lock that has ended goes on: a file is in doubt where the list
// of the edition and the list of the lock differ, and is sent again, but for those that
// the lock counts as sent.
package deploy

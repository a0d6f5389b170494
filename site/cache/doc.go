// Package cache keeps bytes by key on disk, and makes keys by hashing.
//
// Belongs here: hashes, records, the files that outlive a build. Does not: what a
// key depends on, and what is kept; the package knows no news.
//
// # Keys
//
// A [Hash] gathers all that a result depends on and gives one [Sum]. Its
// method Value takes any plain data: strings, numbers, booleans, times,
// slices, arrays, maps with string keys, pointers, structs, interfaces that
// hold these. Every field is hashed, exported or not, in the order of the
// type. nil and empty differ. A time is its instant and its distance from UTC.
// Functions, channels and unsafe pointers panic: they have no value that could
// be compared.
//
// Two tags steer it:
//
//	Note string   `key:"-"`   is not hashed
//	Key  [16]byte `key:"-"`   stands for its struct wherever a pointer to the
//	                          struct is met, unless it is zero
//
// The second is how a page that shows fifty cards is keyed by fifty keys and
// not by their words: make it with Value of the struct itself, which never
// uses its own Key. [Explain] walks the same code and lists what was hashed.
//
// A Sum is 128 bits of XXH3. It guards against chance, not against an enemy who can
// choose the bytes.
//
// # Stores
//
// A [Store] keeps small values by table and key. A [Pack] of a Store keeps large
// blobs, by hash, that stay on disk until asked for. A whole build ends with Sweep,
// which forgets what it did not ask for, and with Save. Only one process has a store
// at a time: the others build without.
//
// Whatever is wrong with a file, the store is empty, or the blob missing, and the
// build does the work again: a cache may forget, and may not lie. What lies under the
// name of one of its files and is no file, such as a link, is removed. Where the folder
// cannot be made or locked, nothing is kept.
//
// # Files on disk
//
// The folder of a store has these. It may be deleted at any time.
//
//	CACHEDIR.TAG, .gitignore   keep backups and git out
//	lock                       locked (flock, LockFileEx) by the process that has the store
//	store                      the log of all tables
//	store.new, store.newest    a log that is not yet in the place of store
//	NAME-N.pack                the blobs of the pack NAME; N is one more each time it is written again
//	NAME/xx/…                  one of [Files]: its bytes, then the Sum of its key and of the Sum of the bytes
//
// All numbers are little-endian; a uvarint is as in encoding/binary. A check is a
// Sum. The log is
//
//	header   "warraq cache 3\n\x00", version [16]
//	block    length of payload uint32, last uint8, check [16], payload
//	payload  records: table (a uvarint length and its bytes), key [16],
//	         then 0 for a deletion, else a uvarint of 1 + length and the value
//
// The key of a record is the Sum of the key that it was put with. The check of a
// block is the Sum of the check before (of the header, for the first block), of last
// and of the Sum of the payload. last is 1 on the block that ends a Save: blocks
// after the final one of these were not saved whole, are not read, and are
// overwritten. Once more than half of the log is out of date, Save writes all that is
// live to store.newest and renames it over store.
//
// A pack is blobs, each after the 64-bit XXH3 of its bytes, seeded with the first
// eight of its Sum. The table "pack/NAME" of
// the store says for each blob's Sum where it stands (offset uint64, size uint32),
// and for the zero Sum the number N in decimal digits. A pack that is shorter than
// its table says is forgotten whole; a blob whose hash disagrees, alone.
//
// A reader that meets another magic, or a version that is not its own (the hash of
// the program and of the shapes of its records), does not read on: it begins an
// empty store in its place. So no format is ever converted.
//
// # Records
//
// [Marshal] and [Unmarshal] turn structs into few bytes and back; a field's name is
// not in them. [Shape] is the hash of a type's form, and belongs in a store's
// version: a record of another shape must not be read. The bytes are
//
//	bool, integers     1 byte; a uvarint, in zigzag form where signed
//	floats             8 bytes, IEEE 754
//	string             a uvarint length and its bytes
//	[]byte, slice, map 0 if nil, else a uvarint of 1 + length and the items; a map's by key
//	array, struct      the items; the exported fields in order
//	pointer            0 if nil, else 1 and the value
//	time.Time          0 if zero, else 1, seconds since 1970, nanoseconds, seconds from UTC
//
// A struct with a field that is tagged `cache:"shared"` has a uvarint length before
// it where a pointer leads to it. All equal ones come back as one value, which nobody
// may change: what a hundred thousand records name stands in memory once.
//
// # Files that may have changed
//
// [Stamp] and [Racy] tell which files must be hashed to know whether they
// changed.
//
// # Safety
//
// plan.go looks at a type once, with reflect; walk.go and decode.go then follow the
// plan through memory with unsafe pointers, at the offsets that reflect gave, and
// never keep such a pointer beyond the call.
package cache

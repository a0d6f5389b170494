// Package cache keeps bytes by key on disk, and makes keys by hashing. It
// knows no news.
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
// uses its own Key.
//
// [Explain] walks the same code and tells what was hashed, line by line.
//
// # Records
//
// [Marshal] and [Unmarshal] turn structs into few bytes and back, quickly;
// [Shape] is the hash of a type's form, and belongs in a store's version. A
// struct with a field that is tagged `cache:"shared"` comes back, where a pointer
// leads to it, as one value for all that are equal, which nobody may change:
// what a hundred thousand records name stands in memory once.
//
// # Stores
//
// A [Store] keeps small values by table and key, in one file that is appended to
// as a build goes on, and that counts only as far as Save closed it. In memory is
// where the values stand; those of the last build are looked at in the file. A
// [Pack] of a Store keeps large blobs that stay on disk until asked for. Whatever
// is wrong with a file, the store is empty and the build does the work again: a
// cache may forget, and may not lie. A whole build ends with Sweep, which forgets
// what it did not ask for.
//
// Only one process has a store at a time: the others build without.
//
// # Files that may have changed
//
// [Stamp] and [Racy] tell which files must be hashed to know whether they
// changed.
//
// # Safety
//
// plan.go looks at a type once, with reflect; walk.go, codec.go and decode.go
// then follow the plan through memory with unsafe pointers, at the offsets that
// reflect gave, and never keep such a pointer beyond the call.
package cache

// Package remote brings the files of a cache to a storage that many machines share, and back: a runner of
// CI with a fresh clone begins with what another one knew.
//
// What belongs here: which bytes of a cache's folder are where in the storage, and that nothing of it is
// believed unseen. What does not: what the files of a cache hold, and what is built of them.
//
// # What is kept
//
// A cache is few large files that are mostly added to (package cache). Each is cut into segments of 8 MB, so
// that a paper of 100,000 stories is some hundred objects and not some hundred thousand, and a build
// sends those segments that changed. A segment is stored as zstd (RFC 8878), or as it is if that saves less than an eighth.
// Packs are fetched segment by segment as they are read; what was not yet is a hole in the file, and beside it lies NAME.left,
// the JSON of its segments.
// Pictures are gathered into batches of such a size, and a batch is fetched when one of its pictures is wanted.
//
// The storage has two kinds of objects, as Bazel's remote cache over HTTP has them
// (bazel.build/remote/caching), so that its servers serve a paper as they are:
//
//	cas/HASH   a stored segment, by the SHA-256 of its bytes in hexadecimal digits
//	ac/KEY     a manifest: which segments make a cache
//
// KEY is the SHA-256 of "warraq shared cache 1\n", the version of the program and what kind of build it is.
// A manifest is an ActionResult of the Remote Execution API (build.bazel.remote.execution.v2, a protocol
// buffer): its output_files name all segments, so that a server which forgets some of them forgets the
// manifest too; stdout_raw is the JSON of type manifest; stderr_raw is its signature, if it has one.
//
// # Many writers
//
// A segment never changes. A manifest is one small object, written after all that it names: who reads
// has the cache of one build, whole. Of two writers the last one is remembered; the work of the other is done
// again, which is all that a cache may cost.
//
// # What is believed
//
// Nothing before its hash was compared. A segment that is cut, damaged or gone leaves a hole in a file where
// the file's own checks find holes, or the file is not taken; the build makes that part anew. So whoever can
// write segments can do no harm; whoever can write manifests could name segments of his own. Therefore a
// manifest can be signed (Ed25519, RFC 8032) over "warraq shared cache 1\n", KEY, "\n" and the JSON. It is not
// an HMAC, because builds of strangers' changes, which may read the cache, could write it with the key of an
// HMAC; they have the public key alone. An older manifest that is put back is no danger: what a cache says is
// said of hashes of files, and it is only less warm.
//
// # What fails
//
// The network may never stop a build. After the first request that fails, and where the storage is so slow
// that building would be quicker, no more is asked; the failure is kept for whoever wants to tell it once.
package remote

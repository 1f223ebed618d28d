// Package kv remembers: it is the only home of Pebble, and holds for each root which files
// stand in it, their text, their chunks and the symbols that these declare.
//
// Everything here is a function of the bytes on disk and can be derived again, so a store
// that is damaged is set aside ([SetAside]) and rebuilt, and commits are not synced one by
// one: after a crash of the machine the last of them may be missing, never half of one. A
// file's record, references, chunks, text, postings and the counters of its root change in
// one Pebble batch or not at all.
//
// # Keys
//
// The first byte of a key is its family. Strings are escaped (0x00 becomes 0x00 0xFF) and end
// in 0x00 0x01, integers are big-endian, hash is the first 16 bytes of the SHA-256 of a
// file's bytes. So keys sort as their parts do, and no key is the prefix of another: a scan
// of path a never meets a:b or ab.
//
//	m                                            format of the store
//	i                                            the id that the next root gets
//	r <root path>                                id of the root
//	n <root>                                     counters
//	f <root> <path>                              file: size, time, SHA-256, language, ... (about 70 bytes)
//	c <hash> <language> <variant>                chunks: fingerprint, chunker.File
//	t <hash>                                     text, zstd
//	g <hash> <language> <variant> <root> <path>  reference of a file to its chunks and text; no value
//	s <root> <folded name> <path> <chunk> <nth>  posting: kind, name, full name; nth counts the chunk's names
//
// Chunks and text are addressed by content: identical bytes under many paths, roots and
// worktrees are parsed and stored once, and go with their last reference. The variant is a
// digest of the stored chunks themselves. It keeps the chunks of two fingerprints (or of a
// parse that ended and of one that ran out of time) apart for as long as both are referred
// to, so that a file's old postings can always be computed from what its record refers to.
//
// # Sizes
//
// Of GOROOT/src, 7,711 Go files of 90.4 MB, in MB of keys and values: t 23.4, s 29.5 (327,077
// postings), c 9.3, f 0.9, g 0.5; together 38.4 on disk, 0.42 of the source. BenchmarkReplace
// and BenchmarkReads measure it.
//
// # History
//
// Format 1 is the first.
//
// # Concurrency
//
// All methods of [Store], [Root], [Reader] and [View] may be called concurrently; writes
// happen one after the other. Each single call reads one state; several calls do through a
// [View].
//
// # Failure
//
// When the disk refuses a write, Pebble reports a background error, or a commit does not
// return in time, the store has failed: this and every later write return a [FailedError] at
// once, and the owner goes on without a store. Reads still work, except for a View. The
// directory stays locked until the process ends. No fault of the disk ends the process.
package kv

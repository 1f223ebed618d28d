package kv

import (
	"context"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Reader reads one root: the present state through a [Root], a past one through a [View].
type Reader struct {
	reading
	id   uint32
	path string
}

// Record gives a file's record, if the store knows the file.
func (r *Reader) Record(path string) (FileRecord, bool, error) {
	if err := r.enter(); err != nil {
		return FileRecord{}, false, err
	}
	defer r.leave()
	rec, found, err := r.record(r.id, path)
	return rec.FileRecord, found, err
}

// File gives a file's record and its chunks, which are nil when the record is not Stored.
// The caller owns them.
func (r *Reader) File(path string) (FileRecord, *chunker.File, bool, error) {
	if err := r.enter(); err != nil {
		return FileRecord{}, nil, false, err
	}
	defer r.leave()
	for {
		rec, found, err := r.record(r.id, path)
		if err != nil || !found || !rec.Stored {
			return rec.FileRecord, nil, found, err
		}
		f, err := r.content(rec.content())
		if err == nil {
			return rec.FileRecord, f, true, nil
		}
		// A write in between may have taken away what the record referred to.
		now, still, again := r.record(r.id, path)
		if again != nil || still && now.Stored && now.content() == rec.content() {
			return FileRecord{}, nil, false, err
		}
	}
}

// Files passes the records of the files whose path begins with prefix, in the order of
// their paths, to yield until that returns false. For a folder prefix ends in "/".
func (r *Reader) Files(ctx context.Context, prefix string, yield func(path string, rec FileRecord) bool) error {
	if err := r.enter(); err != nil {
		return err
	}
	defer r.leave()
	words := words{}
	lower := appendEscaped(appendRoot(nil, familyFile, r.id), prefix)
	return r.scanPrefix(ctx, lower, func(key, value []byte) (bool, error) {
		k := parseKey(key)
		k.uint32()
		path := k.string()
		var rec record
		if err := rec.decode(value, words); err != nil || !k.done() {
			return false, r.store.damaged(path, errRecord)
		}
		return yield(path, rec.FileRecord), nil
	})
}

// Counts gives the root's counters, which are kept with every write.
func (r *Reader) Counts() (Counts, error) {
	if err := r.enter(); err != nil {
		return Counts{}, err
	}
	defer r.leave()
	return r.counts(r.id)
}

// SpanMatch says how a chunk must lie to a span.
type SpanMatch int

// The matches of docs/protocol.md.
const (
	Enclosing   SpanMatch = iota // chunks around the span, innermost first
	Overlapping                  // chunks that share a byte with it, in document order
	ExactSpan                    // the chunk that it is, to the byte
)

// BySpan gives the chunks of a file that match a span, as indexes into the file's chunks; a
// nil file when the store has no chunks of it.
func (r *Reader) BySpan(path string, span chunker.Span, match SpanMatch) ([]int, *chunker.File, error) {
	_, f, _, err := r.File(path)
	if err != nil || f == nil {
		return nil, nil, err
	}
	switch match {
	case Overlapping:
		return f.Overlapping(span), f, nil
	case ExactSpan:
		return f.Exact(span), f, nil
	}
	return f.Enclosing(span), f, nil
}

package kv

import (
	"encoding/binary"
	"errors"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// FileRecord is what the store knows of a file without reading its chunks.
type FileRecord struct {
	Size        int64    // bytes
	ModTime     int64    // nanoseconds since 1970, as the disk said
	Hash        [32]byte // SHA-256 of the bytes; zero when they were not read
	Language    string   // chunker.Language.Name; empty when unknown
	Module      string   // chunker.Language.Module of the path; part of all full names
	Fingerprint [8]byte  // of the chunker that made the chunks

	// The following follow from the chunks where there are any: Prepare fills them in.

	Reason   chunker.Reason // why there are no chunks, or blocks only
	Chunks   int            // number of chunks, blocks included
	Symbols  int            // number of names that the chunks declare
	HasError bool           // the parser found a syntax error
	Stored   bool           // the store has the file's chunks and text
}

// record is a FileRecord and the variant of the chunks that it refers to.
type record struct {
	FileRecord
	variant [variantLen]byte
}

// content is what a record with chunks refers to.
func (r *record) content() contentID {
	return contentID{hash: [hashLen]byte(r.Hash[:hashLen]), language: r.Language, variant: r.variant}
}

const (
	flagHasError = 1 << iota
	flagStored
)

var errRecord = errors.New("damaged file record")

func (r *record) encode() []byte {
	b := make([]byte, 1, 96)
	if r.HasError {
		b[0] |= flagHasError
	}
	if r.Stored {
		b[0] |= flagStored
	}
	b = binary.AppendVarint(b, r.Size)
	b = binary.BigEndian.AppendUint64(b, uint64(r.ModTime))
	b = append(append(b, r.Hash[:]...), r.Fingerprint[:]...)
	if r.Stored {
		b = append(b, r.variant[:]...)
	}
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(r.Chunks)), uint64(r.Symbols))
	return appendCounted(appendCounted(appendCounted(b, r.Language), r.Module), string(r.Reason))
}

// decode reads what encode wrote. Repeated strings come from words, when it is not nil.
func (r *record) decode(b []byte, words words) error {
	*r = record{}
	p := valueParser{rest: b, words: words}
	flags := p.take(1)[0]
	r.HasError, r.Stored = flags&flagHasError != 0, flags&flagStored != 0
	r.Size = p.varint()
	r.ModTime = int64(binary.BigEndian.Uint64(p.take(8)))
	r.Hash = [32]byte(p.take(32))
	r.Fingerprint = [8]byte(p.take(8))
	if r.Stored {
		r.variant = [variantLen]byte(p.take(variantLen))
	}
	r.Chunks, r.Symbols = int(p.uvarint()), int(p.uvarint())
	r.Language, r.Module, r.Reason = p.string(), p.string(), chunker.Reason(p.string())
	if p.bad || len(p.rest) != 0 {
		return errRecord
	}
	return nil
}

package kv

import (
	"fmt"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Entry is a file to be remembered.
type Entry struct {
	Path   string     // slash-separated, relative to the root
	Record FileRecord // without what follows from File
	// File holds the chunks; nil when the record's Reason means that there are none: then
	// the record alone is kept.
	File *chunker.File
	// Text is the file's bytes, of which Record.Hash is the SHA-256; unused when File is nil.
	Text []byte
}

// Prepared is an Entry encoded for [Root.Replace]. It shares the entry's Text.
type Prepared struct {
	root     *Root
	path     string
	record   record
	chunks   []byte
	text     []byte
	packed   []byte // nil when the store had the text already
	postings postings
}

// Path is the path of the entry.
func (p *Prepared) Path() string { return p.path }

// Prepare does what of a replacement needs no lock: it encodes chunks and postings and packs
// the text. e is not kept, but e.Text must not change until Replace returned.
func (r *Root) Prepare(e *Entry) (*Prepared, error) {
	if err := r.enter(); err != nil {
		return nil, err
	}
	defer r.leave()
	p := &Prepared{root: r, path: e.Path, record: record{FileRecord: e.Record}}
	p.record.Stored = e.File != nil
	if e.File == nil {
		p.record.Chunks, p.record.Symbols, p.record.HasError = 0, 0, false
		return p, nil
	}
	if e.Record.Size != int64(len(e.Text)) {
		return nil, fmt.Errorf("kv: %s: size %d, but %d bytes of text", e.Path, e.Record.Size, len(e.Text))
	}
	var err error
	if p.chunks, err = encodeContent(e.Record.Fingerprint, e.File); err != nil {
		return nil, fmt.Errorf("kv: %s: %w", e.Path, err)
	}
	p.postings = postingsOf(r.id, e.Path, e.Record.Module, e.File)
	p.record.variant = variantOf(p.chunks)
	p.record.Reason, p.record.HasError = e.File.Reason, e.File.HasError
	p.record.Chunks, p.record.Symbols = len(e.File.Chunks), p.postings.len()
	p.text = e.Text
	known, err := r.has(textKey(p.record.content().hash))
	if err != nil {
		return nil, err
	}
	if !known {
		p.packed = r.store.codec.pack(p.text)
	}
	return p, nil
}

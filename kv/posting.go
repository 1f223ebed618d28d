package kv

import (
	"encoding/binary"
	"errors"
	"strings"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Posting is one name that a chunk declares.
type Posting struct {
	Path     string
	Ordinal  int // index in chunker.File.Chunks
	Kind     chunker.Kind
	Name     string
	FullName string // chunker.Chunk.FullName; ends in Name
}

var errPosting = errors.New("damaged posting")

// postings are keys and values, one behind the other in one array.
type postings struct {
	bytes []byte
	ends  []int // of each key and each value, in turn
}

func (p *postings) len() int { return len(p.ends) / 2 }

func (p *postings) at(i int) (key, value []byte) {
	start := 0
	if i > 0 {
		start = p.ends[2*i-1]
	}
	return p.bytes[start:p.ends[2*i]], p.bytes[p.ends[2*i]:p.ends[2*i+1]]
}

// postingsOf are the postings of a file, one for each name of each chunk.
func postingsOf(root uint32, path, module string, f *chunker.File) postings {
	names, size := 0, 0
	for i := range f.Chunks {
		c := &f.Chunks[i]
		if c.Kind == chunker.Block {
			continue
		}
		for _, name := range c.Names() {
			names++
			size += 2*len(name) + len(c.QualifiedName) + len(module) + len(path) + 24
		}
	}
	p := postings{bytes: make([]byte, 0, size), ends: make([]int, 0, 2*names)}
	for i := range f.Chunks {
		c := &f.Chunks[i]
		if c.Kind == chunker.Block {
			continue
		}
		for nth, name := range c.Names() {
			p.bytes = appendPostingKey(p.bytes, root, fold(name), path, uint32(i), uint32(nth))
			p.ends = append(p.ends, len(p.bytes))
			p.bytes = append(p.bytes, c.Kind.Code())
			p.bytes = binary.AppendUvarint(p.bytes, uint64(len(name)))
			p.bytes = append(p.bytes, c.FullName(module, name)...)
			p.ends = append(p.ends, len(p.bytes))
		}
	}
	return p
}

// rawPosting is a posting that still lies in Pebble's memory.
type rawPosting struct {
	kind    byte
	name    []byte
	full    []byte
	pathKey []byte // the key from its path on
}

// parsePosting takes a posting apart without allocating.
func parsePosting(key, value []byte) (r rawPosting, err error) {
	p := valueParser{rest: value}
	r.kind = p.take(1)[0]
	n := p.uvarint()
	if p.bad || n > uint64(len(p.rest)) || int(r.kind) >= len(chunker.Kinds) {
		return r, errPosting
	}
	r.full = p.rest
	r.name = r.full[len(r.full)-int(n):]
	end := stringEnd(key[5:])
	if end < 0 {
		return r, errPosting
	}
	r.pathKey = key[5+end:]
	return r, nil
}

// posting copies r out of Pebble's memory.
func (r *rawPosting) posting() (Posting, error) {
	k := keyParser{rest: r.pathKey}
	path := k.string()
	ordinal := k.uint32()
	k.uint32()
	if !k.done() {
		return Posting{}, errPosting
	}
	full := string(r.full)
	return Posting{
		Path: path, Ordinal: int(ordinal), Kind: chunker.Kinds[r.kind],
		Name: full[len(full)-len(r.name):], FullName: full,
	}, nil
}

// Segments splits a name or qualified name at the separators of all languages: ".", "::",
// "#", "/" and "\\".
func Segments(qualified string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(qualified, "::", "."), func(r rune) bool {
		return r == '.' || r == '#' || r == '/' || r == '\\'
	})
}

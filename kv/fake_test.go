package kv

import (
	"slices"
	"strings"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// fakeFile chunks a language made for these tests, so that they depend on no grammar: each
// line that is not empty, line end included, is a chunk, as in "method Store.Get" or
// "constant A,B". "error" is a file with a syntax error, "package p" a package clause.
func fakeFile(text string) *chunker.File {
	f := &chunker.File{Chunks: []chunker.Chunk{}}
	nth := map[string]int{}
	at := uint32(0)
	for line := range strings.Lines(text) {
		start := at
		at += uint32(len(line))
		kind, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case kind == "package":
			f.Package = name
			continue
		case kind == "error":
			f.HasError = true
			continue
		case kind == "":
			continue
		}
		c := chunker.Chunk{Kind: chunker.Kind(kind), QualifiedName: name, Parent: -1}
		if !slices.Contains(chunker.Kinds, c.Kind) {
			c.Kind, c.QualifiedName = chunker.Block, ""
		}
		if first, _, several := strings.Cut(name, ","); several {
			c.Symbols, c.QualifiedName = strings.Split(name, ","), first
		}
		c.Name = c.QualifiedName[strings.LastIndex(c.QualifiedName, ".")+1:]
		nth[c.QualifiedName]++
		c.Nth = nth[c.QualifiedName]
		c.Range = chunker.Span{Start: start, End: at}
		c.Declaration, c.Head, c.Tail = c.Range, start, at
		f.Chunks = append(f.Chunks, c)
	}
	return f
}

// fakeEntry is a file of the language of these tests.
func fakeEntry(path, text string) *Entry {
	f := fakeFile(text)
	return entry(path, "fake", f.Package, f, text)
}

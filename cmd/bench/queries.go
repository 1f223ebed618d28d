package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"go.lsp.dev/uri"
)

const (
	// requests of each kind.
	requests = 2000
	// copies of GOROOT/src that together hold about 500,000 chunks.
	copies = 3
)

// kinds of request whose round trips are compared with that of an empty one.
var requestKinds = []struct {
	name   string
	method string
	params func(*target) map[string]any
}{
	{"empty", "chunk/bySymbol", func(*target) map[string]any { return map[string]any{"symbol": ""} }},
	{"bySpan, detail name", "chunk/bySpan", func(t *target) map[string]any { return t.span("name") }},
	{"bySpan, detail full", "chunk/bySpan", func(t *target) map[string]any { return t.span("full") }},
	{"bySymbol of a qualified name, detail name", "chunk/bySymbol", func(t *target) map[string]any { return symbol(t.qualified, "name") }},
	{"bySymbol of a qualified name, detail full", "chunk/bySymbol", func(t *target) map[string]any { return symbol(t.qualified, "full") }},
	{"bySymbol of a name, detail name", "chunk/bySymbol", func(t *target) map[string]any { return symbol(t.name, "name") }},
	{"bySymbol of a name, detail full", "chunk/bySymbol", func(t *target) map[string]any { return symbol(t.name, "full") }},
}

// target is what a request asks for: a caret in one file, or the name of a chunk in another.
type target struct {
	uri             string
	offset          int
	name, qualified string
}

func (t *target) span(detail string) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": t.uri}, "bytes": []int{t.offset, t.offset}, "detail": detail}
}

func symbol(name, detail string) map[string]any {
	return map[string]any{"symbol": name, "detail": detail}
}

func takeQueries(ctx context.Context, b *bench) (t table, err error) {
	root, files, err := b.manyChunks(ctx)
	if err != nil {
		return nil, err
	}
	store, err := b.fresh("queries")
	if err != nil {
		return nil, err
	}
	r, _, err := b.index(ctx, store, root, false)
	if err != nil {
		return nil, err
	}
	c, err := b.serve(ctx, store, root)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := errors.Join(c.begin(), c.untilReady()); err != nil {
		return nil, err
	}
	targets, err := c.targets(root, files, requests*len(requestKinds))
	if err != nil {
		return nil, err
	}
	// Each request has a target of its own, so that none finds what another has left in a cache.
	all := make([]roundTrips, len(requestKinds))
	for i := 0; i < len(targets); i += len(requestKinds) {
		for k, kind := range requestKinds {
			var answer chunks
			took, err := c.call(kind.method, kind.params(&targets[i+k]), &answer)
			if err != nil {
				return nil, err
			}
			all[k].all = append(all[k].all, took)
			if len(answer.Chunks) <= copies {
				all[k].few = append(all[k].few, took)
			}
		}
	}
	t = table{{fmt.Sprintf("%d chunks, %d symbols", r.Counts.Chunks, r.Counts.Symbols), "p50", "÷ empty (goal ≤ 2)", "p99", "÷ empty's p50 (goal ≤ 5)", "÷ empty's p99"}}
	empty := all[0].all
	row := func(name string, took []time.Duration) {
		p50, p99 := median(took), quantile(took, 0.99)
		t.add(name, number(milliseconds(p50))+" ms", number(ratio(p50, median(empty))),
			number(milliseconds(p99))+" ms", number(ratio(p99, median(empty))), number(ratio(p99, quantile(empty, 0.99))))
	}
	for k, kind := range requestKinds {
		row(kind.name, all[k].all)
		if kind.method == "chunk/bySymbol" && k > 0 {
			row(fmt.Sprintf("those of them with at most %d definitions (%d)", copies, len(all[k].few)), all[k].few)
		}
	}
	return t, nil
}

// roundTrips of one kind of request; few are those that gave at most one chunk of each copy.
type roundTrips struct{ all, few []time.Duration }

// manyChunks makes one root of several copies of GOROOT/src, each with other bytes, so that
// the store holds each. files are those of one copy.
func (b *bench) manyChunks(ctx context.Context) (root string, files []file, err error) {
	folder, err := b.folder(ctx, "go")
	if err != nil {
		return "", nil, err
	}
	c, err := readCorpus(ctx, folder)
	if err != nil {
		return "", nil, err
	}
	if root, err = b.fresh("many"); err != nil {
		return "", nil, err
	}
	for n := range copies {
		if err := copyTo(filepath.Join(root, copyName(n)), c.files, strings.Repeat("\n", n)); err != nil {
			return "", nil, err
		}
	}
	return root, c.files, nil
}

func copyName(n int) string { return fmt.Sprintf("copy%d", n) }

// targets picks what is asked for: any file of any copy, any byte of it, any named chunk of
// another file. Names that many chunks have are picked as often as they are defined.
func (c *client) targets(root string, files []file, n int) ([]target, error) {
	random := rand.New(rand.NewPCG(1, 2)) // the same each time
	pick := func() (string, file) {
		f := files[random.IntN(len(files))]
		path := filepath.Join(root, copyName(random.IntN(copies)), filepath.FromSlash(f.path))
		return string(uri.File(path)), f
	}
	var all []target
	for len(all) < n {
		other, _ := pick()
		var found chunks
		if _, err := c.call("chunk/inFile", map[string]any{"textDocument": map[string]any{"uri": other}, "detail": "name"}, &found); err != nil {
			return nil, err
		}
		var t target
		if len(found.Chunks) > 0 {
			chosen := found.Chunks[random.IntN(len(found.Chunks))]
			t.name, t.qualified = chosen.Name, chosen.QualifiedName
		}
		if t.name == "" {
			continue // a block
		}
		var f file
		t.uri, f = pick()
		t.offset = random.IntN(len(f.text) + 1)
		all = append(all, t)
	}
	return all, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.lsp.dev/uri"
)

const (
	typedCharacters = 200
	savedFiles      = 20
	longFile        = 5000 // lines
)

// takeEdits measures how soon answers follow what happens.
func takeEdits(ctx context.Context, b *bench) (t table, err error) {
	folder, err := b.folder(ctx, "go")
	if err != nil {
		return nil, err
	}
	corpus, err := readCorpus(ctx, folder)
	if err != nil {
		return nil, err
	}
	root, err := b.fresh("edited")
	if err != nil {
		return nil, err
	}
	if err := copyTo(root, corpus.files, ""); err != nil {
		return nil, err
	}
	store, err := b.fresh("edits")
	if err != nil {
		return nil, err
	}
	t = table{figureHeading}
	c, err := b.serve(ctx, store, root)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := c.begin(); err != nil {
		return nil, err
	}
	found, complete, err := c.firstAnswer("ListenAndServeTLS")
	if err != nil {
		return nil, err
	}
	t.note("start on a tree never seen until bySymbol finds http.ListenAndServeTLS", number(milliseconds(found))+" ms")
	t.atMost("the same until the answer is complete", 250, milliseconds(complete), " ms")
	if err := c.untilReady(); err != nil {
		return nil, err
	}
	typed, err := c.typing(root, longText(corpus.files))
	if err != nil {
		return nil, err
	}
	t.atMost(fmt.Sprintf("a character typed into %d lines of Go until bySpan answers, p50", longFile), 5, milliseconds(median(typed)), " ms")
	t.atMost("the same, p99", 20, milliseconds(quantile(typed, 0.99)), " ms")
	saved, err := c.saving(root)
	if err != nil {
		return nil, err
	}
	t.atMost("a file written and didSave sent until bySymbol knows a new name in it, p50", 300, milliseconds(median(saved)), " ms")
	t.atMost("the same, the longest", 300, milliseconds(quantile(saved, 1)), " ms")
	return t, nil
}

// firstAnswer asks for a name until the answer holds it and until it is complete; times count
// from the start of the process.
func (c *client) firstAnswer(name string) (found, complete time.Duration, err error) {
	for complete == 0 {
		var answer chunks
		if _, err := c.call("chunk/bySymbol", symbol(name, "full"), &answer); err != nil {
			return 0, 0, err
		}
		if found == 0 && len(answer.Chunks) > 0 {
			found = time.Since(c.start)
		}
		if !answer.IsIncomplete {
			complete = time.Since(c.start)
		}
	}
	if found == 0 {
		return 0, 0, fmt.Errorf("%s was not found", name)
	}
	return found, complete, nil
}

// longText is the beginning of the first Go file that is long enough.
func longText(files []file) string {
	for _, f := range files {
		if f.language.Name == "go" && lines(f.text) > longFile {
			return strings.Join(strings.SplitAfter(string(f.text), "\n")[:longFile], "")
		}
	}
	return ""
}

// typing types characters into the middle of an open document and asks for the chunk around each.
func (c *client) typing(root, text string) ([]time.Duration, error) {
	document := string(uri.File(filepath.Join(root, "typed.go")))
	if err := c.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": document, "languageId": "go", "version": 0, "text": text},
	}); err != nil {
		return nil, err
	}
	line := strings.Count(text, "\n") / 2
	var took []time.Duration
	for n := range typedCharacters {
		at := map[string]any{"line": line, "character": 0}
		place := map[string]any{"start": at, "end": at}
		start := time.Now()
		if err := c.notify("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": document, "version": n + 1},
			"contentChanges": []any{map[string]any{"range": place, "text": "x"}},
		}); err != nil {
			return nil, err
		}
		if _, err := c.call("chunk/bySpan", map[string]any{
			"textDocument": map[string]any{"uri": document}, "range": place, "detail": "name",
		}, nil); err != nil {
			return nil, err
		}
		took = append(took, time.Since(start))
	}
	return took, c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": document}})
}

// saving writes files with new names in them and asks for each name until it is known.
func (c *client) saving(root string) ([]time.Duration, error) {
	path := filepath.Join(root, "saved.go")
	var took []time.Duration
	for n := range savedFiles {
		name := fmt.Sprintf("FreshlySaved%d", n)
		if err := os.WriteFile(path, []byte("package p\n\nfunc "+name+"() {}\n"), 0o644); err != nil {
			return nil, err
		}
		start := time.Now()
		if err := c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": string(uri.File(path))}}); err != nil {
			return nil, err
		}
		for {
			var answer chunks
			if _, err := c.call("chunk/bySymbol", symbol(name, "name"), &answer); err != nil {
				return nil, err
			}
			if len(answer.Chunks) > 0 {
				break
			}
		}
		took = append(took, time.Since(start))
	}
	return took, nil
}

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// shown are the corpora of the table, by their names in corpora.sh.
var shown = []struct{ name, title string }{
	{"go", "GOROOT/src"},
	{"python", "Python's library"},
	{"typescript", "effect and rxjs (npm)"},
	{"linux", "Linux 6.1 (Debian)"},
}

// failures are the reasons that no real file should have.
var failures = []chunker.Reason{chunker.ParserCrashed, chunker.ParseTimeout, chunker.Unreadable}

// takeCorpora indexes whole corpora once each, from a new store.
func takeCorpora(ctx context.Context, b *bench) (table, error) {
	t := table{{"corpus", "files", "MB of text", "chunks", "symbols", "without a grammar", "skipped", "with syntax errors", "failures",
		"wall s", "CPU s", "MB/s", "peak MB: server, workers", "store MB", "÷ text", "verify"}}
	for _, s := range shown {
		folder, err := b.folder(ctx, s.name)
		if err != nil {
			return nil, err
		}
		row, err := b.show(ctx, s.title, folder)
		if err != nil {
			return nil, err
		}
		t.add(row...)
	}
	return t, nil
}

func (b *bench) show(ctx context.Context, title, folder string) ([]string, error) {
	store, err := b.fresh("shown")
	if err != nil {
		return nil, err
	}
	r, c, err := b.index(ctx, store, folder, true)
	if err != nil {
		return nil, err
	}
	stored, err := size(store)
	if err != nil {
		return nil, err
	}
	text, err := textSize(ctx, folder)
	if err != nil {
		return nil, err
	}
	verdict := "sound"
	if _, _, err := command(ctx, false, b.binary, "--store", store, "store", "verify"); err != nil {
		verdict = "**" + strings.ReplaceAll(err.Error(), "\n", " ") + "**"
	}
	failed := 0
	var skipped []string
	for _, reason := range slices.Sorted(maps.Keys(r.Counts.Skipped)) {
		n := r.Counts.Skipped[reason]
		switch {
		case slices.Contains(failures, reason):
			failed += n
			skipped = append(skipped, fmt.Sprintf("**%d %s**", n, reason))
		case reason != chunker.UnsupportedLanguage:
			skipped = append(skipped, fmt.Sprintf("%d %s", n, reason))
		}
	}
	return []string{
		title, fmt.Sprint(r.Counts.Files), number(megabytes(text)), fmt.Sprint(r.Counts.Chunks), fmt.Sprint(r.Counts.Symbols),
		fmt.Sprint(r.Counts.Skipped[chunker.UnsupportedLanguage]), strings.Join(skipped, ", "), fmt.Sprint(r.Counts.ParseErrors), fmt.Sprint(failed),
		number(c.wall.Seconds()), number(c.cpu.Seconds()), number(megabytes(text) / c.wall.Seconds()),
		number(megabytes(c.server)) + ", " + number(megabytes(c.workers)), number(megabytes(stored)), number(ratio(stored, text)), verdict,
	}, nil
}

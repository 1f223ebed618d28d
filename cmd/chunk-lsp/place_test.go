package main

import (
	"os"
	"path/filepath"
	"testing"

	"go.lsp.dev/protocol"
)

func TestParsePlace(t *testing.T) {
	for text, want := range map[string]place{
		"a.go:3":               {"a.go", 3, 0, 0, 0},
		"a.go:3:4":             {"a.go", 3, 4, 0, 0},
		"a.go:3-5":             {"a.go", 3, 0, 5, 0},
		"a.go:3:4-5":           {"a.go", 3, 4, 5, 0},
		"a.go:3-5:6":           {"a.go", 3, 0, 5, 6},
		"a.go:3:4-5:6":         {"a.go", 3, 4, 5, 6},
		"a.go:3:4-3:4":         {"a.go", 3, 4, 3, 4},
		"a:b.go:3":             {"a:b.go", 3, 0, 0, 0},
		"2024:01:x.go:3:4":     {"2024:01:x.go", 3, 4, 0, 0},
		"a-1.go:3":             {"a-1.go", 3, 0, 0, 0},
		"/w/with space/é.go:9": {"/w/with space/é.go", 9, 0, 0, 0},
		`C:\w\a.go:3`:          {`C:\w\a.go`, 3, 0, 0, 0},
	} {
		if got, err := parsePlace(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "a.go", ":3", "a.go:", "a.go:x", "a.go:0", "a.go:3:0", "a.go:3-2", "a.go:3:4-3:3", "a.go:3-0", "a.go:3-", "a.go:-3",
		"a.go:99999999999999999999",
	} {
		if got, err := parsePlace(text); err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestSpan(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(file, []byte("one\n\té𝕏 two \r\n\nend"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := func(l1, c1, l2, c2 uint32) protocol.Range {
		return protocol.Range{Start: protocol.Position{Line: l1, Character: c1}, End: protocol.Position{Line: l2, Character: c2}}
	}
	for _, c := range []struct {
		place place // less the file
		want  protocol.Range
	}{
		{place{line: 1}, r(0, 0, 0, 3)},
		{place{line: 2}, r(1, 1, 1, 11)}, // from the first character to the last, in bytes
		{place{line: 2, column: 1}, r(1, 0, 1, 0)},
		{place{line: 2, column: 3}, r(1, 3, 1, 3)}, // behind é
		{place{line: 2, column: 4}, r(1, 7, 1, 7)}, // behind 𝕏
		{place{line: 1, column: 99}, r(0, 3, 0, 3)},
		{place{line: 3}, r(2, 0, 2, 0)},
		{place{line: 1, endLine: 2}, r(0, 0, 1, 11)},
		{place{line: 1, column: 2, endLine: 4}, r(0, 1, 3, 3)},
		{place{line: 1, column: 2, endLine: 2, endColumn: 2}, r(0, 1, 1, 1)},
	} {
		c.place.file = file
		if got, err := c.place.span(); err != nil || got != c.want {
			t.Errorf("%+v: %v %v, want %v", c.place, got, err, c.want)
		}
	}
	for _, p := range []place{{file: file, line: 5}, {file: file, line: 1, endLine: 5}, {file: file + ".not", line: 1}} {
		if got, err := p.span(); err == nil {
			t.Errorf("%+v: %v", p, got)
		}
	}
}

package kv

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFrozenStore opens a copy of a store that an earlier build of this format wrote. When it
// fails, Format must change, and a store of the new one be frozen: KV_FREEZE=1 go test -run
// Frozen ./kv writes what is missing.
func TestFrozenStore(t *testing.T) {
	frozen := filepath.Join("testdata", fmt.Sprintf("frozen-v%d", Format))
	if os.Getenv("KV_FREEZE") != "" {
		freeze(t, frozen)
	}
	dir := filepath.Join(t.TempDir(), "store")
	if err := os.CopyFS(dir, os.DirFS(frozen)); err != nil {
		t.Fatal(err)
	}
	s, r, err := openDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	verify(t, s)
	got := hideVariants(stateOf(t, s))
	got += printChunks(t, r, "p:q/ü.go")
	if os.Getenv("KV_FREEZE") != "" {
		if err := os.WriteFile(frozen+".dump", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(frozen + ".dump")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("frozen store holds\n%s\nwant\n%s", got, want)
	}
	put(t, r, newFiles()...)
	verify(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// printChunks prints a file's text and what its chunks had when the store was frozen.
func printChunks(t *testing.T, r *Root, path string) string {
	t.Helper()
	rec, f, _, err := r.File(path)
	if err != nil || f == nil {
		t.Fatal(f, err)
	}
	text, err := r.Text(rec.Hash)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%q\n", text)
	for i := range f.Chunks {
		c := &f.Chunks[i]
		fmt.Fprintln(&out, f.ID(path, i), c.Kind, c.Symbols, c.Parent, c.Range, c.Declaration, c.Selection, c.Body, c.Doc, c.Head, c.Tail, c.HasError)
	}
	return out.String()
}

// freeze writes a store half of which is in sorted tables, half in the log.
func freeze(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(dir); err == nil {
		t.Fatalf("%s exists: a frozen store is never written again", dir)
	}
	s, r, err := openDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, r, oldFiles()...)
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	text := "package p\n\n// Do does.\nfunc (t *T) Do() int {\n\treturn 1\n}\n\nconst (\n\tA, a = 1, 2\n)\n"
	put(t, r, append(newFiles(), entry("p:q/ü.go", "go", "p", chunkGo(t, text), text))...)
	secret := &Entry{Path: ".env", Record: FileRecord{Size: 12, ModTime: -1, Reason: "secret"}}
	put(t, r, secret)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "LOCK")); err != nil {
		t.Fatal(err)
	}
}

package kv

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// chunkGo chunks as a worker would.
func chunkGo(t testing.TB, text string) *chunker.File {
	t.Helper()
	c := chunker.New()
	defer c.Close()
	f, err := c.Chunk(chunker.ByID("go"), []byte(text), chunker.DefaultParseBudget)
	if err != nil {
		t.Fatal(err)
	}
	return &f
}

func entry(path, language, module string, f *chunker.File, text string) *Entry {
	return &Entry{
		Path: path, File: f, Text: []byte(text),
		Record: FileRecord{
			Size: int64(len(text)), ModTime: 1, Hash: sha256.Sum256([]byte(text)),
			Language: language, Module: module, Fingerprint: [8]byte{1},
		},
	}
}

func openMem(t testing.TB, disk vfs.FS) *Store {
	t.Helper()
	s, err := Open(Options{Dir: "store", FS: disk})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openRoot(t testing.TB, s *Store, path string) *Root {
	t.Helper()
	r, err := s.Root(path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func put(t testing.TB, r *Root, entries ...*Entry) {
	t.Helper()
	var prepared []*Prepared
	for _, e := range entries {
		p, err := r.Prepare(e)
		if err != nil {
			t.Fatal(err)
		}
		prepared = append(prepared, p)
	}
	if err := r.Replace(prepared...); err != nil {
		t.Fatal(err)
	}
}

func verify(t testing.TB, s *Store) {
	t.Helper()
	problems, err := s.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error("verify:", p)
	}
}

func bySymbol(t testing.TB, r *Reader, q SymbolQuery) []Posting {
	t.Helper()
	var found []Posting
	err := r.BySymbol(context.Background(), q, func(p Posting) bool {
		found = append(found, p)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// The ancestor's first promise: what was stored, by-span gives back equal in every field.
func TestBySpanGivesBackWhatWasStored(t *testing.T) {
	text := "package p\n\n// Do does.\nfunc (t *T) Do() int {\n\treturn 1\n}\n\nconst (\n\tA, a = 1, 2\n)\n"
	want := chunkGo(t, text)
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	put(t, r, entry("p/p.go", "go", "p", want, text))
	at, got, err := r.BySpan("p/p.go", chunker.Span{Start: 40, End: 41}, Enclosing)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if len(at) != 1 || got.Chunks[at[0]].Name != "Do" {
		t.Errorf("chunks %v, want the one of Do", at)
	}
	rec, _, _ := r.Record("p/p.go")
	if b, err := s.Text(rec.Hash); err != nil || string(b) != text {
		t.Errorf("text %q, %v", b, err)
	}
	verify(t, s)
}

// The module of a file may change though its bytes do not: its full names follow.
func TestModuleChanges(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	e := fakeEntry("a", "function f\n")
	for _, module := range []string{"before", "after"} {
		e.Record.Module = module
		put(t, r, e)
		verify(t, s)
		if got := bySymbol(t, &r.Reader, SymbolQuery{Segments: []string{"f"}}); len(got) != 1 || got[0].FullName != module+".f" {
			t.Errorf("%s: %+v", module, got)
		}
	}
}

func TestPrepareRefusesAnotherSize(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	e := fakeEntry("a", "function f\n")
	e.Record.Size++
	if _, err := openRoot(t, s, "/w").Prepare(e); err == nil {
		t.Error("no error")
	}
}

// A flushed store keeps no old logs, and makes no archive of them.
func TestFlushLeavesNoLogs(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(Options{Dir: dir, MemTableBytes: 256 << 10})
	if err != nil {
		t.Fatal(err)
	}
	r := openRoot(t, s, "/w")
	for i := range 40 {
		put(t, r, fakeEntry("a", noise(i)))
	}
	if err := errors.Join(s.Flush(), s.Close()); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if e.IsDir() || strings.HasSuffix(e.Name(), ".log") && info.Size() > 1000 {
			t.Errorf("%s is left, %d bytes", e.Name(), info.Size())
		}
	}
}

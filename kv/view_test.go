package kv

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// A view is one state, whatever is written meanwhile.
func TestView(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	old := fakeEntry("a", "function before\n")
	put(t, r, old)
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	put(t, r, fakeEntry("a", "function after\n"), fakeEntry("b", "function after\n"))
	past := v.Root(r)
	if got := bySymbol(t, past, SymbolQuery{Segments: []string{"before"}}); len(got) != 1 {
		t.Errorf("before: %v", got)
	}
	if got := bySymbol(t, past, SymbolQuery{Segments: []string{"after"}}); len(got) != 0 {
		t.Errorf("after: %v", got)
	}
	if _, f, _, err := past.File("a"); err != nil || f == nil || f.Chunks[0].Name != "before" {
		t.Errorf("file: %+v %v", f, err)
	}
	if text, err := v.Text(old.Record.Hash); err != nil || string(text) != string(old.Text) {
		t.Errorf("text: %q %v", text, err)
	}
	if text, err := s.Text(old.Record.Hash); err != nil || text != nil {
		t.Errorf("text at present: %q %v", text, err)
	}
	if counts, err := past.Counts(); err != nil || counts.Files != 1 {
		t.Errorf("counts: %+v %v", counts, err)
	}
	for range 2 {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, _, err := past.Record("a"); !errors.Is(err, ErrClosed) {
		t.Errorf("closed view: %v", err)
	}
}

func TestClosed(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	r := openRoot(t, s, "/w")
	p, err := r.Prepare(fakeEntry("a", "function f\n"))
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for name, call := range map[string]func() error{
		"Close":    s.Close,
		"Root":     func() error { _, err := s.Root("/x"); return err },
		"Roots":    func() error { _, err := s.Roots(); return err },
		"DropRoot": func() error { return s.DropRoot("/w") },
		"Content":  func() error { _, _, err := s.Content([32]byte{}, "", [8]byte{}); return err },
		"Text":     func() error { _, err := s.Text([32]byte{}); return err },
		"Sync":     s.Sync,
		"Flush":    s.Flush,
		"View":     func() error { _, err := s.View(); return err },
		"Verify":   func() error { _, err := s.Verify(ctx); return err },
		"Dump":     func() error { return s.Dump(ctx, nil) },
		"Stats":    func() error { _, err := s.Stats(); return err },
		"Families": func() error { _, err := s.Families(ctx); return err },
		"Prepare":  func() error { _, err := r.Prepare(fakeEntry("a", "")); return err },
		"Replace":  func() error { return r.Replace(p) },
		"Delete":   func() error { return r.Delete("a") },
		"Record":   func() error { _, _, err := r.Record("a"); return err },
		"File":     func() error { _, _, _, err := r.File("a"); return err },
		"Files":    func() error { return r.Files(ctx, "", nil) },
		"Counts":   func() error { _, err := r.Counts(); return err },
		"BySpan":   func() error { _, _, err := r.BySpan("a", chunker.Span{}, Enclosing); return err },
		"BySymbol": func() error { return r.BySymbol(ctx, SymbolQuery{Segments: []string{"a"}}, nil) },
		"Symbols":  func() error { return r.Symbols(ctx, nil) },
		"view":     func() error { _, err := v.Root(r).Counts(); return err },
	} {
		if err := call(); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: %v, want closed", name, err)
		}
	}
}

func TestDroppedRoot(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	p, err := r.Prepare(fakeEntry("a", "function f\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DropRoot("/w"); err != nil {
		t.Fatal(err)
	}
	if err := r.Replace(p); !errors.Is(err, ErrDropped) {
		t.Errorf("replace: %v", err)
	}
	again := openRoot(t, s, "/w")
	if err := again.Replace(p); err == nil {
		t.Error("replaced what was prepared for another root")
	}
	verify(t, s)
}

// Content finds what was parsed already, under any path and root, for this fingerprint only,
// and prefers a parse that ended.
func TestContent(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	e := fakeEntry("a", "function f\n")
	timeout := fakeEntry("b", "function f\n")
	timeout.File = &chunker.File{Reason: chunker.ParseTimeout}
	put(t, r, timeout)
	hash, fingerprint := e.Record.Hash, e.Record.Fingerprint
	if f, found, err := s.Content(hash, "fake", fingerprint); err != nil || !found || f.Reason != chunker.ParseTimeout {
		t.Errorf("timeout: %+v %v %v", f, found, err)
	}
	put(t, r, e)
	if f, found, err := s.Content(hash, "fake", fingerprint); err != nil || !found || f.Reason != "" || len(f.Chunks) != 1 {
		t.Errorf("ended: %+v %v %v", f, found, err)
	}
	for name, ask := range map[string]func() (*chunker.File, bool, error){
		"fingerprint": func() (*chunker.File, bool, error) { return s.Content(hash, "fake", [8]byte{9}) },
		"language":    func() (*chunker.File, bool, error) { return s.Content(hash, "fak", fingerprint) },
		"hash":        func() (*chunker.File, bool, error) { return s.Content([32]byte{9}, "fake", fingerprint) },
	} {
		if f, found, err := ask(); err != nil || found || f != nil {
			t.Errorf("other %s: %+v %v %v", name, f, found, err)
		}
	}
}

// Writers and readers of the same paths and bytes at the same time: for the race detector,
// and each reader sees whole files.
func TestConcurrentUse(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	var group sync.WaitGroup
	for w := range 4 {
		group.Go(func() {
			for i := range 100 {
				path := fmt.Sprint((i + w) % 5)
				if i%7 == 6 {
					if err := r.Delete(path); err != nil {
						t.Error(err)
					}
				} else if err := putAll(r, fakeEntry(path, fmt.Sprintf("function f%d\n", i%3))); err != nil {
					t.Error(err)
				}
			}
		})
		group.Go(func() {
			for i := range 100 {
				rec, f, found, err := r.File(fmt.Sprint(i % 5))
				if err != nil || found && len(f.Chunks) != rec.Chunks {
					t.Errorf("%+v %v %v", rec, found, err)
				}
				err = r.Symbols(context.Background(), func(Posting) bool { return true })
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	verify(t, s)
}

// A scan stops when it is told to, and when its context ends.
func TestScansStop(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	put(t, r, manyFiles()...)
	n := 0
	if err := r.Symbols(context.Background(), func(Posting) bool { n++; return n < 3 }); err != nil || n != 3 {
		t.Errorf("%d postings, %v", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	err := r.Symbols(ctx, func(Posting) bool { n++; cancel(); return true })
	if !errors.Is(err, context.Canceled) || n > 256 {
		t.Errorf("%d postings after the end, %v", n, err)
	}
}

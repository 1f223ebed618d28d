package kv

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// The ancestor's second promise: what was stored is still there after the process ended and
// another one opened the directory.
func TestAnotherProcessReadsItAll(t *testing.T) {
	dir := t.TempDir()
	writer, _, out := child(t, "write", dir)
	if _, err := io.ReadAll(out); err != nil {
		t.Fatal(err)
	}
	if err := writer.Wait(); err != nil {
		t.Fatal(err)
	}
	reader, _, out := child(t, "read", dir)
	got, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Wait(); err != nil {
		t.Fatal(err)
	}
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	put(t, r, manyFiles()...)
	var want strings.Builder
	if err := printAll(r, &want); err != nil {
		t.Fatal(err)
	}
	if string(got) != want.String() {
		t.Errorf("the other process read other files:\n%.500s\nwant\n%.500s", got, want.String())
	}
	if strings.Count(want.String(), "\n") != 300 {
		t.Errorf("%d files, want 300", strings.Count(want.String(), "\n"))
	}
}

// The ancestor's third promise: by-symbol finds the right ones among many.
func TestBySymbolAmongMany(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	r := openRoot(t, s, "/w")
	put(t, r, manyFiles()...)
	for _, i := range []int{0, 9, 10, 99, 100, 299} {
		want := Posting{fmt.Sprintf("p%d/file:%d x.go", i, i), 1, chunker.Method, "Get", fmt.Sprintf("p%d.T%d.Get", i, i)}
		got := bySymbol(t, &r.Reader, SymbolQuery{Segments: []string{fmt.Sprintf("T%d", i), "Get"}, CaseSensitive: true})
		if len(got) != 1 || got[0] != want {
			t.Errorf("T%d.Get: %+v, want %+v", i, got, want)
		}
	}
	if got := bySymbol(t, &r.Reader, SymbolQuery{Segments: []string{"Get"}}); len(got) != 300 {
		t.Errorf("%d Get, want 300", len(got))
	}
	if got := bySymbol(t, &r.Reader, SymbolQuery{Segments: []string{"f29"}, Prefix: true}); len(got) != 11 {
		t.Errorf("%d f29*, want 11", len(got))
	}
}

func TestSecondProcessIsLockedOut(t *testing.T) {
	dir := t.TempDir()
	holder, in, out := child(t, "hold", dir)
	if line, err := out.ReadString('\n'); line != "open\n" {
		t.Fatal(line, err)
	}
	_, err := Open(Options{Dir: dir})
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != holder.Process.Pid || locked.Dir != dir {
		t.Errorf("open: %v, want locked by %d", err, holder.Process.Pid)
	}
	if _, err := SetAside(dir); !errors.As(err, &locked) {
		t.Errorf("set aside: %v, want locked", err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := holder.Wait(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{Dir: dir}); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("second open in one process: %v, want locked by us", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A process killed while it writes leaves whole batches behind.
func TestKilledProcess(t *testing.T) {
	dir := t.TempDir()
	survived := 0
	for round := range 5 {
		writer, _, out := child(t, "churn", dir)
		for range 1 + 37*round {
			if _, err := out.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
		if err := writer.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = writer.Wait()
		survived += checkChurn(t, dir)
	}
	if survived == 0 {
		t.Error("nothing survived any of the processes")
	}
}

// checkChurn wants all files of one generation, or none, and counts them.
func checkChurn(t *testing.T, dir string) int {
	t.Helper()
	s, r, err := openDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	verify(t, s)
	var names []string
	for _, p := range bySymbol(t, &r.Reader, SymbolQuery{Segments: []string{"generation"}, Prefix: true}) {
		names = append(names, p.Name)
	}
	for _, name := range names {
		if name != names[0] || len(names) != len(churnPaths) {
			t.Errorf("half a batch: %q", names)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return len(names)
}

package walk_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// asNobody gives up the rights of root until the test ends, since root reads everything.
// It is for the whole process: tests of this package don't run in parallel.
func asNobody(t *testing.T) {
	if os.Getuid() != 0 {
		return
	}
	if err := syscall.Setresuid(-1, 65534, -1); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setresuid(-1, 0, -1); err != nil {
			t.Fatal(err)
		}
	})
}

func TestUnreadable(t *testing.T) {
	dir, err := os.MkdirTemp("", "walk") // t.TempDir lies in a folder of root's
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, name := range []string{"a", "closed/x", "names/y", "rules/ignored", "z/b"} {
		write(t, dir, name, "x")
	}
	write(t, dir, "rules/.gitignore", "ignored")
	for name, mode := range map[string]os.FileMode{"": 0o755, "closed": 0, "names": 0o444, "rules/.gitignore": 0} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		_ = os.Chmod(filepath.Join(dir, "closed"), 0o755)
		_ = os.Chmod(filepath.Join(dir, "names"), 0o755)
	})
	asNobody(t)

	warned := make(chan string, 10)
	o := walk.Options{Root: dir, Warn: func(path string, err error) {
		if strings.HasPrefix(path, dir) { // nobody may not read the home folder of the tests either
			warned <- strings.TrimPrefix(path, dir) + ": " + err.Error()
		}
	}}
	visited := map[string]chunker.Reason{}
	if err := walk.Walk(t.Context(), o, func(f walk.File) { visited[f.Path] = f.Reason }); err != nil {
		t.Fatal(err)
	}
	close(warned)
	var warnings []string
	for w := range warned {
		name, _, _ := strings.Cut(w, ": ")
		warnings = append(warnings, name)
	}
	for name, want := range map[string]chunker.Reason{"a": "", "z/b": "", "rules/ignored": "", "rules/.gitignore": "", "names/y": chunker.Unreadable} {
		if got, ok := visited[name]; !ok || got != want {
			t.Errorf("%s visited: %t, with reason %q, want %q", name, ok, got, want)
		}
	}
	if _, ok := visited["closed/x"]; ok || len(warnings) != 2 {
		t.Errorf("closed/x visited: %t; warnings: %q, want two", ok, warnings)
	}
	r, err := walk.NewRules(walk.Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Reason("names/y"); got != chunker.Unreadable {
		t.Errorf("Reason(names/y) = %q", got)
	}
}

func TestPipe(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "f", "x")
	// A pipe called .gitignore would be waited for if it were opened.
	for _, name := range []string{"pipe", ".gitignore", ".ignore"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, walkFiles(t, walk.Options{Root: dir}), "f")
}

package walk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// checkReasons compares what the rules say of each path below root to what the walk visited.
func checkReasons(t *testing.T, root string, visited []string) {
	t.Helper()
	r, err := walk.NewRules(walk.Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range everything(t, root) {
		info, err := os.Lstat(filepath.Join(root, p))
		if err != nil {
			t.Fatal(err)
		}
		if info.IsDir() {
			continue // entered perhaps with nothing to visit
		}
		_, want := slices.BinarySearch(visited, p)
		if got := r.Reason(p); want == (got == chunker.Ignored) {
			t.Errorf("Reason(%q) = %q, but walk visits it: %t", p, got, want)
		}
	}
}

func tryWrite(dir, name string) { tryWriteText(dir, name, "x") }

// tryWriteText writes a file unless another stands in its way.
func tryWriteText(dir, name, text string) bool {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return false
	}
	return os.WriteFile(file, []byte(text), 0o644) == nil
}

func quoteLines(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, strconv.Quote(line))
	}
	return strings.Join(lines, " ")
}

package walk_test

import (
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// Rules are strangers' text. Tried one after the other these would take longer than the
// universe has existed; the test ends at all only because the matcher does not.
func TestHostileRules(t *testing.T) {
	deep := strings.Repeat("a/", 500) + "a"
	long := strings.Repeat("a", 250)
	for _, rule := range []string{
		strings.Repeat("*a", 60) + "b",
		"/" + strings.Repeat("**/", 60) + "b",
		"/" + strings.Repeat("**/a/", 60) + "b",
		"/" + strings.Repeat("**/*a*/", 60) + "b",
		"/" + strings.Repeat("**/*a*a*a*", 20) + "b",
		strings.Repeat("[a-z]*", 60) + "b",
		strings.Repeat("?*", 100) + "b",
		strings.Repeat("*", 100000) + "b",
	} {
		dir := t.TempDir()
		write(t, dir, ".gitignore", rule)
		r, err := walk.NewRules(walk.Options{Root: dir})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{deep, long, deep + "/" + long} {
			if got := r.Reason(p); got == chunker.Ignored {
				t.Errorf("%.40q ignores %.40q", rule, p)
			}
		}
	}
}

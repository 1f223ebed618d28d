package chunker

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestRoots: a query that is tried only at the nodes where its patterns begin matches what it
// matches when it is run over the whole tree.
func TestRoots(t *testing.T) {
	goldens, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(goldens) == 0 {
		t.Fatal("no goldens", err)
	}
	p := newParser()
	defer p.close()
	for _, name := range goldens {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		language := ByID(filepath.Base(filepath.Dir(name)))
		q, err := language.compiled()
		if err != nil {
			t.Fatal(err)
		}
		everywhere := *q
		everywhere.roots = nil
		text := goldenInput(archive.Comment, archive.Files[0].Data)
		rooted, ok1 := p.parse(language.grammar(), q, text, testBudget)
		whole, ok2 := p.parse(language.grammar(), &everywhere, text, testBudget)
		if !ok1 || !ok2 {
			t.Fatalf("%s: no tree", name)
		}
		if got, want := matchList(rooted), matchList(whole); !slices.Equal(got, want) {
			t.Errorf("%s: %d matches, want %d, such as %v", name, len(got), len(want), missing(want, got))
		}
	}
}

// matchList shows matches in an order of their own: the whole query gives them by their end.
func matchList(t tree) []string {
	var all []string
	for _, m := range t.matches {
		slices.SortFunc(m.captures, func(a, b capture) int {
			return cmp.Or(compareSpans(a.Span, b.Span), cmp.Compare(a.name, b.name))
		})
		all = append(all, fmt.Sprint(m.pattern, m.captures))
	}
	slices.Sort(all)
	return all
}

// missing are those of want that got lacks.
func missing(want, got []string) []string {
	return slices.DeleteFunc(slices.Clone(want), func(m string) bool { return slices.Contains(got, m) })
}

// TestQueriesHaveRoots: the queries of the main languages need not be run over the whole tree, which
// costs a third of the parse.
func TestQueriesHaveRoots(t *testing.T) {
	for _, name := range []string{"go", "python", "javascript", "typescript", "tsx", "java", "c", "cpp", "rust", "ruby", "php", "csharp"} {
		q, err := ByID(name).compiled()
		if err != nil {
			t.Fatal(err)
		}
		if q.roots == nil {
			t.Errorf("%s: a pattern may begin anywhere", name)
		}
	}
}

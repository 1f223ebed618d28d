package lsp

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// TestKindsPage checks the column SymbolKind of the kinds in docs/languages.md.
func TestKindsPage(t *testing.T) {
	page, err := os.ReadFile("../docs/languages.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range chunker.Kinds {
		_, row, _ := strings.Cut(string(page), "\n| `"+string(kind)+"` |")
		row, _, _ = strings.Cut(row, "\n")
		if want := fmt.Sprintf(" | %d |", symbolKinds[kind]); !strings.HasSuffix(row, want) {
			t.Errorf("%s: the row is %q, want it to end in %q", kind, row, want)
		}
	}
}

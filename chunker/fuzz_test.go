package chunker

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// crashProne are grammars whose C code is known to kill the process on odd input
// (docs/languages.md lists the inputs). They are fuzzed in worker processes only.
var crashProne = []string{"markdown", "kotlin", "ocaml", "swift", "elm"}

// FuzzChunks holds the invariants of the package's contract, in every language, for any bytes.
// Seeds are the goldens.
func FuzzChunks(f *testing.F) {
	goldens, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range goldens {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(filepath.Dir(name)), goldenInput(archive.Comment, archive.Files[0].Data))
	}
	only := os.Getenv("FUZZ_LANGUAGE")
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		if only != "" {
			name = only
		}
		language := ByID(name)
		if language == nil || slices.Contains(crashProne, language.Name) || len(text) > 1<<16 {
			return
		}
		c := New()
		defer c.Close()
		file, err := c.Chunk(language, text, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		checkInvariants(t, text, &file)
		if file.Reason == ParseTimeout {
			return
		}
		again, err := c.Chunk(language, text, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if !equalFiles(&file, &again) {
			t.Fatalf("the same bytes gave other chunks\n%q", text)
		}
	})
}

func equalFiles(a, b *File) bool {
	first, err1 := a.MarshalBinary()
	second, err2 := b.MarshalBinary()
	return err1 == nil && err2 == nil && slices.Equal(first, second)
}

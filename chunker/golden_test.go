package chunker

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the goldens")

// testBudget is far above the default, so that a loaded machine changes no golden.
const testBudget = time.Minute

// TestGolden chunks each file of testdata/<language>/*.txtar and compares a readable dump of
// its chunks with the section "want". Words in the archive's comment change the input:
// "option: crlf", "option: bom".
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	c := New()
	defer c.Close()
	for _, name := range archives {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "testdata/"), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source := archive.Files[0]
			text := goldenInput(archive.Comment, source.Data)
			language := Detect(source.Name, text)
			if folder := filepath.Base(filepath.Dir(name)); language == nil || language.Name != folder {
				t.Fatalf("%s is not detected as %s", source.Name, folder)
			}
			f, err := c.Chunk(language, text, testBudget)
			if err != nil {
				t.Fatal(err)
			}
			checkInvariants(t, text, &f)
			checkRoundTrip(t, &f)
			got := dump(language, source.Name, text, &f)
			if *rewrite {
				archive.Files = []txtar.File{source, {Name: "want", Data: []byte(got)}}
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) != 2 || archive.Files[1].Name != "want" {
				t.Fatal("no section want: run with -rewrite and read what it wrote")
			}
			if want := string(archive.Files[1].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func goldenInput(comment, text []byte) []byte {
	if bytes.Contains(comment, []byte("option: crlf")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if bytes.Contains(comment, []byte("option: bom")) {
		text = append(bytes.Clone(utf8BOM), text...)
	}
	return text
}

// checkRoundTrip checks that the stored form loses nothing.
func checkRoundTrip(t *testing.T, f *File) {
	t.Helper()
	data, err := f.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back File
	if err := back.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*f, back) {
		t.Errorf("stored and read again:\n%+v\nwas:\n%+v", back, *f)
	}
}

// dump shows a file's chunks, one paragraph each, with all places as 1-based line:column
// (in bytes), as an editor shows them.
func dump(language *Language, path string, text []byte, f *File) string {
	var b strings.Builder
	if m := language.Module(path, f); m != "" {
		fmt.Fprintf(&b, "module %s\n", m)
	}
	if f.Reason != "" || f.HasError {
		fmt.Fprintf(&b, "reason %q error %v\n", f.Reason, f.HasError)
	}
	for i := range f.Chunks {
		c := &f.Chunks[i]
		depth := 0
		for p := c.Parent; p >= 0; p = f.Chunks[p].Parent {
			depth++
		}
		indent := strings.Repeat("    ", depth)
		fmt.Fprintf(&b, "%s%s %s %s", indent, c.Kind, f.ID(path, i), places(text, c.Range))
		if c.Declaration != c.Range {
			fmt.Fprintf(&b, " declaration %s", place(text, c.Declaration.Start))
		}
		if c.HasError {
			b.WriteString(" error")
		}
		b.WriteByte('\n')
		if !c.Selection.IsZero() {
			fmt.Fprintf(&b, "%s  name %s %q", indent, places(text, c.Selection), c.Names())
			if c.QualifiedName != c.Name {
				fmt.Fprintf(&b, " qualified %q", c.QualifiedName)
			}
			b.WriteByte('\n')
		} else if c.Name != "" {
			fmt.Fprintf(&b, "%s  name not in the text: %q\n", indent, c.Name)
		}
		if !c.Body.IsZero() {
			fmt.Fprintf(&b, "%s  body %s\n", indent, places(text, c.Body))
		}
		if s := c.Signature(text); s != "" {
			fmt.Fprintf(&b, "%s  signature %s\n", indent, s)
		}
		if s := c.DocText(text); s != "" {
			fmt.Fprintf(&b, "%s  doc %q\n", indent, s)
		}
	}
	return b.String()
}

func places(text []byte, s Span) string { return place(text, s.Start) + "-" + place(text, s.End) }

func place(text []byte, offset uint32) string {
	before := text[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	return fmt.Sprintf("%d:%d", line, len(before)-bytes.LastIndexByte(before, '\n'))
}

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/lsp"
)

// project is a small one, with all that the commands tell apart.
func project(t *testing.T) *program {
	p := newProgram(t)
	p.write("kv/store.go", "package kv\n\n// Get gets.\nfunc Get() int {\n\treturn 1\n}\n\ntype Store struct{}\n\nfunc (s *Store) Get() int { return 2 }\n")
	p.write("web/app.py", "class App:\n    def Get(self):\n        return 3\n")
	p.write(".gitignore", "gen/\n")
	p.write("gen/gen.go", "package gen\n\nfunc Generated() {}\n")
	p.write(".env", "PASSWORD=hunter2\n")
	p.write("image.go", "package a\x00\n")
	return p
}

func TestSymbol(t *testing.T) {
	p := project(t)
	out := p.must(exitFound, "symbol", "Store.Get")
	if !strings.HasPrefix(out, "kv/store.go:10-10  method Store.Get\n") || !strings.Contains(out, "{ return 2 }") {
		t.Errorf("got %s", out)
	}
	if out := p.must(exitNothing, "symbol", "Nowhere"); out != "" {
		t.Errorf("got %s", out)
	}
	if out := p.must(exitNothing, "symbol", "Generated"); out != "" {
		t.Errorf("ignored, and found: %s", out)
	}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"Get"}, []string{"kv/store.go#Get", "kv/store.go#Store.Get", "web/app.py#App.Get"}},
		{[]string{"Get", "--kind", "method"}, []string{"kv/store.go#Store.Get", "web/app.py#App.Get"}},
		{[]string{"Get", "--language", "python"}, []string{"web/app.py#App.Get"}},
		{[]string{"Get", "--in", "web"}, []string{"web/app.py#App.Get"}},
		{[]string{"Get", "--in", "."}, []string{"kv/store.go#Get", "kv/store.go#Store.Get", "web/app.py#App.Get"}},
		{[]string{"Get", "--limit", "1"}, []string{"kv/store.go#Get"}},
		{[]string{"st", "--match", "prefix"}, []string{"kv/store.go#Store"}},
		{[]string{"Get", "-C", "web"}, []string{"kv/store.go#Get", "kv/store.go#Store.Get", "web/app.py#App.Get"}},
	} {
		var r lsp.ChunksResult
		out := p.must(exitFound, append([]string{"symbol", "--json", "--detail", "name"}, c.args...)...)
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatalf("%v: %v in %s", c.args, err, out)
		}
		var ids []string
		for _, found := range r.Chunks {
			ids = append(ids, found.ID)
			if found.Content != nil {
				t.Errorf("%v: there is content", c.args)
			}
		}
		if strings.Join(ids, " ") != strings.Join(c.want, " ") {
			t.Errorf("%v: %v", c.args, ids)
		}
	}
	if out := p.must(exitFound, "symbol", "Get", "--limit", "1"); !strings.Contains(out, "and more") {
		t.Errorf("got %s", out)
	}
	if out := p.must(exitNothing, "symbol", "--json", "Nowhere"); out != "{\"chunks\":[]}\n" {
		t.Errorf("got %s", out)
	}
	for _, args := range [][]string{
		{"symbol"}, {"symbol", "a", "b"}, {"symbol", "--limit", "0", "a"}, {"symbol", "--match", "what", "a"}, {"symbol", "--kind", "what", "a"},
		{"symbol", "--detail", "what", "a"}, {"symbol", "-C", "no/such/folder", "a"}, {"symbol", "--what", "a"}, {"what"},
		{"--log-level", "loud", "symbol", "a"},
	} {
		p.must(exitError, args...)
	}
}

func TestSpanCommand(t *testing.T) {
	p := project(t)
	for _, c := range []struct {
		args []string
		want string // the headings
	}{
		{[]string{"kv/store.go:5"}, "kv/store.go:3-6  function Get"},
		{[]string{"kv/store.go:5:2"}, "kv/store.go:3-6  function Get"},
		{[]string{"kv/store.go:3-6"}, "kv/store.go:3-6  function Get"},
		{[]string{"web/app.py:3"}, "web/app.py:2-3  method App.Get|web/app.py:1-3  class App"},
		{[]string{"web/app.py:2-3", "--match", "overlapping"}, "web/app.py:1-3  class App|web/app.py:2-3  method App.Get"},
		{[]string{"kv/store.go:8", "--match", "exact"}, "kv/store.go:8-8  struct Store"},
		{[]string{"gen/gen.go:3"}, "gen/gen.go:3-3  function Generated"},
	} {
		out := p.must(exitFound, append([]string{"span", "--detail", "name"}, c.args...)...)
		if got := strings.ReplaceAll(strings.TrimSpace(out), "\n", "|"); got != c.want {
			t.Errorf("%v: %s", c.args, got)
		}
	}
	if out := p.must(exitFound, "span", "kv/store.go:5"); !strings.Contains(out, "// Get gets.\nfunc Get() int {\n\treturn 1\n}\n") {
		t.Errorf("got %s", out)
	}
	p.must(exitNothing, "span", "kv/store.go:3-8")
	if errs := p.must(exitError, "span", ".env:1"); strings.Contains(errs, "hunter2") || !strings.Contains(errs, "secret") {
		t.Errorf("got %s", errs)
	}
	p.must(exitError, "span", "kv/store.go")
	p.must(exitError, "span", "kv/store.go:99")
	p.must(exitError, "span", "no/such.go:1")
	p.must(exitError, "span", "image.go:1")
	if _, err := os.Stat(p.store); !os.IsNotExist(err) {
		t.Errorf("looking at one file made a store: %v", err)
	}
}

// TestChunks: with --json, one chunk of the protocol a line.
func TestChunks(t *testing.T) {
	p := project(t)
	var ids []string
	lines := bufio.NewScanner(strings.NewReader(p.must(exitFound, "chunks", "--json", ".")))
	for lines.Scan() {
		decoder := json.NewDecoder(strings.NewReader(lines.Text()))
		decoder.DisallowUnknownFields()
		var c lsp.Chunk
		if err := decoder.Decode(&c); err != nil || c.Content == nil || c.Source != "disk" || len(c.Hash) != 64 {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		ids = append(ids, c.ID)
	}
	want := ".gitignore#@1 kv/store.go#@1 kv/store.go#Get kv/store.go#Store kv/store.go#Store.Get web/app.py#App web/app.py#App.Get"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("got %s", got)
	}
	if out := p.must(exitFound, "chunks", "web/app.py"); out != "web/app.py:1-3  class App\nweb/app.py:2-3  method App.Get\n" {
		t.Errorf("got %s", out)
	}
	if out := p.must(exitFound, "chunks", "--json", "--detail", "name", "web/app.py"); strings.Contains(out, `"content"`) {
		t.Errorf("got %s", out)
	}
	p.must(exitError, "chunks", "no/such/file")
	p.must(exitError, "chunks", "image.go")
	p.must(exitError, "chunks", "--detail", "what", "web/app.py")
	p.write("empty.go", "")
	p.must(exitNothing, "chunks", "empty.go")
}

func TestStatusCommand(t *testing.T) {
	p := project(t)
	p.must(exitFound, "index")
	var r lsp.StatusResult
	if err := json.Unmarshal([]byte(p.must(exitFound, "status", "--json")), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Roots) != 1 || r.Roots[0].Files != 3 || r.Roots[0].Languages["go"] != 1 || r.Store.Path != p.store || r.File != nil {
		t.Errorf("got %+v", r)
	}
	for path, want := range map[string]string{
		"kv/store.go": "the file is indexed: go, 4 chunks", "gen/gen.go": "the file is not indexed: ignored",
		".env": "the file is not indexed: secret", "image.go": "the file is not indexed: binary",
	} {
		if out := p.must(exitFound, "status", path); !strings.Contains(out, want) {
			t.Errorf("%s: %s", path, out)
		}
	}
}

func TestStore(t *testing.T) {
	p := project(t)
	if out := p.must(exitFound, "store", "path"); out != p.store+"\n" {
		t.Errorf("got %s", out)
	}
	p.must(exitFound, "store", "clear") // nothing to do
	report := p.index()
	if report.Root != p.dir || report.Summary.Parsed != 2 || report.Counts.Chunks != 7 {
		t.Errorf("got %+v", report)
	}
	if out := p.must(exitFound, "store", "verify"); out != "the store is sound\n" {
		t.Errorf("got %s", out)
	}
	if out := p.must(exitFound, "store", "stats"); !strings.Contains(out, p.dir+": 3 files, 7 chunks, 5 symbols") {
		t.Errorf("got %s", out)
	}
	if out := p.must(exitFound, "store", "dump"); !strings.Contains(out, "kv/store.go") || strings.Contains(out, "hunter2") {
		t.Errorf("got %s", out)
	}
	if report = p.index(); report.Summary.Read != 0 || report.Summary.Parsed != 0 {
		t.Errorf("a second time: %+v", report)
	}
	p.must(exitFound, "store", "clear")
	if _, err := os.Stat(p.store); !os.IsNotExist(err) {
		t.Errorf("after clear: %v", err)
	}
	if report = p.index(); report.Summary.Parsed != 2 {
		t.Errorf("after clear: %+v", report)
	}
}

// TestLimits: a changed limit takes effect on files that have not changed.
func TestLimits(t *testing.T) {
	p := project(t)
	all := p.index().Counts.Files
	small := p.index("--max-file-size", "10").Counts
	if len(small.Languages) != 0 || small.Skipped[chunker.TooLarge] == 0 {
		t.Errorf("with 10 bytes at the most: %+v", small)
	}
	if again := p.index().Counts; again.Files != all || again.Skipped[chunker.TooLarge] != 0 {
		t.Errorf("without a limit again: %+v, want %d files", again, all)
	}
	p.must(exitError, "index", "--parse-budget", "soon")
}

func (p *program) index(flags ...string) indexReport {
	p.t.Helper()
	var report indexReport
	out := p.must(exitFound, append([]string{"index", "--json"}, flags...)...)
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		p.t.Fatalf("%v in %s", err, out)
	}
	return report
}

// TestDamagedStore: it is set aside, and what was asked for is answered.
func TestDamagedStore(t *testing.T) {
	p := project(t)
	p.index()
	damaged := false
	err := filepath.WalkDir(p.store, func(path string, entry os.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(entry.Name(), "MANIFEST-") {
			damaged = true
			return os.Remove(path)
		}
		return err
	})
	if err != nil || !damaged {
		t.Fatal("no manifest", err)
	}
	out, errs, status := p.run("symbol", "Store.Get")
	if status != exitFound || !strings.Contains(out, "{ return 2 }") || !strings.Contains(errs, "set aside") {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	if _, err := os.Stat(p.store + ".damaged"); err != nil {
		t.Error(err)
	}
	if out := p.must(exitFound, "store", "verify"); out != "the store is sound\n" {
		t.Errorf("got %s", out)
	}
}

func TestVersion(t *testing.T) {
	p := newProgram(t)
	if out := p.must(exitFound, "version"); !strings.HasPrefix(out, "chunk-lsp ") || strings.Count(out, "\n") != 1 {
		t.Errorf("got %q", out)
	}
	p.must(exitFound, "--help")
	if runtime.GOOS == "linux" {
		p.store = "/dev/null/store"
		p.must(exitError, "index")
	}
}

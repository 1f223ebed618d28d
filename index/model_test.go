package index

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/kv"
)

// model makes random changes to a folder and to open documents.
type model struct {
	*fixture
	random *rand.Rand
	open   map[string]Document
	files  map[string]bool
}

var modelNames = []string{"Alpha", "Beta", "Gamma", "Delta"}

// text is a random Go file whose functions stand in random order behind random padding.
func (m *model) text() string {
	var b strings.Builder
	b.WriteString("package p\n" + strings.Repeat("\n// padding\n", m.random.IntN(4)))
	for _, name := range modelNames {
		if m.random.IntN(2) == 0 {
			fmt.Fprintf(&b, "\nfunc %s() int { return %d }\n", name, m.random.IntN(1000))
		}
	}
	return b.String()
}

func (m *model) path() string {
	return []string{"a.go", "b.go", "a:b.go", "a b.go", "d/a.go", "d/e/a.go"}[m.random.IntN(6)]
}

func (m *model) step() string {
	path := m.path()
	switch m.random.IntN(8) {
	case 0, 1:
		m.write(path, m.text())
		m.files[path] = true
		return "write " + path
	case 2:
		if err := os.RemoveAll(filepath.Join(m.dir, path)); err != nil {
			m.t.Fatal(err)
		}
		delete(m.files, path)
		return "remove " + path
	case 3, 4:
		d := Document{m.id(path), "go", m.open[path].Version + 1, []byte(m.text())}
		m.open[path] = d
		m.workspace.SetDocument(d)
		return "edit " + path
	case 5:
		delete(m.open, path)
		m.workspace.CloseDocument(m.id(path))
		return "close " + path
	case 6:
		m.stop()
		m.start()
		for _, d := range m.open {
			m.workspace.SetDocument(d)
		}
		return "restart"
	}
	m.workspace.Refresh(context.Background(), m.id(path))
	return "refresh " + path
}

// answers are all that queries say: each file by place, each name by name.
func (m *model) answers(w *Workspace, byName bool) []string {
	ctx := context.Background()
	var all []string
	for _, path := range []string{"a.go", "b.go", "a:b.go", "a b.go", "d/a.go", "d/e/a.go"} {
		src, err := w.Snapshot().Source(ctx, m.id(path))
		if err != nil {
			all = append(all, path+" "+m.errorText(err))
			continue
		}
		for i := range src.Chunks.Chunks {
			all = append(all, describe(src, i))
		}
	}
	if !byName {
		return all
	}
	for _, name := range modelNames {
		found, err := w.Snapshot().Symbols(ctx, SymbolQuery{Name: name, CaseSensitive: true})
		if err != nil || found.Incomplete {
			m.t.Fatal(err, found.Incomplete)
		}
		for _, hit := range found.Hits {
			all = append(all, name+": "+describe(hit.Source, hit.Chunk))
		}
	}
	return all
}

// fresh is an index of the same state that has no history.
func (m *model) fresh(byName bool) []string {
	store, err := kv.Open(kv.InMemory(kv.Options{Logger: slog.New(slog.DiscardHandler)}))
	if err != nil {
		m.t.Fatal(err)
	}
	w, err := New(Options{Store: store, Pool: m.pool, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() {
		w.Close()
		if err := store.Close(); err != nil {
			m.t.Error(err)
		}
	}()
	if err := w.AddRoot(m.dir); err != nil {
		m.t.Fatal(err)
	}
	for _, d := range m.open {
		w.SetDocument(d)
	}
	if byName {
		m.scan(w)
	}
	return m.answers(w, byName)
}

func (m *model) scan(w *Workspace) {
	if _, err := w.Scan(context.Background(), m.dir, nil); err != nil {
		m.t.Fatal(err)
	}
}

// TestModel: after any changes, by-place answers equal a fresh index's at once, and by-name
// answers after a scan.
func TestModel(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	m := &model{fixture: newFixture(t), random: rand.New(rand.NewPCG(seed, 0)), open: map[string]Document{}, files: map[string]bool{}}
	var history []string
	for step := range 200 {
		history = append(history, m.step())
		byName := step%5 == 0
		if byName {
			m.scan(m.workspace)
		}
		got, want := m.answers(m.workspace, byName), m.fresh(byName)
		if !slices.Equal(got, want) {
			t.Fatalf("step %d:\n%s\ngot:\n%s\nwant:\n%s", step, strings.Join(history, "\n"), strings.Join(got, ""), strings.Join(want, ""))
		}
	}
	problems, err := m.store.Verify(context.Background())
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
}

// TestRacyWrite: a file changed twice within a tick of the clock, to the same size, is not
// taken for unchanged.
func TestRacyWrite(t *testing.T) {
	f := newFixture(t)
	now := time.Now()
	for i, text := range []string{"package p\n\nfunc A() {}\n", "package p\n\nfunc B() {}\n"} {
		f.write("a.go", text)
		if err := os.Chtimes(filepath.Join(f.dir, "a.go"), now, now); err != nil {
			t.Fatal(err)
		}
		src, err := f.workspace.Snapshot().Source(context.Background(), f.id("a.go"))
		if err != nil || string(src.Text) != text {
			t.Fatalf("write %d: %v %v", i, src, err)
		}
	}
}

// TestSymlinkOutside: no answer carries what lies outside the root.
func TestSymlinkOutside(t *testing.T) {
	f := newFixture(t)
	outside := filepath.Join(t.TempDir(), "secret.go")
	if err := os.WriteFile(outside, []byte("package secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(f.dir, "link.go")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(f.dir, "dir")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"link.go", "dir/secret.go", "../" + filepath.Base(filepath.Dir(outside)) + "/secret.go"} {
		if src, err := f.workspace.Snapshot().Source(context.Background(), f.id(path)); err == nil {
			t.Errorf("%s gave %q", path, src.Text)
		}
	}
}

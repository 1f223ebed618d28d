package index

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// -rewrite of package datadriven rewrites the scripts' outputs.
var _ = flag.Lookup("rewrite")

func TestMain(m *testing.M) {
	if os.Getenv(worker.EnvWorker) != "" {
		if err := worker.Main(os.Stdin, os.Stdout); err != nil {
			slog.Error("worker", "error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fixture is a workspace over a real folder and a real store, which outlives restarts.
type fixture struct {
	t         *testing.T
	dir       string
	storeDir  string
	store     *kv.Store
	pool      *worker.Pool
	workspace *Workspace
	pages     string // the last cursor
	writes    int
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, dir: t.TempDir(), storeDir: t.TempDir()}
	f.start()
	t.Cleanup(f.stop)
	return f
}

func (f *fixture) start() {
	f.t.Helper()
	log := slog.New(slog.DiscardHandler)
	var err error
	if f.store, err = kv.Open(kv.Options{Dir: f.storeDir, Logger: log}); err != nil {
		f.t.Fatal(err)
	}
	if f.pool, err = worker.NewPool(worker.Options{Logger: log}); err != nil {
		f.t.Fatal(err)
	}
	if f.workspace, err = New(Options{Store: f.store, Pool: f.pool, Logger: log}); err != nil {
		f.t.Fatal(err)
	}
	if err := f.workspace.AddRoot(f.dir); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) stop() {
	f.workspace.Close()
	f.pool.Close()
	if err := f.store.Close(); err != nil {
		f.t.Error(err)
	}
}

func (f *fixture) id(path string) FileID { return FileID{f.dir, path} }

func (f *fixture) write(path, text string) {
	f.t.Helper()
	full := filepath.Join(f.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
	// Each write is a second after the one before, and long ago: see racyWindow.
	f.writes++
	written := time.Now().Add(-time.Hour).Truncate(time.Second).Add(time.Duration(f.writes) * time.Second)
	if err := os.Chtimes(full, written, written); err != nil {
		f.t.Fatal(err)
	}
}

// TestScripts runs testdata/*: what a user does to files and documents, and what queries
// answer in between.
func TestScripts(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		f := newFixture(t)
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			f.t = t
			return f.run(d)
		})
	})
}

func (f *fixture) run(d *datadriven.TestData) string {
	var path, name, match, from, language string
	var version, limit int
	for key, value := range map[string]any{"path": &path, "name": &name, "match": &match, "from": &from, "language": &language, "version": &version, "limit": &limit} {
		d.MaybeScanArgs(f.t, key, value)
	}
	text := d.Input
	if text != "" {
		text += "\n"
	}
	ctx := context.Background()
	switch d.Cmd {
	case "write":
		f.write(path, text)
	case "remove":
		if err := os.RemoveAll(filepath.Join(f.dir, path)); err != nil {
			return err.Error()
		}
	case "rename":
		if err := os.Rename(filepath.Join(f.dir, path), filepath.Join(f.dir, name)); err != nil {
			return err.Error()
		}
	case "open", "edit":
		f.workspace.SetDocument(Document{f.id(path), language, int32(version), []byte(text)})
	case "close":
		f.workspace.CloseDocument(f.id(path))
	case "refresh":
		return strings.ReplaceAll(fmt.Sprintln("rescan", f.workspace.Refresh(ctx, f.id(path))), f.dir, "ROOT")
	case "scan":
		s, err := f.workspace.Scan(ctx, f.dir, nil)
		return fmt.Sprintf("files=%d read=%d parsed=%d deleted=%d err=%v\n", s.Files, s.Read, s.Parsed, s.Deleted, err)
	case "restart":
		f.stop()
		f.start()
	case "symbol":
		q := SymbolQuery{Name: name, Prefix: match == "prefix", CaseSensitive: match != "prefix" && !d.HasArg("anycase"), Limit: limit}
		if from != "" {
			q.From = f.id(from)
		}
		if d.HasArg("next") {
			q.Cursor = f.pages
		}
		if d.HasArg("kind") {
			var kind string
			d.ScanArgs(f.t, "kind", &kind)
			q.Kinds = []chunker.Kind{chunker.Kind(kind)}
		}
		if language != "" {
			q.Languages = []string{language}
		}
		if path != "" {
			q.Within = []FileID{f.id(path)}
		}
		return f.symbols(ctx, q)
	case "span":
		return f.span(ctx, path, d.Input)
	case "status":
		return f.status(path)
	default:
		d.Fatalf(f.t, "unknown command %s", d.Cmd)
	}
	return ""
}

func (f *fixture) symbols(ctx context.Context, q SymbolQuery) string {
	found, err := f.workspace.Snapshot().Symbols(ctx, q)
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	for _, hit := range found.Hits {
		b.WriteString(describe(hit.Source, hit.Chunk))
	}
	if found.Incomplete {
		b.WriteString("incomplete\n")
	}
	if f.pages = found.Next; found.Next != "" {
		b.WriteString("and more\n")
	}
	return b.String()
}

// describe shows a chunk in a line, with its content on one line.
func describe(src *Source, i int) string {
	c := &src.Chunks.Chunks[i]
	where := "disk"
	if src.Overlay {
		where = fmt.Sprint("version ", src.Version)
	}
	content := strings.Join(strings.Fields(string(c.Content(src.Text))), " ")
	return fmt.Sprintf("%s %s (%s): %s\n", src.ID(i), c.Kind, where, content)
}

// span asks for the chunks around the first place where a text stands.
func (f *fixture) span(ctx context.Context, path, at string) string {
	src, err := f.workspace.Snapshot().Source(ctx, f.id(path))
	if err != nil {
		return f.errorText(err)
	}
	offset := strings.Index(string(src.Text), at)
	if offset < 0 {
		return fmt.Sprintf("%q is not in the text\n", at)
	}
	var b strings.Builder
	for _, i := range src.Chunks.Enclosing(chunker.Span{Start: uint32(offset), End: uint32(offset + len(at))}) {
		b.WriteString(describe(src, i))
	}
	return b.String()
}

func (f *fixture) errorText(err error) string {
	var reason *ReasonError
	switch {
	case errors.As(err, &reason):
		return "reason " + string(reason.Reason) + "\n"
	case errors.Is(err, os.ErrNotExist):
		return "no such file\n"
	}
	return err.Error() + "\n"
}

func (f *fixture) status(path string) string {
	snapshot := f.workspace.Snapshot()
	if path != "" {
		s, err := snapshot.FileStatus(f.id(path))
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf("indexed=%v reason=%q chunks=%d\n", s.Indexed, s.Reason, s.Chunks)
	}
	all, err := snapshot.Status()
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "%s files=%d chunks=%d symbols=%d errors=%d languages=%v skipped=%v\n",
			r.State, r.Counts.Files, r.Counts.Chunks, r.Counts.Symbols, r.Counts.ParseErrors, r.Counts.Languages, r.Counts.Skipped)
	}
	problems, err := f.store.Verify(context.Background())
	if err != nil || len(problems) > 0 {
		slices.Sort(problems)
		fmt.Fprintf(&b, "store: %v %v\n", problems, err)
	}
	return b.String()
}

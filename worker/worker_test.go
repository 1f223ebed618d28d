package worker

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

func TestMain(m *testing.M) {
	if os.Getenv(EnvWorker) != "" {
		if err := Main(os.Stdin, os.Stdout); err != nil {
			slog.Error("worker", "error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func newPool(t testing.TB, o Options) *Pool {
	t.Helper()
	o.Logger = slog.New(slog.DiscardHandler)
	p, err := NewPool(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

const goText = "package a\n\n// F does.\nfunc F() {}\n\ntype T struct{}\n"

func names(f chunker.File) string {
	var all []string
	for i := range f.Chunks {
		all = append(all, string(f.Chunks[i].Kind)+" "+f.Chunks[i].Name)
	}
	return strings.Join(all, ", ")
}

const goNames = "block , function F, struct T"

func chunkGo(t *testing.T, p *Pool) {
	t.Helper()
	f, err := p.Chunk(context.Background(), Urgent, chunker.ByID("go"), "a.go", []byte(goText))
	if err != nil || names(f) != goNames {
		t.Fatalf("got %q, %v", names(f), err)
	}
}

// TestDeadlyInput gives the bundled grammars what kills or stops them. Each file gets blocks
// and a reason, and the next file is chunked as ever.
func TestDeadlyInput(t *testing.T) {
	p := newPool(t, Options{Size: 1, ParseBudget: 500 * time.Millisecond})
	for _, test := range []struct {
		name, language, text string
		want                 chunker.Reason
	}{
		{"254 nested quotes", "markdown", strings.Repeat(">", 300) + " x\n", chunker.ParserCrashed},
		{"254 nested list levels", "markdown", nestedList(300), chunker.ParserCrashed},
		{"1,025 nested templates", "kotlin", "val x = " + strings.Repeat(`"${`, 1200), chunker.ParserCrashed},
		{"100,000 nested comments", "ocaml", strings.Repeat("(*", 200_000), chunker.ParserCrashed},
		{"100 KB of NULs in one lex step", "bash", strings.Repeat("\x00", 100_000), chunker.ParseTimeout},
	} {
		t.Run(test.language+" "+test.name, func(t *testing.T) {
			text := []byte(test.text)
			f, err := p.Chunk(context.Background(), Background, chunker.ByID(test.language), "deadly", text)
			if err != nil {
				t.Fatal(err)
			}
			if f.Reason != test.want {
				t.Errorf("reason %q, want %q: the grammar may have been mended", f.Reason, test.want)
			}
			if len(f.Chunks) != 1 || f.Chunks[0].Kind != chunker.Block {
				t.Errorf("chunks %v, want one block", f.Chunks)
			}
			chunkGo(t, p)
		})
	}
}

func nestedList(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

// TestMemory shows that a worker over its memory limit loses its file only.
func TestMemory(t *testing.T) {
	p := newPool(t, Options{Size: 1, ParseBudget: time.Minute, MaxMemory: 200 << 20})
	// A tree takes over 11 times its source (stack.md).
	text := []byte("package a\n" + strings.Repeat("var _ = f(a, b, c)\n", 200_000))
	f, err := p.Chunk(context.Background(), Background, chunker.ByID("go"), "large.go", text)
	if err != nil {
		t.Fatal(err)
	}
	if f.Reason != chunker.ParserCrashed {
		t.Errorf("reason %q, want parserCrashed", f.Reason)
	}
	chunkGo(t, p)
}

// TestTimeout shows that the parser's own limit ends a parse and its worker goes on.
func TestTimeout(t *testing.T) {
	p := newPool(t, Options{Size: 1, ParseBudget: 20 * time.Millisecond})
	text := []byte("package a\n" + strings.Repeat("func f() { g(1) }\n\n", 100_000))
	f, err := p.Chunk(context.Background(), Background, chunker.ByID("go"), "slow.go", text)
	if err != nil {
		t.Fatal(err)
	}
	if f.Reason != chunker.ParseTimeout || len(f.Chunks) != 100_000 {
		t.Errorf("reason %q, %d chunks", f.Reason, len(f.Chunks))
	}
	chunkGo(t, p)
}

func TestUnsupported(t *testing.T) {
	p := newPool(t, Options{Command: []string{"/nonexistent"}})
	f, err := p.Chunk(context.Background(), Background, nil, "x", []byte("a\n\nb\n"))
	if err != nil || f.Reason != chunker.UnsupportedLanguage || len(f.Chunks) != 2 {
		t.Errorf("got %+v, %v", f, err)
	}
	if _, err := p.Chunk(context.Background(), Background, chunker.ByID("go"), "x", nil); err == nil || !strings.Contains(err.Error(), "/nonexistent") {
		t.Errorf("a worker that can't start gave %v", err)
	}
}

func TestCancel(t *testing.T) {
	p := newPool(t, Options{Size: 1, ParseBudget: time.Minute})
	chunkGo(t, p)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	text := []byte(strings.Repeat("\x00", 400_000)) // keeps bash busy for minutes
	if _, err := p.Chunk(ctx, Background, chunker.ByID("bash"), "x", text); err != context.DeadlineExceeded {
		t.Errorf("got %v", err)
	}
	chunkGo(t, p)
}

func TestClosed(t *testing.T) {
	p := newPool(t, Options{})
	chunkGo(t, p)
	p.Close()
	if _, err := p.Chunk(context.Background(), Urgent, chunker.ByID("go"), "x", nil); err != ErrClosed {
		t.Errorf("got %v", err)
	}
}

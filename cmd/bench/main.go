// Command bench takes the measurements of docs/benchmarks.md and prints them as Markdown
// tables. Each figure is the median of several runs; ratios are taken within one run, so that
// a busy machine spoils them less.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one invocation of the command.
type bench struct {
	binary string // chunk-lsp
	dir    string // corpora, kept
	temp   string // stores and copies, deleted at the end
	runs   int
}

// section is a table of the page, taken on its own.
type section struct {
	name string
	take func(context.Context, *bench) (table, error)
}

var sections = []section{
	{"machine", takeMachine},
	{"cold", takeCold},
	{"warm", takeWarm},
	{"queries", takeQueries},
	{"serve", takeServe},
	{"workers", takeWorkers},
	{"edits", takeEdits},
	{"corpora", takeCorpora},
	{"chunker", takeChunker},
}

func run(ctx context.Context) (err error) {
	b := &bench{}
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	only := flag.String("only", "", "sections to take, separated by commas: "+strings.Join(names, ", "))
	page := flag.String("page", "", "Markdown page whose tables are replaced, besides printing them")
	flag.StringVar(&b.binary, "binary", "", "chunk-lsp to measure (default: built from this folder)")
	flag.StringVar(&b.dir, "dir", filepath.Join(cache, "chunk-lsp-bench"), "folder of the corpora; what is missing is fetched")
	flag.IntVar(&b.runs, "runs", 5, "how often each figure is taken; the median counts")
	flag.Parse()
	wanted := names
	if *only != "" {
		wanted = strings.Split(*only, ",")
	}
	if b.temp, err = os.MkdirTemp("", "chunk-lsp-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.temp) // best effort: it is a temporary folder
	if err := b.build(ctx); err != nil {
		return err
	}
	for _, s := range sections {
		if !slices.Contains(wanted, s.name) {
			continue
		}
		t, err := s.take(ctx, b)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Printf("%s\n%s\n", s.name, t)
		if *page == "" {
			continue
		}
		if err := replaceTable(*page, s.name, t.String()); err != nil {
			return err
		}
	}
	return nil
}

// build makes the binary, unless one is given.
func (b *bench) build(ctx context.Context) error {
	if b.binary != "" {
		return nil
	}
	b.binary = filepath.Join(b.temp, "chunk-lsp")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", b.binary, "./cmd/chunk-lsp")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// fresh returns a path below the temporary folder at which nothing is.
func (b *bench) fresh(name string) (string, error) {
	path := filepath.Join(b.temp, name)
	return path, os.RemoveAll(path)
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/worker"
)

// patience is how long a test waits for anything.
const patience = 60 * time.Second

// scratch holds the binary.
var scratch string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	if os.Getenv(worker.EnvWorker) != "" {
		if err := worker.Main(os.Stdin, os.Stdout); err != nil {
			slog.Error("worker", "error", err)
			return 1
		}
		return 0
	}
	dir, err := os.MkdirTemp("", "chunk-lsp-test-")
	if err != nil {
		slog.Error("no place for the binary", "error", err)
		return 1
	}
	scratch = dir
	defer os.RemoveAll(dir) // the system cleans up what is left
	return m.Run()
}

// binary builds the program, once.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "chunk-lsp")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// program is the binary with a store and a folder to run in.
type program struct {
	t     *testing.T
	dir   string // the project
	store string
}

func newProgram(t *testing.T) *program {
	t.Helper()
	if _, err := binary(); err != nil {
		t.Fatal(err)
	}
	// Symbolic links on the way to the temporary folder would make two names of each file.
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	// The project ends here, whatever lies around the temporary folder.
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	return &program{t, dir, filepath.Join(t.TempDir(), "store")}
}

func (p *program) write(path, text string) {
	p.t.Helper()
	full := filepath.Join(p.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour) // the index looks twice at what changed just now
	if err := os.Chtimes(full, old, old); err != nil {
		p.t.Fatal(err)
	}
}

func (p *program) command(args ...string) *exec.Cmd {
	p.t.Helper()
	path, err := binary()
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	p.t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, path, append([]string{"--store", p.store}, args...)...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "XDG_CACHE_HOME="+filepath.Join(p.dir, "no-such-cache"))
	return cmd
}

// run runs the program to its end.
func (p *program) run(args ...string) (stdout, stderr string, status int) {
	p.t.Helper()
	cmd := p.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatalf("%v: %v", args, err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// must runs the program and wants a status.
func (p *program) must(status int, args ...string) string {
	p.t.Helper()
	out, errs, got := p.run(args...)
	if got != status {
		p.t.Fatalf("%v: status %d, want %d\n%s%s", args, got, status, out, errs)
	}
	if status == exitError && !strings.HasPrefix(errs, "chunk-lsp: ") && !strings.Contains(errs, "\nchunk-lsp: ") {
		p.t.Errorf("%v: no message but %q", args, errs)
	}
	if status == exitError {
		return errs
	}
	return out
}

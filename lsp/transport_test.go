package lsp

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/index"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// patience is how long a test waits for anything.
const patience = 30 * time.Second

// scratch holds the binary; TestMain deletes it.
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

// binary builds the real program, once.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "chunk-lsp")
	out, err := exec.Command("go", "build", "-o", path, "../cmd/chunk-lsp").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// transport starts a server for a test and connects to it. wait gives its outcome.
type transport struct {
	name  string
	start func(t *testing.T) (stream io.ReadWriteCloser, wait func() error)
}

// transports are the ways in which the whole suite runs.
var transports = []transport{
	{"in process", inProcess},
	{"stdio", overStdio},
	{"with delays", func(t *testing.T) (io.ReadWriteCloser, func() error) {
		stream, wait := inProcess(t)
		return newDelayed(t, stream), wait
	}},
}

// onEach runs a test once for each transport, with an editor that is not yet initialized.
func onEach(t *testing.T, do func(t *testing.T, e *editor)) {
	t.Helper()
	for _, tr := range transports {
		t.Run(tr.name, func(t *testing.T) {
			if rewrite := flag.Lookup("rewrite"); rewrite == nil || rewrite.Value.String() == "false" {
				t.Parallel() // most of the time is waiting for notifications
			}
			do(t, newEditor(t, tr))
		})
	}
}

// logged collects a server's log, to be shown when its test fails.
type logged struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) show(t *testing.T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.Failed() {
		t.Logf("the server's log:\n%s", l.text.String())
	}
}

// inProcess serves from this process, with a store in memory and real workers.
func inProcess(t *testing.T) (io.ReadWriteCloser, func() error) {
	t.Helper()
	sink := &logged{}
	log := slog.New(slog.NewTextHandler(sink, &slog.HandlerOptions{Level: slog.LevelDebug}))
	store, err := kv.Open(kv.InMemory(kv.Options{Logger: log}))
	if err != nil {
		t.Fatal(err)
	}
	pool, err := worker.NewPool(worker.Options{Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	workspace, err := index.New(index.Options{Store: store, Pool: pool, Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	near, far := net.Pipe()
	served := make(chan error, 1)
	go func() {
		served <- Serve(context.Background(), far, Options{Workspace: workspace, Store: store, StorePath: "memory", Version: "v0.0.0-test", Logger: log})
	}()
	wait := sync.OnceValue(func() error { return <-served })
	t.Cleanup(func() {
		near.Close()
		wait()
		workspace.Close()
		pool.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
		sink.show(t)
	})
	return near, wait
}

// overStdio starts the real program on a store of its own.
func overStdio(t *testing.T) (io.ReadWriteCloser, func() error) {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	sink := &logged{}
	cmd := exec.Command(path, "serve", "--store", filepath.Join(t.TempDir(), "store"), "--log-level", "debug")
	cmd.Stderr = sink
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stream := &pipes{out, in}
	wait := sync.OnceValue(func() error {
		err := cmd.Wait()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 1 && strings.Contains(sink.text.String(), ErrNoShutdown.Error()) {
			return ErrNoShutdown
		}
		return err
	})
	t.Cleanup(func() {
		stream.Close()
		wait()
		sink.show(t)
	})
	return stream, wait
}

// pipes join a process's output and input.
type pipes struct {
	io.ReadCloser
	in io.WriteCloser
}

func (p *pipes) Write(b []byte) (int, error) { return p.in.Write(b) }

// Close ends the process's input; its output ends with the process.
func (p *pipes) Close() error { return p.in.Close() }

// delayed passes on what is written piecemeal and late, in order, as a slow pipe would.
type delayed struct {
	io.ReadWriteCloser
	random *rand.Rand
}

func newDelayed(t *testing.T, stream io.ReadWriteCloser) *delayed {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed of the delays: %d", seed)
	return &delayed{stream, rand.New(rand.NewPCG(seed, 0))}
}

func (d *delayed) Write(b []byte) (int, error) {
	written := 0
	for pieces := 0; written < len(b); pieces++ {
		n := len(b) - written
		if pieces < 3 {
			n = 1 + d.random.IntN(n)
		}
		<-time.After(time.Duration(d.random.IntN(1500)) * time.Microsecond)
		n, err := d.ReadWriteCloser.Write(b[written : written+n])
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

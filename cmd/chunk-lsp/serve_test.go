package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/lsp"
)

// served is a running "chunk-lsp serve" with an editor's side of its pipes.
type served struct {
	*program
	cmd   *exec.Cmd
	conn  jsonrpc2.Conn
	ready chan struct{} // closed when the first scan is over

	mu     sync.Mutex // guards what follows
	stdout bytes.Buffer
	stderr bytes.Buffer
}

// locked writes to a buffer of s.
type locked struct {
	s  *served
	to *bytes.Buffer
}

func (l locked) Write(b []byte) (int, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	return l.to.Write(b)
}

// ends join the pipes' near ends.
type ends struct {
	io.Reader
	in io.WriteCloser
}

func (e ends) Write(b []byte) (int, error) { return e.in.Write(b) }
func (e ends) Close() error                { return e.in.Close() }

func (p *program) serve(args ...string) *served {
	p.t.Helper()
	s := &served{program: p, ready: make(chan struct{})}
	s.cmd = p.command(append([]string{"serve", "--stdio", "--log-level", "info"}, args...)...)
	s.cmd.Stderr = locked{s, &s.stderr}
	in, err := s.cmd.StdinPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	s.conn = jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(ends{io.TeeReader(out, locked{s, &s.stdout}), in}))
	once := sync.OnceFunc(func() { close(s.ready) })
	s.conn.Go(context.Background(), func(_ context.Context, req *jsonrpc2.Request) (any, error) {
		if req.Method() == "chunk/didChangeIndex" && strings.Contains(string(req.Params()), `"ready"`) {
			once()
		}
		return nil, nil
	})
	p.t.Cleanup(func() {
		// Both fail when the test has ended the server already.
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		if p.t.Failed() {
			s.mu.Lock()
			defer s.mu.Unlock()
			p.t.Logf("the server's log:\n%s", s.stderr.String())
		}
	})
	s.call("initialize", map[string]any{"processId": os.Getpid(), "rootUri": uri.File(p.dir), "capabilities": map[string]any{}}, nil)
	s.notify("initialized", map[string]any{})
	return s
}

func (s *served) call(method string, params, result any) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := s.conn.Call(ctx, method, params, result); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

func (s *served) notify(method string, params any) {
	s.t.Helper()
	if err := s.conn.Notify(context.Background(), method, params); err != nil {
		s.t.Fatalf("%s: %v", method, err)
	}
}

func (s *served) awaitReady() {
	s.t.Helper()
	select {
	case <-s.ready:
	case <-s.conn.Done():
		s.t.Fatal("the server hung up")
	case <-time.After(patience):
		s.t.Fatal("it does not get ready")
	}
}

// end waits for the process.
func (s *served) end() *os.ProcessState {
	s.t.Helper()
	select {
	case <-s.conn.Done():
	case <-time.After(patience):
		s.t.Fatal("the server does not end")
	}
	var exit *exec.ExitError
	if err := s.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		s.t.Error(err)
	}
	return s.cmd.ProcessState
}

// the asks for the one chunk of an answer.
func (s *served) the(method string, params map[string]any) lsp.Chunk {
	s.t.Helper()
	var r lsp.ChunksResult
	s.call(method, params, &r)
	if len(r.Chunks) == 0 || r.IsIncomplete {
		s.t.Fatalf("%s %v: %+v", method, params, r)
	}
	return r.Chunks[0]
}

// TestShowIt is the main job: a real project is opened over stdio, a function edited
// and not saved, and found by place and by name; the server is killed and started again, and
// answers the same from its store without parsing anything.
func TestShowIt(t *testing.T) {
	p := newProgram(t)
	count := 0
	for _, part := range []string{"net", "encoding"} {
		count += copyGo(t, filepath.Join(goroot(t), "src", part), filepath.Join(p.dir, part))
	}
	if count < 200 {
		t.Fatalf("only %d files in %s", count, goroot(t))
	}
	file := filepath.Join(p.dir, "net/http/server.go")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const declaration = "func (mux *ServeMux) Handle(pattern string, handler Handler) {\n"
	at := strings.Index(string(text), declaration)
	if at < 0 {
		t.Fatalf("%s has no %q", file, declaration)
	}
	line := strings.Count(string(text[:at]), "\n") + 1 // of the body's first line, from 0
	document := map[string]any{"uri": uri.File(file)}
	caret := map[string]int{"line": line, "character": 0}
	bySpan := map[string]any{"textDocument": document, "range": map[string]any{"start": caret, "end": caret}}
	bySymbol := map[string]any{"symbol": "http.ServeMux.Handle"}

	s := p.serve()
	s.awaitReady()
	saved := []lsp.Chunk{s.the("chunk/bySpan", bySpan), s.the("chunk/bySymbol", bySymbol)}
	if !strings.Contains(*saved[0].Content, declaration) || saved[0].Source != "disk" || *saved[1].Content != *saved[0].Content {
		t.Errorf("saved: %+v", saved)
	}
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri.File(file), "languageId": "go", "version": 1, "text": string(text)}})
	const typed = "\t// typed, not saved: 𝕏\n"
	s.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri.File(file), "version": 2},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": caret, "end": caret}, "text": typed}},
	})
	want := strings.Replace(*saved[0].Content, declaration, declaration+typed, 1)
	for _, got := range []lsp.Chunk{s.the("chunk/bySpan", bySpan), s.the("chunk/bySymbol", bySymbol)} {
		if *got.Content != want || got.Source != "overlay" || *got.Version != 2 {
			t.Errorf("edited: %+v: %s", got, *got.Content)
		}
	}

	// kill -9.
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	s.end()
	s = p.serve()
	s.awaitReady()
	for i, got := range []lsp.Chunk{s.the("chunk/bySpan", bySpan), s.the("chunk/bySymbol", bySymbol)} {
		if fmt.Sprint(*got.Content, got.ID, got.Bytes.Range, got.Hash, got.Source) !=
			fmt.Sprint(*saved[i].Content, saved[i].ID, saved[i].Bytes.Range, saved[i].Hash, saved[i].Source) {
			t.Errorf("after the restart: %+v", got)
		}
	}
	s.call("shutdown", nil, nil)
	s.notify("exit", nil)
	if state := s.end(); state.ExitCode() != 0 {
		t.Errorf("it ended with %v", state)
	}
	if log := s.stderr.String(); !strings.Contains(log, "msg=scanned") || !strings.Contains(log, " parsed=0 ") {
		t.Errorf("the second start parsed: %s", log)
	}
	if report := p.index(); report.Summary.Files != count || report.Summary.Parsed != 0 {
		t.Errorf("got %+v", report)
	}
	if out := p.must(exitFound, "store", "verify"); out != "the store is sound\n" {
		t.Errorf("got %s", out)
	}
}

// copyGo copies the Go files of a folder, made long ago, and counts them.
func copyGo(t *testing.T, from, to string) (count int) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.Contains(path, "testdata") {
			return err
		}
		rest, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rest)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		count++
		old := time.Now().Add(-time.Hour)
		return errors.Join(os.WriteFile(target, text, 0o644), os.Chtimes(target, old, old))
	})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

// TestLocked: a second process is told who has the store.
func TestLocked(t *testing.T) {
	p := project(t)
	s := p.serve()
	s.awaitReady()
	for _, args := range [][]string{{"index"}, {"symbol", "Get"}, {"status"}, {"store", "verify"}, {"store", "clear"}, {"serve"}} {
		if errs := p.must(exitError, args...); !strings.Contains(errs, "in use by process "+strconv.Itoa(s.cmd.Process.Pid)) {
			t.Errorf("%v: %s", args, errs)
		}
	}
	p.must(exitFound, "span", "kv/store.go:5") // needs no store
	var r lsp.StatusResult
	s.call("chunk/status", nil, &r)
	if r.Server.PID != s.cmd.Process.Pid || r.Store.Path != p.store {
		t.Errorf("got %+v", r)
	}
}

// TestStdout: nothing but the protocol is written there, whatever happens.
func TestStdout(t *testing.T) {
	p := project(t)
	s := p.serve("--log-level", "debug")
	s.awaitReady()
	s.notify("textDocument/didOpen", 5)
	s.notify("no/such", nil)
	var r lsp.ChunksResult
	if _, err := s.conn.Call(context.Background(), "chunk/bySpan", []int{1}, &r); err == nil {
		t.Error("bad params are accepted")
	}
	s.call("shutdown", nil, nil)
	s.notify("exit", nil)
	s.end()
	in := bufio.NewReader(&s.stdout)
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if errors.Is(err, io.EOF) && len(header) == 0 {
			break
		}
		length, lengthErr := strconv.Atoi(header.Get("Content-Length"))
		if err := errors.Join(err, lengthErr); err != nil || len(header) != 1 {
			t.Fatalf("%v in %v", err, header)
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in, body); err != nil || !json.Valid(body) || !bytes.HasPrefix(body, []byte(`{"jsonrpc":"2.0"`)) {
			t.Fatalf("%v in %q", err, body)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if log := s.stderr.String(); !strings.Contains(log, "notification dropped") {
		t.Errorf("the log goes to stderr: %s", log)
	}
}

// TestSignals: a server that is asked to end by a signal ends, with its workers and its store
// closed, while its editor is silent.
func TestSignals(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			p := project(t)
			s := p.serve()
			s.awaitReady()
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			s.end()
			if _, err := os.Stat(filepath.Join(p.store, "pid")); !os.IsNotExist(err) {
				t.Errorf("the store was not closed: %v", err)
			}
		})
	}
}

// TestHungUp: LSP's exit statuses.
func TestHungUp(t *testing.T) {
	for name, how := range map[string]func(*served){
		"exit": func(s *served) { s.notify("exit", nil) },
		"gone": func(s *served) {
			if err := s.conn.Close(); err != nil {
				s.t.Error(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := project(t).serve()
			how(s)
			if state := s.end(); !slices.Contains([]int{exitHungUp}, state.ExitCode()) {
				t.Errorf("it ended with %v", state)
			}
		})
	}
}

// goroot is the folder of the Go toolchain that runs the test.
func goroot(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

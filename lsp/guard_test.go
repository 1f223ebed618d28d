package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index"
)

// TestGuard: a handler that panics, before or after it let the next message be read, answers
// its request with InternalError, once; one that fails in a notification answers nothing; and
// the connection goes on.
func TestGuard(t *testing.T) {
	sink := &logged{}
	s := &server{log: slog.New(slog.NewTextHandler(sink, nil))}
	near, far := net.Pipe()
	conn := jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(far))
	conn.Go(t.Context(), s.guard(func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		switch req.Method() {
		case "fails":
			return nil, errors.New("secret of the trade")
		case "later":
			jsonrpc2.Async(ctx)
			panic("later")
		case "well":
			return "well", nil
		}
		panic("inline")
	}))
	client := jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(near))
	client.Go(t.Context(), jsonrpc2.MethodNotFoundHandler)
	defer func() {
		if err := errors.Join(client.Close(), conn.Close()); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for _, method := range []string{"inline", "later", "inline", "later"} {
		_, err := client.Call(ctx, method, nil, nil)
		var coded *jsonrpc2.Error
		if !errors.As(err, &coded) || coded.Code != jsonrpc2.InternalError {
			t.Errorf("%s: %v", method, err)
		}
	}
	for _, method := range []string{"inline", "later", "fails"} {
		if err := client.Notify(ctx, method, nil); err != nil {
			t.Errorf("%s: %v", method, err)
		}
	}
	var result string
	if _, err := client.Call(ctx, "well", nil, &result); err != nil || result != "well" {
		t.Errorf("afterwards: %v %q", err, result)
	}
	sink.mu.Lock()
	defer sink.mu.Unlock()
	if log := sink.text.String(); !strings.Contains(log, "guard_test.go") || !strings.Contains(log, "method=fails") {
		t.Errorf("the log says %s", log)
	}
}

// TestWireErrors: which error becomes which code.
func TestWireErrors(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		code jsonrpc2.Code
		data string
	}{
		{t.Context(), invalid("field: x"), -32602, ""},
		{t.Context(), fmt.Errorf("around: %w", invalid("field: x")), -32602, ""},
		{t.Context(), &index.ReasonError{Reason: chunker.Secret}, -32803, `{"reason":"secret"}`},
		{cancelled, context.Canceled, -32800, ""},
		{cancelled, errors.New("pipe closed under us"), -32800, ""},
		{t.Context(), fmt.Errorf("%w: x", index.ErrCursor), -32602, ""},
		{t.Context(), errors.New("disk on fire"), -32603, ""},
	} {
		var coded *jsonrpc2.Error
		if err := wireError(c.ctx, c.err); !errors.As(err, &coded) || coded.Code != c.code || string(coded.Data) != c.data {
			t.Errorf("%v became %#v", c.err, err)
		}
	}
	if err := wireError(cancelled, nil); err != nil {
		t.Errorf("an answer in time became %v", err)
	}
	if result, err := nothing(fmt.Errorf("stat: %w", fs.ErrNotExist)); err != nil {
		t.Errorf("a file that is gone: %v %v", result, err)
	}
	if _, err := nothing(fs.ErrPermission); err == nil {
		t.Error("other errors stay errors")
	}
}

// TestHammer: refused and answered requests, cancelled or not, by the thousand. Contexts that
// outlive their requests have panicked here: see calls.
func TestHammer(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		e.open("a.go", "go", 1, "package a\n\nfunc F() {}\n")
		var answers []<-chan message
		for i := range 100 {
			answers = append(answers, e.call("chunk/bySpan", `{}`), e.call("no/such", nil), e.call("chunk/bySpan", e.at("a.go", 2, 6)))
			e.notify("$/cancelRequest", fmt.Sprintf(`{"id":%d}`, e.ids-i%3))
		}
		for i, answer := range answers {
			m := e.await(answer)
			codes := map[int][]int{0: {-32602}, 1: {-32601}, 2: {0, -32800}}
			code := 0
			if m.Error != nil {
				code = m.Error.Code
			}
			if want := codes[i%3]; code != want[0] && code != want[len(want)-1] {
				t.Fatalf("answer %d: %+v", i, m.Error)
			}
		}
	})
}

// TestServeContext: Serve ends when its caller's context does, though the client is silent.
func TestServeContext(t *testing.T) {
	near, far := net.Pipe()
	defer near.Close()
	w, err := index.New(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	var once sync.WaitGroup
	once.Go(func() { served <- Serve(ctx, far, Options{Workspace: w, Logger: slog.New(slog.DiscardHandler)}) })
	cancel()
	select {
	case err := <-served:
		if !errors.Is(err, ErrNoShutdown) {
			t.Errorf("got %v", err)
		}
	case <-time.After(patience):
		t.Fatal("it does not end")
	}
	once.Wait()
}

// TestOmitted: what is absent is not on the wire, and what is empty but required is.
func TestOmitted(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{&ChunksResult{Chunks: []Chunk{}}, `{"chunks":[]}`},
		{&FileStatus{}, `{"indexed":false}`},
		{&StatusResult{Roots: []RootStatus{}}, `{"roots":[],"store":{"path":"","schemaVersion":0,"bytes":0},"server":{"version":"","pid":0}}`},
		{&Chunk{}, `{"id":"","uri":"","kind":"","symbolKind":0,"name":"","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},` +
			`"declarationRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"selectionRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},` +
			`"bytes":{"range":[0,0],"declaration":[0,0],"selection":[0,0]},"source":""}`},
	} {
		text, err := codec{}.Marshal(c.value)
		if err != nil || string(text) != c.want {
			t.Errorf("%v: %s", err, text)
		}
		// The command line prints with encoding/json: the same.
		if text, err = json.Marshal(c.value); err != nil || string(text) != c.want {
			t.Errorf("encoding/json: %v: %s", err, text)
		}
	}
	version, content := int32(0), ""
	text, err := codec{}.Marshal(&Chunk{Version: &version, Content: &content})
	if err != nil || !strings.Contains(string(text), `"version":0`) || !strings.Contains(string(text), `"content":""`) {
		t.Errorf("version 0 and empty content are there: %v %s", err, text)
	}
}

// TestBackgroundPanic: it is a line in the log, and the session's end still waits for the rest.
func TestBackgroundPanic(t *testing.T) {
	sink := &logged{}
	s := &server{log: slog.New(slog.NewTextHandler(sink, nil))}
	done := false
	s.background(func() { panic("in a scan") })
	s.background(func() { done = true })
	s.scans.Wait()
	if !done || !strings.Contains(sink.text.String(), "in a scan") {
		t.Errorf("done %v, log %q", done, sink.text.String())
	}
}

package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	_ "github.com/cockroachdb/datadriven" // for its flag -rewrite
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/index"
	"github.com/chunk-lsp/chunk-lsp/kv"
	"github.com/chunk-lsp/chunk-lsp/lsp"
	"github.com/chunk-lsp/chunk-lsp/worker"
)

// What differs from run to run stands in the page like this.
const (
	pageRoot    = "file:///w"
	pageCursor  = "eyJxIjoxfQ"
	pageStore   = "/home/me/.cache/chunk-lsp/store-v1"
	pageBytes   = 2996
	pageVersion = "v0.1.0"
	pagePID     = 4242
)

// replay is a session over the workspace of the page's files.
type replay struct {
	t      *testing.T
	conn   jsonrpc2.Conn
	root   string // URI
	cursor string // the last one
}

// TestProtocolReplay runs the page's requests in their order and compares the answers.
// -rewrite writes them into the page.
func TestProtocolReplay(t *testing.T) {
	page, examples := readExamples(t)
	r := newReplay(t, examples)
	rewrite := flag.Lookup("rewrite").Value.String() == "true"
	var answer json.RawMessage
	var out strings.Builder
	copied := 0
	for _, e := range examples {
		switch e.role {
		case "notification":
			if err := r.conn.Notify(t.Context(), e.method, r.params(e)); err != nil {
				t.Fatal(err)
			}
		case "request":
			answer = r.ask(e)
		case "answer":
			got := r.masked(e.typ, answer)
			if reflect.DeepEqual(plain(t, got), plain(t, []byte(e.text))) {
				continue
			}
			text := layout(t, got, "") + "\n"
			if !rewrite {
				t.Errorf("%s\nis shown in %s as\n%s", text, protocolPage, e.text)
				continue
			}
			out.WriteString(page[copied:e.start] + text)
			copied = e.start + len(e.text)
		}
	}
	if rewrite && copied > 0 {
		out.WriteString(page[copied:])
		if err := os.WriteFile(protocolPage, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func newReplay(t *testing.T, examples []example) *replay {
	t.Helper()
	dir := t.TempDir()
	for _, e := range examples {
		if e.file == "" {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(e.file))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(e.text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	r := &replay{t: t, root: string(uri.File(dir))}
	ready := make(chan struct{}, 1)
	r.conn = serve(t, func(_ context.Context, req *jsonrpc2.Request) (any, error) {
		var p lsp.DidChangeIndexParams
		if req.Method() == "chunk/didChangeIndex" && json.Unmarshal(req.Params(), &p) == nil && p.State == string(index.Ready) {
			select {
			case ready <- struct{}{}:
			default:
			}
		}
		return nil, nil
	})
	initialize := map[string]any{
		"processId": nil, "rootUri": r.root,
		"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-8"}}},
	}
	if _, err := r.conn.Call(t.Context(), "initialize", initialize, nil); err != nil {
		t.Fatal(err)
	}
	if err := r.conn.Notify(t.Context(), "initialized", struct{}{}); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ready:
	case <-time.After(time.Minute):
		t.Fatal("the scan did not end")
	}
	return r
}

// serve starts a server on an empty store and connects to it.
func serve(t *testing.T, handler jsonrpc2.Handler) jsonrpc2.Conn {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	store, err := kv.Open(kv.InMemory(kv.Options{Logger: log}))
	if err != nil {
		t.Fatal(err)
	}
	pool, err := worker.NewPool(worker.Options{Size: 1, ParseBudget: time.Minute, Logger: log})
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
		served <- lsp.Serve(context.Background(), far, lsp.Options{Workspace: workspace, Store: store, Logger: log})
	}()
	conn := jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(near))
	conn.Go(context.Background(), handler)
	t.Cleanup(func() {
		conn.Close()
		<-served
		workspace.Close()
		pool.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return conn
}

// params are an example's, for this session's folder.
func (r *replay) params(e example) json.RawMessage {
	text := strings.ReplaceAll(e.text, pageRoot, r.root)
	return json.RawMessage(strings.ReplaceAll(text, pageCursor, r.cursor))
}

// ask is the result, or the error as JSON.
func (r *replay) ask(e example) json.RawMessage {
	r.t.Helper()
	var result jsonrpc2.RawMessage
	_, err := r.conn.Call(r.t.Context(), e.method, r.params(e), &result)
	var failed *jsonrpc2.Error
	if errors.As(err, &failed) {
		raw, err := json.Marshal(map[string]any{"code": failed.Code, "message": failed.Message, "data": json.RawMessage(failed.Data)})
		if err != nil {
			r.t.Fatal(err)
		}
		return raw
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return json.RawMessage(result)
}

// masked is an answer as the page shows it.
func (r *replay) masked(typ string, answer json.RawMessage) []byte {
	r.t.Helper()
	text := strings.ReplaceAll(string(answer), r.root, pageRoot)
	text = strings.ReplaceAll(text, strings.TrimPrefix(r.root, "file://"), strings.TrimPrefix(pageRoot, "file://"))
	value := exampleTypes[typ]()
	if err := protocol.Unmarshal([]byte(text), value); err != nil {
		r.t.Fatalf("%v\n%s", err, text)
	}
	switch v := value.(type) {
	case *lsp.ChunksResult:
		if v.NextCursor != "" {
			r.cursor, v.NextCursor = v.NextCursor, pageCursor
		}
	case *lsp.StatusResult:
		v.Store = lsp.StoreStatus{Path: pageStore, SchemaVersion: v.Store.SchemaVersion, Bytes: pageBytes}
		v.Server = lsp.ServerStatus{Version: pageVersion, PID: pagePID}
	}
	raw, err := protocol.Marshal(value)
	if err != nil {
		r.t.Fatal(err)
	}
	return raw
}

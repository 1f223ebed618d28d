package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const showsProgress = `{"window":{"workDoneProgress":true}}`

// kinds are the kinds of $/progress that came for a token, and the titles.
func (e *editor) progress(token string) (kinds []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, n := range e.notes {
		var p struct {
			Token string `json:"token"`
			Value struct {
				Kind       string  `json:"kind"`
				Percentage *uint32 `json:"percentage"`
			} `json:"value"`
		}
		if n.Method == "$/progress" && json.Unmarshal(n.Params, &p) == nil && p.Token == token {
			if p.Value.Percentage != nil && *p.Value.Percentage > 100 {
				e.strange = append(e.strange, fmt.Sprintf("progress %s", n.Params))
			}
			kinds = append(kinds, p.Value.Kind)
		}
	}
	return kinds
}

// TestProgress: a client that shows progress is asked for a bar, which begins and ends.
func TestProgress(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.save("a.go", "package a\n\nfunc F() {}\n")
		e.initialize(showsProgress, false)
		create, _ := e.waitFor("window/workDoneProgress/create", 0, nil)
		var p struct {
			Token string `json:"token"`
		}
		if err := json.Unmarshal(create.Params, &p); err != nil || p.Token == "" {
			t.Fatalf("%v in %s", err, create.Params)
		}
		e.waitFor("$/progress", 0, func(params json.RawMessage) bool { return strings.Contains(string(params), `"end"`) })
		kinds := e.progress(p.Token)
		for i, kind := range kinds {
			want := "report"
			if i == 0 {
				want = "begin"
			} else if i == len(kinds)-1 {
				want = "end"
			}
			if kind != want {
				t.Errorf("got %v", kinds)
			}
		}
		if len(kinds) < 2 {
			t.Errorf("got %v", kinds)
		}
	})
}

// TestSilentClient: one that says it shows progress and watches files, and never answers when
// asked to, is served all the same, and the server ends.
func TestSilentClient(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.mu.Lock()
		e.silent = true
		e.mu.Unlock()
		e.save("a.go", "package a\n\nfunc F() {}\n")
		e.initialize(`{"window":{"workDoneProgress":true},"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}`, false)
		create, _ := e.waitFor("window/workDoneProgress/create", 0, nil)
		e.ready()
		if r := e.chunks("chunk/bySymbol", `{"symbol":"F"}`); len(r.Chunks) != 1 || r.IsIncomplete {
			t.Errorf("got %+v", r)
		}
		// An answer that comes when all is done leaves no bar behind.
		e.write(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, create.ID))
		e.waitFor("$/progress", 0, func(params json.RawMessage) bool { return strings.Contains(string(params), `"end"`) })
		e.request("shutdown", nil, nil)
		e.notify("exit", nil)
		if got := e.end(); got != "ended well\n" {
			t.Error(got)
		}
	})
}

// TestNoProgress: a client that did not say that it shows progress is not asked to.
func TestNoProgress(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		e.ready()
		e.mu.Lock()
		defer e.mu.Unlock()
		for _, n := range e.notes {
			if n.Method != "chunk/didChangeIndex" {
				t.Errorf("got %s %s", n.Method, n.Params)
			}
		}
	})
}

// TestWatchedFiles: a client that can watch files is asked to, and what it tells is found by
// name, which no query could have found out by itself.
func TestWatchedFiles(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize(`{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}`, false)
		asked, _ := e.waitFor("client/registerCapability", 0, nil)
		if !strings.Contains(string(asked.Params), `"workspace/didChangeWatchedFiles"`) {
			t.Errorf("got %s", asked.Params)
		}
		e.ready()
		e.save("d/new.go", "package d\n\nfunc New() {}\n")
		from := e.noteCount()
		e.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":1}]}`, e.uri("d/new.go")))
		changed, _ := e.waitFor("chunk/didChangeIndex", from, nil)
		var p DidChangeIndexParams
		if err := json.Unmarshal(changed.Params, &p); err != nil || p.Root != e.uri("") || p.Files != 1 || p.State != "ready" {
			t.Errorf("%v in %s", err, changed.Params)
		}
		if r := e.chunks("chunk/bySymbol", `{"symbol":"New"}`); len(r.Chunks) != 1 {
			t.Errorf("got %+v", r.Chunks)
		}
		// A changed ignore file makes for another scan.
		e.save(".gitignore", "d/\n")
		from = e.noteCount()
		e.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":1}]}`, e.uri(".gitignore")))
		e.waitFor("chunk/didChangeIndex", from, func(params json.RawMessage) bool {
			return !strings.Contains(string(params), `"files":1,`) || len(e.chunks("chunk/bySymbol", `{"symbol":"New"}`).Chunks) == 0
		})
		if r := e.chunks("chunk/bySymbol", `{"symbol":"New"}`); len(r.Chunks) != 0 {
			t.Errorf("ignored, and found: %+v", r.Chunks)
		}
	})
}

package lsp

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// large is a Go file that takes a parser some tenths of a second.
func large(name string) string {
	var b strings.Builder
	b.WriteString("package a\n\nfunc " + name + "() {}\n")
	for i := range 60_000 {
		fmt.Fprintf(&b, "func F%d() { x = (1 + 2) * 3 }\n", i)
	}
	return b.String()
}

// TestCancel: a request that was cancelled is answered with RequestCancelled at once, whatever
// its ID is; others with the same digits are not.
func TestCancel(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		for i, id := range []string{`7001`, `"7001"`, `"a \"string\" é"`, `0`} {
			path := fmt.Sprintf("large%d.go", i)
			e.open(path, "go", 1, large("Wanted"))
			other := e.callAs(`"other"`, "chunk/bySpan", e.at(path, 2, 6))
			cancelled := e.callAs(id, "chunk/bySpan", e.at(path, 2, 6))
			e.notify("$/cancelRequest", fmt.Sprintf(`{"id":%s}`, id))
			if m := e.await(cancelled); m.Error == nil || m.Error.Code != -32800 || string(m.ID) != id {
				t.Errorf("%s: got %s %.80s %+v", id, m.ID, m.Result, m.Error)
			}
			if m := e.await(other); m.Error != nil {
				t.Errorf("the other request: %+v", m.Error)
			}
			// Once answered, there is nothing to cancel, and nothing is answered twice.
			e.notify("$/cancelRequest", fmt.Sprintf(`{"id":%s}`, id))
			e.close(path)
		}
		if r := e.chunks("chunk/bySymbol", `{"symbol":"Wanted"}`); len(r.Chunks) != 0 {
			t.Errorf("closed, and found: %d", len(r.Chunks))
		}
	})
}

// TestIncomplete: while a root is being scanned the answers about names say so.
func TestIncomplete(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.save("a.go", "package a\n\nfunc F() {}\n")
		e.initialize("", true) // nothing is scanned before "initialized"
		var r ChunksResult
		e.request("chunk/bySymbol", `{"symbol":"F"}`, &r)
		if !r.IsIncomplete {
			t.Errorf("got %+v", r)
		}
		// By place nothing is missing.
		if r := e.chunks("chunk/bySpan", e.at("a.go", 2, 6)); r.IsIncomplete || len(r.Chunks) != 1 {
			t.Errorf("got %+v", r)
		}
		if state := e.status().Roots[0].State; state != "scanning" {
			t.Errorf("state %q", state)
		}
		e.notify("initialized", "{}")
		e.ready()
		if state := e.status().Roots[0].State; state != "ready" {
			t.Errorf("state %q", state)
		}
		if r := e.chunks("chunk/bySymbol", `{"symbol":"F"}`); r.IsIncomplete || len(r.Chunks) != 1 {
			t.Errorf("got %+v", r)
		}
	})
}

func (e *editor) status() StatusResult {
	e.t.Helper()
	var r StatusResult
	e.request("chunk/status", nil, &r)
	return r
}

// TestStatus: the numbers are of what is there.
func TestStatus(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.save("a.go", "package a\n\nfunc F() {}\n")
		e.save("b.py", "def g():\n    pass\n")
		e.initialize("", false)
		e.ready()
		r := e.status()
		if len(r.Roots) != 1 || r.Roots[0].Files != 2 || r.Roots[0].Chunks != 3 || r.Roots[0].Symbols != 2 ||
			r.Roots[0].Languages["go"] != 1 || r.Roots[0].Languages["python"] != 1 || r.Roots[0].URI != e.uri("") {
			t.Errorf("roots %+v", r.Roots)
		}
		if r.Server.PID <= 0 || r.Server.Version == "" || r.Store.Path == "" || r.Store.SchemaVersion < 1 || r.Store.Bytes < 0 {
			t.Errorf("got %+v", r)
		}
		if r.File != nil {
			t.Errorf("nobody asked about %+v", r.File)
		}
	})
}

// TestPages: the pages of an answer hold each chunk once, in the order of the whole.
func TestPages(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		for i := range 23 {
			e.save(fmt.Sprintf("d%d/f%02d.go", i%3, i), fmt.Sprintf("package d\n\nfunc F() {}\n\ntype T%d struct{}\n\nfunc (T%d) F() {}\n", i, i))
		}
		e.initialize("", false)
		e.ready()
		e.open("d1/f01.go", "go", 1, "package d\n\nfunc F() {}\n")
		const query = `{"symbol":"f","caseSensitive":false,"from":%q,"limit":%d,"cursor":%q,"detail":"name"}`
		whole := e.chunks("chunk/bySymbol", fmt.Sprintf(query, e.uri("d2/x.go"), 1000, ""))
		if len(whole.Chunks) != 45 || whole.NextCursor != "" {
			t.Fatalf("%d chunks, cursor %q", len(whole.Chunks), whole.NextCursor)
		}
		if r := e.chunks("chunk/bySymbol", `{"symbol":"F"}`); len(r.Chunks) != 45 {
			t.Errorf("by default %d", len(r.Chunks))
		}
		for _, limit := range []int{1, 7, 44, 45} {
			var got []Chunk
			for cursor := ""; ; {
				r := e.chunks("chunk/bySymbol", fmt.Sprintf(query, e.uri("d2/x.go"), limit, cursor))
				if len(r.Chunks) > limit || len(r.Chunks) == 0 {
					t.Fatalf("a page of %d", len(r.Chunks))
				}
				got = append(got, r.Chunks...)
				if cursor = r.NextCursor; cursor == "" {
					break
				}
			}
			if len(got) != len(whole.Chunks) {
				t.Fatalf("limit %d: %d chunks", limit, len(got))
			}
			for i := range got {
				if got[i].ID != whole.Chunks[i].ID {
					t.Errorf("limit %d, chunk %d: %s, want %s", limit, i, got[i].ID, whole.Chunks[i].ID)
				}
			}
		}
	})
}

// TestDefaultLimit: 50 without a limit.
func TestDefaultLimit(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		e.open("a.py", "python", 1, strings.Repeat("def f():\n    pass\n", 60))
		if r := e.chunks("chunk/bySymbol", `{"symbol":"f"}`); len(r.Chunks) != 50 || r.NextCursor == "" {
			t.Errorf("%d chunks, cursor %q", len(r.Chunks), r.NextCursor)
		}
	})
}

// TestFolders: roots come, go and lie in one another, also around open documents.
func TestFolders(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.save("in/a.go", "package a\n\nfunc Disk() {}\n")
		e.save("in/deep/b.go", "package deep\n\nfunc Deep() {}\n")
		e.request("initialize", `{"processId":null,"rootUri":null,"workspaceFolders":[],"capabilities":{}}`, nil)
		e.notify("initialized", "{}")
		if roots := e.status().Roots; len(roots) != 0 {
			t.Errorf("roots %+v", roots)
		}
		e.open("in/a.go", "go", 1, "package a\n\nfunc First() {}\n")
		e.folders(`{"added":[{"uri":%q,"name":"in"}],"removed":[]}`, "in")
		e.waitFor("chunk/didChangeIndex", 0, func(p json.RawMessage) bool { return strings.Contains(string(p), `"ready"`) })

		// The document was open before its root was one, and goes on.
		e.change("in/a.go", edit{Range: &[2]point{{2, 5}, {2, 10}}, Text: "Second"})
		for name, want := range map[string]int{"Second": 1, "First": 0, "Disk": 0, "Deep": 1} {
			if r := e.chunks("chunk/bySymbol", fmt.Sprintf(`{"symbol":%q}`, name)); len(r.Chunks) != want {
				t.Errorf("%s: %+v", name, r.Chunks)
			}
		}
		if r := e.chunks("chunk/bySpan", e.at("in/a.go", 2, 6)); len(r.Chunks) != 1 || r.Chunks[0].ID != "a.go#Second" {
			t.Errorf("by place %+v", r.Chunks)
		}

		// A root within: its files are its own, and answered once.
		from := e.noteCount()
		e.folders(`{"added":[{"uri":%q,"name":"deep"}],"removed":[]}`, "in/deep")
		e.waitFor("chunk/didChangeIndex", from, func(p json.RawMessage) bool {
			return strings.Contains(string(p), `"ready"`) && strings.Contains(string(p), "deep")
		})
		if r := e.chunks("chunk/bySymbol", `{"symbol":"Deep"}`); len(r.Chunks) != 1 || r.Chunks[0].ID != "b.go#Deep" {
			t.Errorf("nested %+v", r.Chunks)
		}
		if r := e.chunks("chunk/bySymbol", fmt.Sprintf(`{"symbol":"Deep","uris":[%q]}`, e.uri("in"))); len(r.Chunks) != 1 {
			t.Errorf("by the outer folder %+v", r.Chunks)
		}
		e.open("in/deep/b.go", "go", 1, "package deep\n\nfunc Typed() {}\n")
		if r := e.chunks("chunk/bySymbol", `{"symbol":"Deep"}`); len(r.Chunks) != 0 {
			t.Errorf("the editor's text wins: %+v", r.Chunks)
		}

		// Gone: nothing of the disk is answered, but the open documents are.
		e.folders(`{"added":[],"removed":[{"uri":%q,"name":"deep"}]}`, "in/deep")
		e.folders(`{"added":[],"removed":[{"uri":%q,"name":"in"}]}`, "in")
		e.change("in/a.go", edit{Range: &[2]point{{2, 5}, {2, 11}}, Text: "Third"})
		if r := e.chunks("chunk/bySpan", e.at("in/a.go", 2, 6)); len(r.Chunks) != 1 || r.Chunks[0].Name != "Third" {
			t.Errorf("got %+v", r.Chunks)
		}
		e.close("in/a.go")
		if m := e.await(e.call("chunk/bySpan", e.at("in/a.go", 2, 6))); m.Error == nil || m.Error.Code != -32803 || string(m.Error.Data) != `{"reason":"outsideRoots"}` {
			t.Errorf("got %s %+v", m.Result, m.Error)
		}
	})
}

// folders tells of added and removed folders; %q is the URI of path.
func (e *editor) folders(event, path string) {
	e.t.Helper()
	e.notify("workspace/didChangeWorkspaceFolders", fmt.Sprintf(`{"event":`+event+`}`, e.uri(path)))
}

// TestRoots: the newest way to name the roots wins.
func TestRoots(t *testing.T) {
	for params, want := range map[string]string{
		`"rootPath":"$PATH"`:                                                "p",
		`"rootUri":null,"rootPath":"$PATH"`:                                 "p",
		`"rootUri":"$URI","rootPath":"$PATH"`:                               "u",
		`"rootUri":"$URI","workspaceFolders":null`:                          "u",
		`"rootUri":"$URI","workspaceFolders":[{"uri":"$FOLDER","name":""}]`: "f",
	} {
		t.Run(params, func(t *testing.T) {
			e := newEditor(t, transports[0])
			e.save("p/a.go", "package a\n")
			e.save("u/a.go", "package a\n")
			e.save("f/a.go", "package a\n")
			names := strings.NewReplacer("$PATH", filepath.Join(e.dir, "p"), "$URI", e.uri("u"), "$FOLDER", e.uri("f"))
			e.request("initialize", `{"processId":null,"capabilities":{},`+names.Replace(params)+"}", nil)
			if roots := e.status().Roots; len(roots) != 1 || roots[0].URI != e.uri(want) {
				t.Errorf("got %+v", roots)
			}
		})
	}
}

// TestRate: however much changes, the client hears of it at most twice a second, and of the
// last change for certain.
func TestRate(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		start := time.Now()
		e.initialize("", false)
		e.ready()
		for i := range 50 {
			name := fmt.Sprintf("f%d.go", i)
			e.save(name, "package a\n")
			e.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri(name)))
		}
		e.waitFor("chunk/didChangeIndex", 0, func(p json.RawMessage) bool {
			var n DidChangeIndexParams
			return json.Unmarshal(p, &n) == nil && n.Files == 50
		})
		e.save("last.go", "package a\n")
		e.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri("last.go")))
		e.waitFor("chunk/didChangeIndex", 0, func(p json.RawMessage) bool {
			var n DidChangeIndexParams
			return json.Unmarshal(p, &n) == nil && n.Files == 51
		})
		heard := 0
		e.mu.Lock()
		for _, n := range e.notes {
			if n.Method == "chunk/didChangeIndex" {
				heard++
			}
		}
		e.mu.Unlock()
		if most := 1 + int(time.Since(start)/reportInterval); heard > most {
			t.Errorf("%d notifications in %v", heard, time.Since(start))
		}
	})
}

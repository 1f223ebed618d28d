package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// at is a bySpan request about a caret.
func (e *editor) at(path string, line, character int) string {
	return fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":%[2]d,"character":%[3]d},"end":{"line":%[2]d,"character":%[3]d}}}`,
		e.uri(path), line, character)
}

// TestEncodings: UTF-8 is taken where it is offered, UTF-16 otherwise; and positions are
// counted in what was agreed on, both ways.
func TestEncodings(t *testing.T) {
	columns := map[string]uint32{"utf-8": 23, "utf-16": 20, "utf-32": 19} // of F below
	for _, c := range []struct{ offer, want string }{
		{`{}`, "utf-16"},
		{`{"general":{}}`, "utf-16"},
		{`{"general":{"positionEncodings":[]}}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-7"]}}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-16"]}}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-32"]}}`, "utf-32"},
		{`{"general":{"positionEncodings":["utf-32","utf-16"]}}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-16","utf-8"]}}`, "utf-8"},
		{`{"general":{"positionEncodings":["utf-32","utf-16","utf-8"]}}`, "utf-8"},
	} {
		t.Run(c.offer, func(t *testing.T) {
			e := newEditor(t, transports[0])
			if got := e.initialize(c.offer, true); got != c.want+"\n" {
				t.Errorf("got %s", got)
			}
			e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
				"uri": e.uri("a.go"), "languageId": "go", "version": 1, "text": "package a\n\nvar s = \"𝕏é\"; func F() {}\n",
			}})
			column := columns[c.want]
			for i, name := range []string{"F", "Gg"} {
				var r ChunksResult
				e.request("chunk/bySymbol", fmt.Sprintf(`{"symbol":%q}`, name), &r)
				if len(r.Chunks) != 1 {
					t.Fatalf("%s: %+v", name, r.Chunks)
				}
				at := r.Chunks[0].SelectionRange
				if at.Start.Line != 2 || at.Start.Character != column || at.End.Character != column+uint32(len(name)) {
					t.Errorf("%s stands at %+v", name, at)
				}
				// Where the client says that the name is, there it is replaced, and asked about.
				e.sendChange("a.go", i+2, edit{&[2]point{{2, int(column)}, {2, int(column) + len(name)}}, "Gg"})
				e.request("chunk/bySpan", e.at("a.go", 2, int(column)-5), &r)
				if len(r.Chunks) != 1 || *r.Chunks[0].Content != "func Gg() {}" {
					t.Errorf("at %s: %+v", name, r.Chunks)
				}
			}
		})
	}
}

// TestOrder: messages are applied in the order of the wire; an answer shows the version that
// was there when its question came, however many follow.
func TestOrder(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		e.open("a.go", "go", 0, "package a\n")
		var answers []<-chan message
		for i := range 60 {
			text := fmt.Sprintf("package a\n\nfunc F%d() {}\n", i)
			e.sendChange("a.go", i+1, edit{Text: text})
			answers = append(answers, e.call("chunk/bySpan", e.at("a.go", 2, 6)), e.call("chunk/bySymbol", fmt.Sprintf(`{"symbol":"F%d"}`, i)))
		}
		for i, answer := range answers {
			var r ChunksResult
			if err := json.Unmarshal(e.await(answer).Result, &r); err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprint("F", i/2); len(r.Chunks) != 1 || r.Chunks[0].Name != want || *r.Chunks[0].Version != int32(i/2+1) {
				t.Fatalf("answer %d: %+v", i, r.Chunks)
			}
		}
	})
}

// alphabet of random edits: all line ends, all widths, and what makes and breaks chunks.
var alphabet = []string{"\n", "\r\n", "\r", "a", "é", "€", "𝕏", "func F() {}\n", "{", "}", "/*", "*/", "\"", "type T struct{}\n", "\u2028"}

// TestRandomEdits: after any edits the server's text is the editor's.
func TestRandomEdits(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		random := rand.New(rand.NewPCG(seed, 0))
		e.initialize("", false)
		e.open("a.go", "go", 1, "package a\r\n\r\nfunc 𝕏() {}\rvar é = 1\n")
		b := e.buffers["a.go"]
		for range 40 {
			var edits []edit
			shadow := &buffer{b.version, b.text}
			for range 1 + random.IntN(3) {
				c := edit{Text: alphabet[random.IntN(len(alphabet))] + alphabet[random.IntN(len(alphabet))]}
				from, to := boundary(shadow, random), boundary(shadow, random)
				c.Range = &[2]point{shadow.point(min(from, to)), shadow.point(max(from, to))}
				if random.IntN(20) == 0 {
					c.Range = nil
				}
				shadow.apply(c)
				edits = append(edits, c)
			}
			e.change("a.go", edits...)
			r := e.chunks("chunk/inFile", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri("a.go")))
			covered(t, b.String(), r.Chunks)
			if t.Failed() {
				t.Fatalf("the edits were %+v", edits)
			}
		}
	})
}

// boundary is a random offset that cuts neither a character nor a line end.
func boundary(b *buffer, random *rand.Rand) int {
	at := random.IntN(len(b.text) + 1)
	for at < len(b.text) && at > 0 && (b.text[at]&0xFC00 == 0xDC00 || b.text[at-1] == '\r' && b.text[at] == '\n') {
		at--
	}
	return at
}

// covered checks that the top-level chunks hold every non-blank byte of the text, once.
func covered(t *testing.T, text string, chunks []Chunk) {
	t.Helper()
	at := uint32(0)
	for _, c := range chunks {
		if c.Parent != "" {
			continue
		}
		if c.Bytes.Range[0] < at || strings.TrimSpace(text[at:c.Bytes.Range[0]]) != "" {
			t.Errorf("%s starts at %d, the one before ends at %d", c.ID, c.Bytes.Range[0], at)
		}
		at = c.Bytes.Range[1]
	}
	if strings.TrimSpace(text[at:]) != "" {
		t.Errorf("%q is in no chunk", text[at:])
	}
}

// TestSurrogate: half a character in a document is no reason to lose the document.
func TestSurrogate(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		e.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":"go","version":1,"text":"package a\n\nvar s = \"\ud835\"; func F() {}\n"}}`, e.uri("a.go")))
		var r ChunksResult
		e.request("chunk/bySymbol", `{"symbol":"F"}`, &r)
		if len(r.Chunks) != 1 || r.Chunks[0].SelectionRange.Start.Character != 18 {
			t.Errorf("got %+v", r.Chunks)
		}
	})
}

// TestFileNames: whatever a file is called, as long as it is UTF-8, the URI of an answer leads
// back to it. (go.lsp.dev/uri reads %FF as three characters, as vscode-uri does.)
func TestFileNames(t *testing.T) {
	names := []string{"a b.go", "a#b.go", "a?b.go", "a%41.go", "é.go", "𝕏.go", "a:b.go", "a\\b.go", "'\".go", "new\nline.go", "dir.with#/x.go"}
	onEach(t, func(t *testing.T, e *editor) {
		for i, name := range names {
			e.save(name, fmt.Sprintf("package a\n\nfunc F%d() {}\n", i))
		}
		e.initialize("", false)
		e.ready()
		for i, name := range names {
			var r ChunksResult
			e.request("chunk/bySymbol", fmt.Sprintf(`{"symbol":"F%d"}`, i), &r)
			if len(r.Chunks) != 1 {
				t.Errorf("%q: %+v", name, r.Chunks)
				continue
			}
			if path, ok := pathOf(r.Chunks[0].URI); !ok || path != filepath.Join(e.dir, name) {
				t.Errorf("%q: the URI is %s, for %q", name, r.Chunks[0].URI, path)
			}
			want := r.Chunks[0].ID
			e.request("chunk/inFile", fmt.Sprintf(`{"textDocument":{"uri":%q},"kinds":["function"]}`, r.Chunks[0].URI), &r)
			if len(r.Chunks) != 1 || r.Chunks[0].ID != want {
				t.Errorf("%q by its URI: %+v", name, r.Chunks)
			}
		}
	})
}

// TestFrames: what the headers and IDs of well-formed messages may look like.
func TestFrames(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		e.initialize("", false)
		body := func(id string) string {
			return fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":"chunk/bySymbol","params":{"symbol":"x"}}`, id)
		}
		expect := func(id string) <-chan message {
			ready := make(chan message, 1)
			e.mu.Lock()
			e.waiting[id] = ready
			e.mu.Unlock()
			return ready
		}
		a, b, c := expect(`"one"`), expect(`1001`), expect(`"1001"`)
		e.writeBytes(fmt.Sprintf("content-length: %d\r\n\r\n%s", len(body(`"one"`)), body(`"one"`)) +
			fmt.Sprintf("CONTENT-LENGTH:%d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n%s", len(body("1001")), body("1001")) +
			fmt.Sprintf("Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: %d\r\n\r\n%s", len(body(`"1001"`)), body(`"1001"`)))
		for _, answer := range []<-chan message{a, b, c} {
			if m := e.await(answer); m.Error != nil || string(m.Result) != `{"chunks":[]}` && string(m.Result) != `{"chunks":[],"isIncomplete":true}` {
				t.Errorf("got %s %+v", m.Result, m.Error)
			}
		}
	})
}

// TestHangUp: the server ends when its client does, and says that something was wrong.
func TestHangUp(t *testing.T) {
	for _, tr := range transports[:2] { // what delays does not matter here
		t.Run(tr.name, func(t *testing.T) {
			for name, how := range map[string]func(e *editor){
				"between messages": func(e *editor) { e.stream.Close() },
				"within a message": func(e *editor) {
					e.writeBytes("Content-Length: 100\r\n\r\n{")
					e.stream.Close()
				},
				"while answering": func(e *editor) {
					e.writeBytes("Content-Length: 69\r\n\r\n" + `{"jsonrpc":"2.0","id":1,"method":"chunk/status","params":{"uri":""  }`)
					e.stream.Close()
				},
				"with rubbish": func(e *editor) { e.writeBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n") },
			} {
				t.Run(name, func(t *testing.T) {
					e := newEditor(t, tr)
					e.initialize("", false)
					how(e)
					if got := e.end(); got == "ended well\n" {
						t.Error(got)
					}
				})
			}
		})
	}
}

// TestMissingRoot: a folder that is not there is no reason to fail.
func TestMissingRoot(t *testing.T) {
	onEach(t, func(t *testing.T, e *editor) {
		if err := os.Remove(e.dir); err != nil {
			t.Fatal(err)
		}
		e.initialize("", false)
		var r ChunksResult
		e.request("chunk/bySymbol", `{"symbol":"F"}`, &r)
		e.open("a.go", "go", 1, "package a\n\nfunc F() {}\n")
		if found := e.chunks("chunk/bySymbol", `{"symbol":"F"}`); len(found.Chunks) != 1 {
			t.Errorf("got %+v", found)
		}
		e.request("shutdown", nil, nil)
		e.notify("exit", nil)
		if got := e.end(); got != "ended well\n" && !errors.Is(e.wait(), ErrNoShutdown) {
			t.Error(got)
		}
	})
}

package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/uri"
)

// editor is a client that frames and encodes by itself, so that it can misbehave, and keeps
// its own text of each document, so that it notices when the server's is another.
type editor struct {
	t         *testing.T
	transport transport
	dir       string // the project
	stream    io.ReadWriteCloser
	wait      func() error // for the server's end
	writes    int          // files written so far
	buffers   map[string]*buffer

	writing sync.Mutex // a frame is written as a whole
	ids     int

	mu      sync.Mutex // guards what follows
	waiting map[string]chan message
	notes   []message     // notifications and requests of the server, in order
	noted   chan struct{} // closed and made anew when notes grows
	silent  bool          // do not answer the server's requests
	strange []string      // what the server should not have sent
	ended   chan struct{} // closed when the server's stream ends
}

// message is any JSON-RPC message.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *wireFailure    `json:"error"`
}

type wireFailure struct {
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Data    json.RawMessage `json:"data"`
}

func newEditor(t *testing.T, tr transport) *editor {
	t.Helper()
	e := &editor{
		t: t, transport: tr, dir: t.TempDir(), buffers: map[string]*buffer{}, waiting: map[string]chan message{},
		noted: make(chan struct{}), ended: make(chan struct{}),
	}
	e.stream, e.wait = tr.start(t)
	go e.read()
	t.Cleanup(func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if len(e.strange) > 0 {
			t.Error(strings.Join(e.strange, "\n"))
		}
	})
	return e
}

// read takes what the server sends until its stream ends.
func (e *editor) read() {
	defer close(e.ended)
	in := bufio.NewReader(e.stream)
	for {
		body, err := readFrame(in)
		if err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrClosedPipe) && !errors.Is(err, os.ErrClosed) {
				e.complain("the server's stream: %v", err)
			}
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			e.complain("no message: %q", body)
			continue
		}
		e.take(m)
	}
}

func readFrame(in *bufio.Reader) ([]byte, error) {
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	length, err := strconv.Atoi(header.Get("Content-Length"))
	if err != nil {
		return nil, fmt.Errorf("header %v: %w", header, err)
	}
	body := make([]byte, length)
	_, err = io.ReadFull(in, body)
	return body, err
}

func (e *editor) take(m message) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if m.Method == "" {
		if answer := e.waiting[string(m.ID)]; answer != nil {
			delete(e.waiting, string(m.ID))
			answer <- m
			return
		}
		e.strange = append(e.strange, fmt.Sprintf("an answer that nobody waits for: %s %s %v", m.ID, m.Result, m.Error))
		return
	}
	e.notes = append(e.notes, m)
	close(e.noted)
	e.noted = make(chan struct{})
	if m.ID != nil && !e.silent {
		// Not from here: the server may be waiting for us to read.
		go e.write(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, m.ID))
	}
}

func (e *editor) complain(format string, args ...any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.strange = append(e.strange, fmt.Sprintf(format, args...))
}

// write sends a message's text in a well-formed frame.
func (e *editor) write(body string) {
	e.writeBytes(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

// writeBytes sends anything.
func (e *editor) writeBytes(text string) {
	e.writing.Lock()
	defer e.writing.Unlock()
	if _, err := io.WriteString(e.stream, text); err != nil {
		e.complain("write: %v", err)
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	e.write(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q%s}`, method, e.params(params)))
}

// call sends a request under an ID of its own.
func (e *editor) call(method string, params any) (answer <-chan message) {
	e.t.Helper()
	e.ids++
	return e.callAs(strconv.Itoa(e.ids), method, params)
}

// callAs sends a request under an ID given as JSON; without params when they are nil.
func (e *editor) callAs(id, method string, params any) (answer <-chan message) {
	e.t.Helper()
	ready := make(chan message, 1)
	e.mu.Lock()
	e.waiting[id] = ready
	e.mu.Unlock()
	e.write(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":%q%s}`, id, method, e.params(params)))
	return ready
}

func (e *editor) await(answer <-chan message) message {
	e.t.Helper()
	select {
	case m := <-answer:
		return m
	case <-e.ended:
		select {
		case m := <-answer:
			return m
		default:
		}
		e.t.Fatal("the server hung up without an answer")
	case <-time.After(patience):
		e.t.Fatal("no answer")
	}
	panic("not reached")
}

// request sends a request that must succeed. No answer of ours holds a null.
func (e *editor) request(method string, params, result any) json.RawMessage {
	e.t.Helper()
	m := e.await(e.call(method, params))
	if m.Error != nil {
		e.t.Fatalf("%s: %d %s", method, m.Error.Code, m.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			e.t.Fatalf("%s: %v in %s", method, err, m.Result)
		}
	}
	if strings.HasPrefix(method, "chunk/") {
		if where := findNull(m.Result); where != "" {
			e.t.Errorf("%s: null at %s in %s", method, where, m.Result)
		}
	}
	return m.Result
}

// findNull is where in a JSON value a null stands; "" when there is none.
func findNull(raw json.RawMessage) string {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return err.Error()
	}
	return nullIn(value, "$")
}

func nullIn(value any, where string) string {
	switch v := value.(type) {
	case nil:
		return where
	case []any:
		for i := range v {
			if found := nullIn(v[i], fmt.Sprintf("%s[%d]", where, i)); found != "" {
				return found
			}
		}
	case map[string]any:
		for key := range v {
			if found := nullIn(v[key], where+"."+key); found != "" {
				return found
			}
		}
	}
	return ""
}

// waitFor is the first of the server's notifications and requests from number from on that fits.
func (e *editor) waitFor(method string, from int, fits func(json.RawMessage) bool) (m message, number int) {
	e.t.Helper()
	deadline := time.After(patience)
	for {
		e.mu.Lock()
		all, more := e.notes, e.noted
		e.mu.Unlock()
		for ; from < len(all); from++ {
			if all[from].Method == method && (fits == nil || fits(all[from].Params)) {
				return all[from], from
			}
		}
		select {
		case <-more:
		case <-e.ended:
			e.t.Fatalf("the server hung up before %s", method)
		case <-deadline:
			e.t.Fatalf("no %s", method)
		}
	}
}

// noteCount is the number that the next notification will have.
func (e *editor) noteCount() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.notes)
}

// params is a message's member of that name; a string is JSON already.
func (e *editor) params(params any) string {
	e.t.Helper()
	if raw, ok := params.(string); ok {
		return `,"params":` + raw
	}
	if params == nil {
		return ""
	}
	text, err := json.Marshal(params)
	if err != nil {
		e.t.Fatal(err)
	}
	return `,"params":` + string(text)
}

// uri of a file of the project; what has a scheme stays as it is.
func (e *editor) uri(path string) string {
	if strings.Contains(path, ":") && !strings.Contains(path, ".") {
		return path // untitled:...
	}
	return string(uri.File(filepath.Join(e.dir, path)))
}

// save writes a file to the disk. Each is a second younger than the one before, and old:
// the index looks twice at files that changed just now.
func (e *editor) save(path, text string) {
	e.t.Helper()
	full := filepath.Join(e.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
	e.writes++
	written := time.Now().Add(-time.Hour).Truncate(time.Second).Add(time.Duration(e.writes) * time.Second)
	if err := os.Chtimes(full, written, written); err != nil {
		e.t.Fatal(err)
	}
}

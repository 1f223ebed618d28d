package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
)

// TestScripts runs testdata/scripts/*: what an editor sends and what it gets. In all texts
// $ROOT stands for the project's URI.
func TestScripts(t *testing.T) {
	datadriven.Walk(t, "testdata/scripts", func(t *testing.T, path string) {
		onEach(t, func(t *testing.T, e *editor) {
			datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
				return e.run(d)
			})
		})
	})
}

func (e *editor) run(d *datadriven.TestData) string {
	var path, language string
	version := 1
	d.MaybeScanArgs(e.t, "path", &path)
	d.MaybeScanArgs(e.t, "language", &language)
	d.MaybeScanArgs(e.t, "version", &version)
	text := e.unescape(d.Input)
	switch d.Cmd {
	case "write":
		e.save(path, text+"\n")
	case "write-raw":
		e.save(path, text)
	case "remove":
		if err := os.Remove(filepath.Join(e.dir, path)); err != nil {
			e.t.Fatal(err)
		}
	case "initialize":
		return e.initialize(text, d.HasArg("hold"))
	case "ready":
		e.ready()
	case "open":
		if language == "" {
			language = "go"
		}
		e.open(path, language, version, text+"\n")
	case "close":
		e.close(path)
	case "type":
		return e.typeOver(d, path, text)
	case "notify":
		e.notify(d.CmdArgs[0].Key, raw(text))
	case "call":
		return e.show(e.await(e.call(d.CmdArgs[0].Key, raw(text))))
	case "chunks":
		if strings.HasPrefix(text, "@") {
			return e.chunksAt(d, text)
		}
		return e.list(d.CmdArgs[0].Key, raw(text))
	case "end":
		return e.end()
	default:
		d.Fatalf(e.t, "unknown command %s", d.Cmd)
	}
	return ""
}

// raw params; none at all for an empty text.
func raw(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// unescape puts in what a script can't hold as it is.
func (e *editor) unescape(text string) string {
	return strings.NewReplacer("$ROOT", e.uri(""), "$CR", "\r", "$LF", "\n", "$BAD", "\xff", "$CUT", "\xe2\x82", "$NUL", "\x00").Replace(text)
}

// initialize opens the session; params are the client's capabilities.
func (e *editor) initialize(capabilities string, hold bool) string {
	e.t.Helper()
	if capabilities == "" {
		capabilities = "{}"
	}
	var result struct {
		Capabilities struct {
			PositionEncoding string `json:"positionEncoding"`
		} `json:"capabilities"`
	}
	e.request("initialize", fmt.Sprintf(`{"processId":null,"rootUri":%q,"capabilities":%s}`, e.uri(""), capabilities), &result)
	if !hold {
		e.notify("initialized", "{}")
	}
	return result.Capabilities.PositionEncoding + "\n"
}

// ready waits until the first scan of the project is over.
func (e *editor) ready() {
	e.t.Helper()
	e.waitFor("chunk/didChangeIndex", 0, func(params json.RawMessage) bool {
		var p DidChangeIndexParams
		return json.Unmarshal(params, &p) == nil && p.Root == e.uri("") && p.State == "ready"
	})
}

// typeOver replaces the first place where a text stands: the input's lines are "old => new".
func (e *editor) typeOver(d *datadriven.TestData, path, input string) string {
	b := e.buffers[path]
	var edits []edit
	shadow := &buffer{b.version, b.text} // each edit stands in the text that the ones before leave
	for _, line := range strings.Split(input, "\n") {
		before, after, ok := strings.Cut(line, " => ")
		at := strings.Index(shadow.String(), before)
		if !ok || at < 0 {
			d.Fatalf(e.t, "no place for %q", line)
		}
		units := len(newBuffer(0, shadow.String()[:at]).text)
		c := edit{Range: &[2]point{shadow.point(units), shadow.point(units + len(newBuffer(0, before).text))}, Text: after}
		shadow.apply(c)
		edits = append(edits, c)
	}
	e.change(path, edits...)
	return ""
}

// chunksAt asks bySpan about "@path more params" and a text in it, where "|" marks a caret.
func (e *editor) chunksAt(d *datadriven.TestData, input string) string {
	head, at, _ := strings.Cut(input, "\n")
	path, more, _ := strings.Cut(strings.TrimPrefix(head, "@"), " ")
	b := e.buffers[path]
	if b == nil {
		text, err := os.ReadFile(filepath.Join(e.dir, path))
		if err != nil {
			e.t.Fatal(err)
		}
		b = newBuffer(0, string(text))
	}
	before, after, caret := strings.Cut(at, "|")
	found := strings.Index(b.String(), before+after)
	if found < 0 {
		d.Fatalf(e.t, "%q is not in the text", before+after)
	}
	start := len(newBuffer(0, b.String()[:found]).text)
	end := start + len(newBuffer(0, before+after).text)
	if caret {
		start += len(newBuffer(0, before).text)
		end = start
	}
	if more != "" {
		more = "," + more
	}
	span, err := json.Marshal(map[string]point{"start": b.point(start), "end": b.point(end)})
	if err != nil {
		e.t.Fatal(err)
	}
	return e.list("chunk/bySpan", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":%s%s}`, e.uri(path), span, more))
}

// list shows an answer with chunks, a line for each.
func (e *editor) list(method string, params any) string {
	m := e.await(e.call(method, params))
	if m.Error != nil {
		return e.show(m)
	}
	r := e.chunks(method, params)
	var b strings.Builder
	for _, c := range r.Chunks {
		where := "disk"
		if c.Source == "overlay" {
			where = fmt.Sprint("version ", *c.Version)
		}
		content := ""
		if c.Content != nil {
			content = ": " + strings.Join(strings.Fields(*c.Content), " ")
		}
		fmt.Fprintf(&b, "%s %s %d:%d-%d:%d %s%s\n", strings.ReplaceAll(c.ID, e.uri(""), "$ROOT"), c.Kind,
			c.Range.Start.Line, c.Range.Start.Character, c.Range.End.Line, c.Range.End.Character, where, content)
	}
	if r.IsIncomplete {
		b.WriteString("incomplete\n")
	}
	if r.NextCursor != "" {
		b.WriteString("and more\n")
	}
	return b.String()
}

var changing = regexp.MustCompile(`("pid": |"bytes": |"path": |"version": "|"schemaVersion": )[^,}\n]*`)

// show prints an answer as JSON, less what differs between runs.
func (e *editor) show(m message) string {
	if m.Error != nil {
		text := fmt.Sprintf("error %d: %s %s", m.Error.Code, m.Error.Message, m.Error.Data)
		return e.unnamed(strings.TrimSpace(text)) + "\n"
	}
	result := []byte(m.Result)
	if bytes.Contains(result, []byte(`"skipped"`)) {
		// The order of a map's members is random: sort them.
		var members map[string]any
		if err := json.Unmarshal(result, &members); err != nil {
			e.t.Fatal(err)
		}
		var err error
		if result, err = json.Marshal(members); err != nil {
			e.t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := json.Indent(&b, result, "", "  "); err != nil {
		e.t.Fatal(err)
	}
	text := e.unnamed(b.String())
	if strings.Contains(text, `"store"`) || strings.Contains(text, `"serverInfo"`) {
		text = changing.ReplaceAllString(text, "$1...")
	}
	// Short arrays, objects and positions on a line each.
	text = regexp.MustCompile(`\[\s+(\d+),\s+(\d+)\s+\]`).ReplaceAllString(text, "[$1, $2]")
	text = regexp.MustCompile(`\{\s+("line": \d+),\s+("character": \d+)\s+\}`).ReplaceAllString(text, "{$1, $2}")
	return text + "\n"
}

// jsonWords are what the JSON library's errors begin with, one or the other at random.
var jsonWords = regexp.MustCompile(`json: (cannot|unable to) `)

// unnamed has $ROOT for the project's place.
func (e *editor) unnamed(text string) string {
	text = jsonWords.ReplaceAllString(text, "json: can't ")
	return strings.NewReplacer(e.uri(""), "$ROOT", e.dir, "$DIR", "\x00", "$NUL").Replace(text)
}

// end waits for the server's end and tells how it ended.
func (e *editor) end() string {
	e.t.Helper()
	select {
	case <-e.ended:
	case <-time.After(patience):
		e.t.Fatal("the server does not end")
	}
	if err := e.wait(); err != nil {
		return err.Error() + "\n"
	}
	return "ended well\n"
}

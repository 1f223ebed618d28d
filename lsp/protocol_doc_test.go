package lsp_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/lsp"
)

const protocolPage = "../docs/protocol.md"

// example is a fenced block of the page and what the comment above it says.
type example struct {
	typ    string // of wire.go, or "" for a file
	file   string // path in the example's workspace
	role   string // "request", "notification", "answer" or ""
	method string
	text   string
	start  int // offset of text in the page
}

// An example looks like this in the page; the part from the semicolon on says what
// TestProtocolReplay does with it:
//
//	<!-- type: BySpanParams; request: chunk/bySpan -->
//	```json
//	...
//	```
var exampleStart = regexp.MustCompile("(?m)^<!-- (type|file): ([^;\n]+?)(?:; (request|notification|answer)(?:: (\\S+))?)? -->\n```[a-z]+\n")

func readExamples(t *testing.T) (page string, examples []example) {
	t.Helper()
	raw, err := os.ReadFile(protocolPage)
	if err != nil {
		t.Fatal(err)
	}
	page = string(raw)
	ofJSON := 0
	for _, m := range exampleStart.FindAllStringSubmatchIndex(page, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return page[m[2*i]:m[2*i+1]]
		}
		text, _, closed := strings.Cut(page[m[1]:], "```\n")
		if !closed {
			t.Fatalf("example at offset %d has no end", m[0])
		}
		e := example{role: group(3), method: group(4), text: text, start: m[1]}
		if group(1) == "file" {
			e.file = group(2)
		} else {
			e.typ = group(2)
			ofJSON++
		}
		examples = append(examples, e)
	}
	if n := strings.Count(page, "```json\n"); n != ofJSON || n == 0 {
		t.Errorf("%d of %d JSON examples have no comment that names their type", n-ofJSON, n)
	}
	return page, examples
}

// responseError is the error of a response. The library's own type is not used, because it
// takes any data.
type responseError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Data    *struct {
		Reason string `json:"reason"`
	} `json:"data,omitempty"`
}

var exampleTypes = map[string]func() any{
	"BySpanParams":              func() any { return new(lsp.BySpanParams) },
	"BySymbolParams":            func() any { return new(lsp.BySymbolParams) },
	"InFileParams":              func() any { return new(lsp.InFileParams) },
	"StatusParams":              func() any { return new(lsp.StatusParams) },
	"ChunksResult":              func() any { return new(lsp.ChunksResult) },
	"StatusResult":              func() any { return new(lsp.StatusResult) },
	"DidChangeIndexParams":      func() any { return new(lsp.DidChangeIndexParams) },
	"DidOpenTextDocumentParams": func() any { return new(protocol.DidOpenTextDocumentParams) },
	"ResponseError":             func() any { return new(responseError) },
}

// The server only reads these, so they do not say what to omit.
var onlyRead = map[string]bool{"BySpanParams": true, "BySymbolParams": true, "InFileParams": true, "StatusParams": true}

// TestProtocolExamples decodes each example into its type and encodes it again: names and
// omissions must agree. Each field of each type of wire.go stands in some example.
func TestProtocolExamples(t *testing.T) {
	_, examples := readExamples(t)
	shown := map[string]bool{}
	for _, e := range examples {
		if e.typ == "" {
			continue
		}
		if exampleTypes[e.typ] == nil {
			t.Errorf("unknown type %s", e.typ)
			continue
		}
		value := exampleTypes[e.typ]()
		strict := json.NewDecoder(strings.NewReader(e.text))
		strict.DisallowUnknownFields()
		if err := strict.Decode(value); err != nil {
			t.Errorf("%s: %v\n%s", e.typ, err, e.text)
			continue
		}
		encoded, err := protocol.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		want, got := plain(t, []byte(e.text)), plain(t, encoded)
		if onlyRead[e.typ] {
			dropAbsent(got, want)
		}
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s is encoded as\n%s\nnot as\n%s", e.typ, encoded, e.text)
		}
		noteFields(shown, reflect.TypeOf(value), want)
	}
	for _, field := range wireFields(t) {
		if !shown[field] {
			t.Errorf("no example shows %s", field)
		}
	}
}

func plain(t *testing.T, raw []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	return value
}

// dropAbsent drops the members that want lacks, if they are what an absent one decodes to.
func dropAbsent(got, want any) {
	have, _ := want.(map[string]any)
	members, _ := got.(map[string]any)
	for name, v := range members {
		if _, ok := have[name]; !ok && (v == nil || reflect.ValueOf(v).IsZero() || reflect.DeepEqual(v, []any{})) {
			delete(members, name)
		}
	}
}

// noteFields notes "Type.Field" for each member that value has.
func noteFields(shown map[string]bool, typ reflect.Type, value any) {
	switch typ.Kind() {
	case reflect.Pointer:
		noteFields(shown, typ.Elem(), value)
	case reflect.Slice:
		items, _ := value.([]any)
		for _, item := range items {
			noteFields(shown, typ.Elem(), item)
		}
	case reflect.Struct:
		members, _ := value.(map[string]any)
		for i := range typ.NumField() {
			field := typ.Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if member, ok := members[name]; ok {
				shown[typ.Name()+"."+field.Name] = true
				noteFields(shown, field.Type, member)
			}
		}
	}
}

// wireFields lists "Type.Field" for all types of wire.go.
func wireFields(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "wire.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if body, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range body.Fields.List {
				for _, name := range field.Names {
					fields = append(fields, spec.Name.Name+"."+name.Name)
				}
			}
		}
		return false
	})
	if len(fields) == 0 {
		t.Fatal("wire.go declares no types")
	}
	return fields
}

// layout prints JSON in its own order: on one line where that is short enough, else one
// member on each.
func layout(t *testing.T, raw []byte, indent string) string {
	t.Helper()
	const width = 110
	line, members, brackets := parts(t, raw)
	if len(members) == 0 || len(indent)+len(line) <= width {
		return line
	}
	var b strings.Builder
	b.WriteString(brackets[:1] + "\n")
	for i, m := range members {
		b.WriteString(indent + "  " + m.key + layout(t, m.value, indent+"  "))
		if i < len(members)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	return b.String() + indent + brackets[1:]
}

// member of an object, or item of an array, whose key is empty.
type member struct {
	key   string
	value json.RawMessage
}

// parts takes an object or array apart; line is all of it on one line.
func parts(t *testing.T, raw []byte) (line string, members []member, brackets string) {
	t.Helper()
	raw = bytes.TrimSpace(raw)
	if raw[0] != '{' && raw[0] != '[' {
		return string(raw), nil, ""
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for d.More() {
		var m member
		if raw[0] == '{' {
			key, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			m.key = `"` + key.(string) + `": `
		}
		if err := d.Decode(&m.value); err != nil {
			t.Fatal(err)
		}
		inner, _, _ := parts(t, m.value)
		lines, members = append(lines, m.key+inner), append(members, m)
	}
	brackets = string(raw[0]) + string(raw[len(raw)-1])
	return brackets[:1] + strings.Join(lines, ", ") + brackets[1:], members, brackets
}

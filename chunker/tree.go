package chunker

// #include "shim.h"
import "C"

import (
	"reflect"
	"runtime"
	"time"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
)

// capture is one captured node of a query match.
type capture struct {
	Span
	name     string // without @
	hasError bool
}

// match is one match of a query pattern; its captures are in document order.
type match struct {
	pattern  int
	captures []capture
}

// node is a named child of a tree's root.
type node struct {
	Span
	hasError bool
}

// tree is what one pass over a file's syntax tree gathered; the tree itself stays in C and
// is gone by now.
type tree struct {
	matches  []match
	children []node
	masked   []Span // what the parser did not see
	broken   bool   // the root itself is an error
}

// parser owns the C parser and query cursor. It is not safe for concurrent use; the owner
// calls close.
type parser struct {
	shim *C.shim_parser
}

func newParser() *parser { return &parser{shim: C.shim_parser_new()} }

func (p *parser) close() { C.shim_parser_free(p.shim) }

// parse gathers what the language's query captures in text. It returns ok == false when
// that took more CPU time than budget or ran out of memory.
func (p *parser) parse(grammar *sitter.Language, q *query, text []byte, budget time.Duration) (t tree, ok bool) {
	result := C.shim_chunk(p.shim, cPointer(grammar, "ptr"), cPointer(q.compiled, "c"),
		(*C.char)(unsafe.Pointer(unsafe.SliceData(text))), C.uint32_t(len(text)), C.uint64_t(budget.Microseconds()),
		(*C.uint64_t)(unsafe.Pointer(q.roots)))
	runtime.KeepAlive(q.compiled)
	defer C.shim_result_free(result)
	if result.status != C.SHIM_OK {
		return tree{}, false
	}
	t.broken = bool(result.root_is_error) && len(trimBlank(text)) > 0 // some grammars want one statement at least
	t.children = make([]node, 0, result.child_count)
	for _, n := range unsafe.Slice(result.children, result.child_count) {
		t.children = append(t.children, node{Span{uint32(n.start), uint32(n.end)}, bool(n.has_error)})
	}
	t.matches = gather(unsafe.Slice(result.captures, result.capture_count), q)
	return t, true
}

// gather groups the flat captures by match and drops the matches whose predicates fail.
func gather(flat []C.shim_capture, q *query) []match {
	all := make([]capture, len(flat))
	for i, c := range flat {
		all[i] = capture{Span{uint32(c.start), uint32(c.end)}, q.captureNames[c.capture], bool(c.has_error)}
	}
	var matches []match
	for start := 0; start < len(flat); {
		end := start + 1
		for end < len(flat) && flat[end].match == flat[start].match {
			end++
		}
		matches = append(matches, match{int(flat[start].pattern), all[start:end:end]})
		start = end
	}
	return matches
}

func trimC() { C.shim_trim() }

// isRooted reports whether all matches of a pattern lie inside one node that begins it.
func isRooted(compiled *sitter.Query, pattern uint32) bool {
	return bool(C.shim_is_rooted(cPointer(compiled, "c"), C.uint32_t(pattern)))
}

// cPointer reads the C pointer that the binding keeps in an unexported field. The field's
// name is looked up, never its place, so another version of the binding panics in the
// first test instead of reading something else.
func cPointer(holder any, field string) unsafe.Pointer {
	return reflect.ValueOf(holder).Elem().FieldByName(field).UnsafePointer()
}

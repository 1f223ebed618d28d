package chunker

import (
	"slices"
	"testing"
)

// Two top-level chunks that touch, the first with a child that ends where it ends.
var adjacent = File{Chunks: []Chunk{
	{Name: "a", Parent: -1, Range: Span{0, 10}, Declaration: Span{2, 10}},
	{Name: "b", Parent: 0, Range: Span{4, 10}, Declaration: Span{4, 10}},
	{Name: "c", Parent: -1, Range: Span{10, 14}, Declaration: Span{10, 14}},
	{Name: "d", Parent: -1, Range: Span{16, 20}, Declaration: Span{16, 20}},
}}

func TestFind(t *testing.T) {
	for _, test := range []struct {
		name string
		find func(Span) []int
		span Span
		want []int
	}{
		{"innermost first", adjacent.Enclosing, Span{5, 6}, []int{1, 0}},
		{"whole span", adjacent.Enclosing, Span{3, 6}, []int{0}},
		{"across two", adjacent.Enclosing, Span{5, 11}, nil},
		{"caret on a boundary belongs to what starts", adjacent.Enclosing, Span{10, 10}, []int{2}},
		{"caret at an end where nothing starts", adjacent.Enclosing, Span{14, 14}, []int{2}},
		{"caret between", adjacent.Enclosing, Span{15, 15}, nil},
		{"caret behind all", adjacent.Enclosing, Span{21, 21}, nil},
		{"overlap", adjacent.Overlapping, Span{9, 11}, []int{0, 1, 2}},
		{"touching is no overlap", adjacent.Overlapping, Span{14, 16}, nil},
		{"overlap of a caret", adjacent.Overlapping, Span{4, 4}, []int{0, 1}},
		{"exact range", adjacent.Exact, Span{0, 10}, []int{0}},
		{"exact declaration", adjacent.Exact, Span{2, 10}, []int{0}},
		{"exact misses by one", adjacent.Exact, Span{1, 10}, nil},
		{"exact child", adjacent.Exact, Span{4, 10}, []int{1}},
	} {
		if got := test.find(test.span); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v: got %v, want %v", test.name, test.span, got, test.want)
		}
	}
}

func TestFullName(t *testing.T) {
	method := Chunk{Name: "Get", QualifiedName: "Store.Get"}
	if got := method.FullName("kv", "Get"); got != "kv.Store.Get" {
		t.Error(got)
	}
	group := Chunk{Name: "A", QualifiedName: "Outer.A", Symbols: []string{"A", "B"}}
	if got := group.FullName("", "B"); got != "Outer.B" {
		t.Error(got)
	}
	inNamespace := Chunk{Name: "T", QualifiedName: "App.Models.T"}
	if got := inNamespace.FullName("App.Models", "T"); got != "App.Models.T" {
		t.Error(got)
	}
}

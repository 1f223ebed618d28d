package chunker

import (
	"slices"
	"sort"
	"strings"
)

// Enclosing lists the chunks that contain the whole span, innermost first. A caret (empty
// span) on the boundary of two chunks belongs to the one that starts there.
func (f *File) Enclosing(s Span) []int {
	inner := -1
	for i := range f.startedBy(s.Start) {
		r := f.Chunks[i].Range
		if r.Contains(s) && (s.Len() > 0 || s.Start < r.End) {
			inner = i // a later chunk that contains the span is inside the earlier one
		}
	}
	if inner < 0 && s.Len() == 0 {
		inner = f.endingAt(s.Start)
	}
	var chain []int
	for i := inner; i >= 0; i = f.Chunks[i].Parent {
		chain = append(chain, i)
	}
	return chain
}

// endingAt is the innermost chunk that ends right at a caret behind which none starts; -1
// when there is none.
func (f *File) endingAt(offset uint32) int {
	inner := -1
	for i := range f.startedBy(offset) {
		if f.Chunks[i].Range.End == offset {
			inner = i
		}
	}
	return inner
}

// Overlapping lists the chunks that share at least one byte with the span, or hold the
// caret, in document order.
func (f *File) Overlapping(s Span) []int {
	if s.Len() == 0 {
		found := f.Enclosing(s)
		slices.Reverse(found)
		return found
	}
	var found []int
	for i := range f.startedBy(s.End - 1) {
		if f.Chunks[i].Range.Overlaps(s) {
			found = append(found, i)
		}
	}
	return found
}

// Exact lists the chunk whose Range or Declaration is the span.
func (f *File) Exact(s Span) []int {
	for i := range f.startedBy(s.End) {
		if c := &f.Chunks[i]; c.Range == s || c.Declaration == s {
			return []int{i}
		}
	}
	return nil
}

// startedBy is the part of Chunks that start at or before offset.
func (f *File) startedBy(offset uint32) []Chunk {
	return f.Chunks[:sort.Search(len(f.Chunks), func(i int) bool { return f.Chunks[i].Range.Start > offset })]
}

// FullName is the name that qualified queries match: the module, then the qualified name of
// one of the chunk's names. A namespace that both begin with is not repeated.
func (c *Chunk) FullName(module, name string) string {
	qualified := strings.TrimSuffix(c.QualifiedName, c.Name) + name
	if module == "" || qualified == module || strings.HasPrefix(qualified, module+".") {
		return qualified
	}
	return module + "." + qualified
}

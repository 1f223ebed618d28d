package kv

import "strings"

// Matches compares a name that is not in the store, such as one of an unsaved document.
// fullName is chunker.Chunk.FullName, which ends in name.
func (q *SymbolQuery) Matches(name, fullName string) bool {
	if len(q.Segments) == 0 {
		return false
	}
	have, asked := fold(name), fold(q.Segments[len(q.Segments)-1])
	if have != asked && !(q.Prefix && strings.HasPrefix(have, asked)) {
		return false
	}
	return q.matches(&rawPosting{name: []byte(name), full: []byte(fullName)})
}

package chunker

import "strings"

// joinNames joins qualified names by ".", skipping empty ones.
func joinNames(names ...string) string {
	var kept []string
	for _, n := range names {
		if n != "" {
			kept = append(kept, n)
		}
	}
	return strings.Join(kept, ".")
}

// scopeName turns the text of a qualifier, a receiver or a type in any language into
// segments joined by ".": "*Server[T]" and "ns::Map<K, V>::" become "Server" and "ns.Map".
func scopeName(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch r {
		case '<', '[', '(', '{':
			depth++
			continue
		case '>', ']', ')', '}':
			depth = max(depth-1, 0)
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	return joinNames(splitName(b.String())...)
}

// splitName splits a qualifier as the text of any language writes it into its segments:
// ".", "::", "#", "/", "\", ":" and "->" all separate.
func splitName(name string) []string {
	name = strings.ReplaceAll(name, "->", ".")
	return strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(".:#/\\*&? \t\r\n", r) })
}

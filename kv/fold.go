package kv

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold maps names that differ in case only to one name. It is Unicode simple folding, so
// fold(a) == fold(b) exactly when strings.EqualFold(a, b) for valid UTF-8, and it keeps
// prefixes: fold(a+b) == fold(a)+fold(b).
func fold(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.Map(foldRune, name)
		}
	}
	return name
}

// foldRune is the least rune of r's case orbit, or in ASCII its lower case.
func foldRune(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if 'A' <= least && least <= 'Z' {
		return least + 'a' - 'A'
	}
	return least
}

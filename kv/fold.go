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

// foldRune is the lower case of the least rune of r's case orbit.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	return unicode.ToLower(least)
}

package kv

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func post(root uint32, folded, path string, chunk, nth uint32) []byte {
	return appendPostingKey(nil, root, folded, path, chunk, nth)
}

// Keys sort as numbers and paths do: 10 after 9, 300 after 299, a before a:b before ab.
func TestKeyOrder(t *testing.T) {
	sorted := [][]byte{
		fileKey(1, "a"), fileKey(1, "a\x00"), fileKey(1, "a\x00b"), fileKey(1, "a\x01"), fileKey(1, "a b"),
		fileKey(1, "a/b"), fileKey(1, "a:b"), fileKey(1, "ab"), fileKey(2, "a"), fileKey(256, "a"),
		post(1, "f", "a", 9, 0), post(1, "f", "a", 10, 0), post(1, "f", "a", 299, 9), post(1, "f", "a", 299, 10),
		post(1, "f", "a", 300, 0), post(1, "f", "ab", 0, 0), post(1, "fa", "a", 0, 0), post(2, "a", "a", 0, 0),
	}
	for i := range sorted[1:] {
		if bytes.Compare(sorted[i], sorted[i+1]) >= 0 {
			t.Errorf("%q is not before %q", sorted[i], sorted[i+1])
		}
	}
}

// FuzzKeys holds what doc.go says of any two keys: they sort as their parts do, neither is
// the prefix of the other, and they come apart again into what they were made of.
func FuzzKeys(f *testing.F) {
	f.Add("a", "a:b", uint32(9), uint32(10))
	f.Add("a", "ab", uint32(299), uint32(300))
	f.Add("a\x00", "a\x00\x01", uint32(0), uint32(1))
	f.Add("a\x00\xff", "a", uint32(1), uint32(0))
	f.Add("", "\x00", uint32(255), uint32(256))
	f.Add("\xff\xff", "\xff", uint32(0xFFFFFFFF), uint32(0))
	f.Fuzz(func(t *testing.T, a, b string, m, n uint32) {
		idA := contentID{language: a, hash: [hashLen]byte{byte(m)}, variant: [variantLen]byte{byte(n)}}
		idB := contentID{language: b, hash: [hashLen]byte{byte(m)}, variant: [variantLen]byte{byte(n)}}
		pairs := []struct {
			a, b []byte
			want int
		}{
			{fileKey(m, a), fileKey(m, b), strings.Compare(a, b)},
			{fileKey(m, a), fileKey(n, b), cmp.Or(cmp.Compare(m, n), strings.Compare(a, b))},
			{rootKey(a), rootKey(b), strings.Compare(a, b)},
			{post(7, "x", a, m, 1), post(7, "x", b, n, 1), cmp.Or(strings.Compare(a, b), cmp.Compare(m, n))},
			{post(7, a, b, m, n), post(7, b, a, n, m), cmp.Or(strings.Compare(a, b), strings.Compare(b, a), cmp.Compare(m, n))},
			{contentKey(idA), contentKey(idB), strings.Compare(a, b)},
			{refKey(idA, m, b), refKey(idA, n, a), cmp.Or(cmp.Compare(m, n), strings.Compare(b, a))},
			{fileKey(m, a), post(m, a, b, m, n), -1},
		}
		for _, p := range pairs {
			if got := bytes.Compare(p.a, p.b); got != p.want {
				t.Errorf("%q against %q: %d, want %d", p.a, p.b, got, p.want)
			}
			if p.want != 0 && (bytes.HasPrefix(p.a, p.b) || bytes.HasPrefix(p.b, p.a)) {
				t.Errorf("%q and %q: one is the other's prefix", p.a, p.b)
			}
			checkBounds(t, p.a, p.b)
		}
		checkParts(t, a, b, m, n, idA)
		if strings.HasPrefix(b, a) != bytes.HasPrefix(fileKey(m, b), appendEscaped(appendRoot(nil, familyFile, m), a)) {
			t.Errorf("%q, %q: prefix of the string and of the key differ", a, b)
		}
	})
}

// checkBounds holds that a scan of prefix ends right behind the keys that begin with it.
func checkBounds(t *testing.T, prefix, key []byte) {
	t.Helper()
	end := successor(prefix)
	inside := bytes.Compare(prefix, key) <= 0 && (end == nil || bytes.Compare(key, end) < 0)
	if inside != bytes.HasPrefix(key, prefix) {
		t.Errorf("%q inside the bounds of %q: %v", key, prefix, inside)
	}
}

func checkParts(t *testing.T, a, b string, m, n uint32, id contentID) {
	t.Helper()
	k := parseKey(post(m, a, b, n, m))
	if got, want := fmt.Sprintf("%d %q %q %d %d %v", k.uint32(), k.string(), k.string(), k.uint32(), k.uint32(), k.done()),
		fmt.Sprintf("%d %q %q %d %d true", m, a, b, n, m); got != want {
		t.Errorf("posting: got %s, want %s", got, want)
	}
	k = parseKey(refKey(id, m, b))
	if got := k.content(); got != id || k.uint32() != m || k.string() != b || !k.done() {
		t.Errorf("reference: %+v, want %+v", got, id)
	}
}

// FuzzParse takes damaged keys and values apart: anything but a panic.
func FuzzParse(f *testing.F) {
	f.Add(post(1, "a\x00", "b", 2, 3), []byte{3, 1, 'a'})
	e := fakeEntry("p", "function f\n")
	f.Add(fileKey(1, "p"), (&record{FileRecord: e.Record}).encode())
	chunks, err := encodeContent([8]byte{}, e.File)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(contentKey(contentID{language: "go"}), chunks)
	codec, err := newCodec()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(textKey([hashLen]byte{}), codec.pack([]byte("text")))
	s := &Store{codec: codec}
	f.Fuzz(func(t *testing.T, key, value []byte) {
		if len(key) == 0 {
			return
		}
		_, _ = s.describe(key, value)
		if raw, err := parsePosting(append(key, 0, 0, 0, 0, 0), value); err == nil {
			_, _ = raw.posting()
		}
	})
}

// FuzzFold holds that folding finds what differs in case only, and keeps prefixes.
func FuzzFold(f *testing.F) {
	for _, pair := range [][2]string{{"Get", "gET"}, {"Kelvin", "\u212Aelvin"}, {"straſe", "STRASE"}, {"ΣΑΣ", "σας"}, {"İ", "i"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		if got, want := fold(a) == fold(b), strings.EqualFold(a, b); got != want {
			t.Errorf("%q and %q fold alike: %v, want %v", a, b, got, want)
		}
		if fold(a+b) != fold(a)+fold(b) {
			t.Errorf("%q + %q: %q", a, b, fold(a+b))
		}
	})
}

func TestSegments(t *testing.T) {
	for symbol, want := range map[string][]string{
		"Get": {"Get"}, "a.b": {"a", "b"}, "a::b#c/d\\e": {"a", "b", "c", "d", "e"}, "::a": {"a"}, "": nil, "a:b": {"a:b"},
	} {
		if got := Segments(symbol); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", symbol, got, want)
		}
	}
}

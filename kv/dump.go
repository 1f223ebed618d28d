package kv

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Dump writes the whole store to w for people to read: one line for each key, in the order
// of keys. Texts and chunks are summed up, not shown.
func (s *Store) Dump(ctx context.Context, w io.Writer) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	return s.scan(ctx, nil, nil, func(key, value []byte) (bool, error) {
		line, err := s.describe(key, value)
		if err != nil {
			line = fmt.Sprintf("%q = %d bytes: %v", key, len(value), err)
		}
		_, err = io.WriteString(w, line+"\n")
		return err == nil, err
	})
}

// describe is the line of one key.
func (s *Store) describe(key, value []byte) (line string, err error) {
	k := parseKey(key)
	family := key[0]
	switch family {
	case familyMeta:
		var format uint32
		format, err = decodeNumber(value)
		line = fmt.Sprintf("m = format %d", format)
	case familyNextRoot:
		var next uint32
		next, err = decodeNumber(value)
		line = fmt.Sprintf("i = %d", next)
	case familyRoot:
		var id uint32
		id, err = decodeNumber(value)
		line = fmt.Sprintf("r %q = %d", k.string(), id)
	case familyCounts:
		var c Counts
		err = c.decode(value)
		line = fmt.Sprintf("n %d = files %d chunks %d symbols %d parseErrors %d languages %v skipped %v",
			k.uint32(), c.Files, c.Chunks, c.Symbols, c.ParseErrors, c.Languages, c.Skipped)
	case familyFile:
		var r record
		err = r.decode(value, nil)
		line = fmt.Sprintf("f %d %q = %s", k.uint32(), k.string(), r.describe())
	case familyContent:
		var f *chunker.File
		line = "c " + k.content().describe()
		if _, f, err = decodeContent(value); err == nil {
			line += fmt.Sprintf(" = chunks %d package %q reason %q", len(f.Chunks), f.Package, f.Reason)
		}
	case familyText:
		var text []byte
		text, err = s.codec.unpack(value)
		line = fmt.Sprintf("t %x = %d bytes", k.take(hashLen), len(text))
	case familyRef:
		line = fmt.Sprintf("g %s %d %q", k.content().describe(), k.uint32(), k.string())
	case familyPosting:
		var raw rawPosting
		root, folded, path, chunk, nth := k.uint32(), k.string(), k.string(), k.uint32(), k.uint32()
		if raw, err = parsePosting(key, value); err == nil {
			line = fmt.Sprintf("s %d %q %q %d %d = %s %s", root, folded, path, chunk, nth, chunker.Kinds[raw.kind], raw.full)
		}
	default:
		return "", fmt.Errorf("unknown family")
	}
	if err == nil && !k.done() {
		err = fmt.Errorf("damaged key")
	}
	return line, err
}

func (id contentID) describe() string {
	return fmt.Sprintf("%x %q %x", id.hash, id.language, id.variant)
}

func (r *record) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "size %d time %d sha256 %x language %q", r.Size, r.ModTime, r.Hash[:4], r.Language)
	if r.Module != "" {
		fmt.Fprintf(&b, " module %q", r.Module)
	}
	if r.Reason != "" {
		fmt.Fprintf(&b, " reason %s", r.Reason)
	}
	if r.HasError {
		b.WriteString(" hasError")
	}
	if r.Stored {
		fmt.Fprintf(&b, " fingerprint %x variant %x chunks %d symbols %d", r.Fingerprint, r.variant, r.Chunks, r.Symbols)
	}
	return b.String()
}

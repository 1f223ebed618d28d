package index

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// candidate is a chunk whose name matches, with all that orders it among the others.
type candidate struct {
	quality  int // 0: the name as asked for, 1: in another case, 2: by prefix, 3: by prefix in another case
	nearness int
	file     FileID
	ordinal  int
	name     string
}

func (c candidate) compare(d candidate) int {
	return cmp.Or(
		cmp.Compare(c.quality, d.quality),
		cmp.Compare(c.nearness, d.nearness),
		cmp.Compare(c.file.Root, d.file.Root),
		cmp.Compare(c.file.Path, d.file.Path),
		cmp.Compare(c.ordinal, d.ordinal),
		cmp.Compare(c.name, d.name),
	)
}

// candidates are all chunks that match by name, best first, each once. Files with an overlay
// are answered from it.
func (m *matcher) candidates(ctx context.Context) (found []candidate, incomplete bool, err error) {
	for _, r := range m.snapshot.roots {
		if !m.complete(ctx, r) {
			incomplete = true
		}
		stored, err := m.inStore(ctx, r)
		if ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		if err != nil {
			m.snapshot.workspace.options.Logger.Warn("store can't be read; the answer may be incomplete", "root", r.dir, "error", err)
			incomplete = true
		}
		found = append(found, stored...)
	}
	for _, o := range m.snapshot.overlays {
		src, err := o.source(ctx, m.snapshot.workspace)
		if ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		if err != nil {
			m.snapshot.workspace.options.Logger.Warn("document can't be chunked; the answer may be incomplete", "path", o.File, "error", err)
			incomplete = true
			continue
		}
		found = append(found, m.inSource(src)...)
	}
	slices.SortFunc(found, candidate.compare)
	return once(found), incomplete, nil
}

// inStore matches the root's postings, but for those of files with an overlay and of files
// that a root inside this one owns.
func (m *matcher) inStore(ctx context.Context, r *root) (found []candidate, err error) {
	inner := m.snapshot.rootsIn(r)
	for _, q := range m.queries {
		err := r.stored.BySymbol(ctx, q, func(p kv.Posting) bool {
			id := FileID{r.dir, p.Path}
			if m.snapshot.overlays[id] == nil && !slices.ContainsFunc(inner, func(dir FileID) bool { return contains(dir, id) }) &&
				m.admits(id, p.Kind, m.recordedLanguage) {
				found = append(found, m.candidate(q, id, p.Ordinal, p.Name))
			}
			return true
		})
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// once keeps the best candidate of each chunk; several of its names may match.
func once(sorted []candidate) []candidate {
	type chunk struct {
		file    FileID
		ordinal int
	}
	seen := make(map[chunk]bool, len(sorted))
	return slices.DeleteFunc(sorted, func(c candidate) bool {
		key := chunk{c.file, c.ordinal}
		again := seen[key]
		seen[key] = true
		return again
	})
}

func (m *matcher) candidate(q kv.SymbolQuery, id FileID, ordinal int, name string) candidate {
	asked := q.Segments[len(q.Segments)-1]
	quality := 3
	switch {
	case name == asked:
		quality = 0
	case strings.EqualFold(name, asked):
		quality = 1
	case strings.HasPrefix(name, asked):
		quality = 2
	}
	return candidate{quality, m.nearness(id), id, ordinal, name}
}

// inSource matches the chunks of a document.
func (m *matcher) inSource(src *Source) []candidate {
	var found []candidate
	module := src.Module()
	for i := range src.Chunks.Chunks {
		c := &src.Chunks.Chunks[i]
		if c.Kind == chunker.Block || !m.admits(src.File, c.Kind, func(FileID) *chunker.Language { return src.Language }) {
			continue
		}
		for _, name := range c.Names() {
			for _, q := range m.queries {
				if q.Matches(name, c.FullName(module, name)) {
					found = append(found, m.candidate(q, src.File, i, name))
				}
			}
		}
	}
	return found
}

// firstBehind is the index of the first candidate behind a cursor.
func firstBehind(sorted []candidate, after *candidate) int {
	if after == nil {
		return 0
	}
	i, found := slices.BinarySearchFunc(sorted, *after, candidate.compare)
	if found {
		i++
	}
	return i
}

// cursor is the last candidate of a page as the client keeps it.
type cursor struct {
	Quality  int    `json:"q"`
	Nearness int    `json:"n"`
	Root     string `json:"r"`
	Path     string `json:"p"`
	Ordinal  int    `json:"o"`
	Name     string `json:"s"`
}

func encodeCursor(c candidate) string {
	text, err := json.Marshal(cursor{c.quality, c.nearness, c.file.Root, c.file.Path, c.ordinal, c.name})
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func decodeCursor(text string) (*candidate, error) {
	if text == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCursor, err)
	}
	var c cursor
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCursor, err)
	}
	return &candidate{c.Quality, c.Nearness, FileID{c.Root, c.Path}, c.Ordinal, c.Name}, nil
}

package lsp

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index"
)

func (s *server) bySpan(p *BySpanParams) (answerFunc, error) {
	id, err := s.document(p.TextDocument)
	if err != nil {
		return nil, err
	}
	if (p.Range == nil) == (p.Bytes == nil) {
		return nil, invalid("exactly one of range and bytes is wanted")
	}
	find, ok := spanMatches[p.Match]
	if !ok {
		return nil, invalid("match: unknown value %q", p.Match)
	}
	v, err := s.newView(p.Detail, p.Kinds)
	if err != nil {
		return nil, err
	}
	if p.Bytes != nil && (len(p.Bytes) != 2 || p.Bytes[0] < 0 || p.Bytes[0] > p.Bytes[1]) {
		return nil, invalid("bytes: want [start, end] with 0 <= start <= end")
	}
	if r := p.Range; r != nil && (r.Start.Line > r.End.Line || r.Start.Line == r.End.Line && r.Start.Character > r.End.Character) {
		return nil, invalid("range: start is behind end")
	}
	snapshot := s.workspace.Snapshot()
	return func(ctx context.Context) (any, error) {
		src, err := snapshot.Source(ctx, id)
		if err != nil {
			return nothing(err)
		}
		m := newMapper(src.Text, v.encoding)
		span := v.clampedSpan(p, m, src)
		result := &ChunksResult{Chunks: []Chunk{}}
		for _, i := range find(src.Chunks, span) {
			v.add(result, src, m, i)
		}
		return result, nil
	}, nil
}

// clampedSpan is the request's span in bytes, inside the text.
func (v *view) clampedSpan(p *BySpanParams, m *mapper, src *index.Source) chunker.Span {
	if p.Range != nil {
		return m.span(*p.Range)
	}
	end := int64(len(src.Text))
	return chunker.Span{Start: uint32(min(p.Bytes[0], end)), End: uint32(min(p.Bytes[1], end))}
}

var spanMatches = map[string]func(*chunker.File, chunker.Span) []int{
	"":            (*chunker.File).Enclosing,
	"enclosing":   (*chunker.File).Enclosing,
	"overlapping": (*chunker.File).Overlapping,
	"exact":       (*chunker.File).Exact,
}

// nothing answers for a file that is gone: no chunks. Other errors stay errors.
func nothing(err error) (any, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return &ChunksResult{Chunks: []Chunk{}}, nil
	}
	return nil, err
}

func (s *server) inFile(p *InFileParams) (answerFunc, error) {
	id, err := s.document(p.TextDocument)
	if err != nil {
		return nil, err
	}
	v, err := s.newView(p.Detail, p.Kinds)
	if err != nil {
		return nil, err
	}
	snapshot := s.workspace.Snapshot()
	return func(ctx context.Context) (any, error) {
		src, err := snapshot.Source(ctx, id)
		if err != nil {
			return nothing(err)
		}
		m := newMapper(src.Text, v.encoding)
		result := &ChunksResult{Chunks: []Chunk{}}
		for i := range src.Chunks.Chunks {
			v.add(result, src, m, i)
		}
		return result, nil
	}, nil
}

func (s *server) bySymbol(p *BySymbolParams) (answerFunc, error) {
	if p.Symbol == nil {
		return nil, invalid("symbol is missing")
	}
	q := index.SymbolQuery{Name: *p.Symbol, CaseSensitive: true, Languages: p.Languages, Cursor: p.Cursor, Limit: index.DefaultLimit}
	switch p.Match {
	case "", "exact":
	case "prefix":
		q.Prefix, q.CaseSensitive = true, false
	default:
		return nil, invalid("match: unknown value %q", p.Match)
	}
	if p.CaseSensitive != nil {
		q.CaseSensitive = *p.CaseSensitive
	}
	if p.Limit != nil {
		if *p.Limit < 1 || *p.Limit > index.MaxLimit {
			return nil, invalid("limit: want 1 to %d", index.MaxLimit)
		}
		q.Limit = *p.Limit
	}
	v, err := s.newView(p.Detail, p.Kinds)
	if err != nil {
		return nil, err
	}
	q.Kinds = v.kinds
	for _, text := range p.URIs {
		id, err := s.fileID(text)
		if err != nil {
			return nil, invalid("uris: %q is no URI", text)
		}
		q.Within = append(q.Within, id)
		if path, ok := pathOf(text); ok && id.Root == "" {
			q.Within = append(q.Within, index.FileID{Root: path}) // it may hold roots
		}
	}
	if p.From != "" {
		if q.From, err = s.fileID(p.From); err != nil {
			return nil, invalid("from: %q is no URI", p.From)
		}
	}
	snapshot := s.workspace.Snapshot()
	return func(ctx context.Context) (any, error) {
		found, err := snapshot.Symbols(ctx, q)
		if err != nil {
			return nil, err
		}
		result := &ChunksResult{Chunks: []Chunk{}, IsIncomplete: found.Incomplete, NextCursor: found.Next}
		mappers := map[*index.Source]*mapper{}
		for _, hit := range found.Hits {
			if mappers[hit.Source] == nil {
				mappers[hit.Source] = newMapper(hit.Source.Text, v.encoding)
			}
			v.add(result, hit.Source, mappers[hit.Source], hit.Chunk)
		}
		return result, nil
	}, nil
}

func (s *server) document(d *protocol.TextDocumentIdentifier) (index.FileID, error) {
	if d == nil {
		return index.FileID{}, invalid("textDocument is missing")
	}
	return s.fileID(string(d.URI))
}

// view is how a request wants chunks shown.
type view struct {
	server   *server
	encoding protocol.PositionEncodingKind
	detail   string
	kinds    []chunker.Kind
}

func (s *server) newView(detail string, kinds []string) (*view, error) {
	if detail == "" {
		detail = detailFull
	}
	if !slices.Contains([]string{detailFull, detailFolded, detailSignature, detailName}, detail) {
		return nil, invalid("detail: unknown value %q", detail)
	}
	v := &view{server: s, encoding: s.clientInfo().encoding, detail: detail}
	for _, k := range kinds {
		if !chunker.Kind(k).Known() {
			return nil, invalid("kinds: unknown kind %q", k)
		}
		v.kinds = append(v.kinds, chunker.Kind(k))
	}
	return v, nil
}

func (v *view) add(result *ChunksResult, src *index.Source, m *mapper, i int) {
	if len(v.kinds) > 0 && !slices.Contains(v.kinds, src.Chunks.Chunks[i].Kind) {
		return
	}
	result.Chunks = append(result.Chunks, v.chunk(src, m, i))
}

package index

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// Limits of a page of symbols.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// SymbolQuery asks where a name is defined.
type SymbolQuery struct {
	// Name is a name or a qualified name; see [kv.Segments] for the separators.
	Name          string
	Prefix        bool // match names that begin with the last segment
	CaseSensitive bool
	Kinds         []chunker.Kind // only these; all when empty
	Languages     []string       // only these languages, by any of their identifiers; all when empty
	Within        []FileID       // only these files and what lies in these folders; all when empty
	From          FileID         // where the user is: nearer definitions come first
	Limit         int            // DefaultLimit when 0
	Cursor        string         // Symbols.Next of the page before; the first page when empty
}

// Hit is one chunk of an answer.
type Hit struct {
	Source *Source
	Chunk  int // index in Source.Chunks.Chunks
}

// Symbols is one page of an answer.
type Symbols struct {
	Hits []Hit
	// Incomplete says that definitions may be missing: a root's first scan is still under way
	// (and the query is not exact, or the name too common), or a part of the store could not be read.
	Incomplete bool
	Next       string // cursor of the next page; empty on the last one
}

// ErrCursor says that a cursor is not one of this program's.
var ErrCursor = errors.New("index: damaged cursor")

// staleAttempts is how often a query starts anew because files were changing under it.
const staleAttempts = 5

// Symbols answers q. The files of the page's chunks are compared with the disk first; where
// one differs it is chunked anew and the query starts again.
func (s *Snapshot) Symbols(ctx context.Context, q SymbolQuery) (Symbols, error) {
	q.Limit = min(max(q.Limit, 0), MaxLimit)
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	after, err := decodeCursor(q.Cursor)
	if err != nil {
		return Symbols{}, err
	}
	m := newMatcher(s, q)
	if len(m.queries) == 0 {
		return Symbols{}, nil
	}
	for attempt := 0; ; attempt++ {
		candidates, incomplete, err := m.candidates(ctx)
		if err != nil {
			return Symbols{}, err
		}
		candidates = candidates[firstBehind(candidates, after):]
		answer := Symbols{Incomplete: incomplete}
		stale, err := m.page(ctx, candidates, &answer, attempt < staleAttempts)
		if err != nil || !stale {
			return answer, err
		}
	}
}

// page loads the first candidates. stale says that a record was mended on the way, so that the
// candidates may be others now.
func (m *matcher) page(ctx context.Context, candidates []candidate, answer *Symbols, restart bool) (stale bool, err error) {
	loaded := m.load(ctx, candidates[:min(m.limit, len(candidates))])
	for i, c := range candidates {
		if len(answer.Hits) == m.limit {
			answer.Next = encodeCursor(candidates[i-1])
			return false, nil
		}
		file, ok := loaded[c.file]
		if !ok {
			file = m.loadFile(ctx, c.file)
			loaded[c.file] = file
		}
		src, err := file.src, file.err
		stale = stale || file.mended
		if stale && restart && ctx.Err() == nil {
			if i >= m.limit {
				return true, nil
			}
			continue // mend what else is stale on this page before starting again
		}
		var reason *ReasonError
		if errors.As(err, &reason) || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return false, err
		}
		if c.ordinal < len(src.Chunks.Chunks) && slices.Contains(src.Chunks.Chunks[c.ordinal].Names(), c.name) {
			answer.Hits = append(answer.Hits, Hit{src, c.ordinal})
		}
	}
	return stale && restart, nil
}

// loadedFile is a file of a page, as snapshot.source gives it.
type loadedFile struct {
	src    *Source
	mended bool
	err    error
}

func (m *matcher) loadFile(ctx context.Context, id FileID) loadedFile {
	src, mended, err := m.snapshot.source(ctx, id)
	return loadedFile{src, mended, err}
}

// load reads the files of the candidates on all cores: a page has up to 50 of them, and each
// takes a quarter of a millisecond.
func (m *matcher) load(ctx context.Context, candidates []candidate) map[FileID]loadedFile {
	var mu sync.Mutex // guards files
	files := map[FileID]loadedFile{}
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	seen := map[FileID]bool{}
	for _, c := range candidates {
		if seen[c.file] {
			continue
		}
		seen[c.file] = true
		group.Go(func() error {
			file := m.loadFile(ctx, c.file)
			mu.Lock()
			defer mu.Unlock()
			files[c.file] = file
			return nil
		})
	}
	_ = group.Wait() // each file has its own error
	return files
}

// matcher is a query made ready to be compared with names.
type matcher struct {
	snapshot  *Snapshot
	queries   []kv.SymbolQuery // any of them
	exact     bool             // all are exact and case-sensitive
	kinds     []chunker.Kind
	languages []*chunker.Language
	within    []FileID
	from      FileID
	fromLang  string
	limit     int
	recorded  map[FileID]*chunker.Language // languages of stored files asked about so far
}

func newMatcher(s *Snapshot, q SymbolQuery) *matcher {
	m := &matcher{
		recorded: map[FileID]*chunker.Language{}, snapshot: s, kinds: q.Kinds, within: q.Within, from: q.From, limit: q.Limit,
		exact: q.CaseSensitive && !q.Prefix,
	}
	segments := kv.Segments(q.Name)
	if len(segments) > 0 {
		m.queries = append(m.queries, kv.SymbolQuery{Segments: segments, Prefix: q.Prefix, CaseSensitive: q.CaseSensitive})
	}
	// A separator may belong to the name: operator/, [Symbol.iterator].
	if q.Name != "" && !slices.Equal(segments, []string{q.Name}) {
		m.queries = append(m.queries, kv.SymbolQuery{Segments: []string{q.Name}, Prefix: q.Prefix, CaseSensitive: q.CaseSensitive})
	}
	for _, id := range q.Languages {
		m.languages = append(m.languages, chunker.ByID(id)) // nil matches no file, as it should
	}
	m.fromLang = m.languageOf(q.From)
	return m
}

// recordedLanguage is a stored file's language: the name alone does not tell it where a #!
// line or the text decides.
func (m *matcher) recordedLanguage(id FileID) *chunker.Language {
	l, known := m.recorded[id]
	if known {
		return l
	}
	if r := m.snapshot.workspace.root(id.Root); r != nil {
		// What can't be read is found missing when the page is loaded.
		if rec, found, err := r.stored.Record(id.Path); err == nil && found {
			l = chunker.ByID(rec.Language)
		}
	}
	m.recorded[id] = l
	return l
}

// languageOf guesses a file's language from its name, or "".
func (m *matcher) languageOf(id FileID) string {
	if o := m.snapshot.overlays[id]; o != nil && o.language != nil {
		return o.language.Name
	}
	if l := chunker.Detect(id.Path, nil); l != nil {
		return l.Name
	}
	return ""
}

// admits applies the filters. language is asked only when it matters.
func (m *matcher) admits(id FileID, kind chunker.Kind, language func(FileID) *chunker.Language) bool {
	if len(m.kinds) > 0 && !slices.Contains(m.kinds, kind) {
		return false
	}
	if len(m.within) > 0 && !slices.ContainsFunc(m.within, func(dir FileID) bool { return contains(dir, id) }) {
		return false
	}
	if len(m.languages) == 0 {
		return true
	}
	l := language(id)
	return l != nil && slices.Contains(m.languages, l)
}

// contains reports whether id is the file, or lies in the folder, that dir names.
func contains(dir, id FileID) bool {
	if dir.Root != id.Root {
		// A folder may hold whole roots.
		_, below := below(dir.OnDisk(), id.Root)
		return dir.Root != "" && (below || dir.OnDisk() == id.Root)
	}
	return dir.Path == "" || dir.Path == "." || dir.Path == id.Path || strings.HasPrefix(id.Path, dir.Path+"/")
}

// nearness of a definition to where the user is; less is nearer.
func (m *matcher) nearness(id FileID) int {
	switch {
	case id == m.from:
		return 0
	case id.Root == m.from.Root && m.from.Path != "" && path.Dir(id.Path) == path.Dir(m.from.Path):
		return 1
	case m.fromLang != "" && m.languageOf(id) == m.fromLang:
		return 2
	}
	return 3
}

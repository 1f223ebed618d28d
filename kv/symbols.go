package kv

import (
	"context"
	"slices"
	"strings"
)

// SymbolQuery asks for names. It has at least one segment.
type SymbolQuery struct {
	// Segments are the parts of a qualified name (see [Segments]): the last one is compared
	// with names, those before it with whole trailing segments of what qualifies the name.
	Segments []string
	// Prefix asks for names that begin with the last segment.
	Prefix bool
	// CaseSensitive compares bytes; else Unicode's simple folding counts.
	CaseSensitive bool
}

// BySymbol passes the postings that match q, in the order of folded name, path and ordinal,
// to yield until that returns false.
func (r *Reader) BySymbol(ctx context.Context, q SymbolQuery, yield func(Posting) bool) error {
	if len(q.Segments) == 0 {
		return nil
	}
	if err := r.enter(); err != nil {
		return err
	}
	defer r.leave()
	folded := fold(q.Segments[len(q.Segments)-1])
	prefix := appendRoot(nil, familyPosting, r.id)
	if q.Prefix {
		prefix = appendEscaped(prefix, folded)
	} else {
		prefix = appendString(prefix, folded)
	}
	return r.postings(ctx, prefix, q.matches, yield)
}

// Symbols passes all postings, in the order of folded name, path and ordinal, to yield until
// that returns false.
func (r *Reader) Symbols(ctx context.Context, yield func(Posting) bool) error {
	if err := r.enter(); err != nil {
		return err
	}
	defer r.leave()
	all := func(*rawPosting) bool { return true }
	return r.postings(ctx, appendRoot(nil, familyPosting, r.id), all, yield)
}

func (r *Reader) postings(ctx context.Context, prefix []byte, match func(*rawPosting) bool, yield func(Posting) bool) error {
	return r.scanPrefix(ctx, prefix, func(key, value []byte) (bool, error) {
		raw, err := parsePosting(key, value)
		if err != nil {
			return false, r.store.damaged("postings", err)
		}
		if !match(&raw) {
			return true, nil
		}
		p, err := raw.posting()
		if err != nil {
			return false, r.store.damaged("postings", err)
		}
		return yield(p), nil
	})
}

// matches looks at what the key does not tell already: the case, and the qualifiers.
func (q *SymbolQuery) matches(p *rawPosting) bool {
	last := len(q.Segments) - 1
	if q.CaseSensitive && !strings.HasPrefix(string(p.name), q.Segments[last]) {
		return false
	}
	if q.CaseSensitive && !q.Prefix && len(p.name) != len(q.Segments[last]) {
		return false
	}
	if last == 0 {
		return true
	}
	have := Segments(string(p.full[:len(p.full)-len(p.name)]))
	if len(have) < last {
		return false
	}
	return slices.EqualFunc(have[len(have)-last:], q.Segments[:last], func(a, b string) bool {
		return a == b || !q.CaseSensitive && fold(a) == fold(b)
	})
}

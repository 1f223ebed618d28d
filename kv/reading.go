package kv

import (
	"context"
	"errors"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/cockroachdb/pebble/v2"
)

// reading reads one state of the store: the present one, or a View's.
type reading struct {
	store *Store
	db    pebble.Reader
	view  *View // nil for the present state
}

// enter begins a call; leave ends it.
func (rd reading) enter() error {
	if rd.view != nil {
		return rd.view.enter()
	}
	return rd.store.enter()
}

func (rd reading) leave() {
	if rd.view != nil {
		rd.view.using.RUnlock()
	}
	rd.store.leave()
}

// get passes the value of key to use, which must not keep it.
func (rd reading) get(key []byte, use func(value []byte) error) (found bool, err error) {
	value, closer, err := rd.db.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, rd.store.wrap("read", err)
	}
	defer closer.Close()
	return true, use(value)
}

// has reports whether key is there.
func (rd reading) has(key []byte) (bool, error) {
	return rd.get(key, func([]byte) error { return nil })
}

// scan passes the keys of [lower, upper), in order, to use, which must not keep what it
// gets, until that returns false or an error. A nil bound is none.
func (rd reading) scan(ctx context.Context, lower, upper []byte, use func(key, value []byte) (bool, error)) (err error) {
	it, err := rd.db.NewIterWithContext(ctx, &pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return rd.store.wrap("scan", err)
	}
	defer func() {
		if closeErr := it.Close(); err == nil && closeErr != nil {
			err = rd.store.wrap("scan", closeErr)
		}
	}()
	for n, ok := 0, it.First(); ok; n, ok = n+1, it.Next() {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		value, err := it.ValueAndErr()
		if err != nil {
			return rd.store.wrap("scan", err)
		}
		if more, err := use(it.Key(), value); err != nil || !more {
			return err
		}
	}
	return nil
}

// scanPrefix is scan over the keys that begin with prefix.
func (rd reading) scanPrefix(ctx context.Context, prefix []byte, use func(key, value []byte) (bool, error)) error {
	return rd.scan(ctx, prefix, successor(prefix), use)
}

// Content gives the chunks that a chunker of this fingerprint made of the bytes with this
// hash in this language, if any file refers to them: a lookup that saves parsing. Of several
// it prefers those without a reason. The caller owns what it gets.
func (rd reading) Content(hash [32]byte, language string, fingerprint [8]byte) (*chunker.File, bool, error) {
	if err := rd.enter(); err != nil {
		return nil, false, err
	}
	defer rd.leave()
	// Where there are chunks there is a text, and that a key is missing is quickly found out.
	id := contentID{hash: [hashLen]byte(hash[:hashLen]), language: language}
	if found, err := rd.has(textKey(id.hash)); err != nil || !found {
		return nil, false, err
	}
	var best *chunker.File
	prefix := contentKey(id)
	prefix = prefix[:len(prefix)-variantLen]
	err := rd.scanPrefix(context.Background(), prefix, func(_, value []byte) (bool, error) {
		made, f, err := decodeContent(value)
		if err != nil {
			return false, rd.store.damaged("chunks", err)
		}
		if made == fingerprint && (best == nil || f.Reason == "") {
			best = f
		}
		return best == nil || best.Reason != "", nil
	})
	return best, best != nil && err == nil, err
}

// Text gives the bytes with this SHA-256, if a file with chunks has them; else nil. The
// caller owns them.
func (rd reading) Text(hash [32]byte) ([]byte, error) {
	if err := rd.enter(); err != nil {
		return nil, err
	}
	defer rd.leave()
	return rd.text([hashLen]byte(hash[:hashLen]))
}

func (rd reading) text(hash [hashLen]byte) (text []byte, err error) {
	_, err = rd.get(textKey(hash), func(packed []byte) error {
		if text, err = rd.store.codec.unpack(packed); err != nil {
			return rd.store.damaged("text", err)
		}
		return nil
	})
	return text, err
}

// content reads the chunks that a record refers to.
func (rd reading) content(id contentID) (f *chunker.File, err error) {
	found, err := rd.get(contentKey(id), func(value []byte) (err error) {
		if _, f, err = decodeContent(value); err != nil {
			return rd.store.damaged("chunks", err)
		}
		return nil
	})
	if err == nil && !found {
		return nil, rd.store.damaged("chunks", errors.New("missing"))
	}
	return f, err
}

// record reads the record of a file.
func (rd reading) record(root uint32, path string) (r record, found bool, err error) {
	found, err = rd.get(fileKey(root, path), func(value []byte) error {
		if err := r.decode(value, nil); err != nil {
			return rd.store.damaged(path, err)
		}
		return nil
	})
	return r, found, err
}

// counts reads the counters of a root; a root without files may have none.
func (rd reading) counts(root uint32) (c Counts, err error) {
	_, err = rd.get(countsKey(root), func(value []byte) error {
		if err := c.decode(value); err != nil {
			return rd.store.damaged("counters", err)
		}
		return nil
	})
	return c, err
}

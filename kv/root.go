package kv

import (
	"context"
	"errors"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// Root is one workspace folder's part of the store: its methods read the present state and
// write. It may be used until the Store is closed.
type Root struct {
	Reader
}

// Path is the path under which the root was registered.
func (r *Root) Path() string { return r.path }

// Root returns the root of this absolute path, and registers it first if it is new.
func (s *Store) Root(path string) (*Root, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	s.writing.Lock()
	defer s.writing.Unlock()
	if r := s.roots[path]; r != nil {
		return r, nil
	}
	id, err := s.nextRoot()
	if err != nil {
		return nil, err
	}
	b := s.pebble.NewBatch()
	err = errors.Join(
		b.Set(rootKey(path), encodeNumber(id), nil),
		b.Set(nextRootKey(), encodeNumber(id+1), nil),
	)
	if err == nil {
		err = s.commit(b)
	}
	if err != nil {
		return nil, s.wrap("register "+path, err)
	}
	r := s.newRoot(id, path)
	s.roots[path] = r
	return r, nil
}

func (s *Store) newRoot(id uint32, path string) *Root {
	return &Root{Reader{s.reading, id, path}}
}

// nextRoot is an id that no root ever had: the keys of a dropped one must not come back.
func (s *Store) nextRoot() (id uint32, err error) {
	_, err = s.get(nextRootKey(), func(value []byte) error {
		if id, err = decodeNumber(value); err != nil {
			return s.damaged("next root", err)
		}
		return nil
	})
	return id, err
}

// Roots lists the paths of all roots, sorted.
func (s *Store) Roots() ([]string, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	s.writing.Lock()
	defer s.writing.Unlock()
	var paths []string
	for path := range s.roots {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths, nil
}

func (s *Store) loadRoots() error {
	return s.eachRoot(context.Background(), func(path string, id uint32) {
		s.roots[path] = s.newRoot(id, path)
	})
}

func (rd reading) eachRoot(ctx context.Context, use func(path string, id uint32)) error {
	return rd.scanPrefix(ctx, []byte{familyRoot}, func(key, value []byte) (bool, error) {
		k := parseKey(key)
		path := k.string()
		id, err := decodeNumber(value)
		if err != nil || !k.done() {
			return false, rd.store.damaged("roots", errors.New("damaged registry"))
		}
		use(path, id)
		return true, nil
	})
}

// DropRoot forgets a root and all its files, with the chunks and texts that no other root
// has. A path that is no root is no error. Writes to its Root return [ErrDropped] afterwards.
func (s *Store) DropRoot(path string) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	s.writing.Lock()
	defer s.writing.Unlock()
	r := s.roots[path]
	if r == nil {
		return nil
	}
	c := s.newChange(r)
	err := s.scanPrefix(context.Background(), appendRoot(nil, familyFile, r.id), func(key, value []byte) (bool, error) {
		var old record
		k := parseKey(key)
		k.uint32()
		path := k.string()
		if err := old.decode(value, nil); err != nil || !k.done() {
			return false, s.damaged(path, errRecord)
		}
		if old.Stored {
			return true, c.removeRef(old.content(), path)
		}
		return true, nil
	})
	if err == nil {
		err = errors.Join(
			deleteFamily(c.batch, familyFile, r.id), deleteFamily(c.batch, familyPosting, r.id),
			c.batch.Delete(countsKey(r.id), nil), c.batch.Delete(rootKey(path), nil), c.collect())
	}
	if err != nil {
		c.batch.Close()
		return s.wrap("drop "+path, err)
	}
	if err := s.commit(c.batch); err != nil {
		return s.wrap("drop "+path, err)
	}
	delete(s.roots, path)
	return nil
}

func deleteFamily(b *pebble.Batch, family byte, root uint32) error {
	prefix := appendRoot(nil, family, root)
	return b.DeleteRange(prefix, successor(prefix), nil)
}

package kv

import (
	"fmt"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// Replace makes the store hold these files, in one batch: after any failure or crash it
// holds all of them as they are now or all as they were. Of several for one path the last
// one counts.
func (r *Root) Replace(files ...*Prepared) error {
	return r.change(func(c *change) error {
		seen := map[string]bool{}
		for _, p := range slices.Backward(files) {
			if p.root != r {
				return fmt.Errorf("%s was prepared for root %s", p.path, p.root.path)
			}
			if seen[p.path] {
				continue
			}
			seen[p.path] = true
			if err := c.replace(p); err != nil {
				return fmt.Errorf("replace %s: %w", p.path, err)
			}
		}
		return nil
	})
}

// Delete makes the store forget these files, in one batch. An unknown path is no error.
func (r *Root) Delete(paths ...string) error {
	return r.change(func(c *change) error {
		seen := map[string]bool{}
		for _, path := range paths {
			if seen[path] {
				continue
			}
			seen[path] = true
			if err := c.delete(path); err != nil {
				return fmt.Errorf("delete %s: %w", path, err)
			}
		}
		return nil
	})
}

// change commits what fill puts into a change.
func (r *Root) change(fill func(*change) error) error {
	s := r.store
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.failure.get(); err != nil {
		return err
	}
	if s.roots[r.path] != r {
		return ErrDropped
	}
	c := s.newChange(r)
	if err := fill(c); err != nil {
		c.batch.Close()
		return s.wrap(r.path, err)
	}
	if err := c.finish(); err != nil {
		c.batch.Close()
		return s.wrap(r.path, err)
	}
	if err := s.commit(c.batch); err != nil {
		return s.wrap(r.path, err)
	}
	return nil
}

// commit applies the batch, and closes it unless it hangs in Pebble.
func (s *Store) commit(b *pebble.Batch) error {
	return s.failure.guard("commit", s.options.Patience, func() error {
		if err := b.Commit(pebble.NoSync); err != nil {
			return err
		}
		return b.Close()
	})
}

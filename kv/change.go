package kv

import (
	"bytes"
	"context"

	"github.com/cockroachdb/pebble/v2"
)

// change gathers one batch. It reads the state before the batch, so it must meet each path
// once only. The caller holds the lock on writing.
type change struct {
	store  *Store
	root   *Root
	batch  *pebble.Batch
	counts Counts

	removed  map[string]bool        // keys of references that go
	orphaned map[contentID]bool     // what these referred to
	added    map[contentID]bool     // what new references refer to
	texts    map[[hashLen]byte]bool // texts of new references
}

func (s *Store) newChange(r *Root) *change {
	return &change{
		store: s, root: r, batch: s.pebble.NewBatch(),
		removed: map[string]bool{}, orphaned: map[contentID]bool{},
		added: map[contentID]bool{}, texts: map[[hashLen]byte]bool{},
	}
}

func (c *change) replace(p *Prepared) error {
	old, had, err := c.store.record(c.root.id, p.path)
	if err != nil {
		return err
	}
	if had {
		c.counts.add(&old.FileRecord, -1)
	}
	c.counts.add(&p.record.FileRecord, 1)
	if err := c.batch.Set(fileKey(c.root.id, p.path), p.record.encode(), nil); err != nil {
		return err
	}
	was, is := had && old.Stored, p.record.Stored
	if was && is && old.content() == p.record.content() && old.Module == p.record.Module {
		return nil
	}
	if err := c.replacePostings(p, &old, was); err != nil {
		return err
	}
	if was && (!is || old.content() != p.record.content()) {
		if err := c.removeRef(old.content(), p.path); err != nil {
			return err
		}
	}
	if !is {
		return nil
	}
	return c.addRef(p)
}

// replacePostings leaves alone what the old and the new chunks share.
func (c *change) replacePostings(p *Prepared, old *record, was bool) error {
	var before postings
	if was {
		var err error
		if before, err = c.oldPostings(p.path, old); err != nil {
			return err
		}
	}
	keep := make(map[string][]byte, before.len())
	for i := range before.len() {
		key, value := before.at(i)
		keep[string(key)] = value
	}
	for i := range p.postings.len() {
		key, value := p.postings.at(i)
		if same, ok := keep[string(key)]; ok {
			delete(keep, string(key))
			if bytes.Equal(same, value) {
				continue
			}
		}
		if err := c.batch.Set(key, value, nil); err != nil {
			return err
		}
	}
	for i := range before.len() {
		key, _ := before.at(i)
		if _, gone := keep[string(key)]; !gone {
			continue
		}
		if err := c.batch.Delete(key, nil); err != nil {
			return err
		}
	}
	return nil
}

// oldPostings are those that a file has by its record: computed anew, not searched for.
func (c *change) oldPostings(path string, old *record) (postings, error) {
	f, err := c.store.content(old.content())
	if err != nil {
		return postings{}, err
	}
	return postingsOf(c.root.id, path, old.Module, f), nil
}

func (c *change) delete(path string) error {
	old, had, err := c.store.record(c.root.id, path)
	if err != nil || !had {
		return err
	}
	c.counts.add(&old.FileRecord, -1)
	if err := c.batch.Delete(fileKey(c.root.id, path), nil); err != nil || !old.Stored {
		return err
	}
	before, err := c.oldPostings(path, &old)
	if err != nil {
		return err
	}
	for i := range before.len() {
		key, _ := before.at(i)
		if err := c.batch.Delete(key, nil); err != nil {
			return err
		}
	}
	return c.removeRef(old.content(), path)
}

// addRef refers to the chunks and the text, and stores what of them is not there yet.
func (c *change) addRef(p *Prepared) error {
	id := p.record.content()
	if err := c.batch.Set(refKey(id, c.root.id, p.path), nil, nil); err != nil {
		return err
	}
	if !c.added[id] {
		c.added[id] = true
		if err := c.setNew(contentKey(id), func() []byte { return p.chunks }); err != nil {
			return err
		}
	}
	if c.texts[id.hash] {
		return nil
	}
	c.texts[id.hash] = true
	return c.setNew(textKey(id.hash), func() []byte {
		if p.packed == nil { // it was there when p was prepared
			return c.store.codec.pack(p.text)
		}
		return p.packed
	})
}

func (c *change) setNew(key []byte, value func() []byte) error {
	found, err := c.store.has(key)
	if err != nil || found {
		return err
	}
	return c.batch.Set(key, value(), nil)
}

func (c *change) removeRef(id contentID, path string) error {
	key := refKey(id, c.root.id, path)
	c.removed[string(key)] = true
	c.orphaned[id] = true
	return c.batch.Delete(key, nil)
}

// collect deletes the chunks and texts whose last reference goes with this change.
func (c *change) collect() error {
	for id := range c.orphaned {
		if c.added[id] {
			continue
		}
		if err := c.deleteUnused(contentKey(id), refPrefix(id)); err != nil {
			return err
		}
		if c.texts[id.hash] {
			continue
		}
		if err := c.deleteUnused(textKey(id.hash), textRefPrefix(id.hash)); err != nil {
			return err
		}
	}
	return nil
}

// deleteUnused deletes key unless a reference with this prefix stays.
func (c *change) deleteUnused(key, refs []byte) error {
	used := false
	err := c.store.scanPrefix(context.Background(), refs, func(ref, _ []byte) (bool, error) {
		used = !c.removed[string(ref)]
		return !used, nil
	})
	if err != nil || used {
		return err
	}
	return c.batch.Delete(key, nil)
}

// finish adds what depends on all files of the change.
func (c *change) finish() error {
	if err := c.collect(); err != nil {
		return err
	}
	counts, err := c.store.counts(c.root.id)
	if err != nil {
		return err
	}
	counts.sum(&c.counts)
	value, err := counts.encode()
	if err != nil {
		return err
	}
	return c.batch.Set(countsKey(c.root.id), value, nil)
}

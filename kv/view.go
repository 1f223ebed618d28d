package kv

import (
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// View is one state of the whole store, whatever is written meanwhile. It keeps what is
// deleted meanwhile on disk: its owner calls Close soon.
type View struct {
	reading
	snapshot *pebble.Snapshot

	using  sync.RWMutex // held by running calls; guards closed
	closed bool
}

// View returns the present state. A store that has failed gives none.
func (s *Store) View() (*View, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	// Of all reading only this needs a lock that Pebble may hold while it hangs.
	var snapshot *pebble.Snapshot
	err := s.failure.guard("snapshot", s.options.Patience, func() error {
		snapshot = s.pebble.NewSnapshot()
		return nil
	})
	if err != nil {
		return nil, err
	}
	v := &View{snapshot: snapshot}
	v.reading = reading{store: s, db: snapshot, view: v}
	return v, nil
}

// Root reads a root in this state.
func (v *View) Root(r *Root) *Reader { return &Reader{v.reading, r.id, r.path} }

// Close waits for running calls. A second Close, and one after the Store's, does nothing. It
// must not be called from a callback of one of the View's own methods.
func (v *View) Close() error {
	if err := v.store.enter(); err != nil {
		return nil
	}
	defer v.store.leave()
	v.using.Lock()
	defer v.using.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	if err := v.store.failure.get(); err != nil {
		return err
	}
	return v.snapshot.Close()
}

// enter begins a call, which reading.leave ends.
func (v *View) enter() error {
	if err := v.store.enter(); err != nil {
		return err
	}
	v.using.RLock()
	if v.closed {
		v.using.RUnlock()
		v.store.leave()
		return ErrClosed
	}
	return nil
}

package kv

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
)

// Format is the version of the keys and values that this package reads and writes.
const Format uint32 = 1

// Store is an open store. Its owner calls Close.
type Store struct {
	reading // of the present state
	options Options
	lock    *pebble.Lock
	pebble  *pebble.DB
	failure *failure
	codec   codec

	// mu guards closed; running counts the calls that Close must wait for.
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup

	// writing serialises changes, and guards roots, by path.
	writing sync.Mutex
	roots   map[string]*Root
}

// Open opens the store in o.Dir, or makes a new one there. The error is a [LockedError], a
// [DamagedError], a [FormatError], or one of the system's.
func Open(o Options) (*Store, error) {
	o.setDefaults()
	if err := o.FS.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("kv: make %s: %w", o.Dir, err)
	}
	lock, err := lockDir(o.FS, o.Dir)
	if err != nil {
		return nil, err
	}
	s := &Store{options: o, lock: lock, failure: newFailure(o.Dir, o.Logger), roots: map[string]*Root{}}
	if err := s.open(); err != nil {
		return nil, errors.Join(err, s.shut())
	}
	return s, nil
}

// open does what is left to do once the directory is ours.
func (s *Store) open() (err error) {
	if s.codec, err = newCodec(); err != nil {
		return err
	}
	var db *pebble.DB
	err = s.failure.guard("open", s.options.Patience*6, func() (err error) {
		db, err = pebble.Open(s.options.Dir, s.options.pebbleOptions(s.lock, s.failure))
		return err
	})
	if err != nil {
		return s.openError(err)
	}
	s.pebble, s.reading = db, reading{store: s, db: db}
	if err := s.checkFormat(); err != nil {
		return err
	}
	return s.loadRoots()
}

// openError tells damage, which a new store cures, from a disk that would fail that one too.
func (s *Store) openError(err error) error {
	for _, cause := range []error{
		fs.ErrPermission, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EIO,
		syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM,
	} {
		if errors.Is(err, cause) {
			return fmt.Errorf("kv: open %s: %w", s.options.Dir, err)
		}
	}
	var failed *FailedError
	if errors.As(err, &failed) {
		return err
	}
	return &DamagedError{s.options.Dir, err}
}

// checkFormat compares the store's format with ours; a store without any keys gets ours.
func (s *Store) checkFormat() error {
	var have uint32
	found, err := s.get(metaKey(), func(value []byte) (err error) {
		if have, err = decodeNumber(value); err != nil {
			return s.damaged("format", err)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case found && have != Format:
		return &FormatError{s.options.Dir, have, Format}
	case found:
		return nil
	}
	empty := true
	err = s.scan(context.Background(), nil, nil, func(_, _ []byte) (bool, error) {
		empty = false
		return false, nil
	})
	if err != nil {
		return err
	}
	if !empty {
		return s.damaged("format", errors.New("missing"))
	}
	return s.failure.guard("commit", s.options.Patience, func() error {
		return s.pebble.Set(metaKey(), encodeNumber(Format), pebble.NoSync)
	})
}

// Close waits for running calls, writes what is pending to disk and gives the directory
// free. Every later call returns [ErrClosed]. Close must not be called from a callback. After
// a failure it may give up: then the directory stays locked until the process ends.
func (s *Store) Close() error {
	s.mu.Lock()
	wasClosed := s.closed
	s.closed = true
	s.mu.Unlock()
	if wasClosed {
		return ErrClosed
	}
	s.running.Wait()
	return s.shut()
}

// shut closes what open opened.
func (s *Store) shut() error {
	if s.codec.decoder != nil {
		s.codec.decoder.Close()
	}
	failed := s.failure.get()
	if s.failure.stuck.Load() {
		return failed // Pebble can't be closed
	}
	if s.pebble != nil {
		// Not the store's own failure: a failed one is to be closed all the same.
		closing := newFailure(s.options.Dir, s.options.Logger)
		if err := closing.guard("close", s.options.Patience, s.pebble.Close); err != nil {
			return fmt.Errorf("kv: close %s: %w", s.options.Dir, errors.Join(err, failed))
		}
	} else if failed != nil {
		return nil // Pebble's Open may still be at work in the directory
	}
	if err := unlockDir(s.options.FS, s.options.Dir, s.lock); err != nil {
		return fmt.Errorf("kv: close %s: %w", s.options.Dir, err)
	}
	return nil
}

// enter begins a call; leave ends it.
func (s *Store) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.running.Add(1)
	return nil
}

func (s *Store) leave() { s.running.Done() }

// Sync returns once all that was written is safe from a crash of the machine.
func (s *Store) Sync() error {
	return s.write("sync", func() error { return s.pebble.LogData(nil, pebble.Sync) })
}

// Flush moves what is gathered in memory to sorted files: worth its cost after the first
// scan, for then that memory becomes free and the next Open has no log to replay.
func (s *Store) Flush() error {
	return s.write("flush", s.pebble.Flush)
}

// write runs work under the guard.
func (s *Store) write(what string, work func() error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := s.failure.guard(what, s.options.Patience, work); err != nil {
		return s.wrap(what, err)
	}
	return nil
}

// wrap names the store, and damage as such.
func (s *Store) wrap(what string, err error) error {
	var failed *FailedError
	var damaged *DamagedError
	if errors.As(err, &failed) || errors.As(err, &damaged) {
		return err
	}
	if pebble.IsCorruptionError(err) {
		return &DamagedError{s.options.Dir, fmt.Errorf("%s: %w", what, err)}
	}
	return fmt.Errorf("kv: %s: %s: %w", s.options.Dir, what, err)
}

// damaged says that what the store holds under what can't be read.
func (s *Store) damaged(what string, err error) error {
	return &DamagedError{s.options.Dir, fmt.Errorf("%s: %w", what, err)}
}

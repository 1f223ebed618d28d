package kv

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2"
)

// failure is the first reason for which a store can't be written any more. It never heals.
type failure struct {
	dir      string
	log      *slog.Logger
	once     sync.Once
	happened chan struct{}
	err      error // written before happened is closed
	// stuck says that one of Pebble's goroutines waits in a disk for ever.
	stuck atomic.Bool
}

func newFailure(dir string, log *slog.Logger) *failure {
	return &failure{dir: dir, log: log, happened: make(chan struct{})}
}

func (f *failure) record(cause error) {
	f.once.Do(func() {
		f.log.Error("store failed", "dir", f.dir, "err", cause)
		f.err = &FailedError{f.dir, cause}
		close(f.happened)
	})
}

// get is nil, or the [FailedError].
func (f *failure) get() error {
	select {
	case <-f.happened:
		return f.err
	default:
		return nil
	}
}

// guard runs work, which calls into Pebble and may never return: then, when the store fails
// meanwhile or after patience, guard returns the failure and work is left behind.
func (f *failure) guard(what string, patience time.Duration, work func() error) error {
	if err := f.get(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				f.record(fmt.Errorf("%s panicked: %v", what, p))
			}
		}()
		done <- work()
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-f.happened:
		return f.err
	case <-timer.C:
		f.record(fmt.Errorf("%s did not return within %v", what, patience))
		return f.err
	}
}

// listener has Pebble report its background errors here.
func (f *failure) listener() *pebble.EventListener {
	return &pebble.EventListener{
		BackgroundError: func(err error) {
			if f.get() != nil {
				f.stuck.Store(true)
				runtime.Goexit() // Pebble would try again, and again, for ever
			}
			f.record(err)
		},
		DataCorruption: func(info pebble.DataCorruptionInfo) { f.record(errors.New(info.String())) },
	}
}

// pebbleLog is Pebble's logger.
type pebbleLog struct{ *failure }

func (l pebbleLog) Infof(format string, args ...any) {
	if l.log.Enabled(context.Background(), slog.LevelDebug) {
		l.log.Debug("pebble: " + fmt.Sprintf(format, args...))
	}
}

func (l pebbleLog) Errorf(format string, args ...any) {
	l.log.Warn("pebble: " + fmt.Sprintf(format, args...))
}

// Fatalf must not return: Pebble's state is beyond repair behind it. Its default ends the
// process; here only the goroutine ends. That is one of Pebble's own or of guard's, and
// the caller of guard hears of the failure.
func (l pebbleLog) Fatalf(format string, args ...any) {
	l.record(fmt.Errorf(format, args...))
	runtime.Goexit()
}

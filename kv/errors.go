package kv

import (
	"errors"
	"fmt"
)

// ErrClosed is returned by every call on a closed Store or View.
var ErrClosed = errors.New("kv: closed")

// ErrDropped is returned by writes to a Root that DropRoot took away.
var ErrDropped = errors.New("kv: root was dropped")

// LockedError says that another Store has the directory open.
type LockedError struct {
	Dir string
	PID int // of the process that holds it; 0 when unknown
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("kv: %s is in use by another process", e.Dir)
	}
	return fmt.Sprintf("kv: %s is in use by process %d", e.Dir, e.PID)
}

// DamagedError says that what is stored can't be read. The cure is to close the Store,
// [SetAside] its directory and begin anew.
type DamagedError struct {
	Dir   string
	Cause error
}

func (e *DamagedError) Error() string { return fmt.Sprintf("kv: %s is damaged: %v", e.Dir, e.Cause) }
func (e *DamagedError) Unwrap() error { return e.Cause }

// FormatError says that the directory holds a store of another format.
type FormatError struct {
	Dir        string
	Have, Want uint32
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("kv: %s holds a store of format %d, this program reads format %d", e.Dir, e.Have, e.Want)
}

// FailedError says that the store can't be written any more, as on a full disk. What it
// holds may still be readable.
type FailedError struct {
	Dir   string
	Cause error
}

func (e *FailedError) Error() string { return fmt.Sprintf("kv: %s has failed: %v", e.Dir, e.Cause) }
func (e *FailedError) Unwrap() error { return e.Cause }

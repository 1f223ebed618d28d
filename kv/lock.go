package kv

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// pidFile, in the store's directory, names the process that holds it, for people and for
// [LockedError]. The lock itself is Pebble's.
const pidFile = "pid"

// lockDir takes the directory's lock and notes our process.
func lockDir(disk vfs.FS, dir string) (*pebble.Lock, error) {
	lock, err := pebble.LockDirectory(dir, disk)
	if isLocked(err) {
		return nil, &LockedError{dir, readPID(disk, dir)}
	}
	if err != nil {
		return nil, fmt.Errorf("kv: lock %s: %w", dir, err)
	}
	if err := writePID(disk, dir); err != nil {
		return nil, errors.Join(fmt.Errorf("kv: lock %s: %w", dir, err), lock.Close())
	}
	return lock, nil
}

func unlockDir(disk vfs.FS, dir string, lock *pebble.Lock) error {
	return errors.Join(disk.Remove(disk.PathJoin(dir, pidFile)), lock.Close())
}

// isLocked tells "someone has it" from an error in making the lock file.
func isLocked(err error) bool {
	var path *fs.PathError
	if err == nil || errors.As(err, &path) {
		return false
	}
	return errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EACCES) ||
		strings.Contains(err.Error(), "lock held by current process")
}

func writePID(disk vfs.FS, dir string) error {
	f, err := disk.Create(disk.PathJoin(dir, pidFile), vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	_, err = f.Write([]byte(strconv.Itoa(os.Getpid()) + "\n"))
	return errors.Join(err, f.Close())
}

func readPID(disk vfs.FS, dir string) int {
	f, err := disk.Open(disk.PathJoin(dir, pidFile))
	if err != nil {
		return 0
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, 32))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0
	}
	return pid
}

// SetAside renames the directory of a damaged store, which nobody may have open, so that a
// new one can be made there, and returns its new name. Only the last one set aside is kept.
func SetAside(dir string) (string, error) {
	lock, err := lockDir(vfs.Default, dir)
	if err != nil {
		return "", err
	}
	aside := dir + ".damaged"
	err = os.RemoveAll(aside)
	if err == nil {
		err = os.Rename(dir, aside)
	}
	if err = errors.Join(err, lock.Close()); err != nil {
		return "", fmt.Errorf("kv: set %s aside: %w", dir, err)
	}
	return aside, nil
}

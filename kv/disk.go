package kv

import (
	"fmt"
	"os"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// disk is the file system as Pebble sees it: one on which writing never fails. Pebble ends
// the process after many a failed write, by a panic in a goroutine of its own or with its
// locks in disorder (a full disk while the log is switched does). So the goroutine that
// meets such a failure stays here for ever, and Pebble's files stay as in a crash at this
// moment. Pebble holds none of the locks that readers need while it writes.
type disk struct {
	vfs.FS
	failure *failure
}

// must returns only if err is nil.
func (f *failure) must(what, name string, err error) {
	if err == nil {
		return
	}
	f.stuck.Store(true)
	f.record(fmt.Errorf("%s %s: %w", what, name, err))
	select {}
}

func (d disk) Unwrap() vfs.FS { return d.FS }

func (d disk) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := d.FS.Create(name, category)
	d.failure.must("create", name, err)
	return file{f, d.failure, name}, nil
}

func (d disk) ReuseForWrite(oldName, newName string, category vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := d.FS.ReuseForWrite(oldName, newName, category)
	d.failure.must("reuse", newName, err)
	return file{f, d.failure, newName}, nil
}

func (d disk) OpenReadWrite(name string, category vfs.DiskWriteCategory, options ...vfs.OpenOption) (vfs.File, error) {
	f, err := d.FS.OpenReadWrite(name, category, options...)
	d.failure.must("open", name, err)
	return file{f, d.failure, name}, nil
}

func (d disk) OpenDir(name string) (vfs.File, error) {
	f, err := d.FS.OpenDir(name)
	d.failure.must("open", name, err)
	return file{f, d.failure, name}, nil
}

func (d disk) Link(oldName, newName string) error {
	d.failure.must("link", newName, d.FS.Link(oldName, newName))
	return nil
}

// archive is where Pebble's ArchiveCleaner moves files that are of no more use.
const archive = "archive"

// Rename deletes what is to be archived. Any cleaner but that one has Pebble keep up to three
// old logs for use again, each as large as a memtable: more than all else in the store.
func (d disk) Rename(oldName, newName string) error {
	if d.PathBase(d.PathDir(newName)) == archive {
		return d.Remove(oldName)
	}
	d.failure.must("rename", newName, d.FS.Rename(oldName, newName))
	return nil
}

// MkdirAll makes no directory for the archive.
func (d disk) MkdirAll(name string, mode os.FileMode) error {
	if d.PathBase(name) == archive {
		return nil
	}
	d.failure.must("make", name, d.FS.MkdirAll(name, mode))
	return nil
}

func (d disk) List(name string) ([]string, error) {
	names, err := d.FS.List(name)
	d.failure.must("list", name, err)
	return names, nil
}

// file is one that is open for writing, or a directory.
type file struct {
	vfs.File
	failure *failure
	name    string
}

func (f file) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	f.failure.must("write", f.name, err)
	return n, nil
}

func (f file) WriteAt(p []byte, offset int64) (int, error) {
	n, err := f.File.WriteAt(p, offset)
	f.failure.must("write", f.name, err)
	return n, nil
}

func (f file) Preallocate(offset, length int64) error {
	f.failure.must("write", f.name, f.File.Preallocate(offset, length))
	return nil
}

func (f file) Sync() error {
	f.failure.must("sync", f.name, f.File.Sync())
	return nil
}

func (f file) SyncData() error {
	f.failure.must("sync", f.name, f.File.SyncData())
	return nil
}

func (f file) SyncTo(length int64) (bool, error) {
	full, err := f.File.SyncTo(length)
	f.failure.must("sync", f.name, err)
	return full, nil
}

func (f file) Close() error {
	f.failure.must("close", f.name, f.File.Close())
	return nil
}

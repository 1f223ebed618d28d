package kv

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
)

// stateOf is what the store holds, in full.
func stateOf(t testing.TB, s *Store) string {
	t.Helper()
	var out strings.Builder
	if err := s.Dump(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func oldFiles() []*Entry {
	return []*Entry{
		fakeEntry("kept", "function kept\n"), fakeEntry("copy", "function kept\n"),
		fakeEntry("changed", "function before\nfunction stays\n"), fakeEntry("gone", "function gone\n"),
	}
}

func newFiles() []*Entry {
	return []*Entry{
		fakeEntry("changed", "\nfunction after\nfunction stays\n"), fakeEntry("copy", "function other\n"), fakeEntry("made", "function gone\n"),
	}
}

// TestFaultSweep fails the disk's operation 0, 1, 2, ... until none is left to fail, once and
// from there on, while a store is opened, changed, synced, flushed and closed. Opened again
// from what the disk then holds, with and without what was never synced, each change is
// wholly there or not at all; and it is there when Sync said so.
func TestFaultSweep(t *testing.T) {
	for _, lasting := range []bool{false, true} {
		t.Run(fmt.Sprintf("lasting=%v", lasting), func(t *testing.T) {
			operations := int32(0)
			for sweepOnce(t, operations, lasting) {
				operations++
			}
			if operations < 50 {
				t.Errorf("only %d operations could fail", operations)
			}
		})
	}
}

// sweepOnce fails one operation, and reports whether there was such an operation.
func sweepOnce(t *testing.T, n int32, lasting bool) (failed bool) {
	disk := vfs.NewCrashableMem()
	s := openMem(t, disk)
	put(t, openRoot(t, s, "/w"), oldFiles()...)
	before := stateOf(t, s)
	put(t, openRoot(t, s, "/w"), newFiles()...)
	if err := openRoot(t, s, "/w").Delete("gone"); err != nil {
		t.Fatal(err)
	}
	after := stateOf(t, s)
	put(t, openRoot(t, s, "/w"), oldFiles()...)
	if err := openRoot(t, s, "/w").Delete("made"); err != nil {
		t.Fatal(err)
	}
	if got := stateOf(t, s); got != before {
		t.Fatalf("way back: %s\nwant %s", got, before)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	var count atomic.Int32
	injector := errorfs.InjectorFunc(func(errorfs.Op) error {
		if at := count.Add(1) - 1; at == n || lasting && at > n {
			return errorfs.ErrInjected
		}
		return nil
	})
	safe, maybe := sweepWork(errorfs.Wrap(disk, injector))
	for _, unsynced := range []int{0, 50, 100} {
		clone := disk.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: unsynced, RNG: rand.New(rand.NewPCG(uint64(n), 0))})
		again, err := Open(Options{Dir: "store", FS: clone})
		var damaged *DamagedError
		if unsynced == 50 && errors.As(err, &damaged) {
			continue // half of a directory's entries are lost: the store says so, and is rebuilt
		}
		if err != nil {
			t.Errorf("operation %d, unsynced %d%%: %v", n, unsynced, err)
			continue
		}
		verify(t, again)
		switch got := stateOf(t, again); {
		case got == after && maybe, got == before && !safe:
		case strings.Contains(got, `"made"`) && strings.Contains(got, `"gone" = `) && !safe && maybe: // between Replace and Delete
		default:
			t.Errorf("operation %d, unsynced %d%%, safe %v: neither old nor new:\n%s", n, unsynced, safe, got)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
	return count.Load() > n
}

// sweepWork says whether the change is safely on disk, and whether it may be there.
func sweepWork(disk vfs.FS) (safe, maybe bool) {
	s, err := Open(Options{Dir: "store", FS: disk, Patience: 100 * time.Millisecond})
	if err != nil {
		return false, false
	}
	defer s.Close() // fails when the disk does
	r, err := s.Root("/w")
	if err != nil {
		return false, false
	}
	err = putAll(r, newFiles()...)
	if err == nil {
		err = r.Delete("gone")
	}
	if err != nil {
		return false, true
	}
	safe = s.Sync() == nil
	_ = s.Flush()
	return safe, true
}

// hangingDisk does not return from writes while it hangs, like a full disk under Pebble.
type hangingDisk struct {
	hangs   atomic.Bool
	release chan struct{}
}

func (h *hangingDisk) MaybeError(op errorfs.Op) error {
	if h.hangs.Load() && op.Kind.ReadOrWrite() == errorfs.OpIsWrite {
		<-h.release
	}
	return nil
}

func (h *hangingDisk) String() string { return "hanging disk" }

// A disk that hangs makes the store fail after its patience, and then at once.
func TestHangingDisk(t *testing.T) {
	hang := &hangingDisk{release: make(chan struct{})}
	s, err := Open(Options{
		Dir: "store", FS: errorfs.Wrap(vfs.NewMem(), hang), Patience: 200 * time.Millisecond, MemTableBytes: 256 << 10,
	})
	if err != nil {
		t.Fatal(err)
	}
	r := openRoot(t, s, "/w")
	hang.hangs.Store(true)
	var failed *FailedError
	for i := 0; !errors.As(err, &failed); i++ {
		if i == 10000 {
			t.Fatal("10,000 replacements on a disk that hangs")
		}
		err = putAll(r, fakeEntry("a", fmt.Sprintf("function f%d\n%s", i, noise(i))))
	}
	start := time.Now()
	if err := putAll(r, fakeEntry("b", "")); !errors.As(err, &failed) {
		t.Errorf("replace: %v, want failed", err)
	}
	if err := s.Sync(); !errors.As(err, &failed) {
		t.Errorf("sync: %v, want failed", err)
	}
	if _, err := s.Root("/other"); !errors.As(err, &failed) {
		t.Errorf("root: %v, want failed", err)
	}
	if took := time.Since(start); took >= 200*time.Millisecond {
		t.Errorf("a failed store took %v to say so", took)
	}
	if _, found, err := r.Record("a"); err != nil || !found {
		t.Errorf("reading from a failed store: %v, %v", found, err)
	}
	close(hang.release)
	if err := s.Close(); err != nil && !errors.As(err, &failed) {
		t.Error(err)
	}
}

// noise does not pack well.
func noise(seed int) string {
	b := make([]byte, 30_000)
	rng := rand.New(rand.NewPCG(uint64(seed), 1))
	for i := range b {
		b[i] = byte('!' + rng.IntN(90))
	}
	return string(b)
}

// A background error makes the store fail without waiting.
func TestBackgroundError(t *testing.T) {
	toggle := &errorfs.Toggle{Injector: errorfs.InjectorFunc(func(op errorfs.Op) error {
		if op.Kind == errorfs.OpCreate && strings.HasSuffix(op.Path, ".sst") {
			return errorfs.ErrInjected
		}
		return nil
	})}
	s, err := Open(Options{Dir: "store", FS: errorfs.Wrap(vfs.NewMem(), toggle), Patience: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	r := openRoot(t, s, "/w")
	put(t, r, fakeEntry("a", "function f\n"))
	toggle.On()
	var failed *FailedError
	if err := s.Flush(); !errors.As(err, &failed) || !errors.Is(err, errorfs.ErrInjected) {
		t.Errorf("flush: %v, want the failure of the disk", err)
	}
	if err := r.Delete("a"); !errors.As(err, &failed) {
		t.Errorf("delete: %v, want failed", err)
	}
	toggle.Off()
	_ = s.Close()
}

package kv

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// storeWithTables makes a store on disk whose files are in sorted tables.
func storeWithTables(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "store")
	s, r, err := openDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, r, manyFiles()...)
	if err := errors.Join(s.Flush(), s.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// eachFile passes the store's files of this pattern to use; there must be one.
func eachFile(t *testing.T, dir, pattern string, use func(path string) error) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %q %v", pattern, paths, err)
	}
	for _, path := range paths {
		if err := use(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDamagedStoreIsSetAsideAndRebuilt(t *testing.T) {
	for name, damage := range map[string]func(*testing.T, string){
		"no manifest": func(t *testing.T, dir string) { eachFile(t, dir, "MANIFEST-*", os.Remove) },
		"no table":    func(t *testing.T, dir string) { eachFile(t, dir, "*.sst", os.Remove) },
		"table cut off": func(t *testing.T, dir string) {
			eachFile(t, dir, "*.sst", func(p string) error { return os.Truncate(p, 100) })
		},
		"manifest zeroed": func(t *testing.T, dir string) { eachFile(t, dir, "MANIFEST-*", zero) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := storeWithTables(t)
			damage(t, dir)
			_, err := Open(Options{Dir: dir})
			var damaged *DamagedError
			if !errors.As(err, &damaged) || damaged.Dir != dir {
				t.Fatalf("open: %v, want damaged", err)
			}
			for range 2 { // a second time there is one set aside already
				aside, err := SetAside(dir)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := os.Stat(aside); err != nil {
					t.Error(err)
				}
				if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s is still there: %v", dir, err)
				}
				s, r, err := openDir(dir)
				if err != nil {
					t.Fatal(err)
				}
				put(t, r, fakeEntry("a", "function f\n"))
				verify(t, s)
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// zero overwrites a file.
func zero(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, make([]byte, info.Size()), 0o600)
}

// Bytes that changed on disk are found when they are read: the store says that it is damaged,
// closes, and can be set aside.
func TestDamageFoundWhileReading(t *testing.T) {
	dir := storeWithTables(t)
	eachFile(t, dir, "*.sst", func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i := range len(b) / 2 {
			b[i] ^= 0xFF
		}
		return os.WriteFile(path, b, 0o600)
	})
	s, r, err := openDir(dir)
	if err == nil {
		err = errors.Join(printAll(r, new(strings.Builder)), s.Close())
	}
	var damaged *DamagedError
	if !errors.As(err, &damaged) {
		t.Errorf("%v, want damaged", err)
	}
	if _, err := SetAside(dir); err != nil {
		t.Error(err)
	}
}

func TestOtherFormat(t *testing.T) {
	disk := vfs.NewMem()
	s := openMem(t, disk)
	if err := s.pebble.Set(metaKey(), encodeNumber(Format+41), pebble.Sync); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first one must not keep the lock
		_, err := Open(Options{Dir: "store", FS: disk})
		var other *FormatError
		if !errors.As(err, &other) || other.Have != Format+41 || other.Want != Format {
			t.Errorf("open: %v, want another format", err)
		}
	}
}

func TestNoFormat(t *testing.T) {
	disk := vfs.NewMem()
	s := openMem(t, disk)
	openRoot(t, s, "/w")
	if err := errors.Join(s.pebble.Delete(metaKey(), pebble.Sync), s.Close()); err != nil {
		t.Fatal(err)
	}
	_, err := Open(Options{Dir: "store", FS: disk})
	var damaged *DamagedError
	if !errors.As(err, &damaged) {
		t.Errorf("open: %v, want damaged", err)
	}
}

// A directory that can't be written is no damage: a new store would fare no better.
func TestNoPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := Open(Options{Dir: dir})
	var damaged *DamagedError
	var locked *LockedError
	if !errors.Is(err, fs.ErrPermission) || errors.As(err, &damaged) || errors.As(err, &locked) {
		t.Errorf("open: %v, want no permission", err)
	}
}

// TestVerifyFinds changes one key of a store behind its back, in each way there is, and wants
// Verify to notice.
func TestVerifyFinds(t *testing.T) {
	s := openMem(t, vfs.NewMem())
	defer s.Close()
	put(t, openRoot(t, s, "/w"), fakeEntry("a", "package p\nfunction f\nerror\n"), fakeEntry("b", "function g\n"))
	type pair struct{ key, value []byte }
	var pairs []pair
	err := s.scan(context.Background(), nil, nil, func(key, value []byte) (bool, error) {
		pairs = append(pairs, pair{append([]byte(nil), key...), append([]byte(nil), value...)})
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	other := pairs[0].value // of another family than all but the first few
	for _, p := range pairs {
		if p.key[0] == familyMeta { // Open looks at it
			continue
		}
		extra := append(append([]byte(nil), p.key...), 0)
		for what, change := range map[string]func() error{
			"missing": func() error { return s.pebble.Delete(p.key, nil) },
			"changed": func() error { return s.pebble.Set(p.key, append(append([]byte(nil), other...), 1), nil) },
			"odd key": func() error { return s.pebble.Set(extra, p.value, nil) },
		} {
			if p.key[0] == familyRef && what == "changed" {
				continue // it has no value that matters
			}
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if problems, err := s.Verify(context.Background()); err == nil && len(problems) == 0 {
				t.Errorf("%q %s: not found", p.key, what)
			}
			if err := errors.Join(s.pebble.Set(p.key, p.value, nil), s.pebble.Delete(extra, nil)); err != nil {
				t.Fatal(err)
			}
			verify(t, s)
		}
	}
}

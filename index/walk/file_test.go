package walk_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

func TestFileIsAsOnDisk(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/b", "12345")
	when := time.Unix(1234567890, 123456789)
	if err := os.Chtimes(filepath.Join(dir, "a/b"), when, when); err != nil {
		t.Fatal(err)
	}
	var got []walk.File
	if err := walk.Walk(t.Context(), walk.Options{Root: dir}, func(f walk.File) { got = append(got, f) }); err != nil {
		t.Fatal(err)
	}
	want := []walk.File{{Path: "a/b", Size: 5, ModTime: when.UnixNano()}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestReasons(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, ".gitignore", "ignored*\n/folder/\n")
	cases := map[string]chunker.Reason{
		"small": "", "large": chunker.TooLarge, "ignored": chunker.Ignored, "folder/x": chunker.Ignored,
		".env": chunker.Secret, ".env.local": chunker.Secret, ".env.example": "", ".env.sample": "", ".env.template": "", ".envrc": "",
		"a/server.pem": chunker.Secret, "a/SERVER.KEY": chunker.Secret, "a.p12": chunker.Secret, "a.pfx": chunker.Secret,
		"id_rsa": chunker.Secret, "id_rsa.pub": "", "id_ed25519": chunker.Secret, "id_ecdsa": chunker.Secret, "id_dsa": chunker.Secret,
		".netrc": chunker.Secret, ".npmrc": chunker.Secret, ".pgpass": chunker.Secret, ".git-credentials": chunker.Secret,
		".aws/credentials": chunker.Secret, "credentials": "", ".aws/config": "", "a.kdbx": chunker.Secret, "a.jks": chunker.Secret,
		".htpasswd": chunker.Secret, "ignored.pem": chunker.Ignored, "key": "", "pem.go": "", ".env.d/x": "",
	}
	for name := range cases {
		write(t, dir, name, "1")
	}
	write(t, dir, "large", "12345")
	write(t, dir, "a/server.pem", "12345")
	o := walk.Options{Root: dir, MaxFileSize: 4}
	visited := map[string]chunker.Reason{".gitignore": chunker.Ignored}
	if err := walk.Walk(t.Context(), o, func(f walk.File) { visited[f.Path] = f.Reason }); err != nil {
		t.Fatal(err)
	}
	r, err := walk.NewRules(o)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range cases {
		got, ok := visited[name]
		if ok == (want == chunker.Ignored) || ok && got != want {
			t.Errorf("%s: visited %t with reason %q, want %q", name, ok, got, want)
		}
		if got := r.Reason(name); got != want {
			t.Errorf("Reason(%s) = %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]chunker.Reason{
		".": "", "a": "", "a/": "", "folder": chunker.Ignored, "none": "", "none/x.pem": chunker.Secret,
		"ignored-none": chunker.Ignored, "..": chunker.OutsideRoots, "a/../../b": chunker.OutsideRoots,
		"/etc": chunker.OutsideRoots, "": chunker.OutsideRoots, ".git": chunker.Ignored, "a/.git/config": chunker.Ignored,
		"folder/none/x": chunker.Ignored, "small/below-a-file": chunker.Ignored,
	} {
		if got := r.Reason(name); got != want {
			t.Errorf("Reason(%q) = %q, want %q", name, got, want)
		}
	}
}

// A path where nothing is yet is judged by how it is written.
func TestReasonOfMissingFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, ".gitignore", "build/")
	r, err := walk.NewRules(walk.Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]chunker.Reason{"build": "", "build/": chunker.Ignored, "build/x": chunker.Ignored} {
		if got := r.Reason(name); got != want {
			t.Errorf("Reason(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestOtherThanFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "f", "x")
	socket, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	expect(t, walkFiles(t, walk.Options{Root: dir}), "f")
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	repository(t, dir, "a/b/c", "ignored.log/tracked")
	write(t, dir, "other.log/x", "x")
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	var folders []string
	o := walk.Options{Root: dir, Folder: func(p string) { folders = append(folders, p) }}
	err := walk.Walk(t.Context(), o, func(f walk.File) {
		if !slices.Contains(folders, filepath.Dir(f.Path)) {
			t.Errorf("%s visited before its folder", f.Path)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(folders)
	expect(t, folders, ".", "a", "a/b", "empty", "ignored.log")
}

// What is removed while the walk is under way is passed over in silence.
func TestVanishing(t *testing.T) {
	dir := t.TempDir()
	for i := range 1000 {
		write(t, dir, fmt.Sprintf("many/%d", i), "x")
	}
	write(t, dir, "gone/x", "x")
	o := walk.Options{Root: dir, Warn: func(path string, err error) { t.Errorf("warning: %s: %v", path, err) }}
	o.Folder = func(p string) {
		if p == "gone" {
			_ = os.RemoveAll(filepath.Join(dir, p))
		}
	}
	files := 0
	err := walk.Walk(t.Context(), o, func(f walk.File) {
		if f.Path == "gone/x" || f.Reason != "" {
			t.Errorf("visited %+v", f)
		}
		files++
		_ = os.RemoveAll(filepath.Join(dir, "many"))
	})
	if err != nil || files == 0 || files > 500 {
		t.Errorf("error %v, %d files", err, files)
	}
}

func TestRootThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "file", "x")
	for _, root := range []string{"none", "file"} {
		err := walk.Walk(t.Context(), walk.Options{Root: filepath.Join(dir, root)}, func(walk.File) {})
		if err == nil {
			t.Errorf("no error for root %s", root)
		}
	}
}

// forest makes enough folders and files for all goroutines.
func forest(t *testing.T, dir string) (files int) {
	for i := range 60 {
		for j := range 20 {
			write(t, dir, fmt.Sprintf("%d/%d/%d", i%7, i, j), "x")
			files++
		}
	}
	return files
}

// The race detector sees two visits at the same time, for they share the counter.
func TestVisitsAreOneByOne(t *testing.T) {
	dir := t.TempDir()
	want := forest(t, dir)
	calls := 0
	o := walk.Options{Root: dir, Folder: func(string) { calls++ }}
	if err := walk.Walk(t.Context(), o, func(walk.File) { calls++ }); err != nil {
		t.Fatal(err)
	}
	if folders := 1 + 7 + 60; calls != want+folders {
		t.Errorf("%d calls for %d files and %d folders", calls, want, folders)
	}
}

func TestCancel(t *testing.T) {
	dir := t.TempDir()
	all := forest(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	files := 0
	err := walk.Walk(ctx, walk.Options{Root: dir}, func(walk.File) {
		files++
		cancel()
	})
	// What was gathered from the folders under way may still come.
	if !errors.Is(err, context.Canceled) || files > all/4 {
		t.Errorf("error %v after %d of %d files", err, files, all)
	}
	files = 0
	if err := walk.Walk(ctx, walk.Options{Root: dir}, func(walk.File) { files++ }); !errors.Is(err, context.Canceled) || files != 0 {
		t.Errorf("cancelled before: error %v, %d files", err, files)
	}
}

func TestHeads(t *testing.T) {
	for text, want := range map[string]bool{
		"-----BEGIN RSA PRIVATE KEY-----\nMII": true, "-----BEGIN PRIVATE KEY-----": true, "\ufeff\n -----BEGIN OPENSSH PRIVATE KEY-----\r\n": true,
		"-----BEGIN PGP PRIVATE KEY BLOCK-----\n": true,
		"-----BEGIN CERTIFICATE-----\n":           false, "-----BEGIN PUBLIC KEY-----": false, "": false, "-----BEGIN RSA PRIVATE KEY": false,
		"x := `-----BEGIN RSA PRIVATE KEY-----`": false, "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----": false,
	} {
		if got := walk.SecretText([]byte(text)); got != want {
			t.Errorf("SecretText(%q) = %t", text, got)
		}
	}
	for text, want := range map[string]bool{
		"": false, "text": false, "a\x00b": true, strings.Repeat("a", 7999) + "\x00": true, strings.Repeat("a", 8000) + "\x00": false,
	} {
		if got := walk.BinaryText([]byte(text)); got != want {
			t.Errorf("BinaryText of %d bytes = %t", len(text), got)
		}
	}
	if !walk.RuleFile(".gitignore") || !walk.RuleFile(".ignore") || walk.RuleFile("ignore") {
		t.Error("RuleFile")
	}
}

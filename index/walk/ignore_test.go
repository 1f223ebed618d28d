package walk_test

import (
	"path/filepath"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

func TestDotIgnore(t *testing.T) {
	dir := t.TempDir()
	repository(t, dir, "tracked.log", "tracked", "gen/a.log")
	for _, name := range []string{"a", "b", "out/x", "out/y", "sub/a", "sub/b", "sub/c"} {
		write(t, dir, name, "x")
	}
	write(t, dir, ".gitignore", "*.log\nout\na\n/gen")
	write(t, dir, ".ignore", "!out\ntracked\nb\n!/sub/c")
	write(t, dir, "sub/.gitignore", "!b\nc")
	write(t, dir, "sub/.ignore", "!a")
	got := walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".gitignore", ".ignore", "gen/a.log", "out/x", "out/y", "sub/.gitignore", "sub/.ignore",
		"sub/a", // sub/.ignore wins over .gitignore
		"sub/c", // so does .ignore, though it stands further away
		"tracked.log")
	checkReasons(t, dir, got)

	write(t, dir, "gen/.gitignore", "!*") // not read, in an ignored folder
	write(t, dir, ".ignore", "gen/*.log")
	got = walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".gitignore", ".ignore", "b", "sub/.gitignore", "sub/.ignore", "sub/a", "sub/b", "tracked", "tracked.log")
	checkReasons(t, dir, got)
}

func TestDotIgnoreInIgnoredFolderIsNotRead(t *testing.T) {
	dir := t.TempDir()
	repository(t, dir, "out.log/tracked")
	write(t, dir, "out.log/.ignore", "*")
	got := walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".gitignore", "out.log/tracked")
	checkReasons(t, dir, got)
}

func TestDotIgnoreReachesNestedRepositories(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, ".ignore", "big/\none/x")
	repository(t, filepath.Join(dir, "one"), "x", "y", "big/z")
	got := walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".ignore", "one/.gitignore", "one/y")
	checkReasons(t, dir, got)
	// From inside, .ignore files above the repository do not count, as its root may be anywhere.
	expect(t, walkFiles(t, walk.Options{Root: filepath.Join(dir, "one")}), ".gitignore", "big/z", "x", "y")
}

func TestWithoutRepository(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, ".gitignore", "*.o\nnode_modules/")
	for _, name := range []string{"a.o", "a", "sub/node_modules/b", "sub/c"} {
		write(t, dir, name, "x")
	}
	got := walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".gitignore", "a", "sub/c")
	checkReasons(t, dir, got)
	// Above a root outside any repository no rules are looked for.
	expect(t, walkFiles(t, walk.Options{Root: filepath.Join(dir, "sub")}), "c", "node_modules/b")
}

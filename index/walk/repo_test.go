package walk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// repository makes one whose tracked files are in the index though its rules ignore *.log.
func repository(t *testing.T, dir string, tracked ...string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	runGit(t, dir, "init", "-q")
	for _, name := range tracked {
		write(t, dir, name, "x")
		runGit(t, dir, "add", "--", name)
	}
	write(t, dir, ".gitignore", "*.log\n")
	runGit(t, dir, "add", ".gitignore")
	runGit(t, dir, "commit", "-qm", "first")
}

func TestWorktree(t *testing.T) {
	dir := t.TempDir()
	repository(t, filepath.Join(dir, "main"), "a.log", "sub/b.log")
	tree := filepath.Join(dir, "tree")
	runGit(t, filepath.Join(dir, "main"), "worktree", "add", "-q", tree)
	write(t, dir, "main/.git/info/exclude", "excluded\n")
	write(t, tree, "excluded", "x")
	write(t, tree, "other.log", "x")
	expect(t, equalsGit(t, tree), ".gitignore", "a.log", "sub/b.log")
	expect(t, equalsGit(t, filepath.Join(tree, "sub")), "b.log")

	// Each working tree has an index of its own.
	runGit(t, tree, "rm", "-q", "--cached", "a.log")
	expect(t, equalsGit(t, tree), ".gitignore", "sub/b.log")
	expect(t, equalsGit(t, filepath.Join(dir, "main")), ".gitignore", "a.log", "sub/b.log")
}

func TestNestedRepositories(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, ".gitignore", "*.tmp\n")
	write(t, dir, "x.tmp", "x")
	write(t, dir, "x", "x")
	repository(t, filepath.Join(dir, "one"), "a.log")
	write(t, dir, "one/b.log", "x")
	write(t, dir, "one/b.tmp", "x") // the rules outside of it end at its top
	repository(t, filepath.Join(dir, "one/deps/two"), "c.log")
	write(t, dir, "one/deps/two/d.log", "x")
	repository(t, filepath.Join(dir, "one/ignored.log/three"), "e")
	write(t, dir, "fake/.git/f", "x") // no repository: an ordinary folder, but for its .git
	write(t, dir, "fake/g.tmp", "x")
	got := walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".gitignore", "x", "one/.gitignore", "one/a.log", "one/b.tmp", "one/deps/two/.gitignore", "one/deps/two/c.log")
	checkReasons(t, dir, got)

	// The inner ones equal what git lists in them.
	equalsGit(t, filepath.Join(dir, "one/deps/two"))
}

// A repository made where files are tracked by the one around it, in a folder that this ignores.
func TestRepositoryMadeInIgnoredFolder(t *testing.T) {
	dir := t.TempDir()
	repository(t, dir, "out.log/deep/tracked")
	repository(t, filepath.Join(dir, "out.log/deep"), "inner")
	got := walkFiles(t, walk.Options{Root: dir})
	expect(t, got, ".gitignore", "out.log/deep/tracked")
	checkReasons(t, dir, got)
}

func TestSubmodules(t *testing.T) {
	dir := t.TempDir()
	lib, main := filepath.Join(dir, "lib"), filepath.Join(dir, "main")
	repository(t, lib, "a.log")
	repository(t, main, "b")
	for _, name := range []string{"vendor/lib", "open/lib"} {
		runGit(t, main, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lib, name)
	}
	write(t, main, ".gitignore", "vendor/\n*.txt\n")
	for _, name := range []string{"vendor/n", "vendor/lib/n.log", "vendor/lib/n.txt", "open/lib/n.log", "open/lib/n.txt"} {
		write(t, main, name, "x")
	}
	got := walkFiles(t, walk.Options{Root: main})
	expect(t, got, ".gitignore", ".gitmodules", "b",
		"open/lib/.gitignore", "open/lib/a.log", "open/lib/n.txt",
		"vendor/lib/.gitignore", "vendor/lib/a.log", "vendor/lib/n.txt")
	checkReasons(t, main, got)
	expect(t, equalsGit(t, filepath.Join(main, "vendor/lib")), ".gitignore", "a.log", "n.txt")
}

func TestIndexFormats(t *testing.T) {
	formats := map[string]func(dir string){
		"version 2": func(dir string) { runGit(t, dir, "update-index", "--index-version", "2") },
		"version 3": func(dir string) {
			write(t, dir, "later.log", "x")
			runGit(t, dir, "add", "-f", "--intent-to-add", "later.log")
		},
		"version 4": func(dir string) { runGit(t, dir, "update-index", "--index-version", "4") },
		"split":     func(dir string) { runGit(t, dir, "update-index", "--split-index") },
		"cached tree": func(dir string) {
			runGit(t, dir, "commit", "-qm", "more")
			runGit(t, dir, "update-index", "--force-write-index")
		},
		"conflict": func(dir string) {
			entry := "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
			for _, stage := range []string{"1", "2", "3"} {
				runGitInput(t, dir, "100644 "+entry+" "+stage+"\tboth.log\n", "update-index", "--index-info")
			}
			write(t, dir, "both.log", "x")
		},
	}
	for name, change := range formats {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			repository(t, dir, "a.log")
			for _, name := range []string{"dir/b.log", "dir/" + strings.Repeat("long", 50) + "/c.log", "dir/b.log.d/e.log", "z.log"} {
				write(t, dir, name, "x")
				runGit(t, dir, "add", "-f", name)
			}
			write(t, dir, "dir/untracked.log", "x")
			change(dir)
			if got := equalsGit(t, dir); len(got) < 6 {
				t.Errorf("visited only %q", got)
			}
		})
	}
}

func TestSHA256Repository(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "-q", "--object-format=sha256")
	write(t, dir, "a.log", "x")
	runGit(t, dir, "add", "a.log")
	write(t, dir, ".gitignore", "*.log\n")
	write(t, dir, "b.log", "x")
	expect(t, equalsGit(t, dir), ".gitignore", "a.log")
}

func TestDamagedIndex(t *testing.T) {
	dir := t.TempDir()
	repository(t, dir, "a.log", "b")
	write(t, dir, ".git/index", "damaged")
	warned := 0
	got := walkFiles(t, walk.Options{Root: dir, Warn: func(string, error) { warned++ }})
	expect(t, got, ".gitignore", "b")
	if warned != 1 {
		t.Errorf("%d warnings, want 1", warned)
	}
}

func TestGlobalExcludes(t *testing.T) {
	dir, home := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(home, ".gitconfig"))
	repository(t, dir)
	for _, name := range []string{"home", "xdg", "config", "local", "sub/only"} {
		write(t, dir, name, "x")
	}
	write(t, home, ".config/git/ignore", "home\n/only\n")
	expect(t, equalsGit(t, dir), ".gitignore", "config", "local", "sub/only", "xdg")

	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "xdg"))
	write(t, home, "xdg/git/ignore", "xdg")
	expect(t, equalsGit(t, dir), ".gitignore", "config", "home", "local", "sub/only")

	write(t, home, ".gitconfig", "[core]\n\texcludesFile = ~/mine\n")
	write(t, home, "mine", "config\n")
	expect(t, equalsGit(t, dir), ".gitignore", "home", "local", "sub/only", "xdg")

	runGit(t, dir, "config", "core.excludesFile", filepath.Join(home, "this"))
	write(t, home, "this", "local\n!home")
	write(t, dir, ".git/info/exclude", "home") // is stronger
	expect(t, equalsGit(t, dir), ".gitignore", "config", "sub/only", "xdg")

	// A hook's environment speaks of another repository.
	t.Setenv("GIT_DIR", filepath.Join(home, "nowhere"))
	expect(t, walkFiles(t, walk.Options{Root: dir}), ".gitignore", "config", "sub/only", "xdg")
}

// A root that is ignored by what is above it was opened on purpose.
func TestIgnoredRootStandsAlone(t *testing.T) {
	dir := t.TempDir()
	repository(t, dir)
	write(t, dir, ".gitignore", "*\n")
	write(t, dir, "a/b/c", "x")
	write(t, dir, "a/b/d.o", "x")
	write(t, dir, "a/.gitignore", "*.o")
	root := filepath.Join(dir, "a")
	got := walkFiles(t, walk.Options{Root: root})
	expect(t, got, ".gitignore", "b/c")
	checkReasons(t, root, got)
	expect(t, walkFiles(t, walk.Options{Root: filepath.Join(root, "b")}), "c", "d.o")
	r, err := walk.NewRules(walk.Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Reason("a/b/c"); got != chunker.Ignored {
		t.Errorf("from the top, Reason = %q", got)
	}
}

package walk_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// TestMain takes the user's and the machine's git configuration out of the tests.
func TestMain(m *testing.M) {
	home, err := os.MkdirTemp("", "walk-home")
	if err != nil {
		panic(err)
	}
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": "", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": filepath.Join(home, ".gitconfig"),
		"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
	} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	_ = os.RemoveAll(home)
	os.Exit(code)
}

func runGit(t testing.TB, dir string, args ...string) string {
	t.Helper()
	return runGitInput(t, dir, "", args...)
}

func runGitInput(t testing.TB, dir, input string, args ...string) string {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Stdin = strings.NewReader(input)
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("git %v: %v: %s", args, err, exit.Stderr)
		}
		t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

// runGitQuiet is for commands that may warn.
func runGitQuiet(dir string, args ...string) string {
	c := exec.Command("git", args...)
	c.Dir = dir
	out, _ := c.Output() // git fails upon what the test is about; its list is complete
	return string(out)
}

// write makes a file with the folders above it.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// gitFiles are the regular files that git lists at and below dir.
func gitFiles(t testing.TB, dir string) []string {
	t.Helper()
	var files []string
	for name := range strings.SplitSeq(runGit(t, dir, "ls-files", "-co", "--exclude-standard", "-z"), "\x00") {
		info, err := os.Lstat(filepath.Join(dir, name))
		if name != "" && err == nil && info.Mode().IsRegular() {
			files = append(files, name)
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// gitIgnores tells whether git's rules ignore a path, tracked or not.
func gitIgnores(dir, name string) bool {
	c := exec.Command("git", "check-ignore", "--no-index", "-q", "--", name)
	c.Dir = dir
	return c.Run() == nil
}

// walkFiles are the files that the walk visits.
func walkFiles(t testing.TB, o walk.Options) []string {
	t.Helper()
	if o.Warn == nil {
		o.Warn = func(path string, err error) { t.Errorf("warning: %s: %v", path, err) }
	}
	var files []string
	if err := walk.Walk(context.Background(), o, func(f walk.File) { files = append(files, f.Path) }); err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	return files
}

// everything is every path below dir but what lies in a .git.
func everything(t testing.TB, dir string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		paths = append(paths, filepath.ToSlash(rel))
		if d.Name() == ".git" && d.IsDir() {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// difference is what only one of two sorted lists holds, marked - for the first, + for the second.
func difference(a, b []string) []string {
	var d []string
	for _, s := range a {
		if _, found := slices.BinarySearch(b, s); !found {
			d = append(d, "-"+s)
		}
	}
	for _, s := range b {
		if _, found := slices.BinarySearch(a, s); !found {
			d = append(d, "+"+s)
		}
	}
	return d
}

package walk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// gitCases are checked three times over: git, the walk and the list of files agree. Each
// names files by their text (NAME: one rule a line) or bare.
var gitCases = []struct {
	name    string
	tracked string // files added to the index whatever the rules
	files   string
	rules   map[string]string
	root    string // below the top of the repository
	want    string // without the ignore files themselves
}{
	{name: "no rules", files: "a b/c b/d/e", want: "a b/c b/d/e"},
	{
		name: "names, suffixes, folders", files: "a.o x/a.o x/b build/y x/build/z z/build",
		rules: map[string]string{".gitignore": "*.o\nbuild/"}, want: "x/b z/build",
	},
	{
		name: "anchored", files: "a x/a x/y/z y/z",
		rules: map[string]string{".gitignore": "/a\ny/z"}, want: "x/a x/y/z",
	},
	{
		name: "negation", files: "a.log keep.log x/a.log",
		rules: map[string]string{".gitignore": "*.log\n!keep.log"}, want: "keep.log",
	},
	{
		name: "what lies in an ignored folder stays ignored", files: "out/keep out/b",
		rules: map[string]string{".gitignore": "out\n!out/keep", "out/.gitignore": "!*"}, want: "",
	},
	{
		name: "the folder itself is not what lies in it", files: "foo/keep foo/b",
		rules: map[string]string{".gitignore": "foo/**\n!foo/keep"}, want: "foo/keep",
	},
	{
		name: "a folder let in again does not let in what is in it", files: "a/x/x b/x",
		rules: map[string]string{".gitignore": "x\n!a/x"}, want: "",
	},
	{
		name: "nearer files win", files: "a/x a/y b/x b/y",
		rules: map[string]string{".gitignore": "x\n!y", "a/.gitignore": "!x\ny"}, want: "a/x b/y",
	},
	{
		name: "exclude file is weaker", files: "a b",
		rules: map[string]string{".git/info/exclude": "a\nb", ".gitignore": "!a"}, want: "a",
	},
	{
		name: "double stars", files: "a/b a/x/b a/x/y/b ab/c abc/d/c x/q/z q/z x/b/c e/x/f e/x/y/f e/f",
		rules: map[string]string{".gitignore": "a/**/b\nab**/c\n**/q/z\ne/**\\/f"}, want: "e/f x/b/c",
	},
	{
		name: "double star behind letters", files: "a/bc/d a/b/d x/bc/d",
		rules: map[string]string{".gitignore": "/a/b**"}, want: "x/bc/d",
	},
	{
		name: "brackets", files: "a b [ x[b a[b/c]d 5x ] d1 g/h",
		rules: map[string]string{".gitignore": "[*a]\nx[b\n[[:digit:]]?\n[]]\n[[:nope:]]\na[b/c]d\n[a-c-e]1\n/g[^x]h"},
		want:  "[ x[b a[b/c]d b d1 g/h",
	},
	{
		name: "byte order mark, line ends, comments", files: "foo bar #x !y",
		rules: map[string]string{".gitignore": "\ufefffoo\r\nbar\r\n#x\n\\!y\r\n"}, want: "#x",
	},
	{
		name: "rules of the folders above the root", root: "sub/dir",
		files: "sub/dir/a sub/dir/b sub/dir/c sub/dir/d a",
		rules: map[string]string{".gitignore": "/sub/dir/a", "sub/.gitignore": "dir/b", ".git/info/exclude": "c"}, want: "d",
	},
	{
		name: "tracked though ignored", tracked: "a.log out/x/y out/z", files: "b.log out/n out/x/n",
		rules: map[string]string{".gitignore": "*.log\nout/", "out/.gitignore": "!n"}, want: "a.log out/x/y out/z",
	},
	{
		name: "tracked below the root though ignored", root: "sub", tracked: "sub/out/x sub.out/y", files: "sub/out/n sub/m",
		rules: map[string]string{".gitignore": "out/"}, want: "m out/x",
	},
}

func TestWalkEqualsGit(t *testing.T) {
	for _, c := range gitCases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			runGit(t, dir, "init", "-q")
			for name := range strings.FieldsSeq(c.tracked) {
				write(t, dir, name, "x")
				runGit(t, dir, "add", "--", name)
			}
			for name := range strings.FieldsSeq(c.files) {
				write(t, dir, name, "x")
			}
			for name, text := range c.rules {
				write(t, dir, name, text)
			}
			root := filepath.Join(dir, filepath.FromSlash(c.root))
			got := equalsGit(t, root)
			got = slices.DeleteFunc(got, func(p string) bool { return filepath.Base(p) == ".gitignore" })
			want := strings.Fields(c.want)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("visited %q, want %q", got, want)
			}
		})
	}
}

// equalsGit walks a folder and fails unless git lists the same.
func equalsGit(t *testing.T, root string) []string {
	t.Helper()
	got := walkFiles(t, walk.Options{Root: root})
	if d := difference(gitFiles(t, root), got); d != nil {
		t.Errorf("git -, walk +: %q", d)
	}
	checkReasons(t, root, got)
	return got
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("visited %q, want %q", got, want)
	}
}

func TestOddNames(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "-q")
	names := []string{"with space", " lead", "trail ", "co:lon", "né", "日本/語", "new\nline", "tab\t", `back\slash`, "\xff\xfe", `"quoted"`, "-dash", "...", ".gitkeep/x"}
	for _, name := range names {
		write(t, dir, name, "x")
	}
	write(t, dir, ".gitignore", "*.gitignore\n")
	expect(t, equalsGit(t, dir), names...)
	write(t, dir, ".gitignore", "*.gitignore\n*\\ *\nn*\n日本\n")
	expect(t, equalsGit(t, dir), "co:lon", "tab\t", `back\slash`, "\xff\xfe", `"quoted"`, "-dash", "...", ".gitkeep/x")
}

func TestTrailingSpaces(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "-q")
	for _, name := range []string{"a", "b", "b ", `c\`, "d ", "d  "} {
		write(t, dir, name, "x")
	}
	write(t, dir, ".gitignore", ".gitignore\na  \nb\\ \nc\\\\ \nd\\  \n")
	expect(t, equalsGit(t, dir), "b", "d  ")
}

func TestIgnoreCase(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "-q")
	runGit(t, dir, "config", "core.ignoreCase", "true")
	for _, name := range []string{"q1", "README", "src/Main.O", "x/y/z", ".GIT/x"} {
		write(t, dir, name, "x")
	}
	write(t, dir, ".gitignore", ".gitignore\n[[:upper:]]1\nreadme\n*.o\n/X/*/Z")
	expect(t, equalsGit(t, dir))
	runGit(t, dir, "config", "core.ignoreCase", "false")
	expect(t, equalsGit(t, dir), "q1", "README", "src/Main.O", "x/y/z", ".GIT/x")
}

// Ignore files that are no regular files are not read, as git does not.
func TestOddRuleFiles(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "-q")
	write(t, dir, "rules", "a\n")
	write(t, dir, "x/a", "x")
	write(t, dir, "y/a", "x")
	write(t, dir, "y/.gitignore/a", "x")
	if err := os.Symlink("../rules", filepath.Join(dir, "x", ".gitignore")); err != nil {
		t.Fatal(err)
	}
	c := runGitQuiet(dir, "ls-files", "-co", "--exclude-standard", "-z")
	want := slices.DeleteFunc(strings.Split(c, "\x00"), func(s string) bool { return s == "" || s == "x/.gitignore" })
	expect(t, walkFiles(t, walk.Options{Root: dir}), want...)
	expect(t, want, "rules", "x/a", "y/.gitignore/a", "y/a")
}

func TestLinksAndLoops(t *testing.T) {
	dir := t.TempDir()
	runGit(t, dir, "init", "-q")
	write(t, dir, "a/f", "x")
	for name, to := range map[string]string{"a/loop": "..", "a/self": "self", "file": "a/f", "folder": "a", "gone": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, equalsGit(t, dir), "a/f")

	// The root may be reached through one, and is then still inside its repository.
	write(t, dir, ".gitignore", "g")
	write(t, dir, "a/g", "x")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(dir, "a"), link); err != nil {
		t.Fatal(err)
	}
	expect(t, walkFiles(t, walk.Options{Root: link}), "f")
}

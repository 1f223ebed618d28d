package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module   = "github.com/chunk-lsp/chunk-lsp"
	top      = "../.."
	maxLines = 400
)

// layers is the chain of architecture.md, left to right: an import may point right only.
// Packages of one layer do not import each other.
var layers = [][]string{{"cmd/chunk-lsp"}, {"daemon"}, {"lsp"}, {"index"}, {"kv", "worker"}, {"chunker"}}

// inside lists packages that belong to another one of the chain.
var inside = map[string]string{"index/walk": "index"}

// homes are imports that have one home, and those that may use them besides. Tests may use
// what they test with.
var homes = []struct {
	prefix string
	in     []string
	tests  bool // they are held to it too
}{
	{"go.lsp.dev/", []string{"lsp", "cmd/chunk-lsp"}, true},
	{"github.com/cockroachdb/pebble", []string{"kv"}, true},
	{"github.com/smacker/go-tree-sitter", []string{"chunker"}, true},
	{"github.com/tree-sitter", []string{"chunker"}, true},
	{"C", []string{"chunker"}, true},
	{"os/exec", []string{"worker", "index/walk"}, false}, // walk asks git for its settings
	{module + "/index/walk", []string{"index", "cmd/chunk-lsp"}, true},
	{"github.com/fsnotify", []string{"index"}, true},
	{"github.com/spf13/cobra", []string{"cmd/chunk-lsp"}, true},
}

// free may import anything: it measures the others.
const free = "cmd/bench"

// source is one Go file of the project.
type source struct {
	path string // slash-separated, from the top
	text []byte
	file *ast.File
}

func (s source) pkg() string  { return path.Dir(s.path) }
func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// files calls visit for each file of the project that people write.
func files(t *testing.T, visit func(name string, text []byte)) {
	t.Helper()
	skipped := []string{".git", "node_modules", "testdata", "out", "test-results", "bin", "dist", "server"}
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != top && slices.Contains(skipped, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		switch path.Ext(name) {
		case ".go", ".ts", ".mts", ".mjs", ".lua":
		default:
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, name)
		visit(filepath.ToSlash(rel), text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func goFiles(t *testing.T) []source {
	t.Helper()
	var all []source
	fset := token.NewFileSet()
	files(t, func(name string, text []byte) {
		if path.Ext(name) != ".go" {
			return
		}
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			return
		}
		all = append(all, source{name, text, file})
	})
	if len(all) < 50 {
		t.Fatalf("only %d Go files found", len(all))
	}
	return all
}

// layer is a package's place in the chain, -1 for one that has none.
func layer(pkg string) int {
	if owner := inside[pkg]; owner != "" {
		pkg = owner
	}
	return slices.IndexFunc(layers, func(names []string) bool { return slices.Contains(names, pkg) })
}

func TestImports(t *testing.T) {
	for _, s := range goFiles(t) {
		if s.pkg() == free {
			continue
		}
		from := layer(s.pkg())
		if from < 0 {
			t.Errorf("%s: package %s has no place in the architecture", s.path, s.pkg())
		}
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			to, ours := strings.CutPrefix(imported, module+"/")
			if to == s.pkg() {
				continue // a test of its own package
			}
			if ours && inside[to] != s.pkg() && layer(to) <= from {
				t.Errorf("%s imports %s, which is not to its right", s.path, to)
			}
			for _, h := range homes {
				if imported != h.prefix && (h.prefix == "C" || !strings.HasPrefix(imported, h.prefix)) {
					continue
				}
				if !slices.Contains(h.in, s.pkg()) && (h.tests || !s.isTest()) {
					t.Errorf("%s imports %s, whose home is %v", s.path, imported, h.in)
				}
			}
		}
	}
}

// TestOutput: nothing but the protocol, a worker's frames or a command's answer goes to
// standard output.
func TestOutput(t *testing.T) {
	for _, s := range goFiles(t) {
		if strings.HasPrefix(s.pkg(), "cmd/") || s.isTest() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, _ := selector.X.(*ast.Ident)
			if x == nil {
				return true
			}
			if name := selector.Sel.Name; x.Name == "fmt" && strings.HasPrefix(name, "Print") || x.Name == "os" && name == "Stdout" {
				t.Errorf("%s uses %s.%s", s.path, x.Name, name)
			}
			return true
		})
		for _, name := range []string{"print", "println"} {
			if regexp.MustCompile(`(?m)^\s*` + name + `\(`).Match(s.text) {
				t.Errorf("%s calls %s", s.path, name)
			}
		}
	}
}

func TestPackageDocs(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range goFiles(t) {
		if !s.isTest() {
			documented[s.pkg()] = documented[s.pkg()] || s.file.Doc != nil
		}
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %s has no doc comment", pkg)
		}
	}
}

func TestFiles(t *testing.T) {
	files(t, func(name string, text []byte) {
		if n := bytes.Count(text, []byte("\n")); n > maxLines {
			t.Errorf("%s has %d lines, more than %d", name, n, maxLines)
		}
		switch strings.TrimSuffix(path.Base(name), path.Ext(name)) {
		case "manager", "service", "util", "utils", "helper", "helpers", "common":
			t.Errorf("%s: the name says nothing", name)
		}
		if path.Ext(name) != ".go" {
			return
		}
		if formatted, err := format.Source(text); err != nil || !bytes.Equal(formatted, text) {
			t.Errorf("%s is not gofmt'ed", name)
		}
	})
}

// TestDependenciesPage holds the versions in docs/dependencies.md to go.mod and package.json.
func TestDependenciesPage(t *testing.T) {
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(top, name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	want := map[string]string{}
	goMod := string(read("go.mod"))
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+/\S+) (v\S+)( // indirect)?$`).FindAllStringSubmatch(goMod, -1) {
		isTool := strings.Contains(goMod, "\ntool "+m[1]+"/")
		if m[3] == "" || isTool {
			want[m[1]] = m[2]
		}
	}
	var npm struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(read("editors/vscode/package.json"), &npm); err != nil {
		t.Fatal(err)
	}
	for _, list := range []map[string]string{npm.Dependencies, npm.DevDependencies} {
		for name, version := range list {
			want[name] = version
		}
	}
	got := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (\\S+) \\|").FindAllSubmatch(read("docs/dependencies.md"), -1) {
		got[string(m[1])] = string(m[2])
	}
	for name, version := range want {
		if got[name] != version {
			t.Errorf("%s %s is in docs/dependencies.md with version %q", name, version, got[name])
		}
	}
	for name := range got {
		if want[name] == "" {
			t.Errorf("docs/dependencies.md lists %s, which is not required", name)
		}
	}
	if len(want) < 15 {
		t.Errorf("only %d dependencies found", len(want))
	}
}

package chunker

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"

	sitter "github.com/smacker/go-tree-sitter"
)

// Language is one row of the table of languages (table.go). Rows are shared and immutable.
type Language struct {
	// Name is the grammar's name, and the folder of its query and goldens.
	Name string
	// ID is the LSP language identifier that answers carry.
	ID string
	// Aliases are further LSP language identifiers that editors send for it.
	Aliases []string
	// Extensions are file name endings, lower-case, with the dot.
	Extensions []string
	// FileNames are whole base names.
	FileNames []string
	// Interpreters are the program names of a #! line.
	Interpreters []string
	// Ellipsis stands for a folded body: a comment of the language.
	Ellipsis string

	grammar func() *sitter.Language
	// reserved words that a parser in trouble takes for names.
	reserved []string
	// module tells the module from the file's path and its package clause; nil where the
	// clause is the module.
	module func(path, clause string) string
	// prepare gives the parser another text of the same length; nil where it reads the file's own.
	prepare func(text []byte) []byte
	// beside finds what prepare has blanked that belongs to the declaration next to it; nil for nothing.
	beside func(text, source []byte) []Span
	// refine names the row that a file with this row's extension belongs to by its name and text; nil where
	// only this one may be.
	refine func(name string, text []byte) string

	compiled func() (*query, error)
}

// init compiles each language's query at its first use, once.
func (l *Language) init() *Language {
	l.compiled = sync.OnceValues(func() (*query, error) { return compileQuery(l.Name, l.grammar()) })
	return l
}

// Module is the package, namespace or module of a file at path (slash-separated, relative to
// its root), or "" where the language has none.
func (l *Language) Module(path string, f *File) string {
	if l.module == nil {
		return f.Package
	}
	return l.module(path, f.Package)
}

// Grammar is the language's parse table, for measuring a parse without chunks (cmd/bench).
func (l *Language) Grammar() *sitter.Language { return l.grammar() }

// Languages lists all rows in the order of their names.
func Languages() []*Language { return slices.Clone(languages) }

// ByID finds a language by its name or by any of its LSP language identifiers; nil when
// there is none.
func ByID(id string) *Language { return byID[id] }

var byID, byExtension, byFileName, byInterpreter = func() (id, ext, file, interp map[string]*Language) {
	id, ext, file, interp = map[string]*Language{}, map[string]*Language{}, map[string]*Language{}, map[string]*Language{}
	for _, l := range languages {
		for _, key := range slices.Concat([]string{l.Name, l.ID}, l.Aliases) {
			id[key] = l
		}
		for _, key := range l.Extensions {
			ext[key] = l
		}
		for _, key := range l.FileNames {
			file[key] = l
		}
		for _, key := range l.Interpreters {
			interp[key] = l
		}
	}
	return id, ext, file, interp
}()

// Detect tells the language of a file on disk from its name and its text, in this order:
// file name, extension, #! line. It is nil when no language is known.
func Detect(name string, text []byte) *Language {
	base := path.Base(name)
	l := byFileName[base]
	if l == nil {
		l = byExtension[strings.ToLower(path.Ext(base))]
	}
	if l == nil && strings.HasPrefix(base, "Dockerfile.") {
		l = byFileName["Dockerfile"]
	}
	if l == nil {
		return byInterpreter[interpreter(text)]
	}
	if l.refine != nil {
		return byID[l.refine(base, text)]
	}
	return l
}

// interpreter is the program that a #! line names, without folder and version:
// "#!/usr/bin/env -S python3.11 -u" gives "python".
func interpreter(text []byte) string {
	line, found := bytes.CutPrefix(text, []byte("#!"))
	if !found {
		return ""
	}
	line, _, _ = bytes.Cut(line[:min(len(line), 256)], []byte("\n"))
	for _, word := range strings.Fields(string(line)) {
		program := path.Base(word)
		if program == "env" || strings.HasPrefix(program, "-") || strings.Contains(program, "=") {
			continue
		}
		return strings.TrimRight(program, "0123456789.")
	}
	return ""
}

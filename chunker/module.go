package chunker

import (
	"path"
	"strings"
)

// stemModule is the module of languages in which a file is one: its name without ending.
func stemModule(name, _ string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// pythonModule is the dotted path from the root; a package is its folder.
func pythonModule(name, _ string) string {
	stem := strings.TrimSuffix(name, path.Ext(name))
	if path.Base(stem) == "__init__" {
		stem = path.Dir(stem)
	}
	if stem == "." {
		return ""
	}
	return strings.ReplaceAll(stem, "/", ".")
}

// noModule is for languages whose files belong to none.
func noModule(_, _ string) string { return "" }

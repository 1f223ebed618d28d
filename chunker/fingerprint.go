package chunker

import (
	"crypto/sha256"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"
)

// engineVersion changes whenever the same tree would give other chunks: raise it together
// with the goldens.
const engineVersion = 1

// Fingerprint digests everything besides a file's bytes and language that its chunks depend
// on: this engine, all queries and the revision of the grammars. Records made under another
// fingerprint are not used.
var Fingerprint = sync.OnceValue(func() [8]byte {
	h := sha256.New()
	fmt.Fprintln(h, engineVersion)
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if strings.Contains(dep.Path, "tree-sitter") {
				fmt.Fprintln(h, dep.Path, dep.Version)
			}
		}
	}
	for _, l := range languages {
		source, err := readQuery(l.Name)
		fmt.Fprintln(h, l.Name, err)
		io.WriteString(h, source)
	}
	return [8]byte(h.Sum(nil))
})

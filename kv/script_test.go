package kv

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/cockroachdb/datadriven"
	"github.com/cockroachdb/pebble/v2/vfs"
	"golang.org/x/tools/txtar"
)

// TestScripts runs testdata/script/*: what is put in, asked and answered. -rewrite writes the
// answers anew. After each command the whole store is verified.
func TestScripts(t *testing.T) {
	datadriven.Walk(t, "testdata/script", func(t *testing.T, path string) {
		sc := &script{disk: vfs.NewCrashableMem()}
		sc.store = openMem(t, sc.disk)
		defer func() { sc.store.Close() }()
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			out, err := sc.run(t, d)
			verify(t, sc.store)
			if err != nil {
				out += "error: " + err.Error() + "\n"
			}
			return out
		})
	})
}

type script struct {
	disk  *vfs.MemFS
	store *Store
}

func arg(d *datadriven.TestData, key, otherwise string) string {
	for _, a := range d.CmdArgs {
		if a.Key == key && len(a.Vals) > 0 {
			return a.Vals[0]
		}
	}
	return otherwise
}

func (sc *script) root(t *testing.T, d *datadriven.TestData) *Root {
	return openRoot(t, sc.store, arg(d, "root", "/w"))
}

func (sc *script) run(t *testing.T, d *datadriven.TestData) (string, error) {
	var out strings.Builder
	ctx := context.Background()
	switch d.Cmd {
	case "put":
		return "", sc.put(t, d)
	case "delete":
		return "", sc.root(t, d).Delete(strings.Split(d.Input, "\n")...)
	case "by-symbol":
		q := SymbolQuery{Segments: Segments(d.Input), Prefix: d.HasArg("prefix"), CaseSensitive: !d.HasArg("fold")}
		for _, p := range bySymbol(t, &sc.root(t, d).Reader, q) {
			fmt.Fprintf(&out, "%q %d %s %s %s\n", p.Path, p.Ordinal, p.Kind, p.Name, p.FullName)
		}
		return out.String(), nil
	case "by-span":
		return sc.bySpan(t, d)
	case "files":
		err := sc.root(t, d).Files(ctx, d.Input, func(path string, rec FileRecord) bool {
			fmt.Fprintf(&out, "%q %d bytes, %d chunks %s\n", path, rec.Size, rec.Chunks, rec.Reason)
			return true
		})
		return out.String(), err
	case "counts":
		c, err := sc.root(t, d).Counts()
		return fmt.Sprintf("%+v\n", c), err
	case "roots":
		roots, err := sc.store.Roots()
		return fmt.Sprintf("%q\n", roots), err
	case "drop":
		return "", sc.store.DropRoot(arg(d, "root", "/w"))
	case "dump":
		err := sc.store.Dump(ctx, &out)
		return hideVariants(out.String()), err
	case "sync":
		return "", sc.store.Sync()
	case "reopen", "crash":
		disk := sc.disk
		if d.Cmd == "crash" {
			disk = disk.CrashClone(vfs.CrashCloneCfg{}) // nothing that was not synced
		}
		if err := sc.store.Close(); err != nil {
			return "", err
		}
		sc.disk = disk
		sc.store = openMem(t, disk)
		return "", nil
	}
	return "", errors.New("unknown command " + d.Cmd)
}

// put stores the files of an archive in one batch.
func (sc *script) put(t *testing.T, d *datadriven.TestData) error {
	r := sc.root(t, d)
	var prepared []*Prepared
	for _, file := range txtar.Parse([]byte(d.Input + "\n")).Files {
		e := fakeEntry(file.Name, string(file.Data))
		fmt.Sscan(arg(d, "fingerprint", "1"), &e.Record.Fingerprint[0])
		if reason := arg(d, "reason", ""); reason != "" {
			e.File, e.Record.Reason = nil, chunker.Reason(reason)
		}
		if d.HasArg("timeout") {
			e.File = &chunker.File{Reason: chunker.ParseTimeout, Chunks: []chunker.Chunk{}}
		}
		p, err := r.Prepare(e)
		if err != nil {
			return err
		}
		prepared = append(prepared, p)
	}
	return r.Replace(prepared...)
}

func (sc *script) bySpan(t *testing.T, d *datadriven.TestData) (string, error) {
	var span chunker.Span
	fmt.Sscan(arg(d, "start", "0"), &span.Start)
	fmt.Sscan(arg(d, "end", "0"), &span.End)
	match := map[string]SpanMatch{"enclosing": Enclosing, "overlapping": Overlapping, "exact": ExactSpan}[arg(d, "match", "enclosing")]
	at, f, err := sc.root(t, d).BySpan(d.Input, span, match)
	if err != nil || f == nil {
		return "no chunks\n", err
	}
	var out strings.Builder
	for _, i := range at {
		fmt.Fprintf(&out, "%d %s [%d, %d)\n", i, f.ID(d.Input, i), f.Chunks[i].Range.Start, f.Chunks[i].Range.End)
	}
	return out.String(), nil
}

var variant = regexp.MustCompile(`\b[0-9a-f]{16}\b`)

// hideVariants numbers the variants: they depend on how package chunker encodes a file.
func hideVariants(dump string) string {
	names := map[string]string{}
	return variant.ReplaceAllStringFunc(dump, func(v string) string {
		if names[v] == "" {
			names[v] = fmt.Sprintf("v%d", len(names)+1)
		}
		return names[v]
	})
}

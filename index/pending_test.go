package index

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// TestCompleteWhileScanning: an exact query finds every definition while the first scan has
// hardly begun, and says that its answer is complete.
func TestCompleteWhileScanning(t *testing.T) {
	f := newFixture(t)
	const files = 3000
	for i := range files {
		text := fmt.Sprintf("package p\n\nfunc F%d() {}\n", i)
		if i%1000 == 999 {
			text += "\nfunc Wanted() {}\n"
		}
		f.write(filepath.Join(fmt.Sprint("d", i%10), fmt.Sprint(i, ".go")), text)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	scanned := make(chan error, 1)
	go func() {
		_, err := f.workspace.Scan(ctx, f.dir, nil)
		scanned <- err
	}()
	r := f.workspace.root(f.dir)
	for r.pending() == nil && ctx.Err() == nil { // until the scan has begun
		runtime.Gosched()
	}
	found, err := f.workspace.Snapshot().Symbols(ctx, SymbolQuery{Name: "Wanted", CaseSensitive: true})
	if err != nil || found.Incomplete || len(found.Hits) != 3 {
		t.Errorf("%d hits, incomplete %v, %v", len(found.Hits), found.Incomplete, err)
	}
	if r.complete() {
		t.Error("the scan was over before the query: the test shows nothing")
	}
	prefix, err := f.workspace.Snapshot().Symbols(ctx, SymbolQuery{Name: "Wan", Prefix: true})
	if err != nil || !prefix.Incomplete {
		t.Errorf("a prefix query during the scan: incomplete %v, %v", prefix.Incomplete, err)
	}
	if err := <-scanned; err != nil {
		t.Fatal(err)
	}
}

func TestSearchable(t *testing.T) {
	for name, want := range map[string]string{"Get": "Get", "operator ==": "operator", "~Foo": "Foo", "Größe": "Größe", "==": ""} {
		if got := string(searchable(name)); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

package kv

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// model is what a store should hold: the text of each file, by root and path.
type model map[[2]string]string

// TestRandomOperations does random things to a store and to a plain map, with machines that
// crash in between, and compares all that can be asked.
func TestRandomOperations(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed", seed), func(t *testing.T) {
			r := &randomRun{t: t, rng: rand.New(rand.NewPCG(seed, 0)), disk: vfs.NewCrashableMem(), model: model{}}
			r.store = openMem(t, r.disk)
			for range 60 {
				r.step()
			}
			r.compare()
			if err := r.store.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

type randomRun struct {
	t     *testing.T
	rng   *rand.Rand
	disk  *vfs.MemFS
	store *Store
	model model
	// unsynced are the models since the last one that is safe, which is the first.
	unsynced []model
}

var (
	randomRoots = []string{"/w", "/w/sub", "/v"}
	randomPaths = []string{"a", "a:b", "ab", "a b", "a/b", "a\x00b", "a/b/c", "z"}
	randomNames = []string{"Get", "get", "GET", "Store.Get", "f", "F", "größe", "GRÖSSE,x,X", "_,_"}
)

func pick[T any](rng *rand.Rand, of []T) T { return of[rng.IntN(len(of))] }

// text has few values, so that files often share theirs.
func (r *randomRun) text() string {
	rng := rand.New(rand.NewPCG(uint64(r.rng.IntN(20)), 7))
	var b strings.Builder
	if rng.IntN(2) == 0 {
		fmt.Fprintf(&b, "package %s\n", pick(rng, []string{"kv", "other.kv"}))
	}
	for range rng.IntN(13) {
		fmt.Fprintf(&b, "%s %s\n", pick(rng, []string{"function", "method", "constant", "nothing"}), pick(rng, randomNames))
	}
	return b.String()
}

func (r *randomRun) step() {
	r.t.Helper()
	name := pick(r.rng, randomRoots)
	root := openRoot(r.t, r.store, name)
	next := maps.Clone(r.model)
	switch n := r.rng.IntN(20); {
	case n < 11:
		var entries []*Entry
		for range 1 + r.rng.IntN(4) {
			path, text := pick(r.rng, randomPaths), r.text()
			e := fakeEntry(path, text)
			e.Record.Fingerprint[0] = byte(r.rng.IntN(2))
			entries = append(entries, e)
			next[[2]string{name, path}] = text
		}
		put(r.t, root, entries...)
	case n < 15:
		path, other := pick(r.rng, randomPaths), pick(r.rng, randomPaths)
		delete(next, [2]string{name, path})
		delete(next, [2]string{name, other})
		if err := root.Delete(path, other); err != nil {
			r.t.Fatal(err)
		}
	case n < 16:
		maps.DeleteFunc(next, func(key [2]string, _ string) bool { return key[0] == name })
		if err := r.store.DropRoot(name); err != nil {
			r.t.Fatal(err)
		}
	case n < 17:
		if err := errors.Join(r.store.Sync(), r.store.Flush()); err != nil {
			r.t.Fatal(err)
		}
		r.unsynced = nil
	case n < 18:
		r.compare()
	default:
		r.crash()
		return
	}
	if r.unsynced == nil {
		r.unsynced = []model{r.model}
	}
	r.model = next
	r.unsynced = append(r.unsynced, next)
}

// crash goes on with what a machine that crashed now might find on its disk: one of the
// states since the last that was synced.
func (r *randomRun) crash() {
	r.t.Helper()
	clone := r.disk.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: pick(r.rng, []int{0, 0, 50, 100}), RNG: r.rng})
	if err := r.store.Close(); err != nil {
		r.t.Fatal(err)
	}
	s, err := Open(Options{Dir: "store", FS: clone})
	if err != nil {
		r.t.Fatal(err)
	}
	r.store, r.disk = s, clone
	held := r.held()
	if r.unsynced == nil {
		r.unsynced = []model{r.model}
	}
	for _, m := range slices.Backward(r.unsynced) {
		if maps.Equal(m, held) {
			r.model, r.unsynced = m, nil
			r.compare()
			return
		}
	}
	r.t.Fatalf("after the crash: %v\nis none of %v", held, r.unsynced)
}

// held is the model of what the store holds.
func (r *randomRun) held() model {
	r.t.Helper()
	m := model{}
	paths, err := r.store.Roots()
	if err != nil {
		r.t.Fatal(err)
	}
	for _, path := range paths {
		root := openRoot(r.t, r.store, path)
		err := root.Files(context.Background(), "", func(file string, rec FileRecord) bool {
			text, err := r.store.Text(rec.Hash)
			if err != nil {
				r.t.Error(err)
			}
			m[[2]string{path, file}] = string(text)
			return true
		})
		if err != nil {
			r.t.Fatal(err)
		}
	}
	return m
}

// compare asks the store all there is to ask, and works the answers out from the model.
func (r *randomRun) compare() {
	r.t.Helper()
	verify(r.t, r.store)
	if held := r.held(); !maps.Equal(held, r.model) {
		r.t.Fatalf("store holds %v\nwant %v", held, r.model)
	}
	for _, name := range randomRoots {
		root := openRoot(r.t, r.store, name)
		var want []Posting
		var counts Counts
		for key, text := range r.model {
			if key[0] != name {
				continue
			}
			f := fakeFile(text)
			all := filePostings(key[1], f)
			want = append(want, all...)
			counts.add(&FileRecord{Stored: true, Language: "fake", Chunks: len(f.Chunks), Symbols: len(all)}, 1)
		}
		r.compareSymbols(root, want)
		if got, err := root.Counts(); err != nil || !got.equal(&counts) {
			r.t.Errorf("%s: counts %+v %v, want %+v", name, got, err, counts)
		}
	}
}

func filePostings(path string, f *chunker.File) []Posting {
	var all []Posting
	for i := range f.Chunks {
		c := &f.Chunks[i]
		if c.Kind == chunker.Block {
			continue
		}
		for _, name := range c.Names() {
			all = append(all, Posting{path, i, c.Kind, name, c.FullName(f.Package, name)})
		}
	}
	return all
}

func (r *randomRun) compareSymbols(root *Root, want []Posting) {
	r.t.Helper()
	var got []Posting
	err := root.Symbols(context.Background(), func(p Posting) bool {
		got = append(got, p)
		return true
	})
	if err != nil {
		r.t.Fatal(err)
	}
	r.samePostings("all", got, want)
	for _, q := range []SymbolQuery{
		{Segments: []string{"Get"}, CaseSensitive: true}, {Segments: []string{"gET"}},
		{Segments: []string{"Store", "Get"}, CaseSensitive: true}, {Segments: []string{"kv", "Store", "G"}, Prefix: true, CaseSensitive: true},
		{Segments: []string{"gr"}, Prefix: true},
	} {
		matching := slices.DeleteFunc(slices.Clone(want), func(p Posting) bool { return !naiveMatch(q, p) })
		for _, p := range want {
			if q.Matches(p.Name, p.FullName) != naiveMatch(q, p) {
				r.t.Errorf("%+v matches %+v: %v", q, p, !naiveMatch(q, p))
			}
		}
		r.samePostings(fmt.Sprintf("%+v", q), bySymbol(r.t, &root.Reader, q), matching)
	}
}

// naiveMatch is a query's meaning, said another way: for names without separators.
func naiveMatch(q SymbolQuery, p Posting) bool {
	query, full := "."+strings.Join(q.Segments, "."), "."+p.FullName
	if !q.CaseSensitive {
		query, full = strings.ToLower(query), strings.ToLower(full)
	}
	if !q.Prefix {
		return strings.HasSuffix(full, query)
	}
	last := query[strings.LastIndex(query, "."):]
	cut := strings.LastIndex(full, ".")
	return strings.HasSuffix(full[:cut]+last, query) && strings.HasPrefix(full[cut:], last)
}

func (r *randomRun) samePostings(what string, got, want []Posting) {
	r.t.Helper()
	order := func(a, b Posting) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		r.t.Errorf("%s: %v\nwant %v", what, got, want)
	}
}

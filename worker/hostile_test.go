package worker

import (
	"bytes"
	"context"
	"flag"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

var fullBudget = flag.Bool("full-budget", false, "give hostile input the whole default parse budget (minutes)")

const mebibyte = 1 << 20

// hostileInputs are 1 MiB each; many a grammar needs more than 10 s of CPU for one of them.
func hostileInputs() map[string][]byte {
	random := make([]byte, mebibyte)
	generator := rand.New(rand.NewPCG(1, 2))
	for i := range random {
		random[i] = byte(generator.Uint32())
	}
	inputs := map[string][]byte{
		"random bytes": random,
		"NULs":         make([]byte, mebibyte),
		"minified":     []byte(strings.Repeat(`function a(b){if(b)return{c:[1,"d",e=>e+1]};for(;;)f(g)}`, mebibyte/57)),
	}
	runs := []string{"(", "{", `"`, "<"}
	if *fullBudget {
		runs = append(runs, "[", "`", "#", "/*")
	}
	for _, c := range runs {
		inputs[c] = []byte(strings.Repeat(c, mebibyte/len(c)))
	}
	return inputs
}

// TestHostileInput: whatever a file holds, in whatever language, its chunks come within the
// budget, cover it, and the next file is chunked as ever.
func TestHostileInput(t *testing.T) {
	o := Options{ParseBudget: 100 * time.Millisecond}
	if *fullBudget {
		o.ParseBudget = chunker.DefaultParseBudget
	}
	p := newPool(t, o)
	inputs := hostileInputs()
	var mu sync.Mutex // guards reasons
	reasons := map[chunker.Reason]int{}
	var jobs sync.WaitGroup
	slots := make(chan struct{}, 2)
	for _, language := range chunker.Languages() {
		for name, text := range inputs {
			slots <- struct{}{}
			jobs.Go(func() {
				defer func() { <-slots }()
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				defer cancel()
				f, err := p.Chunk(ctx, Background, language, name, text)
				if err != nil {
					t.Errorf("%s, %s: %v", language.Name, name, err)
					return
				}
				if !covers(f, text) {
					t.Errorf("%s, %s: the chunks do not cover the text (reason %q)", language.Name, name, f.Reason)
				}
				mu.Lock()
				reasons[f.Reason]++
				mu.Unlock()
			})
		}
	}
	jobs.Wait()
	chunkGo(t, p)
	t.Logf("%d languages, %d inputs: %v", len(chunker.Languages()), len(inputs), reasons)
	if reasons[chunker.ParseTimeout] == 0 {
		t.Error("no input ran over its budget: the test shows nothing")
	}
}

// covers reports whether nothing but blanks lies outside the top-level chunks.
func covers(f chunker.File, text []byte) bool {
	at := uint32(0)
	for i := range f.Chunks {
		c := &f.Chunks[i]
		if c.Parent >= 0 {
			continue
		}
		if c.Range.Start < at || len(bytes.TrimSpace(text[at:c.Range.Start])) > 0 {
			return false
		}
		at = c.Range.End
	}
	return len(bytes.TrimSpace(text[at:])) == 0
}

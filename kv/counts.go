package kv

import (
	"fmt"
	"maps"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/fxamacker/cbor/v2"
)

// Counts sums up a root's records.
type Counts struct {
	Files       int                    `cbor:"1,keyasint"` // files with chunks and text in the store
	Chunks      int                    `cbor:"2,keyasint"`
	Symbols     int                    `cbor:"3,keyasint"`
	ParseErrors int                    `cbor:"4,keyasint"` // files in which the parser found a syntax error
	Languages   map[string]int         `cbor:"5,keyasint"` // files with chunks, by language; unknown ones not counted
	Skipped     map[chunker.Reason]int `cbor:"6,keyasint"` // records by their reason; those without one not counted
}

var countsMode = func() cbor.EncMode {
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	return mode
}()

// add counts r n times: once, or -1 times to take it away.
func (c *Counts) add(r *FileRecord, n int) {
	if r.Stored {
		c.Files += n
		addTo(&c.Languages, r.Language, n)
	}
	c.Chunks += n * r.Chunks
	c.Symbols += n * r.Symbols
	if r.HasError {
		c.ParseErrors += n
	}
	addTo(&c.Skipped, r.Reason, n)
}

// addTo leaves no zeros behind: equal counts are equal maps.
func addTo[K ~string](m *map[K]int, key K, n int) {
	if key == "" {
		return
	}
	if *m == nil {
		*m = map[K]int{}
	}
	(*m)[key] += n
	if (*m)[key] == 0 {
		delete(*m, key)
	}
}

func (c *Counts) encode() ([]byte, error) { return countsMode.Marshal(c) }

func (c *Counts) decode(b []byte) error {
	*c = Counts{}
	if err := cbor.Unmarshal(b, c); err != nil {
		return fmt.Errorf("damaged counters: %w", err)
	}
	return nil
}

func (c *Counts) equal(d *Counts) bool {
	return c.Files == d.Files && c.Chunks == d.Chunks && c.Symbols == d.Symbols && c.ParseErrors == d.ParseErrors &&
		maps.Equal(c.Languages, d.Languages) && maps.Equal(c.Skipped, d.Skipped)
}

// sum adds other to c.
func (c *Counts) sum(other *Counts) {
	c.Files += other.Files
	c.Chunks += other.Chunks
	c.Symbols += other.Symbols
	c.ParseErrors += other.ParseErrors
	for language, n := range other.Languages {
		addTo(&c.Languages, language, n)
	}
	for reason, n := range other.Skipped {
		addTo(&c.Skipped, reason, n)
	}
}

package chunker

import (
	"fmt"
	"math"

	"github.com/fxamacker/cbor/v2"
)

// The stored form of a File: CBOR (RFC 8949) arrays, offsets relative to the chunk's start,
// because small numbers take fewer bytes.
type (
	fileRecord struct {
		_        struct{} `cbor:",toarray"`
		Package  string
		Reason   Reason
		HasError bool
		Chunks   []chunkRecord
	}
	chunkRecord struct {
		_           struct{} `cbor:",toarray"`
		Kind        uint8
		HasError    bool
		Name        string
		Symbols     []string
		Qualifier   string // QualifiedName without the name at its end
		Nth         int
		Parent      int
		Start       uint32 // from the start of the chunk before
		Length      uint32
		Head        uint32
		Tail        uint32 // from the end of the chunk
		Declaration uint32
		Selection   [2]uint32
		Body        [2]uint32
		Doc         [2]uint32
	}
)

var (
	encMode = must(cbor.EncOptions{}.EncMode())
	decMode = must(cbor.DecOptions{MaxArrayElements: math.MaxInt32}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// MarshalBinary encodes the file's chunks for pipes and stores.
func (f *File) MarshalBinary() ([]byte, error) {
	r := fileRecord{Package: f.Package, Reason: f.Reason, HasError: f.HasError, Chunks: make([]chunkRecord, len(f.Chunks))}
	before := uint32(0)
	for i := range f.Chunks {
		c := &f.Chunks[i]
		r.Chunks[i] = chunkRecord{
			Kind: c.Kind.Code(), HasError: c.HasError, Name: c.Name, Symbols: c.Symbols,
			Qualifier: c.QualifiedName[:len(c.QualifiedName)-len(c.Name)], Nth: c.Nth, Parent: c.Parent,
			Start: c.Range.Start - before, Length: c.Range.Len(), Head: c.Head - c.Range.Start, Tail: c.Range.End - c.Tail,
			Declaration: c.Declaration.Start - c.Range.Start, Selection: c.relative(c.Selection),
			Body: c.relative(c.Body), Doc: c.relative(c.Doc),
		}
		before = c.Range.Start
	}
	return encMode.Marshal(&r)
}

// UnmarshalBinary decodes what MarshalBinary wrote. Damaged bytes give an error.
func (f *File) UnmarshalBinary(data []byte) error {
	var r fileRecord
	if err := decMode.Unmarshal(data, &r); err != nil {
		return fmt.Errorf("chunker: damaged record: %w", err)
	}
	*f = File{Package: r.Package, Reason: r.Reason, HasError: r.HasError, Chunks: make([]Chunk, len(r.Chunks))}
	before := uint32(0)
	for i := range r.Chunks {
		p := &r.Chunks[i]
		if int(p.Kind) >= len(Kinds) || p.Parent < -1 || p.Parent >= i {
			return fmt.Errorf("chunker: damaged record: chunk %d", i)
		}
		c := &f.Chunks[i]
		start := before + p.Start
		*c = Chunk{
			Kind: Kinds[p.Kind], HasError: p.HasError, Name: p.Name, Symbols: p.Symbols,
			QualifiedName: p.Qualifier + p.Name, Nth: p.Nth, Parent: p.Parent,
			Range: Span{start, start + p.Length}, Head: start + p.Head, Tail: start + p.Length - p.Tail,
			Declaration: Span{start + p.Declaration, start + p.Length},
		}
		c.Selection, c.Body, c.Doc = c.absolute(p.Selection), c.absolute(p.Body), c.absolute(p.Doc)
		if !c.wellFormed() {
			return fmt.Errorf("chunker: damaged record: chunk %d", i)
		}
		before = start
	}
	return nil
}

// relative encodes a span inside the chunk as distance and length plus one; 0, 0 is none.
func (c *Chunk) relative(s Span) [2]uint32 {
	if s.IsZero() {
		return [2]uint32{}
	}
	return [2]uint32{s.Start - c.Range.Start, s.Len() + 1}
}

func (c *Chunk) absolute(p [2]uint32) Span {
	if p[1] == 0 {
		return Span{}
	}
	start := c.Range.Start + p[0]
	return Span{start, start + p[1] - 1}
}

// wellFormed reports whether all spans lie inside the chunk's range.
func (c *Chunk) wellFormed() bool {
	for _, s := range []Span{c.Declaration, c.Selection, c.Body, c.Doc} {
		if !s.IsZero() && (s.End < s.Start || !c.Range.Contains(s)) {
			return false
		}
	}
	return c.Range.End >= c.Range.Start && c.Range.Start <= c.Head && c.Head <= c.Range.End &&
		c.Range.Start <= c.Tail && c.Tail <= c.Range.End
}

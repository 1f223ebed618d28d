package kv

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// maxProblems is where Verify stops listing.
const maxProblems = 100

// Verify reads the whole store and lists what does not fit: every reference both ways,
// postings and counters computed anew, texts against their SHA-256, chunks against their
// text. The error says that it could not read on, not that there are problems.
func (s *Store) Verify(ctx context.Context) (problems []string, err error) {
	view, err := s.View()
	if err != nil {
		return nil, err
	}
	defer view.Close()
	if err := view.enter(); err != nil {
		return nil, err
	}
	defer view.leave()
	v := &verifier{
		reading: view.reading, roots: map[uint32]bool{}, stored: map[uint32]*Counts{}, counted: map[uint32]*Counts{},
		seed: maphash.MakeSeed(), postings: map[uint64]bool{},
	}
	err = v.run(ctx)
	if errors.Is(err, errTooMany) {
		err = nil
	}
	return v.problems, err
}

var errTooMany = errors.New("too many problems")

// verifier compares two sides: what is there, and what the file records say must be.
type verifier struct {
	reading
	problems []string
	next     uint32
	roots    map[uint32]bool
	stored   map[uint32]*Counts
	counted  map[uint32]*Counts
	seed     maphash.Seed
	postings map[uint64]bool // digests of the keys and values that must be there, false until met
}

func (v *verifier) problem(format string, args ...any) error {
	v.problems = append(v.problems, fmt.Sprintf(format, args...))
	if len(v.problems) >= maxProblems {
		return errTooMany
	}
	return nil
}

func (v *verifier) run(ctx context.Context) error {
	// Records first: they say what the rest must be.
	for _, family := range [][]byte{{familyNextRoot}, {familyRoot}, {familyFile}} {
		if err := v.scanPrefix(ctx, family, v.check); err != nil {
			return err
		}
	}
	err := v.scan(ctx, nil, nil, func(key, value []byte) (bool, error) {
		switch key[0] {
		case familyNextRoot, familyRoot, familyFile:
			return true, nil
		}
		return v.check(key, value)
	})
	if err != nil {
		return err
	}
	missing := 0
	for _, met := range v.postings {
		if !met {
			missing++
		}
	}
	if missing > 0 {
		if err := v.problem("%d postings are missing", missing); err != nil {
			return err
		}
	}
	return v.compareCounts()
}

func (v *verifier) compareCounts() error {
	for root, counted := range v.counted {
		stored := v.stored[root]
		if stored == nil {
			stored = &Counts{}
		}
		if !stored.equal(counted) {
			if err := v.problem("root %d: counters say %+v, the records %+v", root, *stored, *counted); err != nil {
				return err
			}
		}
	}
	for root, stored := range v.stored {
		if v.counted[root] == nil && !stored.equal(&Counts{}) {
			if err := v.problem("root %d: counters say %+v, but it has no records", root, *stored); err != nil {
				return err
			}
		}
	}
	return nil
}

// check looks at one key.
func (v *verifier) check(key, value []byte) (bool, error) {
	line, err := v.store.describe(key, value)
	if err != nil {
		return true, v.problem("%q: %v", key, err)
	}
	k := parseKey(key)
	switch key[0] {
	case familyMeta:
	case familyNextRoot:
		v.next, err = decodeNumber(value)
	case familyRoot:
		var id uint32
		if id, err = decodeNumber(value); err == nil && (v.roots[id] || id >= v.next) {
			err = v.problem("%s: id is not its own", line)
		}
		v.roots[id] = true
	case familyCounts:
		root, counts := k.uint32(), new(Counts)
		err = errors.Join(counts.decode(value), v.checkRoot(line, root))
		v.stored[root] = counts
	case familyFile:
		err = v.checkFile(line, k.uint32(), k.string(), value)
	case familyContent:
		id := k.content()
		if variantOf(value) != id.variant {
			err = v.problem("%s: chunks are not of this variant", line)
		}
		err = errors.Join(err, v.checkUsed(line, refPrefix(id)))
	case familyText:
		err = v.checkUsed(line, textRefPrefix([hashLen]byte(k.take(hashLen))))
	case familyRef:
		err = v.checkRef(line, k.content(), k.uint32(), k.string())
	case familyPosting:
		digest := v.digest(key, value)
		if _, ok := v.postings[digest]; !ok {
			err = v.problem("%s: stale posting", line)
		} else {
			v.postings[digest] = true
		}
	}
	return true, err
}

func (v *verifier) digest(key, value []byte) uint64 {
	var h maphash.Hash
	h.SetSeed(v.seed)
	h.Write(binary.AppendUvarint(nil, uint64(len(key))))
	h.Write(key)
	h.Write(value)
	return h.Sum64()
}

func (v *verifier) checkRoot(line string, root uint32) error {
	if v.roots[root] {
		return nil
	}
	return v.problem("%s: no such root", line)
}

// checkUsed wants a reference with this prefix.
func (v *verifier) checkUsed(line string, refs []byte) error {
	used := false
	err := v.scanPrefix(context.Background(), refs, func(_, _ []byte) (bool, error) {
		used = true
		return false, nil
	})
	if err != nil || used {
		return err
	}
	return v.problem("%s: nothing refers to it", line)
}

func (v *verifier) checkRef(line string, id contentID, root uint32, path string) error {
	r, found, err := v.record(root, path)
	if err != nil {
		return err
	}
	if !found || !r.Stored || r.content() != id {
		return v.problem("%s: the file does not refer to it", line)
	}
	return nil
}

// checkFile follows a record to all that it refers to.
func (v *verifier) checkFile(line string, root uint32, path string, value []byte) error {
	var r record
	if err := errors.Join(r.decode(value, nil), v.checkRoot(line, root)); err != nil {
		return err
	}
	if v.counted[root] == nil {
		v.counted[root] = &Counts{}
	}
	v.counted[root].add(&r.FileRecord, 1)
	if !r.Stored {
		return nil
	}
	referred, err := v.has(refKey(r.content(), root, path))
	if err != nil {
		return err
	}
	if !referred {
		if err := v.problem("%s: no reference", line); err != nil {
			return err
		}
	}
	f, err := v.content(r.content())
	if err != nil {
		return v.problem("%s: %v", line, err)
	}
	expected := postingsOf(root, path, r.Module, f)
	for i := range expected.len() {
		v.postings[v.digest(expected.at(i))] = false
	}
	if r.Chunks != len(f.Chunks) || r.Symbols != expected.len() || r.HasError != f.HasError || r.Reason != f.Reason {
		if err := v.problem("%s: record and chunks disagree", line); err != nil {
			return err
		}
	}
	return v.checkText(line, &r, f)
}

// checkText compares the text with the record, and the chunks' spans with the text.
func (v *verifier) checkText(line string, r *record, f *chunker.File) error {
	text, err := v.text([hashLen]byte(r.Hash[:hashLen]))
	if err != nil {
		return v.problem("%s: %v", line, err)
	}
	if text == nil || int64(len(text)) != r.Size || sha256.Sum256(text) != r.Hash {
		return v.problem("%s: the text is not the file's", line)
	}
	for i := range f.Chunks {
		if int(f.Chunks[i].Range.End) > len(text) {
			return v.problem("%s: chunk %d ends behind the text", line, i)
		}
	}
	return nil
}

package chunker

import (
	"fmt"
	"testing"
)

// checkInvariants fails the test when f breaks a promise of the package's contract.
func checkInvariants(t *testing.T, text []byte, f *File) {
	t.Helper()
	if err := invariants(text, f); err != nil {
		t.Fatalf("%v\ntext: %q", err, text[:min(len(text), 2000)])
	}
}

func invariants(text []byte, f *File) error {
	covered := contentStart(text)
	ids := map[string]bool{}
	lastChild := map[int]uint32{} // parent → end of its last child so far
	for i := range f.Chunks {
		c := &f.Chunks[i]
		id := f.ID("p", i)
		if ids[id] {
			return fmt.Errorf("two chunks have the id %s", id)
		}
		ids[id] = true
		if c.Range.End > uint32(len(text)) || c.Range.Len() == 0 {
			return fmt.Errorf("%s: range %v of a text of %d bytes", id, c.Range, len(text))
		}
		if !c.Range.Contains(c.Declaration) || c.Declaration.End != c.Range.End {
			return fmt.Errorf("%s: declaration %v, range %v", id, c.Declaration, c.Range)
		}
		if !c.Selection.IsZero() && !c.Declaration.Contains(c.Selection) {
			return fmt.Errorf("%s: selection %v, declaration %v", id, c.Selection, c.Declaration)
		}
		if !c.Body.IsZero() && !c.Declaration.Contains(c.Body) {
			return fmt.Errorf("%s: body %v, declaration %v", id, c.Body, c.Declaration)
		}
		if !c.Doc.IsZero() && !c.Range.Contains(c.Doc) {
			return fmt.Errorf("%s: doc %v, range %v", id, c.Doc, c.Range)
		}
		if c.Head < c.Declaration.Start || c.Head > c.Declaration.End {
			return fmt.Errorf("%s: head %d, declaration %v", id, c.Head, c.Declaration)
		}
		if c.Tail < c.Head || c.Tail > c.Range.End {
			return fmt.Errorf("%s: tail %d, head %d, range %v", id, c.Tail, c.Head, c.Range)
		}
		if c.Parent >= i || c.Parent >= 0 && !f.Chunks[c.Parent].Range.Contains(c.Range) {
			return fmt.Errorf("%s: range %v is outside its parent %d", id, c.Range, c.Parent)
		}
		if c.Range.Start < lastChild[c.Parent] {
			return fmt.Errorf("%s: range %v overlaps the sibling before, which ends at %d", id, c.Range, lastChild[c.Parent])
		}
		lastChild[c.Parent] = c.Range.End
		if c.Kind == Block && (c.Name != "" || c.Parent >= 0) || !c.Kind.Known() {
			return fmt.Errorf("%s: a %s named %q with parent %d", id, c.Kind, c.Name, c.Parent)
		}
		if c.Parent < 0 {
			if gap := trimBlank(text[covered:c.Range.Start]); len(gap) > 0 {
				return fmt.Errorf("no top-level chunk covers %q", gap)
			}
			covered = c.Range.End
		}
	}
	if gap := trimBlank(text[covered:]); len(gap) > 0 {
		return fmt.Errorf("no top-level chunk covers %q", gap)
	}
	return nil
}

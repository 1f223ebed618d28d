package chunker

// Span is a half-open interval [Start, End) of UTF-8 byte offsets in a file.
type Span struct {
	Start, End uint32
}

// Len is the span's length in bytes.
func (s Span) Len() uint32 { return s.End - s.Start }

// IsZero reports whether s is the zero Span, which stands for "none".
func (s Span) IsZero() bool { return s == Span{} }

// Contains reports whether other lies inside s, ends included.
func (s Span) Contains(other Span) bool {
	return s.Start <= other.Start && other.End <= s.End
}

// Overlaps reports whether the spans share at least one byte.
func (s Span) Overlaps(other Span) bool {
	return s.Start < other.End && other.Start < s.End
}

// Text is the part of text that s covers. It shares text's memory.
func (s Span) Text(text []byte) []byte { return text[s.Start:s.End] }

// Package chunker understands one file: bytes in, chunks out.
//
// Any bytes give chunks; parsing never fails. A [Chunker] parses with tree-sitter and
// runs its language's query (queries/<language>/chunks.scm) over the tree; [File] is what
// comes out, a compact record of byte offsets that is a function of the bytes, the
// language and [Fingerprint] alone. Everything that is text (content, signature, doc,
// hash) is read from the file's bytes when it is asked for, so that a record stays small.
//
// What holds for every file (the fuzz tests check it):
//   - a chunk's content is the source text at its Range;
//   - Selection ⊂ Declaration ⊂ Range and Body ⊂ Declaration;
//   - children lie inside their parent and siblings never overlap;
//   - the top-level chunks, in order, cover every non-blank byte exactly once;
//   - the same bytes in the same language give the same chunks.
//
// All offsets are UTF-8 byte offsets from the start of the file; spans are half-open.
//
// The grammars are C code that reads strangers' files, and some of them crash on odd
// input. So nothing but package worker runs a Chunker, in a process that may die.
package chunker

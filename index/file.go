package index

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// FileID names a file of a workspace.
type FileID struct {
	// Root is the absolute path of the root that owns the file; empty for a document that lies
	// in none, such as one that was never saved.
	Root string
	// Path is relative to Root and slash-separated; without a root it is whatever the client
	// calls the document.
	Path string
}

func (f FileID) String() string {
	if f.Root == "" {
		return f.Path // a URI, perhaps, that Join would change
	}
	return path.Join(filepath.ToSlash(f.Root), f.Path)
}

// OnDisk is the operating system's path of the file.
func (f FileID) OnDisk() string { return filepath.Join(f.Root, filepath.FromSlash(f.Path)) }

// Source is the text of a file at one moment and the chunks in it. It is immutable; its
// slices are not to be written to.
type Source struct {
	File     FileID
	Language *chunker.Language // nil when none is known
	Text     []byte
	Chunks   *chunker.File
	// Overlay says that Text is an open document's, at Version.
	Overlay bool
	Version int32
}

// Module is the package, namespace or module of the file.
func (s *Source) Module() string {
	if s.Language == nil {
		return ""
	}
	name := s.File.Path
	if s.File.Root == "" {
		// A URI: only its last part can tell anything.
		name = name[strings.LastIndexAny(name, "/:")+1:]
	}
	return s.Language.Module(name, s.Chunks)
}

// ID is the identity of chunk i, as docs/protocol.md defines it.
func (s *Source) ID(i int) string { return s.Chunks.ID(s.File.Path, i) }

// ReasonError says why a file can't be answered from.
type ReasonError struct {
	File   FileID
	Reason chunker.Reason
}

func (e *ReasonError) Error() string {
	return "no chunks of " + e.File.String() + ": " + string(e.Reason)
}

// Locate finds the root that owns an absolute path; the innermost of nested ones. A root
// owns itself, with an empty Path. ok is false when the path lies in none.
func (w *Workspace) Locate(absolute string) (id FileID, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for dir := range w.roots {
		if len(dir) <= len(id.Root) && id.Root != "" {
			continue
		}
		if rest, inside := below(dir, absolute); inside || absolute == dir {
			id, ok = FileID{dir, filepath.ToSlash(rest)}, true
		}
	}
	return id, ok
}

// below is the path of file relative to dir, if it lies in it.
func below(dir, file string) (rest string, ok bool) {
	if !strings.HasSuffix(dir, string(filepath.Separator)) {
		dir += string(filepath.Separator)
	}
	rest, ok = strings.CutPrefix(file, dir)
	if !ok {
		return "", false
	}
	return rest, true
}

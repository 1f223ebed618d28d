package lsp

import (
	"fmt"
	"maps"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/index"
)

// document is what the session keeps of an open document besides the overlay: the URI as
// the client spells it, and the text that the next change applies to.
type document struct {
	uri        string
	languageID string
	version    int32
	text       []byte
}

// fileID names the file of a URI. One that lies in no root, or on no disk, is named by its
// URI and can be answered from only while it is open.
func (s *server) fileID(text string) (index.FileID, error) {
	if text == "" {
		return index.FileID{}, invalid("textDocument.uri is missing")
	}
	if path, ok := pathOf(text); ok {
		if id, inside := s.workspace.Locate(path); inside {
			return id, nil
		}
	}
	u, err := uri.Parse(text)
	if err != nil {
		return index.FileID{}, invalid("textDocument.uri: %v", err)
	}
	if _, ok := pathOf(text); !ok && u.Scheme() == "file" {
		return index.FileID{}, invalid("textDocument.uri: %q names no file", text)
	}
	return index.FileID{Path: string(u)}, nil
}

// uriOf is the URI of a file, as the client spells it where it has told.
func (s *server) uriOf(id index.FileID) string {
	s.mu.Lock()
	open, ok := s.documents[id]
	s.mu.Unlock()
	if ok {
		return open.uri
	}
	if id.Root == "" {
		return id.Path
	}
	return string(uri.File(id.OnDisk()))
}

func (s *server) didOpen(p *protocol.DidOpenTextDocumentParams) error {
	d := p.TextDocument
	id, err := s.fileID(string(d.URI))
	if err != nil {
		return err
	}
	s.setDocument(id, document{string(d.URI), string(d.LanguageID), d.Version, []byte(d.Text)})
	return nil
}

func (s *server) setDocument(id index.FileID, d document) {
	s.mu.Lock()
	s.documents[id] = d
	s.mu.Unlock()
	s.workspace.SetDocument(index.Document{File: id, LanguageID: d.languageID, Version: d.version, Text: d.text})
}

// rehome names the open documents anew after a change of the roots, since a root owns what
// is in it.
func (s *server) rehome() {
	s.mu.Lock()
	open := maps.Clone(s.documents)
	s.mu.Unlock()
	for id, d := range open {
		now, err := s.fileID(d.uri)
		if err != nil || now == id {
			continue
		}
		s.forgetDocument(id)
		s.setDocument(now, d)
	}
}

func (s *server) openDocument(id index.FileID) (document, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.documents[id]
	return d, ok
}

func (s *server) didChange(p *protocol.DidChangeTextDocumentParams) error {
	id, err := s.fileID(string(p.TextDocument.URI))
	if err != nil {
		return err
	}
	d, ok := s.openDocument(id)
	if !ok {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	if p.TextDocument.Version < d.version {
		return fmt.Errorf("%s: version %d after %d", d.uri, p.TextDocument.Version, d.version)
	}
	encoding := s.clientInfo().encoding
	for i, change := range p.ContentChanges {
		d.text, err = changed(d.text, change, encoding)
		if err != nil {
			return fmt.Errorf("%s: change %d: %w", d.uri, i, err)
		}
	}
	d.version = p.TextDocument.Version
	s.setDocument(id, d)
	return nil
}

// changed applies one change to a copy of text.
func changed(text []byte, change protocol.TextDocumentContentChangeEvent, encoding protocol.PositionEncodingKind) ([]byte, error) {
	switch c := change.(type) {
	case *protocol.TextDocumentContentChangeWholeDocument:
		return []byte(c.Text), nil
	case *protocol.TextDocumentContentChangePartial:
		span := newMapper(text, encoding).span(c.Range)
		if span.Start > span.End {
			return nil, fmt.Errorf("range.start is behind range.end")
		}
		next := make([]byte, 0, len(text)-int(span.Len())+len(c.Text))
		next = append(next, text[:span.Start]...)
		next = append(next, c.Text...)
		return append(next, text[span.End:]...), nil
	}
	return nil, fmt.Errorf("unknown form %T", change)
}

func (s *server) didClose(p *protocol.DidCloseTextDocumentParams) error {
	id, err := s.fileID(string(p.TextDocument.URI))
	if err != nil {
		return err
	}
	s.forgetDocument(id)
	return nil
}

func (s *server) forgetDocument(id index.FileID) {
	s.mu.Lock()
	delete(s.documents, id)
	s.mu.Unlock()
	s.workspace.CloseDocument(id)
}

func (s *server) didSave(p *protocol.DidSaveTextDocumentParams) error {
	id, err := s.fileID(string(p.TextDocument.URI))
	if err != nil {
		return err
	}
	s.refresh(id)
	return nil
}

func (s *server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) error {
	var ids []index.FileID
	for _, change := range p.Changes {
		if id, err := s.fileID(string(change.URI)); err == nil {
			ids = append(ids, id)
		}
	}
	s.refresh(ids...)
	return nil
}

// refresh brings the index up to date in the background.
func (s *server) refresh(ids ...index.FileID) {
	s.background(func() {
		for _, dir := range s.workspace.Refresh(s.ctx, ids...) {
			s.scan(dir)
		}
		for _, id := range ids {
			s.changes.note(id.Root)
		}
	})
}

// watch asks the client to tell about changed files. It speeds up what queries find out anyway.
func (s *server) watch() {
	options, err := protocol.Marshal(&protocol.DidChangeWatchedFilesRegistrationOptions{
		Watchers: []protocol.FileSystemWatcher{{GlobPattern: protocol.Pattern("**/*")}},
	})
	if err == nil {
		err = protocol.Call(s.ctx, s.conn, protocol.MethodClientRegisterCapability, &protocol.RegistrationParams{
			Registrations: []protocol.Registration{{
				ID: "chunk-lsp-files", Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: options,
			}},
		}, nil)
	}
	if err != nil && s.ctx.Err() == nil {
		s.log.Info("the client does not watch files", "error", err)
	}
}

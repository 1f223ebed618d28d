package lsp

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// initialize takes effect in wire order: what follows it on the wire finds the roots.
func (s *server) initialize(p *protocol.InitializeParams) (answerFunc, error) {
	for _, dir := range rootsOf(p) {
		s.addRoot(dir)
	}
	c := readCapabilities(&p.Capabilities)
	s.mu.Lock()
	s.client = c
	s.phase = initialized
	s.mu.Unlock()
	result := &protocol.InitializeResult{
		Capabilities: capabilities(c.encoding),
		ServerInfo:   protocol.ServerInfo{Name: "chunk-lsp", Version: protocol.NewOptional(s.options.Version)},
	}
	return func(context.Context) (any, error) { return result, nil }, nil
}

// rootsOf are the paths of the workspace's folders; LSP lets the newest way to name them win.
func rootsOf(p *protocol.InitializeParams) []string {
	if folders, ok := p.WorkspaceFolders.Get(); ok && len(folders) > 0 {
		var dirs []string
		for _, f := range folders {
			if dir, ok := pathOf(string(f.URI)); ok {
				dirs = append(dirs, dir)
			}
		}
		return dirs
	}
	//lint:ignore SA1019 older clients tell in no other way
	if p.RootURI != nil {
		//lint:ignore SA1019 as above
		if dir, ok := pathOf(string(*p.RootURI)); ok {
			return []string{dir}
		}
	}
	//lint:ignore SA1019 as above
	if dir, ok := p.RootPath.Get(); ok && filepath.IsAbs(dir) {
		return []string{dir}
	}
	return nil
}

func readCapabilities(p *protocol.ClientCapabilities) client {
	c := client{encoding: pickEncoding(p.General)}
	if p.Window != nil {
		c.workDoneProgress = isTrue(p.Window.WorkDoneProgress)
	}
	if w := p.Workspace; w != nil && w.DidChangeWatchedFiles != nil {
		c.watchedFiles = isTrue(w.DidChangeWatchedFiles.DynamicRegistration)
	}
	return c
}

// pickEncoding prefers UTF-8, in which positions are the bytes that we count in anyway.
func pickEncoding(c *protocol.GeneralClientCapabilities) protocol.PositionEncodingKind {
	if c == nil {
		return protocol.PositionEncodingKindUTF16
	}
	for _, kind := range []protocol.PositionEncodingKind{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
		if slices.Contains(c.PositionEncodings, kind) {
			return kind
		}
	}
	return protocol.PositionEncodingKindUTF16
}

func capabilities(encoding protocol.PositionEncodingKind) protocol.ServerCapabilities {
	yes, incremental := true, protocol.TextDocumentSyncKindIncremental
	return protocol.ServerCapabilities{
		PositionEncoding: encoding,
		TextDocumentSync: &protocol.TextDocumentSyncOptions{OpenClose: &yes, Change: &incremental, Save: &protocol.SaveOptions{}},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{Supported: &yes, ChangeNotifications: protocol.Boolean(true)},
		},
	}
}

// initialized starts the work that may call the client.
func (s *server) initialized() {
	for _, dir := range s.workspace.Roots() {
		s.scan(dir)
	}
	if s.clientInfo().watchedFiles {
		s.background(s.watch)
	}
}

// exit hangs up; the read loop, in which it runs, ends by itself.
func (s *server) exit() {
	s.mu.Lock()
	s.exited = true
	s.mu.Unlock()
	s.cancel()
}

func (s *server) addRoot(dir string) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		s.log.Warn("workspace folder can't be opened", "path", dir, "error", err)
	}
	if err := s.workspace.AddRoot(dir); err != nil {
		s.log.Error("workspace folder can't be indexed", "path", dir, "error", err)
	}
}

func (s *server) didChangeWorkspaceFolders(p *protocol.DidChangeWorkspaceFoldersParams) error {
	for _, f := range p.Event.Removed {
		if dir, ok := pathOf(string(f.URI)); ok {
			s.workspace.RemoveRoot(dir)
		}
	}
	for _, f := range p.Event.Added {
		if dir, ok := pathOf(string(f.URI)); ok {
			s.addRoot(dir)
			s.scan(dir)
		}
	}
	s.rehome()
	return nil
}

func (s *server) clientInfo() client {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.client
}

func isTrue(b *bool) bool { return b != nil && *b }

// pathOf is the absolute path that a file URI names.
func pathOf(text string) (string, bool) {
	u, err := uri.Parse(text)
	if err != nil || u.Scheme() != "file" {
		return "", false
	}
	path := filepath.Clean(u.FsPath())
	return path, filepath.IsAbs(path)
}

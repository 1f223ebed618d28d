package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/uri"

	"github.com/chunk-lsp/chunk-lsp/lsp"
)

// client asks a server what an editor would ask, so that the command line and editors get
// the same answers.
type client struct {
	conn   jsonrpc2.Conn
	served chan error
}

// connect starts a server for this session and initializes it with one root.
func (s *session) connect(ctx context.Context, root string) (*client, error) {
	near, far := net.Pipe()
	c := &client{conn: jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(near)), served: make(chan error, 1)}
	go func() { c.served <- lsp.Serve(ctx, far, s.lspOptions()) }() // close waits for it
	c.conn.Go(ctx, jsonrpc2.MethodNotFoundHandler)
	params := map[string]any{
		"processId": nil, "rootUri": uri.File(root),
		"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-8"}}},
	}
	if err := c.call(ctx, "initialize", params, nil); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

func (c *client) call(ctx context.Context, method string, params, result any) error {
	var raw jsonrpc2.RawMessage
	if _, err := c.conn.Call(ctx, method, params, &raw); err != nil {
		return err
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(raw, result)
}

// chunks asks for chunks.
func (c *client) chunks(ctx context.Context, method string, params any) (*lsp.ChunksResult, error) {
	var result lsp.ChunksResult
	if err := c.call(ctx, method, params, &result); err != nil {
		return nil, err
	}
	return &result, nil
}

func (c *client) close() error {
	err := c.conn.Close()
	if served := <-c.served; !errors.Is(served, lsp.ErrNoShutdown) {
		err = errors.Join(err, served)
	}
	return err
}

// ask connects for one root, asks, and hangs up.
func (s *session) ask(ctx context.Context, root string, do func(*client) error) error {
	c, err := s.connect(ctx, root)
	if err != nil {
		return err
	}
	return errors.Join(do(c), c.close())
}

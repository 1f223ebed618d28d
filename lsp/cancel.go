package lsp

import (
	"context"
	"fmt"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// calls are the requests that are being answered, so that $/cancelRequest finds them.
//
// protocol.CancelHandler is not used: it derives from the request's own context, which
// jsonrpc2 v1.0.1 recycles as soon as a request is answered inline. The goroutine by which
// package context then watches that parent may look at it later, which panics, or cancels
// whichever request uses it next.
type calls struct {
	mu      sync.Mutex // guards running
	running map[jsonrpc2.ID]context.CancelFunc
}

// begin gives a request a context of its own, which end must end.
func (c *calls) begin(parent context.Context, id jsonrpc2.ID) (ctx context.Context, end func()) {
	ctx, cancel := context.WithCancel(parent)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running == nil {
		c.running = map[jsonrpc2.ID]context.CancelFunc{}
	}
	c.running[id] = cancel
	return ctx, func() {
		c.mu.Lock()
		delete(c.running, id)
		c.mu.Unlock()
		cancel()
	}
}

// cancelRequest ends a request early. One that is answered already is none of the client's errors.
func (s *server) cancelRequest(p *protocol.CancelParams) error {
	var id jsonrpc2.ID
	switch v := p.ID.(type) {
	case protocol.Integer:
		id = jsonrpc2.NewNumberID(int64(v))
	case protocol.String:
		id = jsonrpc2.NewStringID(string(v))
	default:
		return fmt.Errorf("id: %v is no request's", p.ID)
	}
	s.calls.mu.Lock()
	cancel := s.calls.running[id]
	s.calls.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	return nil
}

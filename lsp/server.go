package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/index"
	"github.com/chunk-lsp/chunk-lsp/kv"
)

// Options of a session. Workspace and Store stay the caller's.
type Options struct {
	Workspace *index.Workspace
	Store     *kv.Store
	StorePath string // for chunk/status
	Version   string // of the program
	Logger    *slog.Logger
}

// ErrNoShutdown is returned by Serve when the client said exit, or hung up, without a
// shutdown request before.
var ErrNoShutdown = errors.New("lsp: session ended without shutdown")

// server is one session.
type server struct {
	options   Options
	workspace *index.Workspace
	log       *slog.Logger
	conn      jsonrpc2.Conn
	ctx       context.Context // ends with the session
	cancel    context.CancelFunc
	scans     sync.WaitGroup // background work of the session
	changes   *changeNotifier
	calls     calls

	mu        sync.Mutex // guards what follows
	phase     phase
	exited    bool // the client said exit
	client    client
	documents map[index.FileID]document
}

type phase int

const (
	created phase = iota
	initialized
	shutDown
)

// client is what initialize told about the other side.
type client struct {
	encoding         protocol.PositionEncodingKind
	workDoneProgress bool
	watchedFiles     bool // it can register for workspace/didChangeWatchedFiles
}

// Serve runs one session over stream until the client exits or hangs up, and waits for all
// of its work.
func Serve(ctx context.Context, stream io.ReadWriteCloser, o Options) error {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{
		options: o, workspace: o.Workspace, log: o.Logger, ctx: ctx, cancel: cancel,
		client:    client{encoding: protocol.PositionEncodingKindUTF16},
		documents: map[index.FileID]document{},
	}
	s.conn = jsonrpc2.NewConn(jsonrpc2.NewHeaderStream(stream), jsonrpc2.WithCodec(codec{}))
	s.changes = newChangeNotifier(s)
	s.conn.Go(ctx, s.guard(s.dispatch))
	select {
	case <-s.conn.Done():
	case <-ctx.Done():
		if err := s.conn.Close(); err != nil {
			s.log.Debug("closing the connection", "error", err)
		}
	}
	cancel()
	s.scans.Wait()
	s.changes.stop()
	return s.outcome()
}

func (s *server) outcome() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.conn.Err(); err != nil && !s.exited {
		return fmt.Errorf("lsp: %w", err)
	}
	if s.phase != shutDown {
		return ErrNoShutdown
	}
	return nil
}

// background runs work of the session that no request waits for. A panic in it is a line in the log.
func (s *server) background(do func()) {
	s.scans.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("panic in the background", "panic", p, "stack", string(debug.Stack()))
			}
		}()
		do()
	})
}

// notify sends a notification; what a client that hung up misses is no error.
func (s *server) notify(method string, params any) {
	if err := s.conn.Notify(s.ctx, method, params); err != nil && s.ctx.Err() == nil {
		s.log.Debug("notification not sent", "method", method, "error", err)
	}
}

// codec encodes with the protocol's own rules, which know its unions.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) { return protocol.Marshal(v) }

func (codec) Unmarshal(data []byte, v any) error { return protocol.Unmarshal(data, v) }

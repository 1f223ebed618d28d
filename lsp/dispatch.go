package lsp

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/index"
)

// codeRequestFailed is LSP's RequestFailed: a request that is valid and can't be answered.
const codeRequestFailed jsonrpc2.Code = -32803

// guard keeps the session alive: a panic becomes an InternalError, and an error in a
// notification, which would close the connection, a line in the log.
func (s *server) guard(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		defer func() {
			method := req.Method() // only now: jsonrpc2.Async gives it other memory
			if p := recover(); p != nil {
				s.log.Error("panic in a handler", "method", method, "panic", p, "stack", string(debug.Stack()))
				result, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, fmt.Sprintf("%s: internal error", method))
			}
			if err != nil && !req.IsCall() {
				s.log.Warn("notification dropped", "method", method, "error", err)
				err = nil
			}
		}()
		return next(ctx, req)
	}
}

// dispatch runs inline on the read loop, so messages take effect in wire order. What takes
// time is answered by the function that a handler returns, concurrently. ctx serves to
// release the read loop and for nothing else: see calls.
func (s *server) dispatch(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	if err := s.admit(req); err != nil {
		return nil, err
	}
	answer, err := s.handle(req)
	if err != nil || answer == nil {
		return nil, err
	}
	running, end := s.calls.begin(s.ctx, req.ID())
	defer end()
	jsonrpc2.Async(ctx)
	result, err := answer(running)
	return result, wireError(running, err)
}

// answerFunc answers a request whose parameters are decoded and whose snapshot is pinned.
type answerFunc func(ctx context.Context) (any, error)

// handle applies a notification, or prepares a request's answer.
func (s *server) handle(req *jsonrpc2.Request) (answerFunc, error) {
	switch req.Method() {
	case protocol.MethodInitialize:
		return with(req, s.initialize)
	case protocol.MethodInitialized:
		s.initialized()
		return nil, nil
	case protocol.MethodShutdown:
		s.setPhase(shutDown)
		return func(context.Context) (any, error) { return nil, nil }, nil
	case protocol.MethodExit:
		s.exit()
		return nil, nil
	case protocol.MethodCancelRequest:
		return nil, apply(req, s.cancelRequest)
	case protocol.MethodTextDocumentDidOpen:
		return nil, apply(req, s.didOpen)
	case protocol.MethodTextDocumentDidChange:
		return nil, apply(req, s.didChange)
	case protocol.MethodTextDocumentDidSave:
		return nil, apply(req, s.didSave)
	case protocol.MethodTextDocumentDidClose:
		return nil, apply(req, s.didClose)
	case protocol.MethodWorkspaceDidChangeWatchedFiles:
		return nil, apply(req, s.didChangeWatchedFiles)
	case protocol.MethodWorkspaceDidChangeWorkspaceFolders:
		return nil, apply(req, s.didChangeWorkspaceFolders)
	case protocol.MethodSetTrace, protocol.MethodWorkspaceDidChangeConfiguration, protocol.MethodWindowWorkDoneProgressCancel:
		return nil, nil
	case "chunk/bySpan":
		return with(req, s.bySpan)
	case "chunk/bySymbol":
		return with(req, s.bySymbol)
	case "chunk/inFile":
		return with(req, s.inFile)
	case "chunk/status":
		return with(req, s.status)
	}
	if !req.IsCall() {
		return nil, nil // LSP: unknown notifications may be ignored
	}
	return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, "unknown method "+req.Method())
}

// admit enforces the life cycle.
func (s *server) admit(req *jsonrpc2.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	method := req.Method()
	switch {
	case method == protocol.MethodExit, method == protocol.MethodCancelRequest:
		return nil
	case s.phase == created && method != protocol.MethodInitialize:
		return jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, method+" before initialize")
	case s.phase == initialized && method == protocol.MethodInitialize:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "second initialize")
	case s.phase == shutDown:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, method+" after shutdown")
	}
	return nil
}

func (s *server) setPhase(p phase) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phase = p
}

// decode reads a message's parameters; absent ones leave the zero value. The request's
// memory is borrowed, so nothing of it may be kept.
func decode[P any](req *jsonrpc2.Request) (*P, error) {
	params := new(P)
	raw := req.Params()
	if len(raw) == 0 {
		return params, nil
	}
	if err := protocol.Unmarshal(raw, params); err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf("%s: %v", req.Method(), err))
	}
	return params, nil
}

func with[P any](req *jsonrpc2.Request, prepare func(*P) (answerFunc, error)) (answerFunc, error) {
	params, err := decode[P](req)
	if err != nil {
		return nil, err
	}
	return prepare(params)
}

func apply[P any](req *jsonrpc2.Request, do func(*P) error) error {
	params, err := decode[P](req)
	if err != nil {
		return err
	}
	return do(params)
}

func invalid(format string, args ...any) error {
	return jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf(format, args...))
}

// wireError gives an error its code.
func wireError(ctx context.Context, err error) error {
	var coded *jsonrpc2.Error
	var reason *index.ReasonError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &coded):
		return coded
	case errors.As(err, &reason):
		failed := jsonrpc2.NewError(codeRequestFailed, reason.Error())
		failed.Data = jsonrpc2.RawMessage(`{"reason":"` + string(reason.Reason) + `"}`)
		return failed
	case ctx.Err() != nil:
		return jsonrpc2.NewError(protocol.CodeRequestCancelled, "cancelled")
	case errors.Is(err, index.ErrCursor):
		return invalid("cursor: %v", err)
	}
	return jsonrpc2.NewError(jsonrpc2.InternalError, err.Error())
}

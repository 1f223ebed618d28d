package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"go.lsp.dev/uri"
)

// client talks to a chunk-lsp process over stdio, one request at a time. It does as little as
// possible itself, because its work is part of each round trip.
type client struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	nextID int
	body   []byte
	// start is when the process was started; ready how long after that initialize was answered.
	start time.Time
	ready time.Duration
}

// serve starts a server for some roots and initializes it; nothing is scanned before begin.
func (b *bench) serve(ctx context.Context, store string, roots ...string) (*client, error) {
	c := &client{cmd: exec.CommandContext(ctx, b.binary, "--store", store, "serve")}
	c.cmd.Stderr = os.Stderr
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.in, c.out = in, bufio.NewReaderSize(out, 1<<16)
	c.start = time.Now()
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	var folders []any
	for _, root := range roots {
		folders = append(folders, map[string]any{"uri": uri.File(root), "name": root})
	}
	_, err = c.call("initialize", map[string]any{
		"processId": nil, "rootUri": nil, "workspaceFolders": folders,
		"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-8"}}},
	}, nil)
	c.ready = time.Since(c.start)
	return c, err
}

// begin starts the scans.
func (c *client) begin() error { return c.notify("initialized", map[string]any{}) }

// close ends the session and waits for the process.
func (c *client) close() error {
	if _, err := c.call("shutdown", nil, nil); err != nil {
		return err
	}
	if err := c.notify("exit", nil); err != nil {
		return err
	}
	if err := c.in.Close(); err != nil {
		return err
	}
	return c.cmd.Wait()
}

type message struct {
	Version string `json:"jsonrpc"`
	ID      *int   `json:"id,omitempty"`
	Method  string `json:"method"`
	Params  any    `json:"params,omitempty"`
}

// encode is a message as it goes over the wire.
func encode(m message) ([]byte, error) {
	m.Version = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...), nil
}

func (c *client) notify(method string, params any) error {
	text, err := encode(message{Method: method, Params: params})
	if err == nil {
		_, err = c.in.Write(text)
	}
	return err
}

// call sends a request and waits for its answer. The time is that between the first byte out
// and the last byte in; encoding and decoding are not counted.
func (c *client) call(method string, params, result any) (time.Duration, error) {
	c.nextID++
	text, err := encode(message{ID: &c.nextID, Method: method, Params: params})
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if _, err := c.in.Write(text); err != nil {
		return 0, err
	}
	for {
		if err := c.read(); err != nil {
			return 0, fmt.Errorf("%s: %w", method, err)
		}
		took := time.Since(start)
		var answer struct {
			ID     *int            `json:"id"`
			Method string          `json:"method"`
			Result json.RawMessage `json:"result"`
			Error  *struct {
				Message string `json:"message"`
			} `json:"error"`
		}
		if err := json.Unmarshal(c.body, &answer); err != nil {
			return 0, err
		}
		switch {
		case answer.Method != "" || answer.ID == nil || *answer.ID != c.nextID:
			continue // a notification
		case answer.Error != nil:
			return took, fmt.Errorf("%s: %s", method, answer.Error.Message)
		case result != nil:
			return took, json.Unmarshal(answer.Result, result)
		}
		return took, nil
	}
}

// read takes the next message into body.
func (c *client) read() error {
	length := 0
	for {
		line, err := c.out.ReadString('\n')
		if err != nil {
			return err
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		if digits, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			if length, err = strconv.Atoi(digits); err != nil {
				return err
			}
		}
	}
	if length > cap(c.body) {
		c.body = make([]byte, length)
	}
	c.body = c.body[:length]
	_, err := io.ReadFull(c.out, c.body)
	return err
}

// untilReady waits until no root is being scanned.
func (c *client) untilReady() error {
	for {
		var status struct {
			Roots []struct{ State string }
		}
		if _, err := c.call("chunk/status", map[string]any{}, &status); err != nil {
			return err
		}
		scanning := false
		for _, r := range status.Roots {
			scanning = scanning || r.State != "ready"
		}
		if !scanning {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// chunks are the fields of an answer that are looked at here.
type chunks struct {
	Chunks []struct {
		Name          string
		QualifiedName string
		URI           string
	}
	IsIncomplete bool
}

package worker

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// Exit statuses by which a worker says what ended it.
const (
	exitHung   = 81 // over its CPU budget inside one step of the parser
	exitMemory = 82 // over its memory limit
)

const (
	// A worker that is larger than this ends after its answer, because the C heap seldom gives
	// memory back.
	retireMemory = 256 << 20
	// A smaller text than this can't have made it so large (stack.md: 120 times the source at worst).
	retireText = 1 << 20
	// trimAfter is how long a worker waits for work before it gives memory back.
	trimAfter = time.Second
)

// Main is the life of a worker process: it answers requests from in until in ends.
func Main(in io.Reader, out io.Writer) error {
	reader, writer := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(out, 1<<16)
	c := chunker.New()
	defer c.Close()
	guard := newGuard()
	defer guard.stop()
	idle := time.AfterFunc(trimAfter, chunker.Trim)
	defer idle.Stop()
	var buffer []byte
	for {
		r, err := readRequest(reader, &buffer)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("worker: read request: %w", err)
		}
		idle.Stop()
		guard.start(r.budget, r.maxMemory)
		status, payload := answer(c, r)
		guard.stop()
		idle.Reset(trimAfter)
		if err := writeResponse(writer, status, payload); err != nil {
			return fmt.Errorf("worker: write response: %w", err)
		}
		if status == statusLast {
			return nil
		}
		if cap(buffer) > retireText {
			buffer = nil
		}
	}
}

func answer(c *chunker.Chunker, r request) (status byte, payload []byte) {
	f, err := c.Chunk(chunker.ByID(r.language), r.text, r.budget)
	if err != nil {
		return statusFault, []byte(err.Error())
	}
	payload, err = f.MarshalBinary()
	if err != nil {
		return statusFault, []byte(err.Error())
	}
	if len(r.text) < retireText {
		return statusChunks, payload
	}
	if used, err := measure(); err == nil && used.memory > retireMemory {
		return statusLast, payload
	}
	return statusChunks, payload
}

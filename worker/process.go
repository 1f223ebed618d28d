package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// process is one worker. It has one job at a time; whoever holds it owns it.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	writer *bufio.Writer
	reader *bufio.Reader
	stderr *tail
	idle   *time.Timer // ends it when nobody takes it; the pool's
	last   bool        // it is kept as the last one; guarded by the pool's lock
}

func startProcess(command []string) (*process, error) {
	cmd := exec.Command(command[0], command[1:]...)
	// A crash in C makes the Go runtime print every goroutine; the first line is enough. A worker
	// does one thing at a time: without a second processor Go spins less between jobs, and a
	// larger heap is collected less often (together 6% of the CPU, BenchmarkCost).
	cmd.Env = append(os.Environ(), EnvWorker+"=1", "GOTRACEBACK=none", "GOMAXPROCS=1", "GOGC=400")
	p := &process{cmd: cmd, stderr: &tail{}}
	cmd.Stderr = p.stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("worker: start %s: %w", command[0], err)
	}
	widen(in)
	widen(out)
	p.in = in
	p.writer, p.reader = bufio.NewWriterSize(in, 1<<16), bufio.NewReaderSize(out, 1<<16)
	return p, nil
}

// death is how a worker ended in the middle of a job.
type death struct {
	state  *os.ProcessState
	stuck  bool // the pool killed it, because it took too long
	output string
}

func (d *death) Error() string {
	return fmt.Sprintf("worker died: %v: %s", d.state, d.output)
}

var errLastAnswer = errors.New("worker: ends after this answer")

// do runs one job. After any error but a *fault the process is dead and waited for; with
// errLastAnswer the file is good all the same.
func (p *process) do(ctx context.Context, r request, wallLimit time.Duration) (chunker.File, error) {
	limited, cancel := context.WithTimeout(ctx, wallLimit)
	defer cancel()
	stop := context.AfterFunc(limited, func() { _ = p.cmd.Process.Kill() })
	defer stop()

	err := writeRequest(p.writer, r)
	var status byte
	var payload []byte
	if err == nil {
		status, payload, err = readResponse(p.reader)
	}
	if err != nil {
		p.close()
		return chunker.File{}, &death{p.cmd.ProcessState, limited.Err() != nil && ctx.Err() == nil, p.stderr.String()}
	}
	var f chunker.File
	if status == statusFault {
		return f, &fault{string(payload)}
	}
	if err := f.UnmarshalBinary(payload); err != nil {
		p.close()
		return chunker.File{}, fmt.Errorf("worker: %w", err)
	}
	if status == statusLast {
		p.close()
		return f, errLastAnswer
	}
	return f, nil
}

// fault is an error of the program itself, such as a broken query.
type fault struct{ message string }

func (f *fault) Error() string { return "worker: " + f.message }

// close ends the process and waits for it.
func (p *process) close() {
	_ = p.in.Close() // a worker without input ends
	timer := time.AfterFunc(time.Second, func() { _ = p.cmd.Process.Kill() })
	defer timer.Stop()
	_ = p.cmd.Wait() // how it ended is in ProcessState
}

// tail keeps the first bytes that are written to it and forgets the rest. Only exec's copying
// goroutine writes; Wait orders that before the reading.
type tail struct{ text []byte }

const maxStderr = 1 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.text = append(t.text, b[:min(len(b), maxStderr-len(t.text))]...)
	return len(b), nil
}

func (t *tail) String() string { return string(t.text) }

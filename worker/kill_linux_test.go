package worker

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// goFiles reads Go files of the toolchain's own sources.
func goFiles(t testing.TB, most int) [][]byte {
	t.Helper()
	var texts [][]byte
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(strings.TrimSpace(string(goroot)), "src")
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || len(texts) >= most || !strings.HasSuffix(path, ".go") || strings.Contains(path, "testdata") {
			return err
		}
		text, err := os.ReadFile(path)
		texts = append(texts, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestKilledWorkers kills workers at random while files are chunked: every file still gets
// the chunks that it gets in process.
func TestKilledWorkers(t *testing.T) {
	texts := goFiles(t, 400)
	p := newPool(t, Options{Size: 3})
	done := make(chan struct{})
	var killers sync.WaitGroup
	kills := 0
	killers.Go(func() {
		ticker := time.NewTicker(25 * time.Millisecond)
		defer ticker.Stop()
		// A worker under the race detector starts slowly: with a kill every 25 ms for ever, a
		// large file would never be done.
		for kills < 60 {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			if pids := children(t); len(pids) > 0 {
				if syscall.Kill(pids[rand.IntN(len(pids))], syscall.SIGKILL) == nil {
					kills++
				}
			}
		}
	})
	c := chunker.New()
	defer c.Close()
	var jobs sync.WaitGroup
	got := make([]chunker.File, len(texts))
	for i, text := range texts {
		jobs.Go(func() {
			f, err := p.Chunk(context.Background(), Background, chunker.ByID("go"), fmt.Sprint(i), text)
			if err != nil {
				t.Error(err)
			}
			got[i] = f
		})
	}
	jobs.Wait()
	close(done)
	killers.Wait()
	for i, text := range texts {
		want, err := c.Chunk(chunker.ByID("go"), text, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := want.MarshalBinary()
		b, _ := got[i].MarshalBinary()
		if !bytes.Equal(a, b) {
			t.Errorf("file %d: %d chunks with reason %q, want %d", i, len(got[i].Chunks), got[i].Reason, len(want.Chunks))
		}
	}
	if kills < 5 {
		t.Errorf("only %d workers were killed: the test shows nothing", kills)
	}
	t.Logf("%d workers killed", kills)
}

// children lists the processes whose parent is this one.
func children(t *testing.T) []int {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Error(err)
	}
	var pids []int
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		// pid (name) state ppid ...; a name may hold blanks.
		fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(fields) < 2 || fields[1] != strconv.Itoa(os.Getpid()) || fields[0] == "Z" {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// BenchmarkCost reports what worker processes cost in CPU over chunking in process, both on
// all cores.
func BenchmarkCost(b *testing.B) {
	texts := goFiles(b, 1500)
	each := func(chunk func(text []byte)) {
		next := make(chan []byte)
		var jobs sync.WaitGroup
		for range runtime.NumCPU() {
			jobs.Go(func() {
				for text := range next {
					chunk(text)
				}
			})
		}
		for _, text := range texts {
			next <- text
		}
		close(next)
		jobs.Wait()
	}
	for b.Loop() {
		start := cpuTime(b)
		chunkers := sync.Pool{New: func() any { return chunker.New() }}
		each(func(text []byte) {
			c := chunkers.Get().(*chunker.Chunker)
			defer chunkers.Put(c)
			if _, err := c.Chunk(chunker.ByID("go"), text, time.Minute); err != nil {
				b.Error(err)
			}
		})
		inProcess := cpuTime(b) - start

		start = cpuTime(b)
		p := newPool(b, Options{})
		each(func(text []byte) {
			if _, err := p.Chunk(context.Background(), Background, chunker.ByID("go"), "", text); err != nil {
				b.Error(err)
			}
		})
		p.Close()
		inWorkers := cpuTime(b) - start
		b.ReportMetric(float64(inWorkers)/float64(inProcess), "workers/in-process")
	}
}

// cpuTime is the CPU time of this process and its children that have ended.
func cpuTime(b *testing.B) time.Duration {
	var total time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var r syscall.Rusage
		if err := syscall.Getrusage(who, &r); err != nil {
			b.Fatal(err)
		}
		total += time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	return total
}

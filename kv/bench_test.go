package kv

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// goFiles chunks up to n Go files of the Go installation, and says what CPU time that took.
func goFiles(b *testing.B, n int) (entries []*Entry, size int, chunking time.Duration) {
	b.Helper()
	dir := filepath.Join(goroot(b), "src")
	c := chunker.New()
	defer c.Close()
	language := chunker.ByID("go")
	start := cpu()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || len(entries) == n {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := c.Chunk(language, text, chunker.DefaultParseBudget)
		if err != nil {
			return err
		}
		path, _ = filepath.Rel(dir, path)
		size += len(text)
		entries = append(entries, &Entry{Path: filepath.ToSlash(path), File: &f, Text: text, Record: FileRecord{
			Size: int64(len(text)), ModTime: 1, Hash: sha256.Sum256(text), Language: "go",
			Module: language.Module(path, &f), Fingerprint: [8]byte{1},
		}})
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return entries, size, cpu() - start
}

// benchFiles is 2,000 unless KV_BENCH_FILES says otherwise.
func benchFiles() int {
	if n, err := strconv.Atoi(os.Getenv("KV_BENCH_FILES")); err == nil {
		return n
	}
	return 2000
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkReplace stores Go files as the first scan does, 64 to a batch. It reports the CPU
// time of all threads for each MB of source and against that of chunking, and the store's
// size against the source's.
func BenchmarkReplace(b *testing.B) {
	entries, size, chunking := goFiles(b, benchFiles())
	b.SetBytes(int64(size))
	var spent time.Duration
	var disk uint64
	for b.Loop() {
		s, err := Open(Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		r := openRoot(b, s, "/w")
		start := cpu()
		for batch := range slicesOf(entries, 64) {
			put(b, r, batch...)
		}
		if err := s.Flush(); err != nil {
			b.Fatal(err)
		}
		spent += cpu() - start
		stats, err := s.Stats()
		if err != nil {
			b.Fatal(err)
		}
		disk = stats.DiskBytes
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(spent.Seconds()*1e3/float64(b.N)/(float64(size)/1e6), "CPU-ms/MB")
	b.ReportMetric(spent.Seconds()/float64(b.N)/chunking.Seconds(), "CPU/chunking")
	b.ReportMetric(float64(disk)/float64(size), "disk/source")
}

// BenchmarkPrepare is the part that runs outside of the lock.
func BenchmarkPrepare(b *testing.B) {
	entries, size, _ := goFiles(b, min(benchFiles(), 500))
	b.SetBytes(int64(size))
	s, err := Open(Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	r := openRoot(b, s, "/w")
	for b.Loop() {
		for _, e := range entries {
			if _, err := r.Prepare(e); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkReads are the queries of a store of Go files.
func BenchmarkReads(b *testing.B) {
	entries, _, _ := goFiles(b, benchFiles())
	s, err := Open(Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	r := openRoot(b, s, "/w")
	for batch := range slicesOf(entries, 64) {
		put(b, r, batch...)
	}
	if err := s.Flush(); err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	b.Run("Files", func(b *testing.B) {
		n := 0
		for b.Loop() {
			_ = r.Files(ctx, "", func(string, FileRecord) bool { n++; return true })
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/file")
	})
	b.Run("Symbols", func(b *testing.B) {
		n := 0
		for b.Loop() {
			_ = r.Symbols(ctx, func(Posting) bool { n++; return true })
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/symbol")
	})
	b.Run("BySymbol", func(b *testing.B) {
		for b.Loop() {
			bySymbol(b, &r.Reader, SymbolQuery{Segments: []string{"NewReader"}, CaseSensitive: true})
		}
	})
	i := 0
	b.Run("File", func(b *testing.B) {
		for b.Loop() {
			if _, _, _, err := r.File(entries[i%len(entries)].Path); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("Text", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Text(entries[i%len(entries)].Record.Hash); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	families, err := s.Families(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range families {
		b.Logf("%c: %d keys, %d key bytes, %d value bytes", f.Family, f.Keys, f.KeyBytes, f.ValueBytes)
	}
}

func slicesOf(entries []*Entry, n int) func(yield func([]*Entry) bool) {
	return func(yield func([]*Entry) bool) {
		for len(entries) > 0 {
			k := min(n, len(entries))
			if !yield(entries[:k]) {
				return
			}
			entries = entries[k:]
		}
	}
}

// goroot is the folder of the Go toolchain that runs the test.
func goroot(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

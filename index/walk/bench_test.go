package walk_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chunk-lsp/chunk-lsp/index/walk"
)

// BenchmarkWalk compares the walk to git's list and a stat of each file in it, one after
// the other in each turn. -benchtime=5x makes medians of 5. WALK_TREE names a git
// repository of your own to measure besides GOROOT/src.
func BenchmarkWalk(b *testing.B) {
	b.Run("goroot", func(b *testing.B) {
		dir := b.TempDir()
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(goroot(b), "src"))); err != nil {
			b.Fatal(err)
		}
		runGit(b, dir, "init", "-q")
		runGit(b, dir, "add", "-A")
		compare(b, dir)
	})
	if dir := os.Getenv("WALK_TREE"); dir != "" {
		b.Run("tree", func(b *testing.B) { compare(b, dir) })
	}
}

func compare(b *testing.B, dir string) {
	var ours, gits []time.Duration
	files := 0
	for b.Loop() {
		start := time.Now()
		listed := statAll(b, dir)
		gits = append(gits, time.Since(start))

		start = time.Now()
		files = 0
		if err := walk.Walk(context.Background(), walk.Options{Root: dir}, func(walk.File) { files++ }); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		if files != listed {
			b.Fatalf("git lists %d files, the walk %d", listed, files)
		}
	}
	b.ReportMetric(float64(files), "files")
	b.ReportMetric(median(ours).Seconds()*1000, "walk-ms")
	b.ReportMetric(median(gits).Seconds()*1000, "git-ms")
	b.ReportMetric(median(ours).Seconds()/median(gits).Seconds(), "walk/git")
}

// statAll is what a program would do that leaves the rules to git.
func statAll(b *testing.B, dir string) (files int) {
	for name := range strings.SplitSeq(runGit(b, dir, "ls-files", "-co", "--exclude-standard", "-z"), "\x00") {
		info, err := os.Lstat(dir + "/" + name)
		if err == nil && info.Mode().IsRegular() {
			files++
		}
	}
	return files
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
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

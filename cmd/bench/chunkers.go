package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chunk-lsp/chunk-lsp/chunker"
)

// chunkerCorpora are where files of each language are taken from.
var chunkerCorpora = []struct{ language, corpus string }{
	{"go", "go"}, {"python", "python"}, {"javascript", "javascript"}, {"typescript", "typescript"}, {"tsx", "tsx"},
	{"java", "java"}, {"c", "linux"}, {"cpp", "cpp"}, {"rust", "rust"}, {"ruby", "ruby"}, {"php", "php"}, {"csharp", "csharp"},
}

const (
	// sampleSize is how much of a corpus is parsed, in bytes: files spread evenly over it.
	sampleSize = 8 << 20
	// chunkerGoal is the CPU of the chunker over that of the bare parse.
	chunkerGoal = 1.25
)

// chunkerRun is one run over a sample in this process, on one thread.
type chunkerRun struct{ bare, whole cost }

// takeChunker compares the chunker with the bare parse in each language.
func takeChunker(ctx context.Context, b *bench) (table, error) {
	t := table{{"language", "files", "MB", "bare parse, MB a CPU second", fmt.Sprintf("chunker ÷ bare parse (goal ≤ %s)", number(chunkerGoal)), "met"}}
	for _, c := range chunkerCorpora {
		folder, err := b.folder(ctx, c.corpus)
		if err != nil {
			return nil, err
		}
		files, err := sampleOf(ctx, folder, c.language)
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("%s holds no %s", folder, c.language)
		}
		var runs []chunkerRun
		for range b.runs {
			bare, err := bareParse(ctx, files, 1)
			if err != nil {
				return nil, err
			}
			whole, err := chunkAll(files)
			if err != nil {
				return nil, err
			}
			runs = append(runs, chunkerRun{bare, whole})
		}
		shown, met := compared(chunkerGoal, medianOf(runs, func(r chunkerRun) float64 { return ratio(r.whole.cpu, r.bare.cpu) }))
		t.add(c.language, fmt.Sprint(len(files)), number(megabytes(totalSize(files))),
			number(medianOf(runs, func(r chunkerRun) float64 { return megabytes(totalSize(files)) / r.bare.cpu.Seconds() })), shown, met)
	}
	return t, nil
}

// sampleOf takes every n-th file of a language.
func sampleOf(ctx context.Context, folder, language string) ([]file, error) {
	c, err := readCorpus(ctx, folder)
	if err != nil {
		return nil, err
	}
	files := slices.DeleteFunc(c.files, func(f file) bool { return f.language.Name != language })
	step := int(totalSize(files)/sampleSize) + 1
	var sample []file
	for i := 0; i < len(files); i += step {
		sample = append(sample, files[i])
	}
	return sample, nil
}

func chunkAll(files []file) (cost, error) {
	return measured(func() error {
		c := chunker.New()
		defer c.Close()
		for _, f := range files {
			if _, err := c.Chunk(f.language, f.text, time.Minute); err != nil {
				return fmt.Errorf("%s: %w", f.path, err)
			}
		}
		return nil
	})
}

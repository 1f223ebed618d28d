package kv

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestMain makes this binary a process of its own that works on a store, when a test asks so.
func TestMain(m *testing.M) {
	work, dir := os.Getenv("KV_TEST_CHILD"), os.Getenv("KV_TEST_DIR")
	if work == "" {
		os.Exit(m.Run())
	}
	if err := children[work](dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var children = map[string]func(dir string) error{
	"write": childWrite,
	"read":  childRead,
	"hold":  childHold,
	"churn": childChurn,
}

// child starts another process on the store in dir.
func child(t *testing.T, work, dir string) (cmd *exec.Cmd, in io.WriteCloser, out *bufio.Reader) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "KV_TEST_CHILD="+work, "KV_TEST_DIR="+dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, in, bufio.NewReader(stdout)
}

func openDir(dir string) (*Store, *Root, error) {
	s, err := Open(Options{Dir: dir})
	if err != nil {
		return nil, nil, err
	}
	r, err := s.Root("/w")
	return s, r, err
}

func putAll(r *Root, entries ...*Entry) error {
	var prepared []*Prepared
	for _, e := range entries {
		p, err := r.Prepare(e)
		if err != nil {
			return err
		}
		prepared = append(prepared, p)
	}
	return r.Replace(prepared...)
}

// manyFiles declare Get in each of 300 types, and much else.
func manyFiles() []*Entry {
	var entries []*Entry
	for i := range 300 {
		text := fmt.Sprintf("package p%d\ntype T%d\nmethod T%d.Get\nfunction f%d\nfunction other\n", i, i, i, i)
		entries = append(entries, fakeEntry(fmt.Sprintf("p%d/file:%d x.go", i, i), text))
	}
	return entries
}

func childWrite(dir string) error {
	s, r, err := openDir(dir)
	if err != nil {
		return err
	}
	if err := putAll(r, manyFiles()...); err != nil {
		return err
	}
	return s.Close()
}

// childRead prints all that it reads.
func childRead(dir string) error {
	s, r, err := openDir(dir)
	if err != nil {
		return err
	}
	err = printAll(r, os.Stdout)
	if problems, verifyErr := s.Verify(context.Background()); err == nil && (verifyErr != nil || len(problems) > 0) {
		err = fmt.Errorf("verify: %v %w", problems, verifyErr)
	}
	if err != nil {
		return err
	}
	return s.Close()
}

// printAll prints every field of every file, by Files, BySpan and Text.
func printAll(r *Root, w io.Writer) error {
	var failed error
	err := r.Files(context.Background(), "", func(path string, rec FileRecord) bool {
		_, f, found, err := r.File(path)
		if err != nil || !found {
			failed = fmt.Errorf("%s: %v %w", path, found, err)
			return false
		}
		text, err := r.Text(rec.Hash)
		fmt.Fprintf(w, "%s %+v %+v %q %v\n", path, rec, f, text, err)
		return true
	})
	if err == nil {
		err = failed
	}
	return err
}

// childHold holds the store open until its input ends.
func childHold(dir string) error {
	s, _, err := openDir(dir)
	if err != nil {
		return err
	}
	fmt.Println("open")
	if _, err := io.ReadAll(os.Stdin); err != nil {
		return err
	}
	return s.Close()
}

// churnPaths get a new generation together, in one batch.
var churnPaths = []string{"a", "b", "c/d", "c:d"}

func churnText(path string, generation int) string {
	return strings.Repeat("\n", generation%7) + fmt.Sprintf("function generation%d\nfunction in %s\n", generation, path)
}

// childChurn replaces the same files for ever and says so each time.
func childChurn(dir string) error {
	_, r, err := openDir(dir)
	if err != nil {
		return err
	}
	for generation := 0; ; generation++ {
		var entries []*Entry
		for _, path := range churnPaths {
			entries = append(entries, fakeEntry(path, churnText(path, generation)))
		}
		if err := putAll(r, entries...); err != nil {
			return err
		}
		fmt.Println(generation)
	}
}

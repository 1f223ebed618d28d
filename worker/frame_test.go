package worker

import (
	"bufio"
	"bytes"
	"testing"
	"time"
)

// FuzzFrame reads back what was written, and survives anything else.
func FuzzFrame(f *testing.F) {
	f.Add("go", []byte("package a\n"), uint8(1))
	f.Add("", []byte{}, uint8(200))
	f.Fuzz(func(t *testing.T, language string, text []byte, cut uint8) {
		var pipe bytes.Buffer
		r := request{language, time.Second, 7, text}
		if err := writeRequest(bufio.NewWriter(&pipe), r); err != nil {
			t.Fatal(err)
		}
		whole := pipe.Bytes()
		var buffer []byte
		back, err := readRequest(bufio.NewReader(bytes.NewReader(whole)), &buffer)
		if err != nil || back.language != language || !bytes.Equal(back.text, text) || back.budget != r.budget || back.maxMemory != 7 {
			t.Fatalf("got %+v, %v", back, err)
		}
		part := whole[:min(int(cut), len(whole)-1)]
		if _, err := readRequest(bufio.NewReader(bytes.NewReader(part)), &buffer); err == nil {
			t.Fatalf("%d of %d bytes were taken for a request", len(part), len(whole))
		}
		_, _, _ = readResponse(bufio.NewReader(bytes.NewReader(text))) // must not panic
	})
}

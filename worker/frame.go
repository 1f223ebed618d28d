package worker

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// maxFrame bounds what one side believes of the other: larger than any file that is
// chunked and than any file's chunks.
const maxFrame = 1 << 30

var errFrame = errors.New("worker: damaged frame")

// request asks a worker for the chunks of one file.
//
// On the pipe: language, budget in microseconds, memory limit in bytes and text, strings as length and bytes,
// all numbers unsigned 32 or 64 bit big-endian.
type request struct {
	language  string
	budget    time.Duration
	maxMemory int64
	text      []byte
}

func writeRequest(w *bufio.Writer, r request) error {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(r.language)))
	head = append(head, r.language...)
	head = binary.BigEndian.AppendUint64(head, uint64(r.budget.Microseconds()))
	head = binary.BigEndian.AppendUint64(head, uint64(r.maxMemory))
	head = binary.BigEndian.AppendUint32(head, uint32(len(r.text)))
	if _, err := w.Write(head); err != nil {
		return err
	}
	if _, err := w.Write(r.text); err != nil {
		return err
	}
	return w.Flush()
}

// readRequest reads the next request into buffer, which it grows as needed. io.EOF is the
// clean end.
func readRequest(r *bufio.Reader, buffer *[]byte) (request, error) {
	name, err := readBytes(r, nil)
	if err != nil {
		return request{}, err
	}
	var limits [16]byte
	if _, err := io.ReadFull(r, limits[:]); err != nil {
		return request{}, unexpected(err)
	}
	text, err := readBytes(r, *buffer)
	if err != nil {
		return request{}, unexpected(err)
	}
	*buffer = text
	budget := time.Duration(binary.BigEndian.Uint64(limits[:8])) * time.Microsecond
	return request{string(name), budget, int64(binary.BigEndian.Uint64(limits[8:])), text}, nil
}

// The first byte of a response.
const (
	statusChunks = iota
	// statusLast is statusChunks from a worker that ends now because it has grown large.
	statusLast
	// statusFault carries an error of the program, such as a broken query.
	statusFault
)

func writeResponse(w *bufio.Writer, status byte, payload []byte) error {
	head := binary.BigEndian.AppendUint32([]byte{status}, uint32(len(payload)))
	if _, err := w.Write(head); err != nil {
		return err
	}
	if _, err := w.Write(payload); err != nil {
		return err
	}
	return w.Flush()
}

func readResponse(r *bufio.Reader) (status byte, payload []byte, err error) {
	if status, err = r.ReadByte(); err != nil {
		return 0, nil, err
	}
	payload, err = readBytes(r, nil)
	return status, payload, unexpected(err)
}

func readBytes(r *bufio.Reader, buffer []byte) ([]byte, error) {
	var length [4]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > maxFrame {
		return nil, fmt.Errorf("%w: %d bytes announced", errFrame, n)
	}
	if int(n) > cap(buffer) {
		buffer = make([]byte, n)
	}
	buffer = buffer[:n]
	_, err := io.ReadFull(r, buffer)
	return buffer, unexpected(err)
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

package kv

import (
	"encoding/binary"
	"errors"
)

// The values that are one number: the format, ids.
func encodeNumber(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

func decodeNumber(value []byte) (uint32, error) {
	if len(value) != 4 {
		return 0, errors.New("damaged number")
	}
	return binary.BigEndian.Uint32(value), nil
}

// words keeps one copy of each string that a scan meets again and again.
type words map[string]string

func (w words) of(b []byte) string {
	if s, ok := w[string(b)]; ok {
		return s
	}
	s := string(b)
	if w != nil {
		w[s] = s
	}
	return s
}

// appendCounted appends s behind its length.
func appendCounted(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// valueParser takes a value apart. After any mistake bad is set and everything reads as zero.
type valueParser struct {
	rest  []byte
	words words
	bad   bool
}

func (p *valueParser) take(n int) []byte {
	if p.bad || n < 0 || len(p.rest) < n {
		p.bad = true
		return make([]byte, min(max(n, 0), 64))
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b
}

func (p *valueParser) varint() int64 {
	v, n := binary.Varint(p.rest)
	p.skip(n)
	return v
}

func (p *valueParser) uvarint() uint64 {
	v, n := binary.Uvarint(p.rest)
	p.skip(n)
	return v
}

func (p *valueParser) skip(n int) {
	if p.bad || n <= 0 {
		p.bad, p.rest = true, nil
		return
	}
	p.rest = p.rest[n:]
}

func (p *valueParser) string() string {
	n := p.uvarint()
	if p.bad || n > uint64(len(p.rest)) {
		p.bad = true
		return ""
	}
	return p.words.of(p.take(int(n)))
}

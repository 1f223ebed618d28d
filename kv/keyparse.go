package kv

import (
	"bytes"
	"encoding/binary"
)

// keyParser takes a key apart. After any mistake bad is set and everything reads as zero.
type keyParser struct {
	rest []byte
	bad  bool
}

// parseKey starts behind the family byte.
func parseKey(key []byte) keyParser { return keyParser{rest: key[1:]} }

func (p *keyParser) take(n int) []byte {
	if p.bad || len(p.rest) < n {
		p.bad = true
		return make([]byte, n)
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b
}

func (p *keyParser) uint32() uint32 { return binary.BigEndian.Uint32(p.take(4)) }

func (p *keyParser) string() string {
	end := stringEnd(p.rest)
	if p.bad || end < 0 {
		p.bad = true
		return ""
	}
	s := p.rest[:end-2]
	p.rest = p.rest[end:]
	if bytes.IndexByte(s, 0x00) >= 0 {
		s = bytes.ReplaceAll(s, []byte{0x00, 0xFF}, []byte{0x00})
	}
	return string(s)
}

// stringEnd is the length of the escaped string, terminator included, that b begins with; -1
// when b begins with none.
func stringEnd(b []byte) int {
	for i := 0; ; i += 2 {
		zero := bytes.IndexByte(b[i:], 0x00)
		if zero < 0 || i+zero+1 == len(b) {
			return -1
		}
		i += zero
		switch b[i+1] {
		case 0x01:
			return i + 2
		case 0xFF:
			continue
		}
		return -1
	}
}

func (p *keyParser) content() (id contentID) {
	id.hash = [hashLen]byte(p.take(hashLen))
	id.language = p.string()
	id.variant = [variantLen]byte(p.take(variantLen))
	return id
}

// done reports whether the key was well-formed and nothing is left of it.
func (p *keyParser) done() bool { return !p.bad && len(p.rest) == 0 }

package kv

import (
	"encoding/binary"
	"strings"
)

// The families; doc.go draws them.
const (
	familyMeta     = 'm'
	familyNextRoot = 'i'
	familyRoot     = 'r'
	familyCounts   = 'n'
	familyFile     = 'f'
	familyContent  = 'c'
	familyText     = 't'
	familyRef      = 'g'
	familyPosting  = 's'
)

const (
	hashLen    = 16
	variantLen = 8
)

// contentID names the chunks of one text: what a file's record refers to.
type contentID struct {
	hash     [hashLen]byte
	language string
	variant  [variantLen]byte
}

func metaKey() []byte     { return []byte{familyMeta} }
func nextRootKey() []byte { return []byte{familyNextRoot} }

func rootKey(path string) []byte { return appendString([]byte{familyRoot}, path) }

func countsKey(root uint32) []byte { return appendRoot(nil, familyCounts, root) }

func fileKey(root uint32, path string) []byte {
	return appendString(appendRoot(nil, familyFile, root), path)
}

func textKey(hash [hashLen]byte) []byte { return append([]byte{familyText}, hash[:]...) }

func contentKey(id contentID) []byte { return id.append([]byte{familyContent}) }

func refKey(id contentID, root uint32, path string) []byte {
	return appendString(binary.BigEndian.AppendUint32(refPrefix(id), root), path)
}

// refPrefix is what all references to one content begin with, and no others.
func refPrefix(id contentID) []byte { return id.append([]byte{familyRef}) }

// textRefPrefix is what all references to one text begin with, and no others.
func textRefPrefix(hash [hashLen]byte) []byte { return append([]byte{familyRef}, hash[:]...) }

func appendPostingKey(b []byte, root uint32, folded, path string, chunk, nth uint32) []byte {
	b = appendString(appendString(appendRoot(b, familyPosting, root), folded), path)
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, chunk), nth)
}

func (id contentID) append(b []byte) []byte {
	b = appendString(append(b, id.hash[:]...), id.language)
	return append(b, id.variant[:]...)
}

func appendRoot(b []byte, family byte, root uint32) []byte {
	return binary.BigEndian.AppendUint32(append(b, family), root)
}

// appendString appends s escaped and terminated.
func appendString(b []byte, s string) []byte {
	return append(appendEscaped(b, s), 0x00, 0x01)
}

// appendEscaped appends s escaped: the prefix of all keys whose string begins with s.
func appendEscaped(b []byte, s string) []byte {
	for {
		i := strings.IndexByte(s, 0x00)
		if i < 0 {
			return append(b, s...)
		}
		b = append(append(b, s[:i]...), 0x00, 0xFF)
		s = s[i+1:]
	}
}

// successor is the least key behind all keys that begin with prefix; nil when there is none.
func successor(prefix []byte) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xFF {
			end := append([]byte(nil), prefix[:i+1]...)
			end[i]++
			return end
		}
	}
	return nil
}

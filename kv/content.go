package kv

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/chunk-lsp/chunk-lsp/chunker"
	"github.com/klauspost/compress/zstd"
)

// encodeContent is the stored form of a file's chunks: the fingerprint, then the file.
func encodeContent(fingerprint [8]byte, f *chunker.File) ([]byte, error) {
	b, err := f.MarshalBinary()
	if err != nil {
		return nil, fmt.Errorf("encode chunks: %w", err)
	}
	return append(fingerprint[:], b...), nil
}

func decodeContent(b []byte) (fingerprint [8]byte, f *chunker.File, err error) {
	if len(b) < len(fingerprint) {
		return fingerprint, nil, errors.New("damaged chunks: no fingerprint")
	}
	f = new(chunker.File)
	if err := f.UnmarshalBinary(b[len(fingerprint):]); err != nil {
		return fingerprint, nil, fmt.Errorf("damaged chunks: %w", err)
	}
	return [8]byte(b), f, nil
}

func variantOf(content []byte) [variantLen]byte {
	sum := sha256.Sum256(content)
	return [variantLen]byte(sum[:])
}

const (
	// maxText bounds what unpacking a text may take, in bytes.
	maxText = 1 << 30
	// textWindow is enough for nearly all files, and keeps the encoders small.
	textWindow = 256 << 10
)

// codec packs texts. Both halves may be used concurrently.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

func newCodec() (codec, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(textWindow),
		zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return codec{}, fmt.Errorf("zstd: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxText), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderConcurrency(2))
	if err != nil {
		return codec{}, fmt.Errorf("zstd: %w", err)
	}
	return codec{encoder, decoder}, nil
}

func (c codec) pack(text []byte) []byte {
	return c.encoder.EncodeAll(text, make([]byte, 0, len(text)/3+64))
}

// unpack never returns nil without an error.
func (c codec) unpack(packed []byte) ([]byte, error) {
	text, err := c.decoder.DecodeAll(packed, []byte{})
	if err != nil {
		return nil, fmt.Errorf("damaged text: %w", err)
	}
	return text, nil
}

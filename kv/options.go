package kv

import (
	"log/slog"
	"runtime"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Options say where a store is and what it may use. Only Dir must be given.
type Options struct {
	// Dir is the store's directory. It is made when missing, for its owner only.
	Dir string
	// FS holds Dir; nil is the disk, vfs.NewMem() is memory.
	FS vfs.FS
	// Logger gets what goes wrong, and Pebble's own log at debug level; nil drops it.
	Logger *slog.Logger
	// CacheBytes bounds the cache of blocks read from disk; 0 is 8 MB.
	CacheBytes int64
	// MemTableBytes is how much is gathered in memory before it goes to sorted files. Up to
	// twice as much is in use while that lasts; 0 is 32 MB.
	MemTableBytes uint64
	// Patience is how long a write to disk may take before the store counts as failed; 0 is
	// 10 seconds.
	Patience time.Duration
}

const (
	defaultCacheBytes    = 8 << 20
	defaultMemTableBytes = 32 << 20
	defaultPatience      = 10 * time.Second
)

func (o *Options) setDefaults() {
	if o.FS == nil {
		o.FS = vfs.Default
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.CacheBytes == 0 {
		o.CacheBytes = defaultCacheBytes
	}
	if o.MemTableBytes == 0 {
		o.MemTableBytes = defaultMemTableBytes
	}
	if o.Patience == 0 {
		o.Patience = defaultPatience
	}
}

// pebbleOptions are fixed, down to the format of the files, so that a newer Pebble writes
// nothing that this one could not read.
func (o *Options) pebbleOptions(lock *pebble.Lock, failure *failure) *pebble.Options {
	p := &pebble.Options{
		FS:                         disk{o.FS, failure},
		Lock:                       lock,
		CacheSize:                  o.CacheBytes,
		MemTableSize:               o.MemTableBytes,
		MaxOpenFiles:               200,
		FormatMajorVersion:         pebble.FormatTableFormatV6,
		Logger:                     pebbleLog{failure},
		EventListener:              failure.listener(),
		Cleaner:                    pebble.ArchiveCleaner{}, // see disk.Rename
		CompactionConcurrencyRange: func() (int, int) { return 1, max(1, runtime.GOMAXPROCS(0)/2) },
	}
	for i := range p.Levels {
		// Texts are packed already, and Pebble stores as they are blocks that do not shrink.
		p.Levels[i].BlockSize = 16 << 10
		p.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
		p.Levels[i].Compression = func() *sstable.CompressionProfile { return sstable.FastestCompression }
	}
	return p
}

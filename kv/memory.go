package kv

import "github.com/cockroachdb/pebble/v2/vfs"

// InMemory returns o changed so that the store lives in memory only and ends with Close.
func InMemory(o Options) Options {
	o.Dir, o.FS = "memory", vfs.NewMem()
	return o
}

//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package walk

import (
	"io/fs"
	"os"
)

// stat is what a file's size and time are.
func stat(_ *os.File, d fs.DirEntry) (size, modTime int64, regular bool, err error) {
	info, err := d.Info()
	if err != nil {
		return 0, 0, false, err
	}
	return info.Size(), info.ModTime().UnixNano(), info.Mode().IsRegular(), nil
}

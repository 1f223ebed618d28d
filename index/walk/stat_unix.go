//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package walk

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// stat is what a file's size and time are. It asks relative to the open folder, since
// finding the folder anew by its path for each file takes as long as everything else.
func stat(folder *os.File, d fs.DirEntry) (size, modTime int64, regular bool, err error) {
	var s unix.Stat_t
	for {
		err = unix.Fstatat(int(folder.Fd()), d.Name(), &s, unix.AT_SYMLINK_NOFOLLOW)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	return s.Size, s.Mtim.Nano(), s.Mode&unix.S_IFMT == unix.S_IFREG, err
}

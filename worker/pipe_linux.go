package worker

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// pipeSize lets most files pass in one go; 64 KiB, the default, costs two context switches for
// each further 64 KiB.
const pipeSize = 1 << 20

// widen enlarges a pipe's buffer. Where the system allows no larger one, the default serves.
func widen(pipe any) {
	file, ok := pipe.(syscall.Conn)
	if !ok {
		return
	}
	raw, err := file.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) { _, _ = unix.FcntlInt(fd, unix.F_SETPIPE_SZ, pipeSize) })
}

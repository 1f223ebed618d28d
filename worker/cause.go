package worker

// cause tells why a worker died.
type cause int

const (
	crashed cause = iota // the parser's fault
	hung                 // over its time
	bloated              // over its memory
	killed               // from outside: the kernel short of memory, or a person
)

func (d *death) cause() cause {
	switch {
	case d.stuck || d.state.ExitCode() == exitHung:
		return hung
	case d.state.ExitCode() == exitMemory:
		return bloated
	case wasKilled(d.state):
		return killed
	}
	return crashed
}

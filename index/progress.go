package index

import "sync/atomic"

// progress counts what a scan has done so far; several goroutines add to it.
type progress struct {
	found, done, reads, parsed, bytes atomic.Int64
}

func (p *progress) read(got *reading) {
	p.reads.Add(1)
	p.bytes.Add(got.stamp.size)
	if got.parsed {
		p.parsed.Add(1)
	}
}

func (p *progress) now() Progress {
	return Progress{Found: int(p.found.Load()), Done: int(p.done.Load()), Bytes: p.bytes.Load()}
}

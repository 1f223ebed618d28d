package worker

import "time"

// usage is what this process has used since it started.
type usage struct {
	cpu        time.Duration
	peakMemory int64 // bytes resident at the most
}

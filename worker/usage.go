package worker

import "time"

// usage is what this process has used since it started.
type usage struct {
	cpu    time.Duration
	memory int64 // bytes resident now, or at the most where only that is told
}

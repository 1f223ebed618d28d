//go:build !unix

package worker

import "errors"

func measure() (usage, error) { return usage{}, errors.ErrUnsupported }

//go:build !linux

package app

import "time"

// processorTime is not asked for: memory is then given back after the start and after passwords only.
func processorTime() time.Duration { return 0 }

// unmapProgram leaves it to the system.
func unmapProgram() {}

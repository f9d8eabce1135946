//go:build !linux

package app

// unmapProgram leaves it to the system.
func unmapProgram() {}

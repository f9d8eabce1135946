package app

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// processorTime is what this process has used of the processors.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// unmapProgram gives back the pages of the program itself that were read: packages that set themselves up, catalogues,
// the schema, screens, what the browser fetches. They are not written to, so what is needed again comes from the file, or
// from the system's copy of it: half a millisecond for all of them. That it does not work is no failure.
func unmapProgram() {
	self, err := os.Executable()
	if err != nil {
		return
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(maps)) {
		// 00400000-01a3f000 r-xp 00000000 08:01 131 /usr/bin/kroon
		fields := strings.Fields(line)
		if len(fields) < 6 || fields[5] != self || strings.Contains(fields[1], "w") {
			continue
		}
		first, last, _ := strings.Cut(fields[0], "-")
		from, badFrom := strconv.ParseUint(first, 16, 64)
		until, badUntil := strconv.ParseUint(last, 16, 64)
		if badFrom == nil && badUntil == nil && from < until {
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, uintptr(from), uintptr(until-from), syscall.MADV_DONTNEED)
		}
	}
}

package app

import (
	"math"
	"os"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
)

// beside is how much of the memory that the system lets this process have is not Go's: pages of SQLite, stacks, the program.
const beside = 64 << 20

// MindMemory has the collector of garbage know how much memory the system lets this process have at most, when it is in a
// cgroup (a container, MemoryMax= of systemd) and GOMEMLIMIT does not say otherwise: it then works harder instead of being
// killed. It gives that limit, 0 when there is none.
func MindMemory() (limit int64) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return 0
	}
	raw, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return 0
	}
	limit = allowed("/sys/fs/cgroup", string(raw))
	if limit > 0 {
		debug.SetMemoryLimit(max(limit-beside, limit/2))
	}
	return limit
}

// allowed is the least of the limits of a process's cgroup and of those around it, of either version; 0 when there is none.
// groups is what /proc/self/cgroup says, a line for each hierarchy.
func allowed(root, groups string) (least int64) {
	for line := range strings.Lines(groups) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) != 3 {
			continue
		}
		base, file := root, "memory.max"
		if parts[1] == "memory" {
			base, file = path.Join(root, "memory"), "memory.limit_in_bytes"
		} else if parts[1] != "" {
			continue
		}
		for at := path.Clean("/" + parts[2]); ; at = path.Dir(at) {
			raw, err := os.ReadFile(path.Join(base, at, file))
			n, bad := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64)
			if err == nil && bad == nil && n > 0 && n < math.MaxInt64/2 && (least == 0 || n < least) {
				least = n
			}
			if at == "/" {
				break
			}
		}
	}
	return least
}

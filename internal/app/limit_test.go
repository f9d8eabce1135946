package app

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheLeastLimitAroundAProcessCounts(t *testing.T) {
	root := t.TempDir()
	write := func(file, text string) {
		t.Helper()
		at := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("system.slice/kroon.service/memory.max", "max\n")
	write("system.slice/memory.max", "268435456\n")
	write("memory/box/memory.limit_in_bytes", "1073741824\n")
	write("memory/box/inner/memory.limit_in_bytes", "9223372036854771712\n")
	for groups, want := range map[string]int64{
		"0::/system.slice/kroon.service\n":                      256 << 20,
		"0::/user.slice\n":                                      0,
		"5:memory:/box/inner\n4:cpu,cpuacct:/box\n":             1 << 30,
		"5:memory:/box/inner\n0::/system.slice/kroon.service\n": 256 << 20,
		"":            0,
		"nonsense\n":  0,
		"0::/../../x": 0,
	} {
		if got := allowed(root, groups); got != want {
			t.Errorf("%q: %d, want %d", groups, got, want)
		}
	}
}

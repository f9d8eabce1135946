// Package stories runs the whole program as people run it: each text file here is one story.
package stories

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// bin is the folder of the program that was built for the stories.
var bin string

func TestMain(m *testing.M) {
	code, err := build(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "stories:", err)
		code = 1
	}
	os.Exit(code)
}

func build(m *testing.M) (code int, err error) {
	if bin, err = os.MkdirTemp("", "kroon-stories"); err != nil {
		return 1, err
	}
	defer func() { err = os.RemoveAll(bin) }()
	made := exec.Command("go", "build", "-o", filepath.Join(bin, "kroon"), "kroon/cmd/kroon")
	made.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := made.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("%w: %s", err, out)
	}
	return m.Run(), nil
}

func TestStories(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	data := os.Getenv("KROON_TESTDATA")
	if data == "" {
		data = filepath.Join(root, "..", "shared", "data")
	}
	testscript.Run(t, testscript.Params{
		Dir: ".",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			e.Setenv("KROON_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("KROON_TESTDATA", data)
			e.Setenv("ROOT", root)
			return nil
		},
		Condition: func(condition string) (bool, error) {
			if condition != "testdata" {
				return false, fmt.Errorf("unknown condition %s", condition)
			}
			_, err := os.Stat(data)
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"flip": flip, "latin": latin},
	})
}

// flip changes one byte in the middle of a file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flip FILE")
	}
	path := ts.MkAbs(args[0])
	raw, err := os.ReadFile(path)
	ts.Check(err)
	raw[len(raw)/2] ^= 1
	ts.Check(os.WriteFile(path, raw, 0o600))
}

// latin writes a file as programs of before Unicode do.
func latin(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: latin FROM TO")
	}
	var out []byte
	for _, r := range ts.ReadFile(args[0]) {
		out = append(out, byte(r))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o600))
}

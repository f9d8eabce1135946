package arch

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// rule finds what breaks one group of rules in a tree, in a fixed order.
type rule func(*tree) []finding

// keeps runs a rule on this repository, wanting nothing, and on the planted tree of the given name,
// wanting exactly what is written there.
func keeps(t *testing.T, name string, check rule) {
	holds(t, check)
	plantedIn(t, name, check)
}

// holds runs a rule on this repository.
func holds(t *testing.T, check rule) {
	t.Run("repository", func(t *testing.T) {
		whole, err := repository()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range check(whole) {
			t.Error(f)
		}
	})
}

// plantedIn runs a rule on testdata/<name>.txtar.
func plantedIn(t *testing.T, name string, check rule) {
	t.Run("planted", func(t *testing.T) {
		planted, want := plantedTree(t, "testdata/"+name+".txtar")
		var got []string
		for _, f := range check(planted) {
			got = append(got, f.String())
		}
		compare(t, got, want)
	})
}

// compare shows both lists line by line where they differ.
func compare(t *testing.T, got, want []string) {
	t.Helper()
	missing := map[string]int{}
	for _, line := range want {
		missing[line]++
	}
	for _, line := range got {
		if missing[line] == 0 {
			t.Errorf("found, but not planted:\n%s", line)
			continue
		}
		missing[line]--
	}
	for line, n := range missing {
		if n > 0 {
			t.Errorf("planted, but not found:\n%s", line)
		}
	}
}

var fileMark = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// plantedTree reads an archive in the txtar form: "-- path --" starts a file, and the file want
// holds the findings, one on a line. Text before the first file says what is planted.
func plantedTree(t *testing.T, name string) (*tree, []string) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	marks := fileMark.FindAllSubmatchIndex(raw, -1)
	for i, mark := range marks {
		end := len(raw)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		files[string(raw[mark[2]:mark[3]])] = &fstest.MapFile{Data: raw[mark[1]:end]}
	}
	wanted := files["want"]
	if wanted == nil {
		t.Fatalf("%s says not what is wanted", name)
	}
	delete(files, "want")
	planted, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(wanted.Data)), "\n")
	if want[0] == "" {
		t.Fatalf("%s plants nothing", name)
	}
	return planted, want
}

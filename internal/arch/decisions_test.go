package arch

import (
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// decisions is the folder of decision records; decisionList is the page that lists them.
const (
	decisions    = "docs/adr"
	decisionList = "docs/README.md"
)

var recordName = regexp.MustCompile(`^(\d{4})-[a-z0-9-]+\.md$`)

// decisionRecords: each record has a number of its own, bears it in its title and stands in the list. Who
// writes a decision on a branch takes the next free number, and so does somebody else.
func decisionRecords(t *tree) []finding {
	list, _ := fs.ReadFile(t.fsys, decisionList)
	holder := map[string]string{}
	var out []finding
	for _, name := range t.paths {
		if path.Dir(name) != decisions {
			continue
		}
		found := recordName.FindStringSubmatch(path.Base(name))
		if found == nil {
			out = append(out, finding{name, 1, "a decision record is called NNNN-what-it-decides.md"})
			continue
		}
		number, _ := strconv.Atoi(found[1])
		if other := holder[found[1]]; other != "" {
			out = append(out, finding{name, 1, "number " + found[1] + " is that of " + other + " already: take the next free one"})
		}
		holder[found[1]] = name
		raw, err := fs.ReadFile(t.fsys, name)
		if err != nil || !strings.HasPrefix(string(raw), "# "+strconv.Itoa(number)+". ") {
			out = append(out, finding{name, 1, "the title must begin with \"# " + strconv.Itoa(number) + ". \""})
		}
		if !strings.Contains(string(list), "(adr/"+path.Base(name)+")") {
			out = append(out, finding{name, 1, "is not in the list of " + decisionList})
		}
	}
	return out
}

package claim_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayRead are the files outside this package that may read what is said of a customer, stale or not: those that
// show it to people, beside the numbers and in the search too, or have it forgotten. A rule reads Service.Usable, which leaves out what is stale; so whoever is not in this list and
// reads more is found here.
var mayRead = []string{"internal/overview/claim.go", "internal/overview/claim_access.go", "internal/overview/pattern.go",
	"internal/overview/said_claim.go", "internal/app/reactions_search.go", "internal/act/erase_found.go", "internal/act/claim.go", "internal/gallery/pointed.go", "internal/demo/claims.go"}

// mayName are the files that may name the tables: they read no words and no kind, only that something is there, or how
// much of it will be erased; and the one that has all words found by whoever may read them.
var mayName = []string{"internal/report/references.go", "internal/overview/customer_present.go", "internal/overview/erase.go", "internal/overview/said_claim.go"}

// TestRulesReadUsableOnly: nobody reads the tables of claims but their owner, and only those who show claims to people
// list them unweighed.
func TestRulesReadUsableOnly(t *testing.T) {
	tables := regexp.MustCompile(`(?i)\b(FROM|JOIN)\s+claim(_words|_look)?\b`)
	unweighed := regexp.MustCompile(`\b[Cc]laims?\.(Of|Get)\(`)
	seen := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, filepath.FromSlash("../../")))
		if strings.HasPrefix(name, "internal/claim/") {
			return nil
		}
		text, err := os.ReadFile(path)
		seen++
		if tables.Match(text) && !slices.Contains(mayName, name) {
			t.Errorf("%s reads the tables of claims: ask claim.Service.Usable", name)
		}
		if unweighed.Match(text) && !slices.Contains(mayRead, name) && !strings.HasPrefix(name, "internal/overview/claim") {
			t.Errorf("%s reads claims that may be stale: ask claim.Service.Usable", name)
		}
		return err
	})
	if err != nil || seen < 100 {
		t.Fatalf("%d files read: %v", seen, err)
	}
}

package arch

import (
	"slices"
	"strings"
)

// question is one SELECT, UPDATE or DELETE of a statement: the whole, or one inside another, or one arm of a UNION.
type question struct {
	tables []string
	placed bool // says org = $1 (or another placeholder) itself
}

// questions cuts a statement into its questions. What stands in brackets without a SELECT belongs to the question around it.
func questions(sql string) []question {
	words := tokens(sql)
	for i := range words {
		words[i] = strings.ToUpper(words[i])
	}
	at := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return words[i]
	}
	out := []question{{}}
	open := []int{0}    // the questions that are open, the innermost last
	var brackets []bool // of each open bracket: whether it holds a question
	for i, word := range words {
		this := open[len(open)-1]
		switch {
		case word == "(":
			inside := at(i+1) == "SELECT" || at(i+1) == "WITH"
			brackets = append(brackets, inside)
			if inside {
				out = append(out, question{})
				open = append(open, len(out)-1)
			}
		case word == ")" && len(brackets) > 0:
			if brackets[len(brackets)-1] {
				open = open[:len(open)-1]
			}
			brackets = brackets[:len(brackets)-1]
		case slices.Contains([]string{"UNION", "EXCEPT", "INTERSECT"}, word):
			out = append(out, question{})
			open[len(open)-1] = len(out) - 1
		case slices.Contains([]string{"FROM", "JOIN", "UPDATE"}, at(i-1)) && word != "(" && word != "SET":
			out[this].tables = append(out[this].tables, strings.ToLower(word))
		case (word == "ORG" || strings.HasSuffix(word, ".ORG")) && at(i+1) == "=" && strings.HasPrefix(at(i+2), "$"):
			out[this].placed = true
		}
	}
	return out
}

// unplaced are the tables of questions that do not say which organisation they are about, but take it from elsewhere.
func unplaced(sql string, known map[string]table) []string {
	var out []string
	for _, q := range questions(sql) {
		for _, name := range q.tables {
			if known[name].org && !q.placed {
				out = append(out, name)
			}
		}
	}
	return out
}

package web

import (
	"maps"
	"regexp"
	"slices"
	"testing"
)

var (
	cssComment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSelector = regexp.MustCompile(`([^{};]+)\{`)
	cssClass    = regexp.MustCompile(`\.([a-z][a-z-]*)`)
)

// classesOf are the classes that style sheets mention.
func classesOf(sheets ...string) map[string]bool {
	out := map[string]bool{}
	for _, sheet := range sheets {
		text := cssComment.ReplaceAll(mustRead("css/"+sheet+".css"), nil)
		for _, selector := range cssSelector.FindAllSubmatch(text, -1) {
			for _, class := range cssClass.FindAllSubmatch(selector[1], -1) {
				out[string(class[1])] = true
			}
		}
	}
	return out
}

// A class of one audience's screens must not be another's too: all sheets are one file, and the last one wins
// without a word. So the customer's buttons once stood in the box of a busy day's choices.
func TestSheetsOfScreensShareNoClass(t *testing.T) {
	shared := classesOf("base", "parts", "forms", "frame", "charts")
	own := map[string]map[string]bool{}
	for _, screens := range []string{"desk", "relation", "team"} {
		own[screens] = classesOf(screens)
		if len(own[screens]) < 5 {
			t.Fatalf("%s: %d classes found", screens, len(own[screens]))
		}
		maps.DeleteFunc(own[screens], func(class string, _ bool) bool { return shared[class] })
	}
	for _, pair := range [][2]string{{"desk", "relation"}, {"desk", "team"}, {"relation", "team"}} {
		for _, class := range slices.Sorted(maps.Keys(own[pair[0]])) {
			if own[pair[1]][class] {
				t.Errorf("both %s.css and %s.css style .%s: give one of them another name, or move it to parts.css", pair[0], pair[1], class)
			}
		}
	}
}

var cssLink = regexp.MustCompile(`a\[href[^{,]*`)

// A rule for links by where they lead must leave buttons alone: it weighs more than .btn, and so the icon of
// "Bel 020 555 01 23" once stood on a line of its own.
func TestLinksByAddressLeaveButtonsAlone(t *testing.T) {
	for _, sheet := range []string{"base", "frame", "parts", "forms", "desk", "relation", "team"} {
		for _, selector := range cssLink.FindAllString(string(cssComment.ReplaceAll(mustRead("css/"+sheet+".css"), nil)), -1) {
			if !regexp.MustCompile(`:not\(\.btn\)`).MatchString(selector) {
				t.Errorf("%s.css: %s also restyles buttons: add :not(.btn)", sheet, selector)
			}
		}
	}
}

package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	guide     = "../../docs/guide"
	catalogue = "../../internal/lang/catalogue"
	// most is how much the guide's pictures may weigh together, in bytes.
	most = 4 << 20
)

// chapters are the pages of the guide in one language, by file name.
func chapters(t *testing.T, lang string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(guide, lang, "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatal("the guide has no pages in", lang, err)
	}
	out := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = string(text)
	}
	return out
}

// TestTwins: each page of the guide is there in both languages, with the same pictures.
func TestTwins(t *testing.T) {
	nl, en := chapters(t, "nl"), chapters(t, "en")
	both := maps.Clone(nl)
	maps.Copy(both, en)
	for name := range both {
		if nl[name] == "" || en[name] == "" {
			t.Errorf("%s is there in one language only", name)
			continue
		}
		if dutch, english := shownIn(t, "nl", nl[name]), shownIn(t, "en", en[name]); !slices.Equal(dutch, english) {
			t.Errorf("%s shows %v in Dutch and %v in English", name, dutch, english)
		}
	}
}

// shownIn are the entries whose pictures a page shows; a picture in another language is none of its own.
func shownIn(t *testing.T, lang, text string) (out []string) {
	t.Helper()
	all := picturesIn(text)
	if links := strings.Count(text, "!["); links != len(all) {
		t.Errorf("%d of %d pictures are not named ../pictures/ENTRY-LANG[-390].webp, near %.40q", links-len(all), links, text)
	}
	for _, one := range all {
		if one.lang != lang {
			t.Errorf("a page in %s shows %s", lang, one.name)
		}
		out = append(out, one.entry+" "+one.width)
	}
	return out
}

// TestPictures: the pictures that the guide links to are there, and no others; together they are not heavy.
func TestPictures(t *testing.T) {
	all, err := wanted(guide)
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{}
	for _, one := range all {
		linked[one.name] = true
	}
	files, err := os.ReadDir(filepath.Join(guide, "pictures"))
	if err != nil {
		t.Fatal(err)
	}
	weight := int64(0)
	for _, file := range files {
		if !linked[file.Name()] {
			t.Errorf("no page of the guide shows %s: go run ./test/pictures -guide docs/guide", file.Name())
		}
		delete(linked, file.Name())
		info, err := file.Info()
		if err != nil {
			t.Fatal(err)
		}
		weight += info.Size()
	}
	for name := range linked {
		t.Errorf("%s is not there: go run ./test/pictures -guide docs/guide", name)
	}
	if weight > most {
		t.Errorf("the pictures weigh %d bytes together, at most %d", weight, most)
	}
}

var (
	bold  = regexp.MustCompile(`(?s)\*\*(.+?)\*\*`)
	blank = regexp.MustCompile(`\{[^}]*\}`)
	forms = regexp.MustCompile(`\[([^|\]]*)\|([^\]]*)\]`)

	letter = regexp.MustCompile(`\pL`)
)

// fewest is how many letters of its own a text with blanks needs to be recognised.
const fewest = 3

// screen is what stands on the screen in one language: texts as they are, and those with blanks to fill in.
type screen struct {
	texts  map[string]bool
	filled []*regexp.Regexp
}

// TestWordsOnTheScreen: what the guide prints in bold stands on the screen in exactly those words.
func TestWordsOnTheScreen(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		on := screenIn(t, lang)
		for name, text := range chapters(t, lang) {
			for _, found := range bold.FindAllStringSubmatch(text, -1) {
				words := strings.Join(strings.Fields(found[1]), " ")
				fits := func(one *regexp.Regexp) bool { return one.MatchString(words) }
				if !on.texts[words] && !slices.ContainsFunc(on.filled, fits) {
					t.Errorf("%s/%s says %q is on the screen, and the catalogue has no such text", lang, name, words)
				}
			}
		}
	}
}

func screenIn(t *testing.T, lang string) screen {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(catalogue, lang, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no catalogue in", lang, err)
	}
	out := screen{texts: map[string]bool{}}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		entries := map[string]any{}
		if err := json.Unmarshal(raw, &entries); err != nil {
			t.Fatal(file, err)
		}
		for _, value := range entries {
			out.take(value)
		}
	}
	return out
}

// take reads an entry: its plurals and its forms of address are texts of their own. Of a text that is nearly all
// blanks anything would be one, so it is left out.
func (s *screen) take(value any) {
	if plurals, ok := value.(map[string]any); ok {
		for _, one := range plurals {
			s.take(one)
		}
		return
	}
	text, _ := value.(string)
	for _, form := range []string{"$1", "$2"} {
		one := forms.ReplaceAllString(text, form)
		if !blank.MatchString(one) {
			s.texts[one] = true
		} else if len(letter.FindAllString(blank.ReplaceAllString(one, ""), fewest)) == fewest {
			parts := blank.Split(one, -1)
			for i := range parts {
				parts[i] = regexp.QuoteMeta(parts[i])
			}
			s.filled = append(s.filled, regexp.MustCompile("^"+strings.Join(parts, ".+")+"$"))
		}
	}
}

// TestKeys: the page about keys names each key that the ? of the screen shows.
func TestKeys(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		raw, err := os.ReadFile(filepath.Join(catalogue, lang, "web.json"))
		if err != nil {
			t.Fatal(err)
		}
		entries, shown := map[string]any{}, chapters(t, lang)["12-keys.md"]
		if err := json.Unmarshal(raw, &entries); err != nil {
			t.Fatal(err)
		}
		named := func(key string) bool { return strings.Contains(shown, "`"+key+"`") }
		for key, value := range entries {
			press, _ := value.(string)
			if !strings.HasPrefix(key, "web.keys.") || !strings.HasSuffix(key, "_press") || named(press) {
				continue
			}
			for _, one := range strings.Fields(press) {
				if !named(one) {
					t.Errorf("%s: the page about keys leaves out %s", lang, one)
				}
			}
		}
	}
}

package commandline

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"pgregory.net/rapid"
)

type shared struct {
	Data    string `env:"LINE_DATA" default:"./data" help:"Where." placeholder:"DIR"`
	BaseURL string `env:"LINE_URL" help:"Link."`
}

type add struct {
	shared
	Name   string   `arg:"" help:"Who."`
	Role   string   `enum:"staff,owner" default:"staff" help:"What."`
	Phone  bool     `help:"Yes or no."`
	Skills []string `env:"LINE_SKILLS" help:"Many."`
	JSON   bool     `help:"As JSON."`
}

type keep struct {
	File string `arg:"" type:"path" help:"Where to."`
	Key  string `type:"existingfile" required:"" help:"Which."`
}

type program struct {
	Lang  string `env:"LINE_LANG" enum:"nl,en" default:"en" help:"Language."`
	Staff struct {
		Add  add      `cmd:"" help:"Add somebody."`
		List struct{} `cmd:"" help:"List."`
	} `cmd:"" help:"Staff."`
	Keep    keep     `cmd:"" help:"Keep something."`
	Version struct{} `cmd:"" help:"Which."`
}

// byKong reads the same line with the library that this package stands in for.
func byKong(t *rapid.T, args []string) (p program, ok bool) {
	parser, err := kong.New(&p, kong.Name("line"), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(args)
	return p, err == nil
}

// Words in any order, right ones, wrong ones and those that look like flags, are taken and refused as by a
// library that many use, and give the same values.
func TestReadsAsALibraryDoes(t *testing.T) {
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	words := rapid.SampledFrom([]string{
		"staff", "add", "list", "keep", "version", "Monique", "-", "--", "-x", "x", "",
		"--data", "--data=a=b", "--data=", "--base-url=http://a", "--base-url", "--role=owner", "--role=king", "--role",
		"--phone", "--phone=false", "--phone=maybe", "--json", "--skills=a,b", "--skills", "a,,b", "--skills=", "--skills=a,",
		"--key", "--key=" + there, there, "--key=/nowhere/at/all", "--key=/", "~/x", "--lang=nl", "--lang=fr", "--lang", "--nope",
	})
	begin := rapid.SampledFrom([][]string{{}, {"staff", "add"}, {"staff", "add", "Monique"}, {"keep", "x", "--key=" + there}, {"--lang=nl", "staff"}})
	rapid.Check(t, func(rt *rapid.T) {
		for _, name := range []string{"LINE_DATA", "LINE_URL", "LINE_SKILLS", "LINE_LANG"} {
			if rapid.IntRange(0, 5).Draw(rt, name+" there") == 0 {
				t.Setenv(name, rapid.SampledFrom([]string{"", "nl", "a,b", "x"}).Draw(rt, name))
			} else {
				t.Setenv(name, "") // so that it is put back afterwards
				if err := os.Unsetenv(name); err != nil {
					rt.Fatal(err)
				}
			}
		}
		args := slices.Concat(begin.Draw(rt, "begin"), rapid.SliceOfN(words, 0, 4).Draw(rt, "words"))
		if strings.Count(strings.Join(args, " "), "--key") > 1 {
			return // the library heeds the first file only
		}
		want, ok := byKong(rt, args)
		var got program
		chosen, err := Read(&got, "line", "", args, os.LookupEnv)
		if (err == nil) != ok {
			rt.Fatalf("%q: %v, by the library %v", args, err, ok)
		}
		switch chosen.Verb { // the library fills verbs that nobody asked for, too
		case &got.Staff.Add:
			want.Keep = got.Keep
		case &got.Keep:
			want.Staff.Add = got.Staff.Add
		default:
			want.Keep, want.Staff.Add = got.Keep, got.Staff.Add
		}
		if len(want.Staff.Add.Skills) == 0 && len(got.Staff.Add.Skills) == 0 {
			want.Staff.Add.Skills = got.Staff.Add.Skills
		}
		if ok && !reflect.DeepEqual(got, want) {
			rt.Fatalf("%q: %+v, by the library %+v", args, got, want)
		}
	})
}

func TestSaysWhatCanBeGiven(t *testing.T) {
	var p program
	chosen, err := Read(&p, "line", "About.", []string{"staff", "add", "--nope", "--help"}, os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		"Usage: line staff add <name> [flags]\n\nAdd somebody.\n", "  <name>    Who.\n", "--data=DIR ", "Where ($LINE_DATA).", "--skills=SKILLS,...", `--lang="en"`,
	} {
		if !strings.Contains(chosen.Usage, part) {
			t.Errorf("%q is not in\n%s", part, chosen.Usage)
		}
	}
	chosen, err = Read(&p, "line", "About.", []string{"-h"}, os.LookupEnv)
	if err != nil || !strings.Contains(chosen.Usage, "\n  keep --key=STRING <file> [flags]\n    Keep something.\n") {
		t.Errorf("%v\n%s", err, chosen.Usage)
	}
}

func TestGivesTheVerb(t *testing.T) {
	var p program
	chosen, err := Read(&p, "line", "", []string{"staff", "list"}, os.LookupEnv)
	if err != nil || chosen.Verb != any(&p.Staff.List) {
		t.Errorf("%T, %v", chosen.Verb, err)
	}
}

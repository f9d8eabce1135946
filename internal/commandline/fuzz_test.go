package commandline

import (
	"strings"
	"testing"
)

// A line is a verb with what it was given, a text about how it is used, or an error that names what is wrong.
func FuzzRead(f *testing.F) {
	for _, line := range []string{"", "staff\nadd\nJeroen", "staff\nadd\n--role=boss\nx", "--help", "staff\n--", "keep\n--key\n-", "version\n--lang=nl\n--lang", "staff\nadd\n--phone=maybe\nx", "--=\n-=", "staff\nadd\n--skills=a,,b\n--\n--json"} {
		f.Add(line, "nl")
	}
	f.Fuzz(func(t *testing.T, line, given string) {
		var p program
		args := strings.Split(line, "\n")
		choice, err := Read(&p, "line", "A program.", args, func(name string) (string, bool) { return given, name == "LINE_LANG" })
		switch {
		case choice.Usage != "" && err != nil, err != nil && err.Error() == "":
			t.Errorf("%q: %q, %v", args, choice.Usage, err)
		case err == nil && choice.Usage == "" && (choice.Verb == nil || p.Lang != "nl" && p.Lang != "en"):
			t.Errorf("%q with %q is taken: %+v", args, given, p)
		}
		if _, is := choice.Verb.(*add); is && err == nil && choice.Usage == "" && p.Staff.Add.Role != "staff" && p.Staff.Add.Role != "owner" {
			t.Errorf("%q makes somebody %q", args, p.Staff.Add.Role)
		}
	})
}

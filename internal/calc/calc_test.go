package calc_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kroon/internal/calc"
	"kroon/internal/lang"
)

const (
	days     = `"mon":[["09:00","12:30"],["13:00","24:00"]],"tue":[["09:00","17:00"]],"thu":[["09:00","17:00"]],"fri":[["09:00","17:00"]]`
	calendar = `"zone":"Europe/Amsterdam","week":{` + days + `},"holidays":["2026-12-25"],"absences":[["2026-12-28T00:00","2026-12-29T12:00"]]`
	bare     = `"zone":"Europe/Amsterdam","week":{` + days + `}`
)

// ask gives the answers to lines, one each.
func ask(t *testing.T, run func(*strings.Reader, *bytes.Buffer) error, lines ...string) []string {
	t.Helper()
	var out bytes.Buffer
	if err := run(strings.NewReader(strings.Join(lines, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func worktime(r *strings.Reader, w *bytes.Buffer) error { return calc.Worktime(r, w) }
func feasible(r *strings.Reader, w *bytes.Buffer) error { return calc.Feasible(r, w) }

func TestWorktimeLines(t *testing.T) {
	for _, c := range []struct{ question, want string }{
		{`{` + calendar + `,"op":"add","from":"2026-12-24T15:00:00+01:00","minutes":120}`, `{"at":"2026-12-24T17:00:00+01:00"}`},
		{`{` + calendar + `,"op":"add","from":"2026-12-24T14:00:00Z","minutes":121}`, `{"at":"2026-12-29T12:01:00+01:00"}`},
		{`{` + calendar + `,"op":"add","from":"2026-12-24T16:59:30.25+01:00","minutes":1}`, `{"at":"2026-12-29T12:00:30.25+01:00"}`},
		{`{` + calendar + `,"op":"add","from":"2026-07-05T10:00:00Z","minutes":0}`, `{"at":"2026-07-05T12:00:00+02:00"}`},
		{`{` + calendar + `,"op":"between","from":"2026-12-24T15:00:00+01:00","to":"2026-12-29T12:30:59+01:00"}`, `{"minutes":150}`},
		{`{` + bare + `,"op":"between","from":"2026-12-29T12:00:00+01:00","to":"2026-12-24T12:00:00+01:00"}`, `{"minutes":0}`},
		{`{` + bare + `,"op":"between","from":"2026-11-23T12:00:00Z","to":"2026-11-24T12:00:00Z"}`, `{"minutes":900}`},
	} {
		if got := ask(t, worktime, c.question); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s\n gives %s, want %s", c.question, got, c.want)
		}
	}
}

func TestFeasibleLines(t *testing.T) {
	// Tuesday 24 November 2026, 9 to 17; nobody on Wednesday.
	start := `{"calendar":{` + bare + `},"now":"2026-11-24T09:00:00+01:00",`
	for _, c := range []struct{ question, want string }{
		{start + `"promises":[{"id":"a","due":"2026-11-24T10:00:00+01:00","minutes":30}],"new":{"due":"2026-11-24T11:00:00+01:00","minutes":20}}`,
			`{"feasible":true,"slack":[{"due":"2026-11-24T10:00:00+01:00","minutes":30},{"due":"2026-11-24T11:00:00+01:00","minutes":70}],"first_feasible":"2026-11-24T09:20:00+01:00"}`},
		{start + `"promises":[{"id":"a","due":"2026-11-24T10:00:00+01:00","minutes":50}],"new":{"due":"2026-11-24T09:00:00Z","minutes":20}}`,
			`{"feasible":false,"slack":[{"due":"2026-11-24T10:00:00+01:00","minutes":-10}],"first_feasible":"2026-11-24T10:10:00+01:00"}`},
		{start + `"promises":[{"id":"a","due":"2026-11-24T17:00:00+01:00","minutes":480}],"new":{"due":"2026-11-25T12:00:00+01:00","minutes":20}}`,
			`{"feasible":false,"slack":[{"due":"2026-11-24T17:00:00+01:00","minutes":0},{"due":"2026-11-25T12:00:00+01:00","minutes":-20}],"first_feasible":"2026-11-26T09:20:00+01:00"}`},
		{start + `"promises":[{"id":"late","due":"2026-11-24T08:00:00+01:00","minutes":5}],"new":{"due":"2026-11-24T12:00:00+01:00","minutes":20}}`,
			`{"feasible":true,"slack":[{"due":"2026-11-24T08:00:00+01:00","minutes":-5},{"due":"2026-11-24T12:00:00+01:00","minutes":155}],"first_feasible":"2026-11-24T09:25:00+01:00"}`},
		// What does not fit already is not made worse: not before it, and not with it.
		{start + `"promises":[{"id":"short","due":"2026-11-24T10:00:00+01:00","minutes":90}],"new":{"due":"2026-11-24T10:00:00+01:00","minutes":5}}`,
			`{"feasible":false,"slack":[{"due":"2026-11-24T10:00:00+01:00","minutes":-35}],"first_feasible":"2026-11-24T10:35:00+01:00"}`},
		{start + `"promises":[{"id":"broken","minutes":5}],"new":{"due":"2026-11-24T12:00:00+01:00","minutes":20}}`,
			`{"feasible":true,"slack":[{"due":"2026-11-24T12:00:00+01:00","minutes":155}],"first_feasible":"2026-11-24T09:25:00+01:00"}`},
		{start + `"promises":[],"new":{"due":"2026-11-24T09:00:00+01:00","minutes":0}}`,
			`{"feasible":true,"slack":[{"due":"2026-11-24T09:00:00+01:00","minutes":0}],"first_feasible":"2026-11-24T09:00:00+01:00"}`},
	} {
		if got := ask(t, feasible, c.question); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s\n gives %s\n want  %s", c.question, got, c.want)
		}
	}
}

func TestBadLinesAndTheRest(t *testing.T) {
	good := `{` + bare + `,"op":"add","from":"2026-11-24T09:00:00+01:00","minutes":1}`
	swap := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for _, c := range []struct{ line, key, field string }{
		{`{`, "calc.not_json", ""},
		{`[1]`, "calc.not_json", ""},
		{`null`, "calc.not_json", ""},
		{good + good, "calc.not_json", ""},
		{swap("Europe", "\xff"), "calc.not_utf8", ""},
		{swap(`"op"`, `"op":"add","op"`), "calc.double_field", "op"},
		{swap(`"mon"`, `"mon":[],"mon"`), "calc.double_field", "week.mon"},
		{swap(`"op"`, `"Op"`), "calc.missing_field", "op"},
		{swap(`"op"`, `"to":"x","op"`), "calc.unknown_field", "to"},
		{swap(`"op":"add"`, `"op":"sum"`), "calc.unknown_op", "op"},
		{swap(`"minutes":1`, `"minutes":1.0`), "calc.want_number", "minutes"},
		{swap(`"minutes":1`, `"minutes":"1"`), "calc.want_number", "minutes"},
		{swap(`"minutes":1`, `"minutes":-1`), "calc.want_number", "minutes"},
		{swap(`"minutes":1`, `"minutes":9223372036854775808`), "calc.want_number", "minutes"},
		{swap(`"minutes":1`, `"minutes":2147483647`), "worktime.too_far", "minutes"},
		{swap(`"from":"2026`, `"from":"26`), "worktime.bad_instant", "from"},
		{swap(`+01:00"`, `"`), "worktime.bad_instant", "from"},
		{swap(`"zone":"Europe/Amsterdam"`, `"zone":5`), "calc.want_text", "zone"},
		{swap(`Europe/Amsterdam`, `Mars/Olympus`), "worktime.unknown_zone", "zone"},
		{swap(`["09:00","12:30"]`, `["09:00",1230]`), "calc.want_text", "week.mon[0][1]"},
		{swap(`["09:00","12:30"]`, `"09:00"`), "calc.want_list", "week.mon[0]"},
		{swap(`["09:00","12:30"]`, `["09:00","12:30","13:00"]`), "worktime.not_a_pair", "week.mon[0]"},
		{swap(`["09:00","12:30"]`, `["12:30","09:00"]`), "worktime.ends_first", "week.mon[0]"},
		{swap(`"mon"`, `"ma"`), "worktime.unknown_day", "week.ma"},
		{swap(`{`+days+`}`, `[]`), "calc.want_object", "week"},
		{swap(days, ``), "worktime.never_opens", "week"},
		{swap(`"op"`, `"x":`+strings.Repeat("[", 99)+strings.Repeat("]", 99)+`,"op"`), "calc.too_deep", ""},
		{`{"x":"` + strings.Repeat("x", calc.MaxLine) + `"}`, "calc.too_long", ""},
	} {
		got := ask(t, worktime, good, "", c.line+"\r", "  ", good)
		if len(got) != 3 || got[0] != got[2] || !strings.HasPrefix(got[0], `{"at"`) {
			t.Fatalf("%.200s: %.300s", c.line, got)
		}
		var answer struct{ Error, Text string }
		if err := json.Unmarshal([]byte(got[1]), &answer); err != nil || answer.Error != c.key {
			t.Errorf("%.200s: %s, want %s", c.line, got[1], c.key)
		}
		if answer.Text == "" || strings.Contains(answer.Text, "{") || c.field != "" && !strings.HasPrefix(answer.Text, c.field+": ") {
			t.Errorf("%.200s: %s, want field %q", c.line, got[1], c.field)
		}
		if !lang.Has(lang.EN, answer.Error) || !lang.Has(lang.NL, answer.Error) {
			t.Errorf("%s has no sentence", answer.Error)
		}
	}
}

func TestBadFeasibleLines(t *testing.T) {
	good := `{"calendar":{` + bare + `},"now":"2026-11-24T09:00:00+01:00","promises":[{"id":"a","due":"2026-11-24T10:00:00+01:00","minutes":30}],"new":{"due":"2026-11-24T11:00:00+01:00","minutes":20}}`
	for _, c := range []struct{ old, new, key, field string }{
		{`"id":"a"`, `"name":"a"`, "calc.unknown_field", "promises[0].name"},
		{`"id":"a"`, `"id":1`, "calc.want_text", "promises[0].id"},
		{`"minutes":30`, `"minutes":null`, "calc.want_number", "promises[0].minutes"},
		{`[{"id"`, `[7,{"id"`, "calc.want_object", "promises[0]"},
		{`"new":{"due":"2026-11-24T11:00:00+01:00",`, `"new":{`, "calc.missing_field", "new.due"},
		{`"new"`, `"New"`, "calc.missing_field", "new"},
		{`"due":"2026-11-24T11`, `"due":"2126-11-25T11`, "calc.too_far", "new.due"},
		{`"zone":`, `"op":"add","zone":`, "calc.unknown_field", "calendar.op"},
		{`Europe/Amsterdam`, ``, "worktime.no_zone", "calendar.zone"},
		{`"09:00","17:00"`, `"09:00","17:60"`, "worktime.bad_time", "calendar.week.tue[0]"},
	} {
		got := ask(t, feasible, strings.Replace(good, c.old, c.new, 1), good)
		if len(got) != 2 || !strings.HasPrefix(got[0], fmt.Sprintf(`{"error":%q,"text":"%s: `, c.key, c.field)) || !strings.HasPrefix(got[1], `{"feasible":true`) {
			t.Errorf("%s: %s, want %s on %s", c.new, got, c.key, c.field)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestTroubleWithTheOutput(t *testing.T) {
	if err := calc.Worktime(strings.NewReader("{}\n"), full{}); err == nil {
		t.Error("answers that could not be written are no trouble")
	}
}

func FuzzLines(f *testing.F) {
	f.Add(`{` + calendar + `,"op":"add","from":"2026-12-24T15:00:00+01:00","minutes":120}`)
	f.Add(`{` + bare + `,"op":"between","from":"2026-12-24T15:00:00+01:00","to":"2027-12-24T15:00:00+01:00"}` + "\n\n{}")
	f.Add(`{"calendar":{` + bare + `},"now":"2026-11-24T09:00:00+01:00","promises":[{"minutes":30}],"new":{"due":"2026-11-24T11:00:00+01:00","minutes":20}}`)
	f.Fuzz(func(t *testing.T, lines string) {
		for _, run := range []func(*strings.Reader, *bytes.Buffer) error{worktime, feasible} {
			var out bytes.Buffer
			if err := run(strings.NewReader(lines), &out); err != nil {
				t.Fatal(err)
			}
			asked := 0
			for line := range strings.SplitSeq(lines, "\n") {
				if len(bytes.TrimSpace([]byte(line))) > 0 {
					asked++
				}
			}
			answered := strings.Count(out.String(), "\n")
			if asked != answered {
				t.Fatalf("%d lines, %d answers: %s", asked, answered, out.String())
			}
			for line := range strings.Lines(out.String()) {
				if !json.Valid([]byte(line)) {
					t.Fatalf("no JSON: %s", line)
				}
			}
		}
	})
}

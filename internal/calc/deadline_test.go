package calc_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"kroon/internal/calc"
)

func deadlines(r *strings.Reader, w *bytes.Buffer) error { return calc.Deadline(r, w) }

// TestDeadlineLines asks on Friday 20 November 2026, 15:00 in Amsterdam.
func TestDeadlineLines(t *testing.T) {
	for _, c := range []struct{ text, lang, want string }{
		{"vrijdag voor 12 uur", "nl", `{"at":"2026-11-27T12:00:00+01:00","grain":"minute","echo":"vrijdag 27 november 12:00"}`},
		{"over 2 uur", "nl", `{"at":"2026-11-20T17:00:00+01:00","grain":"minute","echo":"vrijdag 20 november 17:00"}`},
		{"over een kwartier", "nl", `{"at":"2026-11-20T15:15:00+01:00","grain":"minute","echo":"vrijdag 20 november 15:15"}`},
		{"maandag voor 12 uur", "nl", `{"at":"2026-11-23T12:00:00+01:00","grain":"minute","echo":"maandag 23 november 12:00"}`},
		{"vrijdag om 15 uur", "nl", `{"at":"2026-11-27T15:00:00+01:00","grain":"minute","echo":"vrijdag 27 november 15:00"}`},
		{"over drie dagen", "nl", `{"at":"2026-11-23T23:59:00+01:00","grain":"day","echo":"maandag 23 november"}`},
		{"overmorgen", "nl", `{"at":"2026-11-22T23:59:00+01:00","grain":"day","echo":"zondag 22 november"}`},
		{"within two hours", "en", `{"at":"2026-11-20T17:00:00+01:00","grain":"minute","echo":"Friday 20 November 17:00"}`},
		{"2 juli", "nl", `{"at":"2027-07-02T23:59:00+02:00","grain":"day","echo":"vrijdag 2 juli 2027"}`},
		{"gisteren", "nl", `{"at":"2026-11-19T23:59:00+01:00","grain":"day","echo":"donderdag 19 november","past":true}`},
		{"morgenochtend", "nl", `{"ask":"Hoe laat precies? Bedoel je zaterdag 21 november 09:00, zaterdag 21 november 10:00 of zaterdag 21 november 12:00?"}`},
		{"bel mij", "nl", `{"none":true}`},
	} {
		line := fmt.Sprintf(`{"text":%q,"lang":%q,"now":"2026-11-20T14:00:00Z","zone":"Europe/Amsterdam"}`, c.text, c.lang)
		if got := ask(t, deadlines, line); got[0] != c.want {
			t.Errorf("%s\n gives %s, want %s", line, got[0], c.want)
		}
	}
}

// TestDeadlineRefusals keeps going after lines that cannot be answered.
func TestDeadlineRefusals(t *testing.T) {
	got := ask(t, deadlines,
		`{"text":"morgen","lang":"fr","now":"2026-11-20T14:00:00Z","zone":"Europe/Amsterdam"}`,
		`{"text":"morgen","lang":"nl","now":"2026-11-20T14:00:00Z","zone":"Europe/Lutjebroek"}`,
		`{"text":"morgen","lang":"nl","now":"vandaag","zone":"Europe/Amsterdam"}`,
		`{"lang":"nl","now":"2026-11-20T14:00:00Z","zone":"Europe/Amsterdam"}`,
		`{"text":"morgen"`,
		`{"text":"morgen","lang":"NL","now":"2026-11-20T14:00:00Z","zone":"Europe/Amsterdam"}`)
	want := []string{"deadline.unknown_lang", "worktime.unknown_zone", "worktime.bad_instant", "calc.missing_field", "calc.not_json", ""}
	for i, key := range want {
		var line struct{ Error, Text string }
		if err := json.Unmarshal([]byte(got[i]), &line); err != nil {
			t.Fatal(err)
		}
		if line.Error != key || (line.Text == "") != (key == "") {
			t.Errorf("line %d: %s, want %q", i, got[i], key)
		}
	}
}

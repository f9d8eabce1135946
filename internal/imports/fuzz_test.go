package imports

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
)

// FuzzCards: whatever stands in an address book, the table made of it is one that Read understands, of no more than two
// rows for each card.
func FuzzCards(f *testing.F) {
	f.Add("BEGIN:VCARD\r\nVERSION:2.1\r\nN:Jansen;Moniek;;;\r\nFN;ENCODING=QUOTED-PRINTABLE:Moni=C3=ABk =\r\nJansen\r\nEND:VCARD\r\n", 0)
	f.Add("BEGIN:VCARD\nKIND:org\nFN:Van Dam\nADR:;;Lindelaan 12-a;Utrecht;;3511 AB;Nederland\nEND:VCARD\n", 1)
	f.Add("BEGIN:VCARD\nFN:Zeger\n an Dam\nORG:Van Dam\\;x;Koeling\nLANG;PREF=1:nl\nTEL;TYPE=\"work,voice\":tel:+31-20;ext=1", 2)
	f.Fuzz(func(t *testing.T, book string, encoding int) {
		among := []Encoding{UTF8, UTF16LE, UTF16BE, Windows}
		var out bytes.Buffer
		n, err := Cards(among[uint(encoding)%uint(len(among))], strings.NewReader(book), &out)
		if err != nil {
			return
		}
		rows, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll() // as many cells in each row, or it is refused
		if err != nil || !utf8.Valid(out.Bytes()) || len(rows)-1 > 2*n {
			t.Fatalf("%d cards are %d rows, %v: %q", n, len(rows)-1, err, out.String())
		}
		for _, row := range rows[1:] {
			if kind := row[1]; kind != "person" && kind != "organisation" {
				t.Errorf("a row is of kind %q", kind)
			}
		}
	})
}

// FuzzMap: a map that is accepted reads any file without harm: each row is given once, or refused once, by the number at
// which a spreadsheet shows it.
func FuzzMap(f *testing.F) {
	f.Add(`{"source":"old","fields":{"external_id":"id","name":"name"}}`, "id,name\n1,Zeger\n2\n")
	f.Add(`{"source":"old","delimiter":";","fields":{"external_id":{"text":"x-{id}"},"name":{"column":"name","values":{"a":"b"},"otherwise":"c"},"kind":{"value":"person"}}}`, "id;name\n1;a\n")
	f.Add(`{"source":"old","zone":"Europe/Amsterdam","dates":["D-M-YYYY hh:mm"],"group_by":"id","fields":{"external_id":{"column":"id","take":"first"},"name":"name"}}`, "id,name\n1,a\n1,b\n")
	f.Fuzz(func(t *testing.T, raw, file string) {
		m, err := ParseMap(Customers, []byte(raw))
		if err != nil {
			if fault.Of(err).Key == "" {
				t.Errorf("%q is refused without a sentence: %v", raw, err)
			}
			return
		}
		seen := map[int]bool{}
		once := func(row int) {
			if row < 1 || seen[row] {
				t.Errorf("row %d comes again, or is none: map %q, file %q", row, raw, file)
			}
			seen[row] = true
		}
		given := func(r Record) error { once(r.Row); return nil }
		refused := func(r Refusal) error { once(r.Row); return nil }
		if err := Read(Customers, m, UTF8, time.UTC, strings.NewReader(file), given, refused); err != nil && fault.Of(err).Key == "" {
			t.Errorf("%q is refused without a sentence: %v", file, err)
		}
	})
}

// FuzzHarmless: no cell begins as a formula does, and it reads again as what was typed.
func FuzzHarmless(f *testing.F) {
	for _, cell := range []string{"", "=1+1", "'=1", "'", "''@x", "\tcmd", "-12", "plain"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		safe := Harmless(cell)
		if safe != "" && strings.ContainsRune("=+-@\t\r", rune(safe[0])) || asTyped(safe) != cell {
			t.Errorf("%q is written as %q and read as %q", cell, safe, asTyped(safe))
		}
	})
}

// What a card costs grows with its length, not with how often its lines are folded: a card full of folds once took
// hours.
func TestFoldsOfACardAreReadOnce(t *testing.T) {
	const folds = 1 << 18
	for what, text := range map[string]string{
		"folded":           "NOTE:a" + strings.Repeat("\n a", folds),
		"folded, no value": "NOTE" + strings.Repeat("\n a", folds),
		"quoted-printable": "NOTE;ENCODING=QUOTED-PRINTABLE:" + strings.Repeat("a=\n", folds) + "a",
	} {
		var out bytes.Buffer
		if n, err := Cards(UTF8, strings.NewReader("BEGIN:VCARD\nFN:Zeger\n"+text+"\nEND:VCARD\n"), &out); what != "folded, no value" && (n != 1 || err != nil) {
			t.Errorf("%s: %d cards, %v", what, n, err)
		}
	}
}

// A list of what was refused may have been through a spreadsheet: what can be read of it is shown, and no more than asked.
func FuzzList(f *testing.F) {
	for _, text := range []string{"", ByteMark + "row,column,key,text,name\n2,name,imports.needed,missing,\n", "a\n", "row,column,key,text\n2,name\n", "row;column;key;text\n1;a;b;c\n", "\"", "a,b,c,d\n\"x,1,2,3\n"} {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, most int) {
		most = int(uint(most) % 10)
		rows, err := ReadList(strings.NewReader(text), most)
		if len(rows) > most || len(rows) > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
			t.Errorf("%q is %d lines of at most %d, %v", text, len(rows), most, err)
		}
		if err != nil && fault.Of(err).Key == "" {
			t.Errorf("%q is refused without a sentence: %v", text, err)
		}
	})
}

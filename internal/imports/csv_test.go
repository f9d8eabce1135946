package imports

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/fault"
)

func tableOf(text string) *table {
	return &table{in: bufio.NewReader(strings.NewReader(text)), delimiter: ','}
}

// all reads every row; of one in trouble the key of its fault.
func all(t *table) (rows [][]string, err error) {
	for {
		row, err := t.next()
		var trouble errRow
		switch {
		case err == io.EOF:
			return rows, nil
		case errors.As(err, &trouble):
			rows = append(rows, []string{"!" + trouble.fault.Key})
		case err != nil:
			return rows, err
		default:
			rows = append(rows, row)
		}
	}
}

func TestRowsAsTheStandardLibraryWritesThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.StringMatching(`[a-zé €"',;\n\r\t=]{0,6}`)
		want := rapid.SliceOfN(rapid.SliceOfN(field, 2, 4), 1, 6).Draw(t, "rows")
		var file bytes.Buffer
		w := csv.NewWriter(&file)
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		if w.UseCRLF {
			for _, row := range want { // the writer itself turns a bare line feed into both
				for i := range row {
					row[i] = strings.NewReplacer("\r", "", "\n", "").Replace(row[i])
				}
			}
		}
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		got, err := all(tableOf(file.String()))
		if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("%q read as %q, %v; want %q", file.String(), got, err, want)
		}
	})
}

func TestRowsInTrouble(t *testing.T) {
	huge := strings.Repeat("x", maxField+10)
	for text, want := range map[string]string{
		"a,b\nc,d":                       "[[a b] [c d]]",
		"a,b\r\n\r\n\nc,d\r":             "[[a b] [c d]]",
		"5\" pipe,b\n":                   "[[5\" pipe b]]",
		"a,\"b\nc\n":                     "imports.quote_open",
		"\"a\"x,b\nc,d\n":                "[[!imports.after_quote] [c d]]",
		"a,b\x00\nc,d\n":                 "[[!imports.nul] [c d]]",
		"a,\xff\nc,d\n":                  "[[!imports.letters] [c d]]",
		"a," + huge + "\nc,d\n":          "[[!imports.huge] [c d]]",
		"a,\"" + huge + "\nc,d\n\"":      "imports.quote_open",
		strings.Repeat(",", 2000) + "\n": "[[!imports.many_fields]]",
	} {
		rows, err := all(tableOf(text))
		got := ""
		if err != nil {
			got = fault.Of(err).Key
		} else {
			for i, row := range rows {
				rows[i] = []string{strings.Join(row, " ")}
			}
			var lines []string
			for _, row := range rows {
				lines = append(lines, "["+row[0]+"]")
			}
			got = "[" + strings.Join(lines, " ") + "]"
		}
		if got != want {
			t.Errorf("%.40q reads as %.80s, want %s", text, got, want)
		}
	}
}

func TestRowsCountAsInASpreadsheet(t *testing.T) {
	tab := tableOf("a,b\n\n\"x\ny\",1\n\nz,2\n")
	var at []int
	for {
		if _, err := tab.next(); err != nil {
			break
		}
		at = append(at, tab.row)
	}
	if !slices.Equal(at, []int{1, 3, 5}) {
		t.Errorf("rows %v", at)
	}
}

func TestTheDelimiterIsFound(t *testing.T) {
	for text, want := range map[string]byte{
		"a,b,c\n1;2;3;4;5;6\n": ',', "a;b;c": ';', "a\tb": '\t', "\"a;b;c;d\",e": ',', "alone": ',', "a;b,c": ',',
	} {
		if got := delimiterOf(bufio.NewReader(strings.NewReader(text))); got != want {
			t.Errorf("%q is separated by %q, want %q", text, got, want)
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add("a,b\n\"c\",d\r\n")
	f.Add("\"\"\"a")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := all(tableOf(text))
		size := 0
		for _, row := range rows {
			for _, field := range row {
				size += len(field)
			}
		}
		if err == nil && size > len(text)+len(rows)*30 {
			t.Errorf("%d bytes read as %d", len(text), size)
		}
	})
}

package imports

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/fault"
)

const logMap = `{"source": "log", "group_by": "case", "staff": "departed", "beneficiary": {"name": "Aanvragers"},
	"fields": {"external_id": "case", "act": {"text": "Zaak {case} ({channel})"}, "owner": {"column": "who", "take": "last"},
	"made_at": {"column": "start", "take": "first"}, "due_at": "due", "done_at": "end",
	"kind": {"column": "channel", "values": {"post": "send"}, "otherwise": "answer"}}}`

// readAs reads text by a map; each record as "row: external_id act owner made kind", each refusal as "row! key".
func readAs(t interface{ Fatal(...any) }, raw, text string) (lines []string, err error) {
	m, err := ParseMap(Promises, []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	say := func(r Record, field string) string {
		value, err := r.Get(field)
		if err != nil {
			return "?" + fault.Of(err).Key
		}
		return value
	}
	err = Read(Promises, m, UTF8, time.UTC, strings.NewReader(text), func(r Record) error {
		lines = append(lines, fmt.Sprintf("%d: %s|%s|%s|%s|%s", r.Row, say(r, "external_id"), say(r, "act"), say(r, "owner"),
			say(r, "made_at"), say(r, "kind")))
		return nil
	}, func(r Refusal) error {
		lines = append(lines, fmt.Sprintf("%d! %s %s", r.Row, r.Fault.Key, r.ExternalID))
		return nil
	})
	return lines, err
}

func TestRowsOfACaseMayBeScattered(t *testing.T) {
	lines, err := readAs(t, logMap, "case,who,start,due,end,channel\n"+
		"a,Jo,1,9,,post\nb,Al,2,9,,\na,,3,,8,mail\nc,Bo,4,9\nb,Ed,5,9,7,desk\na,Kim,6,9,,\nc,Bo,4,9,,x\n,Bo,4,9,,x\n")
	want := []string{
		"2: a|Zaak a ()|Kim|1|answer", "3: b|Zaak b (desk)|Ed|2|answer", "5! imports.few_fields c", "9: |Zaak (x)|Bo|4|answer",
	}
	if err != nil || !slices.Equal(lines, want) {
		t.Errorf("read %q, %v", lines, err)
	}
}

// Grouped as an oracle groups that keeps every row and asks for the values at the end.
func TestCasesAreGroupedAsByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"", "x", "y", "z z"})
		rows := rapid.SliceOfN(rapid.SliceOfN(word, 5, 5), 1, 30).Draw(t, "rows")
		var file strings.Builder
		w := csv.NewWriter(&file)
		_ = w.Write([]string{"case", "who", "start", "due", "end", "channel"})
		type kept struct {
			row  int
			rows [][]string
		}
		cases := map[string]*kept{}
		var order []string
		for i, row := range rows {
			name := fmt.Sprint("c", i%4)
			_ = w.Write(append([]string{name}, row...))
			if cases[name] == nil {
				cases[name] = &kept{row: i + 2}
				order = append(order, name)
			}
			cases[name].rows = append(cases[name].rows, row)
		}
		w.Flush()
		pick := func(rows [][]string, column int, first bool) (value string) {
			for _, row := range rows {
				if row[column] != "" && (value == "" || !first) {
					value = row[column]
				}
			}
			return value
		}
		var want []string
		for _, name := range order {
			c := cases[name]
			last := c.rows[len(c.rows)-1][4]
			want = append(want, fmt.Sprintf("%d: %s|Zaak %s (%s)|%s|%s|answer", c.row, name, name, last,
				pick(c.rows, 0, false), pick(c.rows, 1, true)))
		}
		got, err := readAs(t, logMap, file.String())
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%s\nread %q, %v\nwant %q", file.String(), got, err, want)
		}
	})
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                                        "imports.empty",
		"\n\n":                                    "imports.empty",
		"case,who,start,due,end,channel,who\n":    "imports.column_twice",
		"case,who,start,due,end\n":                "imports.no_column",
		"case,who,start,due,end,channel\n":        "imports.no_rows",
		"case,who,start,due,end,channel\na,b":     "imports.cut",
		"case,who,start,due,end,channel\na,\"b":   "imports.quote_open",
		"case,\"who":                              "imports.quote_open",
		"case\x00,who\n":                          "imports.heading",
		"case,start,due,end,channel\n":            "imports.no_column",
		"\xef\xbb\xbfcase,who,start,due,end,ch\n": "imports.no_column",
	} {
		if _, err := readAs(t, logMap, text); !fault.Is(err, want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if lines, err := readAs(t, logMap, "case,who,start,due,end,channel,,\n,,,,,,,\n"); err != nil || len(lines) != 1 {
		t.Errorf("columns without a name that nobody needs: %q, %v", lines, err)
	}
}

func TestMapsThatAreNone(t *testing.T) {
	replace := func(old, other string) string {
		if !strings.Contains(logMap, old) {
			t.Fatalf("the map has no %s", old)
		}
		return strings.Replace(logMap, old, other, 1)
	}
	for raw, want := range map[string]string{
		"":                             "imports.map_form",
		"[]":                           "imports.map_form",
		logMap + "{}":                  "imports.map_two",
		replace(`"source"`, `"sauce"`): "imports.map_key",
		replace(`"column": "who"`, `"colum": "who"`):                      "imports.map_key",
		replace(`"log",`, `"log"`):                                        "imports.map_form",
		replace(`"log"`, `""`):                                            "imports.map_source",
		replace(`"owner": {`, `"holder": {`):                              "imports.map_field",
		replace(`"take": "last"`, `"take": 1`):                            "imports.map_type",
		replace(`"take": "last"`, `"take": "middle"`):                     "imports.map_value",
		replace(`"due_at": "due"`, `"due_at": {}`):                        "imports.map_value",
		replace(`"due_at": "due", `, ``):                                  "imports.map_missing",
		replace(`"beneficiary": {"name": "Aanvragers"},`, ``):             "imports.map_missing",
		replace(`{"name": "Aanvragers"}`, `{"name": ""}`):                 "imports.map_beneficiary",
		replace(`"done_at": "end"`, `"done_at": "end", "customer": "c"`):  "imports.map_beneficiary",
		replace(`"departed"`, `"invent"`):                                 "imports.map_staff",
		replace(`"source": "log"`, `"source": "log", "delimiter": ";;"`):  "imports.map_delimiter",
		replace(`"source": "log"`, `"source": "log", "encoding": "cp37"`): "imports.map_encoding",
		replace(`"source": "log"`, `"source": "log", "dates": ["M/D/Y"]`): "imports.date_pattern",
		replace(`"source": "log"`, `"source": "log", "zone": "Mars/One"`): "worktime.unknown_zone",
	} {
		if _, err := ParseMap(Promises, []byte(raw)); !fault.Is(err, want) {
			t.Errorf("%.80s: %v, want %s", raw, err, want)
		}
	}
	for _, raw := range []string{logMap, "\xef\xbb\xbf" + logMap} {
		if _, err := ParseMap(Promises, []byte(raw)); err != nil {
			t.Error(err)
		}
	}
	_, err := ParseMap(Promises, []byte(strings.Replace(logMap, `"due_at": "due"`, `"due_at": "due";`, 1)))
	if f := fault.Of(err); f.Key != "imports.map_form" || f.Args["line"] != 3 {
		t.Errorf("the line of a slip: %v %v", f, f.Args)
	}
}

func TestThePlainMapTakesTheColumnsThatAreThere(t *testing.T) {
	m := Plain(Customers, "crm")
	var got []string
	err := Read(Customers, m, UTF8, time.UTC, strings.NewReader("phone;external_id;name\n06;7;Zeger van Dam\n"), func(r Record) error {
		for _, field := range FieldsOf(Customers) {
			value, err := r.Get(field)
			if err != nil {
				return err
			}
			if value != "" {
				got = append(got, field+"="+value)
			}
		}
		return nil
	}, func(r Refusal) error { return r.Fault })
	if err != nil || !slices.Equal(got, []string{"external_id=7", "name=Zeger van Dam", "phone=06"}) {
		t.Errorf("%q, %v", got, err)
	}
	err = Read(Customers, m, UTF8, time.UTC, strings.NewReader("name\nx\n"), nil, nil)
	if !fault.Is(err, "imports.no_column") {
		t.Errorf("without external_id: %v", err)
	}
}

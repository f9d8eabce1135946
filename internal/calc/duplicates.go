package calc

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"kroon/internal/alike"
	"kroon/internal/fault"
)

// Duplicates reads a CSV file with a line for each person or firm and writes the pairs that may be one, the
// likeliest first, one line each: as JSON, or the score and both names apart by tabs. It suggests from the
// score given; from nil, from alike.From for as many rows as there are.
func Duplicates(r io.Reader, w io.Writer, from *float64, asJSON bool) error {
	ids, records, err := readRecords(r)
	if err != nil {
		return err
	}
	least := alike.From(len(records))
	if from != nil {
		least = *from
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, pair := range alike.Pairs(records, least) {
		score := strconv.FormatFloat(pair.Score, 'f', 2, 64)
		a, b := ids[pair.A], ids[pair.B]
		if asJSON {
			err = encoder.Encode(suggested{a, b, json.Number(score), agreements(pair.On)})
		} else {
			_, err = io.WriteString(w, strings.Join([]string{score, a, b, records[pair.A].Name, records[pair.B].Name}, "\t")+"\n")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type (
	suggested struct {
		A     string      `json:"a"`
		B     string      `json:"b"`
		Score json.Number `json:"score"`
		On    []agreement `json:"on"`
	}
	agreement struct {
		Trait  string      `json:"trait"`
		Level  string      `json:"level"`
		Weight json.Number `json:"weight"`
	}
)

func agreements(on []alike.Agreement) []agreement {
	out := []agreement{}
	for _, one := range on {
		weight := json.Number(strconv.FormatFloat(one.Weight, 'f', 2, 64))
		out = append(out, agreement{string(one.Trait), one.Level.String(), weight})
	}
	return out
}

// columnsOf says in which columns a trait may stand; of several that are there, all are taken in this order.
var columnsOf = []struct {
	names []string
	put   func(*alike.Record, string)
}{
	{[]string{"name", "naam", "first_name", "voornaam", "surname", "last_name", "achternaam"}, func(r *alike.Record, text string) { r.Name = strings.TrimSpace(r.Name + " " + text) }},
	{[]string{"dob", "birth", "birth_date", "geboortedatum"}, func(r *alike.Record, text string) { r.Birth = text }},
	{[]string{"street", "straat", "address", "adres"}, func(r *alike.Record, text string) { r.Street = text }},
	{[]string{"house_number", "huisnummer"}, func(r *alike.Record, text string) { r.House = text }},
	{[]string{"postcode"}, func(r *alike.Record, text string) { r.Postcode = text }},
	{[]string{"city", "plaats"}, func(r *alike.Record, text string) { r.City = text }},
	{[]string{"phone", "phone_2", "phone_3", "telefoon"}, func(r *alike.Record, text string) { r.Phones = append(r.Phones, text) }},
	{[]string{"email", "email_2", "email_3"}, func(r *alike.Record, text string) { r.Emails = append(r.Emails, text) }},
}

// readRecords reads the file. A row is called by its unique_id, id or external_id, or else by its number.
func readRecords(r io.Reader) (ids []string, out []alike.Record, err error) {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	heading, err := rows.Read()
	if err != nil {
		return nil, nil, fault.New(fault.Invalid, "calc.duplicates_columns").On("file").Because(err)
	}
	at := map[string]int{}
	for i, name := range heading {
		at[strings.ToLower(strings.Trim(name, "\ufeff "))] = i
	}
	known := false
	for _, one := range columnsOf {
		for _, name := range one.names {
			_, there := at[name]
			known = known || there
		}
	}
	if !known {
		return nil, nil, fault.New(fault.Invalid, "calc.duplicates_columns").On("file")
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return ids, out, nil
		}
		line := lineOf(rows, row, err)
		if err != nil {
			return nil, nil, fault.New(fault.Invalid, "calc.duplicates_line", "line", line).On("file").Because(err)
		}
		ids, out = append(ids, nameOf(at, row, line)), append(out, record(at, row))
	}
}

func record(at map[string]int, row []string) (out alike.Record) {
	for _, one := range columnsOf {
		for _, name := range one.names {
			if i, there := at[name]; there && strings.TrimSpace(row[i]) != "" {
				one.put(&out, strings.TrimSpace(row[i]))
			}
		}
	}
	return out
}

func nameOf(at map[string]int, row []string, line int) string {
	for _, name := range []string{"unique_id", "id", "external_id"} {
		if i, there := at[name]; there && row[i] != "" {
			return strings.Clone(row[i])
		}
	}
	return strconv.Itoa(line)
}

package calc

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"kroon/internal/bgnbd"
	"kroon/internal/fault"
)

// headings are what the three columns may be called, per column; capitals do not matter.
var headings = [3][]string{{"frequency", "x", "repeat"}, {"recency", "t_x"}, {"t", "age"}}

// BGNBD fits the model of package bgnbd to a CSV file with a line for each customer: the columns frequency,
// recency and T (or x, t_x, T), as in the literature, and any others. It writes the fit as one line of JSON.
func BGNBD(r io.Reader, w io.Writer) error {
	all, err := ReadSummaries(r)
	if err != nil {
		return err
	}
	fit, err := FitSummaries(all)
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(fit)
}

// FitSummaries fits, and says in words why there is nothing to fit: fault Invalid.
func FitSummaries(all []bgnbd.Summary) (bgnbd.Fit, error) {
	fit, err := bgnbd.Fitted(all)
	if errors.Is(err, bgnbd.ErrTooLittle) {
		err = fault.New(fault.Invalid, "calc.too_little", "n", fit.Customers, "repeat", fit.Repeaters,
			"least", bgnbd.LeastCustomers, "least_repeat", bgnbd.LeastRepeaters)
	}
	return fit, err
}

// ReadSummaries reads such a file. A line that cannot be is refused with its number.
func ReadSummaries(r io.Reader) ([]bgnbd.Summary, error) {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	names, err := rows.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "calc.bgnbd_columns").On("file").Because(err)
	}
	var at [3]int
	for i, known := range headings {
		at[i] = slices.IndexFunc(names, func(name string) bool {
			return slices.Contains(known, strings.ToLower(strings.Trim(name, "\ufeff ")))
		})
		if at[i] < 0 {
			return nil, fault.New(fault.Invalid, "calc.bgnbd_columns").On("file")
		}
	}
	var out []bgnbd.Summary
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		line := lineOf(rows, row, err)
		if err != nil {
			return nil, fault.New(fault.Invalid, "calc.bgnbd_line", "line", line).On("file").Because(err)
		}
		s, ok := summary(row[at[0]], row[at[1]], row[at[2]])
		if !ok {
			return nil, fault.New(fault.Invalid, "calc.bgnbd_line", "line", line).On("file")
		}
		out = append(out, s)
	}
}

// lineOf is the line on which a row begins that was read, or could not be.
func lineOf(rows *csv.Reader, row []string, err error) int {
	var wrong *csv.ParseError
	if errors.As(err, &wrong) {
		return wrong.StartLine
	}
	if len(row) == 0 {
		return 0
	}
	line, _ := rows.FieldPos(0)
	return line
}

func summary(repeat, recency, age string) (s bgnbd.Summary, ok bool) {
	x, err := strconv.ParseFloat(strings.TrimSpace(repeat), 64)
	s.Repeat = int(x)
	var failed [2]error
	s.Recency, failed[0] = strconv.ParseFloat(strings.TrimSpace(recency), 64)
	s.Age, failed[1] = strconv.ParseFloat(strings.TrimSpace(age), 64)
	return s, err == nil && failed[0] == nil && failed[1] == nil && float64(s.Repeat) == x && s.Valid()
}

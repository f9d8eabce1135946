package main

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"kroon/internal/imports"
	"kroon/internal/lang"
)

// resultFile is the rows that were not taken over. It is written beside its name and gets that at the
// end, so that an import that is cut short leaves no half list.
type resultFile struct {
	path    string
	printer lang.Printer
	file    *os.File
	rows    *csv.Writer
}

func (r *resultFile) add(refusal imports.Refusal) error {
	if r.file == nil {
		if err := r.begin(); err != nil {
			return err
		}
	}
	return r.rows.Write([]string{
		strconv.Itoa(refusal.Row), harmless(refusal.ExternalID), harmless(refusal.Column), refusal.Fault.Key,
		harmless(r.printer.Fill(refusal.Fault.Key, refusal.Fault.Args)),
	})
}

func (r *resultFile) begin() (err error) {
	if r.file, err = os.Create(r.path + ".part"); err != nil {
		return err
	}
	r.rows = csv.NewWriter(r.file)
	var heading []string
	for _, column := range []string{"row", "external_id", "column", "key", "text"} {
		heading = append(heading, r.printer.T("imports.column."+column))
	}
	return r.rows.Write(heading)
}

// close gives the file its name. Without a refused row, the list of an earlier try goes.
func (r *resultFile) close() error {
	if r.file == nil {
		if err := os.Remove(r.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	r.rows.Flush()
	if err := errors.Join(r.rows.Error(), r.file.Close()); err != nil {
		return err
	}
	r.file = nil
	return os.Rename(r.path+".part", r.path)
}

// drop leaves no list of an import that came to nothing.
func (r *resultFile) drop() error {
	if r.file == nil {
		return nil
	}
	err := errors.Join(r.file.Close(), os.Remove(r.path+".part"))
	r.file = nil
	return err
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

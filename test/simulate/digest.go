package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/url"
	"path/filepath"
)

// digest is the sum of everything that a run did and left: two runs of one seed have the same.
type digest struct {
	sum   hash.Hash
	trace io.Writer // every line of it, to find where two runs part; nil: nowhere
}

func (d *digest) line(text string) {
	if d.sum == nil {
		d.sum = sha256.New()
	}
	d.sum.Write([]byte(text))
	d.sum.Write([]byte{'\n'})
	if d.trace != nil {
		fmt.Fprintln(d.trace, text)
	}
}

func (d *digest) String() string { return hex.EncodeToString(d.sum.Sum(nil))[:32] }

// rows adds every row of every table to the digest, as it stands in the file, but for when the schema was brought up to
// date, which is told by the machine's own clock.
func (w *world) rows() (err error) {
	file, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.Join(w.data(), "kroon.db")}).EscapedPath()+"?mode=ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	tables, err := texts(file, `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'
		AND name <> 'goose_db_version' ORDER BY name`)
	if err != nil {
		return err
	}
	for _, table := range tables {
		found, err := file.QueryContext(w.ctx, "SELECT * FROM \""+table+"\"")
		if err != nil {
			return err
		}
		if err := w.tableRows(table, found); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) tableRows(table string, found *sql.Rows) error {
	defer func() { _ = found.Close() }()
	names, err := found.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = new(any)
	}
	for found.Next() {
		if err := found.Scan(values...); err != nil {
			return err
		}
		line := table
		for i := range values {
			line += fmt.Sprint(" ", names[i], "=", *values[i].(*any))
		}
		w.facts.line(line)
	}
	return found.Err()
}

func texts(file *sql.DB, query string) (out []string, err error) {
	found, err := file.Query(query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		text := ""
		if err := found.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, found.Err()
}

package main

import (
	"bufio"
	"bytes"
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kroon/internal/fault"
	"kroon/internal/imports"
	"kroon/internal/lang"
)

// resultFile is the rows that were not taken over, as they stand in the file, with what is wrong before
// them: mended there, it is a file to import. It is written beside its name and gets that at the end, so
// that an import that is cut short leaves no half list.
type resultFile struct {
	path    string
	printer lang.Printer
	file    *os.File
	list    *imports.List
}

// shaped begins the list of the rows of a file.
func (r *resultFile) shaped(m imports.Map, file *os.File) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	shape, err := imports.ShapeOf(m, m.Encoding, file)
	if err != nil {
		return err
	}
	return r.begin(shape, file)
}

// begin looks whether the list can be written, before anything is taken over. It replaces no file but an
// earlier list, and never the file that is being read.
func (r *resultFile) begin(shape imports.Shape, source *os.File) (err error) {
	refuse := func(key string, why error) error {
		return fault.New(fault.Conflict, key, "path", r.path).On("result").Because(why)
	}
	if found, err := os.Stat(r.path); err == nil {
		read, err := source.Stat()
		if err != nil || os.SameFile(found, read) || !found.Mode().IsRegular() || !listed(r.path) {
			return refuse("command.result_taken", err)
		}
	}
	if r.file, err = os.CreateTemp(filepath.Dir(r.path), filepath.Base(r.path)+".*.part"); err != nil {
		return refuse("command.result_closed", err)
	}
	if r.list, err = imports.NewList(r.file, shape, r.printer); err != nil {
		return errors.Join(refuse("command.result_closed", err), r.drop())
	}
	return nil
}

// listed tells whether a file is a list of refused rows.
func listed(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	start := make([]byte, len(imports.ByteMark)+len(imports.Ours))
	_, err = io.ReadFull(file, start)
	return err == nil && bytes.Equal(start, []byte(imports.ByteMark+imports.Ours))
}

func (r *resultFile) add(refusal imports.Refusal) error { return r.list.Add(refusal) }

// addCases writes all rows of the cases that were refused, which takes another reading of the file.
func (r *resultFile) addCases(m imports.Map, source io.ReadSeeker) error {
	if !r.list.Grouped() {
		return nil
	}
	if _, err := source.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return r.list.AddCases(m, m.Encoding, source)
}

// close gives the file its name. Without a refused row, the list of an earlier try goes.
func (r *resultFile) close() error {
	if !r.list.Some {
		if err := os.Remove(r.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(err, r.drop())
		}
		return r.drop()
	}
	if err := errors.Join(r.list.Flush(), r.file.Close()); err != nil {
		return errors.Join(err, os.Remove(r.file.Name()))
	}
	path, err := r.free()
	if err != nil {
		return errors.Join(err, os.Remove(r.file.Name()))
	}
	r.path = path
	return os.Rename(r.file.Name(), r.path)
}

// free finds where the list can stand: under its name, unless a list is there that holds a line which is
// not in this one. Somebody may have mended rows in it, so it stays, and this one gets a number.
func (r *resultFile) free() (string, error) {
	seed := maphash.MakeSeed()
	ours := map[uint64]bool{}
	if err := eachLine(r.file.Name(), func(line []byte) bool {
		ours[maphash.Bytes(seed, line)] = true
		return true
	}); err != nil {
		return "", err
	}
	for n := 0; ; n++ {
		path := r.path
		if n > 0 {
			path = strings.TrimSuffix(r.path, ".csv") + "." + strconv.Itoa(n) + ".csv"
		}
		within := true
		err := eachLine(path, func(line []byte) bool {
			within = ours[maphash.Bytes(seed, line)]
			return within
		})
		if errors.Is(err, fs.ErrNotExist) || err == nil && within && (n == 0 || listed(path)) {
			return path, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// eachLine reads a file line by line, as long as wanted.
func eachLine(path string, do func(line []byte) bool) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	for in := bufio.NewReader(file); ; {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 && !do(line) || errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// drop leaves no list of an import that came to nothing.
func (r *resultFile) drop() error {
	if r.file == nil {
		return nil
	}
	return errors.Join(r.file.Close(), os.Remove(r.file.Name()))
}

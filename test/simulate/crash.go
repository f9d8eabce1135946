package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// files are what a database and its key stand in. The index of the journal is made anew when it is opened.
var files = []string{"kroon.db", "kroon.db-wal", "installation.key"}

// copyData copies what stands in the files at this moment, as a killed program leaves it: nothing is closed or tidied first.
func copyData(from, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, name := range files {
		if err := copyFile(filepath.Join(from, name), filepath.Join(to, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// copyFile has the system copy a file: what stands in it need not come by here.
func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	made, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = made.ReadFrom(source)
	return errors.Join(err, made.Close())
}

// crash is the end of this life: all nodes are gone at once, and start again on what stands in the files.
func (w *world) crash(why string) error {
	if !exists(w.left()) { // a faulty disk may have kept less than it said
		if err := copyData(w.data(), w.left()); err != nil {
			return err
		}
	}
	return w.again(w.left(), why)
}

// left is where that stands from which the next life begins.
func (w *world) left() string { return filepath.Join(w.dir, "left") }

// again opens what was left as the next life.
func (w *world) again(left, why string) error {
	before := w.data()
	for i, n := range w.nodes {
		if err := n.Close(); err != nil {
			return err
		}
		w.nodes[i] = nil
	}
	w.lives++
	w.crashed++
	w.crashDue = false
	if err := os.Rename(left, w.data()); err != nil {
		return err
	}
	if err := os.RemoveAll(before); err != nil {
		return err
	}
	w.tell("crash %s", why)
	if err := w.open(); err != nil {
		return fmt.Errorf("after a crash: %w", err)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

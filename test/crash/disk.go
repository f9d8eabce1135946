package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// content is what a file holds, whatever its name.
type content struct {
	kept    []byte // since the last sync
	pending []call // since then: may have reached the disk or not, in any order, by sectors
}

// disk is a folder as a power cut leaves it: nothing counts that was not synced, neither in a file nor in the
// folder. It is stricter than most file systems are.
type disk struct {
	now   map[string]*content // as programs see it
	names map[string]*content // as they were at the last sync of the folder
	later []call              // what happened to names since
}

func newDisk() *disk { return &disk{now: map[string]*content{}, names: map[string]*content{}} }

// do has a call happen.
func (d *disk) do(c call) {
	switch c.name {
	case "openat":
		if d.now[c.file] == nil {
			made := &content{}
			d.now[c.file] = made
			d.later = append(d.later, c)
		}
	case "unlink", "rename", "link":
		d.later = append(d.later, c)
		rename(d.now, c)
	case "write", "pwrite64", "ftruncate":
		if of := d.now[c.file]; of != nil {
			if c.at < 0 {
				c.at = int64(len(of.whole()))
			}
			of.pending = append(of.pending, c)
		}
	case "fsync":
		if c.file == "." {
			d.names, d.later = maps.Clone(d.now), nil
		} else if of := d.now[c.file]; of != nil {
			of.kept, of.pending = of.whole(), nil
		}
	}
}

func rename(names map[string]*content, c call) {
	if c.name != "unlink" && names[c.file] != nil {
		names[c.to] = names[c.file]
	}
	if c.name != "link" {
		delete(names, c.file)
	}
}

// whole is a file as programs see it.
func (c *content) whole() []byte {
	out := slices.Clone(c.kept)
	for _, p := range c.pending {
		out = apply(out, p, func(int) bool { return true })
	}
	return out
}

// apply writes the sectors of a write that reached the disk.
func apply(file []byte, c call, reached func(sector int) bool) []byte {
	if c.name == "ftruncate" {
		if !reached(0) {
			return file
		}
		return append(file[:min(len(file), int(c.at))], make([]byte, max(0, int(c.at)-len(file)))...)
	}
	for from := 0; from < len(c.data); {
		at := int(c.at) + from
		n := min(sector-at%sector, len(c.data)-from)
		if reached(at / sector) {
			if missing := at + n - len(file); missing > 0 {
				file = append(file, make([]byte, missing)...)
			}
			copy(file[at:], c.data[from:from+n])
		}
		from += n
	}
	return file
}

// How a power cut treats what was not synced.
const (
	nothingReached = iota
	allReached
	someReached
	someSectorsReached
	firstReached
	ways
)

// cut leaves in a folder what a power cut leaves, in one of its ways.
func (d *disk) cut(dir string, way int, chance *rand.Rand) error {
	names := maps.Clone(d.names)
	upto := 0
	switch way {
	case nothingReached:
	case allReached:
		upto = len(d.later)
	default:
		upto = chance.IntN(len(d.later) + 1)
	}
	for _, c := range d.later[:upto] {
		if c.name == "openat" {
			names[c.file] = d.made(c.file)
		} else {
			rename(names, c)
		}
	}
	for name, of := range names {
		if of == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), of.left(way, chance), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// made is the file that was made under a name; it may be gone again by now.
func (d *disk) made(name string) *content {
	if of := d.now[name]; of != nil {
		return of
	}
	return &content{}
}

// left is what a power cut leaves of a file.
func (c *content) left(way int, chance *rand.Rand) []byte {
	out := slices.Clone(c.kept)
	first := chance.IntN(len(c.pending) + 1)
	for i, p := range c.pending {
		whole := way == allReached || way == firstReached && i < first || way == someReached && chance.IntN(2) == 0
		out = apply(out, p, func(int) bool { return whole || way == someSectorsReached && chance.IntN(2) == 0 })
	}
	return out
}

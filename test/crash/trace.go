package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// traced are the calls by which a program changes files, makes them durable, or tells somebody.
const traced = "open,openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat,link,linkat,rename,renameat,renameat2"

// call is one system call of a recorded run. It stands where it began, but for a sync, which stands where it
// was over: only then does it vouch for anything.
type call struct {
	name string
	file string // of its first argument, relative to the data folder
	to   string // of a rename or a link
	data []byte
	at   int64 // offset, or length of a truncation
}

// readTrace reads what strace wrote about the files in a folder and about standard output.
func readTrace(path, dir string) (calls []call, err error) {
	log, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	in := bufio.NewReaderSize(log, 1<<20)
	begun := map[string]string{} // what a thread is in the middle of
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF {
			return calls, nil // a last line without an end was being written when it was killed
		}
		if err != nil {
			return nil, err
		}
		thread, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		text = strings.TrimSpace(text)
		over := true
		switch {
		case strings.HasSuffix(text, "<unfinished ...>"):
			text, over = strings.TrimSuffix(text, "<unfinished ...>"), false
			begun[thread] = text
		case strings.HasPrefix(text, "<... "):
			_, rest, _ := strings.Cut(text, ">")
			text = begun[thread] + rest
			if !strings.Contains(begun[thread], "sync(") {
				continue // it stands where it began
			}
		}
		name, args, is := strings.Cut(text, "(")
		if !is || strings.Contains(name, "sync") != over && strings.Contains(name, "sync") || over && failed(text) {
			continue
		}
		one, err := parsed(name, args, dir)
		if err != nil {
			return nil, fmt.Errorf("%w in %.200s", err, text)
		}
		if one.name != "" {
			calls = append(calls, one)
		}
	}
}

// failed tells whether a finished call changed nothing.
func failed(text string) bool {
	at := strings.LastIndex(text, ") ")
	return at > 0 && strings.Contains(text[at:], "= -1")
}

// parsed is a call as it counts here; without a name when it does not.
func parsed(name, args, dir string) (c call, err error) {
	parts := arguments(args)
	c.name = name
	if len(parts) == 0 {
		return call{}, nil
	}
	within := func(path string) string {
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(dir), path)
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
			return ""
		}
		return rel
	}
	switch name {
	case "open":
		if len(parts) < 2 || !strings.Contains(parts[1], "O_CREAT") {
			return call{}, nil
		}
		c.name, c.file = "openat", within(text(parts[0]))
	case "openat":
		if len(parts) < 3 || !strings.Contains(parts[2], "O_CREAT") {
			return call{}, nil
		}
		c.file = within(text(parts[1]))
	case "unlink":
		c.file = within(text(parts[0]))
	case "unlinkat":
		c.name, c.file = "unlink", within(text(parts[1]))
	case "rename", "link":
		c.file, c.to = within(text(parts[0])), within(text(parts[1]))
	case "renameat", "renameat2", "linkat":
		c.name, c.file, c.to = name[:strings.Index(name, "at")], within(text(parts[1])), within(text(parts[3]))
	default:
		if strings.HasPrefix(parts[0], "1<") {
			return call{name: "said", data: []byte(text(parts[1]))}, nil
		}
		c.file = within(opened(parts[0]))
	}
	if c.file == "" {
		return call{}, nil
	}
	switch name {
	case "write":
		c.data, c.at = []byte(text(parts[1])), -1
	case "pwrite64":
		c.data = []byte(text(parts[1]))
		c.at, err = strconv.ParseInt(parts[3], 10, 64)
	case "ftruncate":
		c.at, err = strconv.ParseInt(parts[1], 10, 64)
	case "fdatasync":
		c.name = "fsync"
	}
	return c, err
}

// arguments cuts up what stands between the brackets; strings are in hexadecimal, so no comma is in them.
func arguments(args string) []string {
	if at := strings.LastIndex(args, ")"); at >= 0 {
		args = args[:at]
	}
	parts := strings.Split(args, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// text is a string as strace prints it with -xx.
func text(quoted string) string {
	quoted = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(quoted, "..."), `"`), `"`)
	raw, err := hex.DecodeString(strings.ReplaceAll(quoted, `\x`, ""))
	if err != nil {
		return quoted
	}
	return string(raw)
}

// opened is the path of a descriptor as strace prints it with -y.
func opened(descriptor string) string {
	_, path, _ := strings.Cut(descriptor, "<")
	return text(strings.TrimSuffix(path, ">"))
}

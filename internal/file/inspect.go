package file

import (
	"bytes"
	"crypto/sha256"
	"hash"

	"kroon/internal/fault"
)

const (
	headSize = 64 << 10       // bytes looked at to tell the type
	tailSize = 22 + (1 << 16) // bytes in which an archive behind something else has its end
)

// unnamed stands where a refusal says the name of the file, until whoever knows it fills it in.
const unnamed = ""

// Inspector looks at a file while it passes and keeps only its beginning and its end.
type Inspector struct {
	sum    hash.Hash
	size   int64
	head   []byte
	tail   []byte
	binary bool // no text has such bytes
	wide   bool // a text in letters of two bytes, which says so
	macros bool // a document with a program in it
}

// NewInspector begins to look.
func NewInspector() *Inspector { return &Inspector{sum: sha256.New()} }

// macro is what a document calls the program in it.
var macro = []byte("vbaProject.bin")

// Write looks at the next bytes. Past MaxSize it refuses: fault file.too_big.
func (i *Inspector) Write(p []byte) (int, error) {
	if i.size += int64(len(p)); i.size > MaxSize {
		return 0, fault.New(fault.Invalid, "file.too_big", "name", unnamed, "max", MaxSize>>20).On("file")
	}
	if i.size == int64(len(p)) {
		i.wide = bytes.HasPrefix(p, []byte("\xff\xfe")) || bytes.HasPrefix(p, []byte("\xfe\xff"))
	}
	_, _ = i.sum.Write(p) // a hash never fails
	if more := headSize - len(i.head); more > 0 {
		i.head = append(i.head, p[:min(more, len(p))]...)
	}
	seam := append(bytes.Clone(i.tail[max(0, len(i.tail)-len(macro)+1):]), p[:min(len(p), len(macro)-1)]...)
	i.macros = i.macros || bytes.Contains(p, macro) || bytes.Contains(seam, macro)
	if !i.binary && !i.wide {
		i.binary = bytes.ContainsFunc(p, func(r rune) bool { return r < 0x20 && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1b })
	}
	i.tail = append(i.tail[max(0, min(len(i.tail), len(i.tail)+len(p)-tailSize)):], p[max(0, len(p)-tailSize):]...)
	return len(p), nil
}

// Size is how many bytes passed.
func (i *Inspector) Size() int64 { return i.size }

// Sum is the SHA-256 of what passed.
func (i *Inspector) Sum() []byte { return i.sum.Sum(nil) }

// Begun tells, once the first bytes passed, whether the rest need not come: fault file.active or file.unknown_type.
func (i *Inspector) Begun(name string) error {
	_, err := i.recognised(name)
	return err
}

func (i *Inspector) recognised(name string) (Type, error) {
	is, runs := recognise(i.head, extensionOf(name), i.binary)
	switch {
	case runs:
		return "", fault.New(fault.Invalid, "file.active", "name", unnamed).On("file")
	case is == "":
		return "", fault.New(fault.Invalid, "file.unknown_type", "name", unnamed).On("file")
	}
	return is, nil
}

// Verdict is what the whole file is, and the name that fits it. What runs, what is two things at once, what is
// empty and what nobody knows is refused.
func (i *Inspector) Verdict(name string) (Type, string, error) {
	if i.size == 0 {
		return "", "", fault.New(fault.Invalid, "file.empty", "name", unnamed).On("file")
	}
	is, err := i.recognised(name)
	if err != nil {
		return "", "", err
	}
	switch is {
	case Zip, Docx, Xlsx, Pptx, Odt, Ods:
		if i.macros {
			return "", "", fault.New(fault.Invalid, "file.macros", "name", unnamed).On("file")
		}
	default:
		if i.archived() {
			return "", "", fault.New(fault.Invalid, "file.two_in_one", "name", unnamed).On("file")
		}
	}
	return is, CleanName(name, is), nil
}

// archived tells whether the end is that of an archive: something else stands before it.
func (i *Inspector) archived() bool {
	for at := len(i.tail) - 22; at >= 0; at-- {
		if bytes.HasPrefix(i.tail[at:], []byte("PK\x05\x06")) && int(i.tail[at+20])|int(i.tail[at+21])<<8 == len(i.tail)-at-22 {
			return true
		}
	}
	return false
}

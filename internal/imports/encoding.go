package imports

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"kroon/internal/fault"
)

// Encoding is how the letters of a file are written.
type Encoding string

// The encodings.
const (
	UTF8    Encoding = "utf-8"
	UTF16LE Encoding = "utf-16le"
	UTF16BE Encoding = "utf-16be"
	Windows Encoding = "windows-1252" // Western Windows without Unicode, ISO 8859-1 included
)

var marks = []struct {
	bytes    []byte
	encoding Encoding
}{{[]byte("\xef\xbb\xbf"), UTF8}, {[]byte("\xff\xfe"), UTF16LE}, {[]byte("\xfe\xff"), UTF16BE}}

// Detect reads a whole file and tells how it is written: by its mark when it has one; else as the map says,
// when it does; else UTF-8 when its letters above ASCII are mostly that; else Windows-1252, unless that has
// no letter for a byte. Anything else is refused rather than guessed.
func Detect(r io.Reader, told Encoding) (Encoding, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	start, err := in.Peek(4)
	if err != nil && len(start) == 0 {
		return UTF8, fault.New(fault.Invalid, "imports.empty").On("file")
	}
	if bytes.HasPrefix(start, []byte("\xff\xfe\x00\x00")) {
		return "", fault.New(fault.Invalid, "imports.encoding").On("file") // UTF-32
	}
	for _, mark := range marks {
		if bytes.HasPrefix(start, mark.bytes) {
			return mark.encoding, nil
		}
	}
	if told != "" {
		return told, nil
	}
	if len(start) > 1 && (start[0] == 0 || start[1] == 0) {
		return "", fault.New(fault.Invalid, "imports.encoding").On("file") // UTF-16 without a mark
	}
	letters, foreign, nowhere := 0, 0, false
	for {
		r, size, err := in.ReadRune()
		switch {
		case err == io.EOF:
			switch {
			case foreign == 0 || letters >= foreign:
				return UTF8, nil
			case nowhere:
				return "", fault.New(fault.Invalid, "imports.encoding").On("file")
			}
			return Windows, nil
		case err != nil:
			return "", err
		case r == utf8.RuneError && size == 1:
			foreign++
			_ = in.UnreadRune()
			b, _ := in.ReadByte()
			nowhere = nowhere || b >= 0x80 && b < 0xa0 && windowsLetters[b-0x80] == 0
		case r >= utf8.RuneSelf:
			letters++
		}
	}
}

// windowsLetters are the letters of Windows-1252 from 0x80 to 0x9f; the rest are those of Unicode. 0: none.
var windowsLetters = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// decoder reads a file as UTF-8. What is no letter comes out as a byte that is not UTF-8 either, so that
// its row is refused.
type decoder struct {
	in       *bufio.Reader
	encoding Encoding
	rest     []byte
}

const notALetter = 0xff

func decode(r io.Reader, encoding Encoding) io.Reader {
	in := bufio.NewReaderSize(r, 64<<10)
	start, _ := in.Peek(3)
	for _, mark := range marks {
		if mark.encoding == encoding && bytes.HasPrefix(start, mark.bytes) {
			_, _ = in.Discard(len(mark.bytes))
		}
	}
	if encoding == UTF8 {
		return in
	}
	return &decoder{in: in, encoding: encoding}
}

// Read implements io.Reader.
func (d *decoder) Read(into []byte) (int, error) {
	for len(d.rest) < min(len(into), 4096) {
		r, err := d.letter()
		if err != nil {
			if len(d.rest) == 0 {
				return 0, err
			}
			break
		}
		if r < 0 {
			d.rest = append(d.rest, notALetter)
			continue
		}
		d.rest = utf8.AppendRune(d.rest, r)
	}
	n := copy(into, d.rest)
	d.rest = append(d.rest[:0], d.rest[n:]...)
	return n, nil
}

// letter reads one letter; below zero for what is none.
func (d *decoder) letter() (rune, error) {
	if d.encoding == Windows {
		b, err := d.in.ReadByte()
		if err != nil || b < 0x80 || b >= 0xa0 {
			return rune(b), err
		}
		if r := windowsLetters[b-0x80]; r != 0 {
			return r, nil
		}
		return -1, nil
	}
	first, err := d.unit()
	if err != nil || !utf16.IsSurrogate(first) {
		return first, err
	}
	second, err := d.in.Peek(2)
	if err != nil {
		return -1, nil
	}
	pair := utf16.DecodeRune(first, d.order(second))
	if pair == utf8.RuneError {
		return -1, nil
	}
	_, _ = d.in.Discard(2)
	return pair, nil
}

func (d *decoder) unit() (rune, error) {
	var raw [2]byte
	if _, err := io.ReadFull(d.in, raw[:]); err == io.ErrUnexpectedEOF {
		return -1, nil
	} else if err != nil {
		return 0, err
	}
	return d.order(raw[:]), nil
}

func (d *decoder) order(raw []byte) rune {
	if d.encoding == UTF16LE {
		return rune(raw[0]) | rune(raw[1])<<8
	}
	return rune(raw[1]) | rune(raw[0])<<8
}

// Package calc is the calculations that anyone can reproduce: questions as lines of JSON in, answers as
// lines of JSON out, one for each line that is not blank and in the same order. A line that cannot be
// answered gives an error with its key and sentence, and the rest go on. The form of the lines is in
// docs/formats/calc.md.
package calc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"kroon/internal/fault"
	"kroon/internal/lang"
)

// MaxLine is the longest line that is read, in bytes.
const MaxLine = 1 << 20

// refusal is the answer to a line that cannot be answered.
type refusal struct {
	Error string `json:"error"`
	Text  string `json:"text"`
}

// each answers every line of r on w; only trouble with r or w ends it early.
func each(r io.Reader, w io.Writer, answer func(*object) (any, error)) error {
	in, out := bufio.NewReaderSize(r, 64<<10), bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, long, err := readLine(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(err, out.Flush())
		}
		if long || len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(reply(line, long, answer)); err != nil {
				return err
			}
		}
		// Somebody may be waiting for this answer before asking the next.
		if err != nil || in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

func reply(line []byte, long bool, answer func(*object) (any, error)) any {
	if long {
		return refuse(fault.New(fault.Invalid, "calc.too_long", "max", MaxLine))
	}
	question, err := parse(line)
	if err != nil {
		return refuse(err)
	}
	result, err := answer(question)
	if err != nil {
		return refuse(err)
	}
	return result
}

// refuse says what is wrong in English: these lines are for programs and those who write them.
func refuse(err error) refusal {
	found := fault.Of(err)
	text := lang.For(lang.EN, false, time.UTC).Fill(found.Key, found.Args)
	if found.Field != "" {
		text = found.Field + ": " + text
	}
	return refusal{Error: found.Key, Text: text}
}

// readLine reads up to and without the end of a line; of one that is too long it drops the rest.
func readLine(in *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(bytes.TrimRight(line, "\r\n")) > MaxLine {
			long, line = true, nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

// instant writes an instant as RFC 3339 with the zone's offset. Offsets with seconds, which RFC 3339
// does not know, come out in UTC.
func instant(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	if _, offset := local.Zone(); offset%60 != 0 {
		local = local.UTC()
	}
	return local.Format(time.RFC3339Nano)
}

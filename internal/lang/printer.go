package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Printer writes sentences for one reader: language, form of address, and the zone of the clock on
// the reader's wall.
type Printer struct {
	Lang     Lang
	Informal bool // je instead of u; staff are always addressed with je
	Zone     *time.Location
}

// For makes a printer. A nil zone is UTC.
func For(l Lang, informal bool, zone *time.Location) Printer {
	if !l.Valid() {
		l = NL
	}
	if zone == nil {
		zone = time.UTC
	}
	return Printer{Lang: l, Informal: informal, Zone: zone}
}

// T is the sentence of key, its placeholders filled from pairs of name and value: T("k", "n", 3).
// An int under the name n chooses between one and other. An unknown key prints itself, so that it is
// seen; a test keeps every key that the code uses in both catalogues.
func (p Printer) T(key string, pairs ...any) string {
	return p.fill(key, func(name string) any {
		for i := len(pairs) - 2; i >= 0; i -= 2 { // of two of one name the last counts
			if pairs[i].(string) == name {
				return pairs[i+1]
			}
		}
		return nil
	})
}

// Fill is T with the placeholders in a map: the sentence of a fault. A value that is a func() string is asked only where the
// sentence has a place for it.
func (p Printer) Fill(key string, args map[string]any) string {
	return p.fill(key, func(name string) any { return args[name] })
}

func (p Printer) fill(key string, arg func(name string) any) string {
	sentence, ok := Catalogue(p.Lang)[key]
	if !ok {
		return key
	}
	text := sentence.Other
	if sentence.One != "" {
		if n, isInt := arg("n").(int); isInt && n == 1 {
			text = sentence.One
		}
	}
	next := strings.IndexAny(text, "{[")
	if next < 0 {
		return text
	}
	var out strings.Builder
	for ; next >= 0; next = strings.IndexAny(text, "{[") {
		closing := byte('}')
		if text[next] == '[' {
			closing = ']'
		}
		length := strings.IndexByte(text[next:], closing)
		if length < 0 {
			break
		}
		inner := text[next+1 : next+length]
		out.WriteString(text[:next])
		text = text[next+length+1:]
		if closing == '}' {
			out.WriteString(p.value(arg(inner)))
			continue
		}
		formal, familiar, _ := strings.Cut(inner, "|")
		if p.Informal {
			formal = familiar
		}
		out.WriteString(formal)
	}
	out.WriteString(text)
	return out.String()
}

func (p Printer) value(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case func() string:
		return v()
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case time.Time:
		return p.Moment(v)
	case time.Duration:
		return p.Duration(v)
	}
	return fmt.Sprint(v)
}

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
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return p.Fill(key, args)
}

// Fill is T with the placeholders in a map: the sentence of a fault.
func (p Printer) Fill(key string, args map[string]any) string {
	sentence, ok := Catalogue(p.Lang)[key]
	if !ok {
		return key
	}
	text := sentence.Other
	if n, isInt := args["n"].(int); isInt && n == 1 && sentence.One != "" {
		text = sentence.One
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		var closing byte
		switch text[i] {
		case '{':
			closing = '}'
		case '[':
			closing = ']'
		default:
			out.WriteByte(text[i])
			i++
			continue
		}
		end := strings.IndexByte(text[i:], closing)
		if end < 0 {
			out.WriteString(text[i:])
			break
		}
		inner := text[i+1 : i+end]
		i += end + 1
		if closing == '}' {
			out.WriteString(p.value(args[inner]))
			continue
		}
		formal, familiar, _ := strings.Cut(inner, "|")
		if p.Informal {
			formal = familiar
		}
		out.WriteString(formal)
	}
	return out.String()
}

func (p Printer) value(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
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

package web

import (
	"strconv"
	"strings"

	"kroon/internal/lang"
)

// ChooseLang takes the person's own setting, else the best of ours that the browser accepts
// (RFC 9110, 12.5.4), else the organisation's.
func ChooseLang(own lang.Lang, accept string, fallback lang.Lang) lang.Lang {
	if own.Valid() {
		return own
	}
	best, weight := fallback, 0.0
	for part := range strings.SplitSeq(accept, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		q := 1.0
		if value, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			parsed, err := strconv.ParseFloat(value, 64)
			if err != nil {
				continue
			}
			q = parsed
		}
		if l := lang.Lang(primary); l.Valid() && q > weight && q <= 1 {
			best, weight = l, q
		}
	}
	return best
}

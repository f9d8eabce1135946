package id

import "strings"

// Code is a reference to say over the phone: six signs and up, the last a checksum.
type Code string

// signs leaves out 0, 1, I, L and O, which are misread or misheard. Thirty-one is prime, so the
// weighted checksum finds every single wrong sign and every swap of two neighbours.
const signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// MinCode is the shortest code; a longer one is drawn when the short ones run out.
const MinCode = 6

// NewCode draws a code of the given number of signs, checksum included.
func NewCode(s *Source, length int) Code {
	length = max(length, MinCode)
	out := make([]byte, 0, length)
	for len(out) < length-1 {
		for _, b := range s.Bytes(length) {
			if int(b) < 256/len(signs)*len(signs) && len(out) < length-1 {
				out = append(out, signs[int(b)%len(signs)])
			}
		}
	}
	return Code(append(out, checkSign(out)))
}

// ParseCode reads a code as people type it: any case, spaces, dots and dashes; false when a sign
// is wrong or two are swapped.
func ParseCode(text string) (Code, bool) {
	var out []byte
	for _, r := range strings.ToUpper(text) {
		if strings.ContainsRune(" -.", r) {
			continue
		}
		if r > 127 || strings.IndexByte(signs, byte(r)) < 0 {
			return "", false
		}
		out = append(out, byte(r))
	}
	if len(out) < MinCode || len(out) > 12 || checkSign(out[:len(out)-1]) != out[len(out)-1] {
		return "", false
	}
	return Code(out), true
}

func checkSign(body []byte) byte {
	sum := 0
	for i, b := range body {
		sum += (i + 1) * strings.IndexByte(signs, b)
	}
	return signs[sum%len(signs)]
}

package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"math/big"
	"strings"

	"kroon/internal/id"
)

// tokenSize is how many bytes of chance a token holds: 128 bits, as short as is safe.
const tokenSize = 16

// digits of base 62: letters and numbers only, which no mail or SMS program cuts off an address.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// tokenSigns is the length of sixteen bytes in base 62.
const tokenSigns = 22

// spell writes sixteen bytes in base 62, always at the same length.
func spell(raw [tokenSize]byte) string {
	out := []byte(strings.Repeat(digits[:1], tokenSigns))
	rest, base, digit := new(big.Int).SetBytes(raw[:]), big.NewInt(int64(len(digits))), new(big.Int)
	for i := len(out) - 1; i >= 0; i-- {
		rest.DivMod(rest, base, digit)
		out[i] = digits[digit.Int64()]
	}
	return string(out)
}

// unspell reads what spell wrote; each value has one spelling.
func unspell(text string) (raw [tokenSize]byte, ok bool) {
	if len(text) != tokenSigns {
		return raw, false
	}
	sum, base := new(big.Int), big.NewInt(int64(len(digits)))
	for i := range len(text) {
		digit := strings.IndexByte(digits, text[i])
		if digit < 0 {
			return raw, false
		}
		sum.Mul(sum, base).Add(sum, big.NewInt(int64(digit)))
	}
	if sum.BitLen() > tokenSize*8 {
		return raw, false
	}
	sum.FillBytes(raw[:])
	return raw, true
}

// draw makes a random token of 128 bits.
func draw(ids *id.Source) string { return spell([tokenSize]byte(ids.Bytes(tokenSize))) }

// digest is what is stored of a token: it finds the row and opens nothing. A random token of 128 bits
// needs no salt and no slow hash.
func digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// linkToken derives the token of a customer's link; nothing about it is stored but its digest.
func (k Key) linkToken(org id.Org, link id.Link) string {
	mac := hmac.New(sha256.New, k.links[:])
	mac.Write(org[:])
	mac.Write(link[:])
	return spell([tokenSize]byte(mac.Sum(nil)))
}

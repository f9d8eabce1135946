package access

import (
	"crypto/hkdf"
	"crypto/sha256"
)

// Derive is a secret of 32 bytes for one purpose, the same after every restart: for cookies that the
// screens sign.
func (k Key) Derive(purpose string) []byte {
	secret, err := hkdf.Key(sha256.New, k.seals[:], nil, "kroon "+purpose, keySize)
	if err != nil {
		panic("access: " + err.Error()) // only for a length that no caller can choose
	}
	return secret
}

package access

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"

	"kroon/internal/id"
)

// sealVersion begins every sealed text: AES-256-GCM under the installation key, a nonce of 96 bits.
const sealVersion = 1

var errSeal = errors.New("access: a sealed secret does not open: it was changed, belongs elsewhere, or another installation key sealed it")

// Seal encrypts a secret for one organisation and purpose ("message.smtp"); it opens for no other.
func (k Key) Seal(ids *id.Source, org id.Org, purpose string, secret []byte) ([]byte, error) {
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	out := append([]byte{sealVersion}, ids.Bytes(box.NonceSize())...)
	return box.Seal(out, out[1:], secret, bound(org, purpose)), nil
}

// Open decrypts what Seal made for this organisation and purpose.
func (k Key) Open(org id.Org, purpose string, sealed []byte) ([]byte, error) {
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	size := 1 + box.NonceSize()
	if len(sealed) < size || sealed[0] != sealVersion {
		return nil, errSeal
	}
	secret, err := box.Open(nil, sealed[1:size], sealed[size:], bound(org, purpose))
	if err != nil {
		return nil, errSeal
	}
	return secret, nil
}

func (k Key) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.seals[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// bound is what a seal is tied to besides the key; the id has a fixed length, so no two are alike.
func bound(org id.Org, purpose string) []byte {
	return append(append([]byte{sealVersion}, org[:]...), purpose...)
}

package access

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Key is the installation key. It seals what is stored secretly and derives customers' links, and
// stands in a file outside the database: neither opens anything without the other. To change it, see
// the guide on backups: links then change, and sealed secrets must be entered anew.
type Key struct {
	links [keySize]byte
	seals [keySize]byte
	id    string
}

const (
	keySize   = 32
	keyPrefix = "kroon-key-1 "
	keyMode   = 0o600
)

// OpenKey reads the installation key, or makes it when the file is not there yet. Two programs that
// begin together end with the same key. A file that others may read is refused: fault Forbidden.
func OpenKey(path string, ids *id.Source) (Key, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeKey(path, ids.Bytes(keySize)); err != nil && !errors.Is(err, fs.ErrExist) {
		return Key{}, err
	}
	return readKey(path)
}

func readKey(path string) (Key, error) {
	file, err := os.Open(path)
	if err != nil {
		return Key{}, err
	}
	defer func() { _ = file.Close() }()
	found, err := file.Stat()
	if err != nil {
		return Key{}, err
	}
	if !found.Mode().IsRegular() || found.Mode().Perm()&0o077 != 0 {
		return Key{}, fault.New(fault.Forbidden, "access.key_open", "path", path)
	}
	broken := fault.New(fault.Invalid, "access.key_broken", "path", path)
	line := make([]byte, 256)
	n, err := file.Read(line)
	if err != nil {
		return Key{}, broken.Because(err)
	}
	text, known := strings.CutPrefix(strings.TrimSpace(string(line[:n])), keyPrefix)
	secret, err := base64.StdEncoding.Strict().DecodeString(text)
	if !known || err != nil || len(secret) != keySize {
		return Key{}, broken.Because(err)
	}
	return KeyOf(secret)
}

// makeKey writes the whole file under another name, and gives it its own only once it is on disk.
func makeKey(path string, secret []byte) (err error) {
	dir := filepath.Dir(path)
	file, err := os.CreateTemp(dir, ".key-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(file.Name())) }()
	_, writeErr := file.WriteString(keyPrefix + base64.StdEncoding.EncodeToString(secret) + "\n")
	if err := errors.Join(writeErr, file.Chmod(keyMode), file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// KeyOf makes the key from 32 secret bytes.
func KeyOf(secret []byte) (Key, error) {
	var k Key
	if len(secret) != keySize {
		return Key{}, fault.New(fault.Invalid, "access.key_broken", "path", "")
	}
	for _, part := range []struct {
		label string
		into  []byte
	}{{"kroon customers' links 1", k.links[:]}, {"kroon sealed secrets 1", k.seals[:]}} {
		derived, err := hkdf.Key(sha256.New, secret, nil, part.label, keySize)
		if err != nil {
			return Key{}, err
		}
		copy(part.into, derived)
	}
	public, err := hkdf.Key(sha256.New, secret, nil, "kroon name of key 1", 4)
	k.id = hex.EncodeToString(public)
	return k, err
}

// ID names the key without revealing it: what a database remembers to know its own key again.
func (k Key) ID() string { return k.id }

// String keeps the key out of logs.
func (k Key) String() string { return "key " + k.id }

// GoString keeps the key out of logs.
func (k Key) GoString() string { return k.String() }

package db

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"

	"kroon/internal/fault"
)

// A backup is sealed with the first eight bytes of the SHA-256 of the whole file, in the two places of the
// header that SQLite leaves to applications (https://sqlite.org/fileformat2.html, 1.3.11 and 1.3.13):
// user version and application id, which count as zero in the sum. SQLite itself would find damage to
// pages only, not a letter that became another.
const (
	userVersionAt   = 60
	applicationIDAt = 68
	headerSize      = 100
	sealPart        = 4
)

var magic = []byte("SQLite format 3\x00")

// sumOf reads a file and gives its header and its sum with the seal's places zero.
func sumOf(file *os.File) (header [headerSize]byte, sum []byte, err error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return header, nil, err
	}
	if _, err := io.ReadFull(file, header[:]); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = fault.New(fault.Invalid, "db.not_a_backup").On("file")
		}
		return header, nil, err
	}
	if !bytes.HasPrefix(header[:], magic) {
		return header, nil, fault.New(fault.Invalid, "db.not_a_backup").On("file")
	}
	plain := header
	clear(plain[userVersionAt : userVersionAt+sealPart])
	clear(plain[applicationIDAt : applicationIDAt+sealPart])
	hash := sha256.New()
	hash.Write(plain[:])
	_, err = io.Copy(hash, file)
	return header, hash.Sum(nil), err
}

func seal(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, sum, err := sumOf(file)
	if err == nil {
		_, err = file.WriteAt(sum[:sealPart], userVersionAt)
	}
	if err == nil {
		_, err = file.WriteAt(sum[sealPart:2*sealPart], applicationIDAt)
	}
	return errors.Join(err, file.Close())
}

func checkSeal(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	header, sum, err := sumOf(file)
	if err != nil {
		return err
	}
	found := append(header[userVersionAt:userVersionAt+sealPart:userVersionAt+sealPart], header[applicationIDAt:applicationIDAt+sealPart]...)
	if bytes.Equal(found, make([]byte, 2*sealPart)) {
		return fault.New(fault.Invalid, "db.not_a_backup").On("file")
	}
	if !bytes.Equal(found, sum[:2*sealPart]) {
		return fault.New(fault.Invalid, "db.damaged").On("file")
	}
	return nil
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"kroon/internal/db"
)

// flips turns over a bit so many times, in a backup and in the file itself. Of a backup every one must be seen. The
// file bears no sums (SQLite keeps none): there nothing may panic, and how many its own check sees is told.
func flips(ctx context.Context, times int, seed uint64, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-flips")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := promiseMany(ctx, dir, 200); err != nil {
		return err
	}
	live, backup := filepath.Join(dir, "data", "kroon.db"), filepath.Join(dir, "kroon.backup")
	database, err := db.Open(ctx, db.Config{Path: live})
	if err != nil {
		return err
	}
	_, err = database.Backup(ctx, backup)
	if err := errors.Join(err, database.Close()); err != nil {
		return err
	}
	chance := rand.New(rand.NewPCG(seed, 4))
	unseen, err := flipped(backup, times, chance, func(path string) error { return db.CheckBackup(ctx, path) })
	if err == nil && unseen > 0 {
		err = errors.New("a backup in which a bit had turned over was taken for whole")
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "bits turned over in a backup      %d, all seen\n", times)
	unseen, err = flipped(live, times, chance, func(path string) error {
		database, err := db.Open(ctx, db.Config{Path: path})
		if err != nil {
			return err
		}
		return errors.Join(sound(ctx, database, nil), database.Close())
	})
	fmt.Fprintf(out, "bits turned over in the file      %d, seen by its own check or by ours %d, no panic\n", times, times-unseen)
	return err
}

// flipped turns over one bit at a time and counts how often nobody sees it.
func flipped(path string, times int, chance *rand.Rand, look func(path string) error) (unseen int, err error) {
	whole, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), "flip")
	if err != nil {
		return 0, err
	}
	changed := filepath.Join(dir, "kroon.db")
	for range times {
		raw := bytes.Clone(whole)
		raw[chance.IntN(len(raw))] ^= 1 << chance.IntN(8)
		if err := os.WriteFile(changed, raw, 0o600); err != nil {
			return unseen, err
		}
		if look(changed) == nil {
			unseen++
		}
		for _, beside := range []string{"-wal", "-shm"} {
			_ = os.Remove(changed + beside)
		}
	}
	return unseen, os.RemoveAll(dir)
}

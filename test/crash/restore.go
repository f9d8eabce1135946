package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/file"
)

// verified is how long a backup may take to be looked through, byte by byte and table by table.
const verified = time.Minute

// restore fills a house with so many megabytes, makes a backup while people go on, has it checked and puts it back elsewhere. What was
// acknowledged before the backup began must be in the copy, which says nothing to anybody until it is told to.
func restore(ctx context.Context, megabytes int, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-restore")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := stock(ctx, dir, megabytes); err != nil {
		return err
	}
	r, copied := newRecord(), filepath.Join(dir, "kroon.backup")
	c, err := r.spawn(context.WithoutCancel(ctx), dir)
	if err != nil {
		return err
	}
	err = r.until(time.Minute, func() bool { return len(r.acknowledged) > 100 })
	r.mu.Lock()
	before := maps.Clone(r.acknowledged)
	r.mu.Unlock()
	begun := clock.System().Now()
	size, backupErr := backUp(ctx, dir, copied)
	took := clock.System().Now().Sub(begun)
	during := r.count() - len(before)
	if err = errors.Join(err, backupErr, c.kill()); err != nil {
		return err
	}
	begun = clock.System().Now()
	if err := db.CheckBackup(ctx, copied); err != nil {
		return err
	}
	checked := clock.System().Now().Sub(begun)
	fmt.Fprintf(out, "backup                        %d MB in %v, while %d promises were made\n", size>>20, took.Round(time.Millisecond), during)
	fmt.Fprintf(out, "checked                       in %v\n", checked.Round(time.Millisecond))
	if during == 0 || checked > verified {
		return errors.New("nobody could work during the backup, or it took too long to check")
	}
	return putBack(ctx, dir, copied, before, out)
}

// stock makes the house and its files: bytes that nothing makes smaller.
func stock(ctx context.Context, dir string, megabytes int) error {
	a, _, err := openApp(ctx, dir, nil)
	if err != nil {
		return err
	}
	h, err := furnish(ctx, a)
	noise := rand.NewChaCha8([32]byte{})
	for left := megabytes; left > 0 && err == nil; left -= 25 {
		text := io.MultiReader(strings.NewReader("%PDF-1.7\n"), io.LimitReader(noise, int64(min(left, 25))<<20-100))
		_, err = a.Acts.AddFile(ctx, h.actor, act.FileWish{About: file.OfCustomer, ID: h.customer.Any(), Name: fmt.Sprintf("bewijs %d.pdf", left), Bytes: text})
	}
	return errors.Join(err, a.Close())
}

// backUp is what kroon backup does, beside the child that works.
func backUp(ctx context.Context, dir, to string) (size int64, err error) {
	database, err := db.Open(ctx, db.Config{Path: filepath.Join(dir, "data", "kroon.db"), URL: database})
	if err != nil {
		return 0, err
	}
	size, err = database.Backup(ctx, to)
	return size, errors.Join(err, database.Close())
}

// putBack restores elsewhere, lets ten minutes pass in which nothing may leave, looks, and has it go again.
func putBack(ctx context.Context, dir, copied string, before map[string]string, out io.Writer) error {
	elsewhere := filepath.Join(dir, "elsewhere")
	data := filepath.Join(elsewhere, "data")
	key, err := os.ReadFile(filepath.Join(dir, "data", "installation.key"))
	if err != nil {
		return err
	}
	begun := clock.System().Now()
	err = errors.Join(os.MkdirAll(data, 0o700), db.Restore(ctx, db.Config{Path: filepath.Join(data, "kroon.db")}, copied),
		os.WriteFile(filepath.Join(data, "installation.key"), key, 0o600))
	if err != nil {
		return err
	}
	took := clock.System().Now().Sub(begun)
	database = ""
	c := clock.NewStepped(clock.System().Now())
	a, _, err := openApp(ctx, elsewhere, c)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	missing, err := settled(ctx, a, c, before)
	if err != nil {
		return err
	}
	silent, _, err := sent(filepath.Join(elsewhere, "sent.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	waited, err := a.Release(ctx)
	if err == nil {
		_, err = settled(ctx, a, c, before)
	}
	if err != nil {
		return err
	}
	loud, twice, err := sent(filepath.Join(elsewhere, "sent.txt"))
	fmt.Fprintf(out, "put back                      in %v, %d of %d promises of before it are missing\n", took.Round(time.Millisecond), missing, len(before))
	fmt.Fprintf(out, "sent before it was told to    %d; then %d of %d that waited, %d twice\n", silent, loud, waited, twice)
	if err == nil && (missing > 0 || silent > 0 || loud == 0 || twice > 0) {
		err = errors.New("the copy is not whole, or it spoke too soon, or not at all")
	}
	return err
}

// settled lets ten minutes pass and counts what is missing.
func settled(ctx context.Context, a *app.App, c *clock.Stepped, before map[string]string) (missing int, err error) {
	if err := settle(ctx, a, c); err != nil {
		return 0, err
	}
	found, err := count(ctx, a)
	for key, promise := range before {
		if found.byKey[key] != promise {
			missing++
		}
	}
	return missing, err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/lang"
)

// keyFile is where the installation key stands in the data folder.
const keyFile = "installation.key"

func (c common) keyPath() string { return filepath.Join(c.Data, keyFile) }

// config says where the database is, for a command that opens nothing else.
func (c common) config() db.Config {
	return db.Config{Path: filepath.Join(c.Data, "kroon.db"), URL: c.Database, Clock: clock.System()}
}

// plain speaks the language of the command line, before any organisation is known.
func (v *verbs) plain() lang.Printer { return lang.For(lang.Lang(v.Lang), true, time.Local) }

type backupVerb struct {
	common
	File    string `arg:"" help:"Where to; a backup that is there is replaced once the new one is whole." type:"path"`
	WithKey bool   `help:"Copy the installation key to FILE.key as well. Keep the two apart."`
}

// Run writes a backup while everything goes on.
func (b backupVerb) Run(ctx context.Context, v *verbs) error {
	if b.Database == "" {
		if _, err := os.Stat(b.config().Path); err != nil {
			return fault.New(fault.NotFound, "db.nothing_there").Because(err)
		}
	}
	database, err := db.Open(ctx, b.config())
	if err != nil {
		return err
	}
	size, err := database.Backup(ctx, b.File)
	if err := errors.Join(err, database.Close()); err != nil {
		return err
	}
	say := v.plain()
	fmt.Println(say.T("command.backup", "path", b.File, "size", bytesOf(size)))
	if !b.WithKey {
		fmt.Println(say.T("command.key_apart", "path", b.keyPath()))
		return nil
	}
	if err := copyKey(b.keyPath(), b.File+".key", true); err != nil {
		return err
	}
	fmt.Println(say.T("command.key_along", "path", b.File+".key"))
	return nil
}

// bytesOf says a size as people do.
func bytesOf(n int64) string {
	for _, unit := range []string{"B", "kB", "MB"} {
		if n < 10_000 {
			return fmt.Sprintf("%d %s", n, unit)
		}
		n /= 1000
	}
	return fmt.Sprintf("%d GB", n)
}

// copyKey copies a key so that nobody else may read it.
func copyKey(from, to string, replace bool) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "command.key_gone", "path", from).Because(err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	flags := os.O_CREATE | os.O_WRONLY | os.O_EXCL
	if replace {
		if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	out, err := os.OpenFile(to, flags, 0o600)
	if err != nil {
		return fault.New(fault.Conflict, "db.backup_closed", "path", to).Because(err)
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

type restoreVerb struct {
	common
	File string `arg:"" help:"The backup." type:"existingfile"`
	Key  string `help:"The installation key; FILE.key when that is there." type:"existingfile" placeholder:"FILE"`
}

// Run puts a backup back into an empty folder or database.
func (r restoreVerb) Run(ctx context.Context, v *verbs) error {
	if err := os.MkdirAll(r.Data, 0o700); err != nil {
		return err
	}
	key := r.Key
	if _, err := os.Stat(r.File + ".key"); key == "" && err == nil {
		key = r.File + ".key"
	}
	_, there := os.Stat(r.keyPath())
	if key != "" && there == nil {
		return fault.New(fault.Conflict, "command.key_there", "path", r.keyPath())
	}
	if err := db.Restore(ctx, r.config(), r.File); err != nil {
		return err
	}
	say := v.plain()
	fmt.Println(say.T("command.restored"))
	switch {
	case key != "":
		if err := copyKey(key, r.keyPath(), false); err != nil {
			return err
		}
	case there != nil:
		fmt.Println(say.T("command.no_key"))
	}
	fmt.Println(say.T("command.held"))
	return nil
}

type releaseVerb struct{ common }

// Run lets outgoing effects go again after a restore.
func (r releaseVerb) Run(ctx context.Context, v *verbs) error {
	a, err := r.open(ctx)
	if err != nil {
		return err
	}
	waited, err := a.Release(ctx)
	if err := errors.Join(err, a.Close()); err != nil {
		return err
	}
	fmt.Println(v.plain().T("command.released", "n", waited))
	return nil
}

package db

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"kroon/internal/fault"
)

// Backup writes everything into one file at path, as it stood at one instant, while others read and write:
// a SQLite database with the same schema, whatever the engine, so that it restores into either. The file
// gets its name only once it is whole, checked and on disk; one that was there before stays until then.
func (d *DB) Backup(ctx context.Context, path string) (size int64, err error) {
	version, err := d.engine.version(ctx)
	if err == nil && version == 0 {
		err = fault.New(fault.NotFound, "db.nothing_there")
	}
	if err != nil {
		return 0, err
	}
	part := path + ".part"
	defer func() {
		if err != nil {
			err = errors.Join(explain(err), dropped(part))
		}
	}()
	// Made beforehand, since what is in it is nobody else's business.
	if err := begin(part); err != nil {
		return 0, err
	}
	if err := d.engine.backup(ctx, part, version); err != nil {
		return 0, err
	}
	if err := seal(part); err != nil {
		return 0, err
	}
	if err := CheckBackup(ctx, part); err != nil {
		return 0, err
	}
	found, err := os.Stat(part)
	if err != nil {
		return 0, err
	}
	if err := settle(part, path); err != nil {
		return 0, unwritable(path, err)
	}
	return found.Size(), nil
}

// begin makes the file that a backup is written to. Where it cannot be: fault db.backup_closed.
func begin(part string) error {
	if err := errors.Join(remove(part), touch(part)); err != nil {
		return unwritable(strings.TrimSuffix(part, ".part"), err)
	}
	return nil
}

func unwritable(path string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Busy, "db.no_room").Because(err)
	}
	return fault.New(fault.Conflict, "db.backup_closed", "path", path).On("file").Because(err)
}

// CheckBackup tells whether a file is a whole backup: every byte is as it was written, and the database in
// it is sound. Anything else is fault db.damaged, or db.not_a_backup.
func CheckBackup(ctx context.Context, path string) error {
	if err := checkSeal(path); err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", dataSource(path)+"mode=ro&immutable=1")
	if err != nil {
		return err
	}
	problems, err := integrity(ctx, pool)
	if err == nil && len(problems) > 0 {
		err = errors.New(problems[0])
	}
	if err != nil {
		err = fault.New(fault.Invalid, "db.damaged").On("file").Because(err)
	}
	return errors.Join(err, pool.Close())
}

// Restore fills an empty database from a backup, brings its schema up to this program, and has outgoing
// effects held (see Held). It is all there when it returns, or nothing is. A database that holds anything
// is refused: fault db.not_empty.
func Restore(ctx context.Context, config Config, file string) error {
	if err := CheckBackup(ctx, file); err != nil {
		return err
	}
	if config.URL == "" {
		return restoreSQLite(ctx, config, file)
	}
	target, err := Open(ctx, config)
	if err != nil {
		return err
	}
	return errors.Join(restorePostgres(ctx, target, file), target.Close())
}

func restoreSQLite(ctx context.Context, config Config, file string) error {
	if err := vacant(config.Path); err != nil {
		return err
	}
	part := config.Path + ".part"
	if err := prepare(ctx, file, part, true); err != nil {
		return errors.Join(err, remove(part))
	}
	return settle(part, config.Path)
}

// prepare copies a backup to part and brings it up to this program; its effects are held, or as they were.
func prepare(ctx context.Context, file, part string, holding bool) error {
	if err := errors.Join(remove(part), copyFile(file, part)); err != nil {
		return explain(err)
	}
	d, err := Open(ctx, Config{Path: part})
	if err != nil {
		return err
	}
	err = d.Migrate(ctx)
	if err == nil {
		err = d.engine.write(ctx, func(s session) error {
			// The live file bears no seal.
			if _, err := s.exec("PRAGMA user_version = 0", nil); err != nil {
				return err
			}
			if _, err := s.exec("PRAGMA application_id = 0", nil); err != nil || !holding {
				return err
			}
			_, err := s.exec(holdEffects, []any{held})
			return err
		})
	}
	return errors.Join(err, d.Close()) // closing moves what was written into the one file
}

const holdEffects = `INSERT INTO installation (key, value) VALUES ($1, '1') ON CONFLICT (key) DO UPDATE SET value = '1'`

func restorePostgres(ctx context.Context, target *DB, file string) error {
	engine := target.engine.(*postgresEngine)
	if err := engine.empty(ctx); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(file), ".restore-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	part := filepath.Join(dir, "kroon.db")
	if err := prepare(ctx, file, part, true); err != nil {
		return err
	}
	if err := target.Migrate(ctx); err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", dataSource(part)+"mode=ro&immutable=1")
	if err != nil {
		return err
	}
	return errors.Join(engine.load(ctx, pool), pool.Close())
}

// Integrity lists what is wrong with the stored data itself; nothing when it is sound. PostgreSQL keeps
// its own checks.
func (d *DB) Integrity(ctx context.Context) ([]string, error) { return d.engine.integrity(ctx) }

func integrity(ctx context.Context, pool *sql.DB) (problems []string, err error) {
	rows, err := pool.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var said string
		if err := rows.Scan(&said); err != nil {
			return nil, err
		}
		if said != "ok" {
			problems = append(problems, said)
		}
	}
	return problems, rows.Err()
}

func (e *sqliteEngine) integrity(ctx context.Context) ([]string, error) {
	return integrity(ctx, e.readers)
}

func (e *postgresEngine) integrity(ctx context.Context) ([]string, error) {
	return nil, e.pool.Ping(ctx)
}

// backup copies the file as one reader sees it; writers go on.
func (e *sqliteEngine) backup(ctx context.Context, part string, _ int64) error {
	return e.alone(func(pool *sql.DB) error {
		_, err := pool.ExecContext(ctx, "VACUUM INTO $1", part)
		return err
	})
}

func dataSource(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" }

func touch(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// dropped removes what was begun, if anything was.
func dropped(part string) error {
	if _, err := os.Lstat(part); err != nil {
		return nil
	}
	return remove(part)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// settle puts a whole file on disk and then under its name.
func settle(part, path string) error {
	file, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// keyPath is where the installation key stands.
func (c Config) keyPath() string { return filepath.Join(c.Data, "installation.key") }

// dataPath is the SQLite file.
func (c Config) dataPath() string { return filepath.Join(c.Data, "kroon.db") }

// keyed tells whether there is an installation key. It is looked at before the data is: a key is made
// only once the data is there, so that a key without data means that the data is gone.
func (c Config) keyed() (bool, error) {
	_, err := os.Lstat(c.keyPath())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// missed refuses to begin a new organisation beside the key of one that was lost: fault Conflict. It looks
// at the file before it is opened, for opening would make it.
func (c Config) missed(keyed bool) error {
	if !keyed || c.Database != "" {
		return nil
	}
	for _, path := range []string{c.dataPath(), c.dataPath() + "-wal"} {
		if found, err := os.Stat(path); err == nil && found.Size() > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil // there, or for db.Open to say what is wrong
		}
	}
	return c.gone(c.dataPath())
}

func (c Config) gone(path string) error {
	return fault.New(fault.Conflict, "command.data_gone", "path", path, "key", c.keyPath())
}

// empty refuses a database without a schema beside a key, as missed does.
func (c Config) empty(ctx context.Context, database *db.DB, keyed bool) error {
	if !keyed {
		return nil
	}
	version, err := database.Version(ctx)
	if err != nil || version > 0 {
		return err
	}
	if c.Database != "" {
		return c.gone("KROON_DATABASE")
	}
	return c.gone(c.dataPath())
}

// openKey opens the key that the data was made with, or makes the first. Any other key is refused, a
// missing one too, since the links that customers have and the secrets that are stored would silently stop
// opening: fault Conflict, unless the configuration says to go on with another.
func (c Config) openKey(ctx context.Context, database *db.DB) (access.Key, error) {
	made := ""
	err := database.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		made, err = db.KeyName(tx)
		return err
	})
	if err != nil {
		return access.Key{}, err
	}
	there, err := c.keyed()
	if err != nil {
		return access.Key{}, err
	}
	if made != "" && !there && !c.AnotherKey {
		return access.Key{}, fault.New(fault.Conflict, "command.key_gone", "path", c.keyPath())
	}
	key, err := access.OpenKey(c.keyPath(), database.IDs())
	if err != nil || made == key.ID() {
		return key, err
	}
	if made != "" && !c.AnotherKey {
		return key, fault.New(fault.Conflict, "command.key_other", "path", c.keyPath(), "made", made, "key", key.ID())
	}
	err = database.Write(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		if made != "" {
			return db.RememberKey(tx, key.ID())
		}
		if err := db.FirstKey(tx, key.ID()); err != nil {
			return err
		}
		made, err = db.KeyName(tx) // of whoever was first
		return err
	})
	if err == nil && !c.AnotherKey && made != key.ID() {
		err = fault.New(fault.Conflict, "command.key_other", "path", c.keyPath(), "made", made, "key", key.ID())
	}
	return key, err
}

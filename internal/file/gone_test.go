package file_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/file"
	"kroon/internal/party"
)

// TestTakenAwayIsGoneFromTheDisk: of a file that was taken away neither name nor bytes stand in the database file.
func TestTakenAwayIsGoneFromTheDisk(t *testing.T) {
	config := dbtest.Config(t, db.SQLite)
	open := func() *db.DB {
		database, err := db.Open(context.Background(), config)
		if err == nil {
			err = database.Migrate(context.Background())
		}
		if err != nil {
			t.Fatal(err)
		}
		return database
	}
	holds := func(text string) bool {
		all, err := filepath.Glob(config.Path + "*")
		for _, one := range all {
			var raw []byte
			if raw, err = os.ReadFile(one); err == nil && bytes.Contains(raw, []byte(text)) {
				return true
			}
		}
		if err != nil || len(all) == 0 {
			t.Fatal(all, err)
		}
		return false
	}
	database := open()
	h := newHouse(t, database)
	f := h.must(h.add(h.staff(party.Colleague), "geheimzinnig.txt", []byte(strings.Repeat("De code van de kluis is 4711. ", 9000)), false))
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	if !holds("geheimzinnig") || !holds("de kluis is 4711") {
		t.Fatal("the file cannot be found this way")
	}
	h.database = open()
	if err := h.write(h.staff(party.Colleague), func(tx *db.Tx) error { _, err := h.files.Remove(tx, f.ID, file.Mistaken); return err }); err != nil {
		t.Fatal(err)
	}
	if err := h.database.Close(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"geheimzinnig", "de kluis is 4711"} {
		if holds(text) {
			t.Errorf("%q is still in the file", text)
		}
	}
}

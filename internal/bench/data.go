package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/id"
)

// Scale is how much data rows are measured on.
type Scale string

// The scales. Tiny only shows that a row runs.
const (
	Tiny   Scale = "tiny"
	Small  Scale = "small"
	Middle Scale = "middle"
	Full   Scale = "full"
)

// Size is how much there is.
type Size struct {
	Staff     int
	Customers int
	Open      int // promises to be kept
	Past      int // promises that were kept, over the two years before
}

// Desk is the firm of a scale: a million customers and open promises, and ten million events, when it is full; a tenth of them and a
// million events when it is middle.
func (s Scale) Desk() Size {
	switch s {
	case Full:
		return Size{Staff: 5000, Customers: 1_000_000, Open: 1_000_000, Past: 1_200_000}
	case Middle:
		return Size{Staff: 500, Customers: 100_000, Open: 100_000, Past: 140_000}
	case Small:
		return Size{Staff: 200, Customers: 10_000, Open: 20_000, Past: 20_000}
	}
	return Size{Staff: 4, Customers: 20, Open: 300, Past: 10}
}

// String says it in words.
func (s Size) String() string {
	return fmt.Sprintf("%d staff, %d customers, %d open promises, %d kept", s.Staff, s.Customers, s.Open, s.Past)
}

// Made is data that was made, by the seed that every run has: the same people, in the same order.
type Made struct {
	Size      Size
	At        time.Time // the moment it is now
	Org       id.Org
	Staff     []id.Staff
	Customers []id.Customer // the first twenty thousand
	Busiest   id.Customer   // one in a hundred promises is to this one
	Dir       string
	URL       string
	Database  string
}

// kept is how many customers Made names.
const kept = 20_000

// nextTuesday is the first Tuesday morning at work that is not over: nothing that is made is due before.
func nextTuesday() time.Time {
	at := figure.Now().Truncate(24 * time.Hour).Add(9*time.Hour + 52*time.Minute)
	for at.Weekday() != time.Tuesday || at.Before(figure.Now()) {
		at = at.Add(24 * time.Hour)
	}
	return at
}

func (m Made) place() place { return place{dir: m.Dir, url: m.URL, database: m.Database} }

// data gives the data of a size: made now, earlier in this run, or in the folder that is kept.
func (h *house) data(ctx context.Context, engine db.Engine, size Size) (made Made, err error) {
	name := fmt.Sprintf("%s-%d-%d-%d-%d", engine, size.Staff, size.Customers, size.Open, size.Past)
	if made, is := h.made[name]; is {
		return made, nil
	}
	dir := filepath.Join(h.Dir, name)
	manifest := filepath.Join(dir, "made.json")
	if raw, err := os.ReadFile(manifest); err == nil && h.Keep && (engine == db.SQLite || h.own == nil) {
		if err := json.Unmarshal(raw, &made); err != nil {
			return made, err
		}
		if figure.Now().Before(made.At.Add(23 * time.Hour)) { // and nothing of it is due yet
			h.made[name] = made
			return made, nil
		}
		if err := h.remove(ctx, made.place()); err != nil {
			return made, err
		}
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil {
		return made, err
	}
	made = Made{Size: size, At: nextTuesday(), Dir: dir}
	if engine == db.Postgres {
		if made.URL, made.Database, err = h.database(ctx, ""); err != nil {
			return made, err
		}
	}
	m := maker{Made: &made, engine: engine, progress: func(done int) { h.progress("data: "+size.String(), done) }}
	if err := m.make(ctx); err != nil {
		return made, fmt.Errorf("making data: %w", err)
	}
	if engine == db.Postgres { // what the server itself does within minutes; until then it plans for tables that are empty
		if err := bare.Execute(ctx, made.URL, "VACUUM (ANALYZE)"); err != nil {
			return made, err
		}
	}
	raw, err := json.Marshal(made)
	if err != nil {
		return made, err
	}
	h.made[name] = made
	return made, os.WriteFile(manifest, raw, 0o600)
}

// bulkCodes is where the codes of the raw sides begin; those of made data stand before.
const bulkCodes = 20_000_000

const codeSigns = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// codeOf is the code of a number, each another: scattered, with the checksum that people's codes have.
func codeOf(n int) string {
	const all = 31 * 31 * 31 * 31 * 31
	left := int(int64(n) * 9_999_991 % all)
	body := make([]byte, id.MinCode-1)
	for i := range body {
		body[i] = codeSigns[left%31]
		left /= 31
	}
	for _, sign := range []byte(codeSigns) {
		if code, right := id.ParseCode(string(append(slices.Clone(body), sign))); right {
			return string(code)
		}
	}
	return ""
}

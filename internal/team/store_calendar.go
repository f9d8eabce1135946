package team

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// layer is one layer's own row.
type layer struct {
	ID      id.Any
	Version int64
}

// raiseLayer takes a layer for this transaction, making it when there is none, and counts the change.
func raiseLayer(tx *db.Tx, key layerKey) (layer, error) {
	if _, err := tx.Exec(`INSERT INTO calendar_layer (org, subject, purpose, id, version) VALUES ($1, $2, $3, $4, 1)
		ON CONFLICT (org, subject, purpose) DO UPDATE SET version = calendar_layer.version + 1`,
		tx.Org, key.subject, key.purpose, id.New[id.Any](tx.IDs)); err != nil {
		return layer{}, err
	}
	found, _, err := readLayer(tx, key)
	return found, err
}

func readLayer(tx *db.Tx, key layerKey) (layer, bool, error) {
	return db.Maybe[layer](tx, "SELECT id, version FROM calendar_layer WHERE org = $1 AND subject = $2 AND purpose = $3",
		tx.Org, key.subject, key.purpose)
}

func replaceHours(tx *db.Tx, key layerKey, week Week) {
	tx.Put("DELETE FROM calendar_hours WHERE org = $1 AND subject = $2 AND purpose = $3", tx.Org, key.subject, key.purpose)
	for day := time.Sunday; day <= time.Saturday; day++ { // in one order, so that a run can be replayed to the row
		intervals, named := week[day]
		if !named {
			continue
		}
		if len(intervals) == 0 {
			intervals = []worktime.Interval{{}}
		}
		for _, interval := range intervals {
			tx.Put(`INSERT INTO calendar_hours (org, subject, purpose, weekday, from_minute, until_minute)
				VALUES ($1, $2, $3, $4, $5, $6)`, tx.Org, key.subject, key.purpose, int(day), interval.From, interval.Until)
		}
	}
}

// readWeeks reads the layers of several subjects.
func readWeeks(tx *db.Tx, subjects []id.Any) (map[layerKey]Week, error) {
	type row struct {
		Subject     id.Any
		Purpose     purpose
		Weekday     int
		FromMinute  int
		UntilMinute int
	}
	rows, err := inBatches(tx, subjects, func(args []any) ([]row, error) {
		return db.All[row](tx, `SELECT subject, purpose, weekday, from_minute, until_minute FROM calendar_hours
			WHERE org = $1 AND subject IN `+sixtyFour+` ORDER BY subject, purpose, weekday, from_minute`, args...)
	})
	if err != nil {
		return nil, err
	}
	weeks := map[layerKey]Week{}
	for _, r := range rows {
		key := layerKey{r.Subject, r.Purpose}
		if weeks[key] == nil {
			weeks[key] = Week{}
		}
		day := time.Weekday(r.Weekday)
		if _, named := weeks[key][day]; !named {
			weeks[key][day] = nil // it may be closed
		}
		if r.FromMinute < r.UntilMinute {
			weeks[key][day] = append(weeks[key][day], worktime.Interval{From: r.FromMinute, Until: r.UntilMinute})
		}
	}
	return weeks, nil
}

func insertClosedDay(tx *db.Tx, day ClosedDay) {
	tx.Put(`INSERT INTO closed_day (org, day, name) VALUES ($1, $2, $3)
		ON CONFLICT (org, day) DO UPDATE SET name = excluded.name`, tx.Org, day.Day.String(), day.Name)
}

func deleteClosedDay(tx *db.Tx, day worktime.Date) (int64, error) {
	return tx.Exec("DELETE FROM closed_day WHERE org = $1 AND day = $2", tx.Org, day.String())
}

func listClosedDays(tx *db.Tx) ([]ClosedDay, error) {
	type row struct{ Day, Name string }
	rows, err := db.All[row](tx, "SELECT day, name FROM closed_day WHERE org = $1 ORDER BY day", tx.Org)
	if err != nil {
		return nil, err
	}
	days := make([]ClosedDay, 0, len(rows))
	for _, r := range rows {
		date, err := worktime.ParseDate(r.Day)
		if err != nil {
			return nil, err
		}
		days = append(days, ClosedDay{date, r.Name})
	}
	return days, nil
}

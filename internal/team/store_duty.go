package team

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

func insertDuty(tx *db.Tx, d Duty) {
	tx.Put("INSERT INTO duty (org, id, name, team, version) VALUES ($1, $2, $3, $4, $5)", tx.Org, d.ID, d.Name, d.Team, d.Version)
	insertDutyParts(tx, d)
}

// raiseDuty takes the row for this transaction and counts the change.
func raiseDuty(tx *db.Tx, duty id.Duty) (int64, error) {
	return tx.Exec("UPDATE duty SET version = version + 1 WHERE org = $1 AND id = $2", tx.Org, duty)
}

func updateDuty(tx *db.Tx, d Duty) {
	tx.Put("UPDATE duty SET name = $3, team = $4 WHERE org = $1 AND id = $2", tx.Org, d.ID, d.Name, d.Team)
	tx.Put("DELETE FROM duty_member WHERE org = $1 AND duty = $2", tx.Org, d.ID)
	tx.Put("DELETE FROM duty_turn WHERE org = $1 AND duty = $2", tx.Org, d.ID)
	insertDutyParts(tx, d)
}

func insertDutyParts(tx *db.Tx, d Duty) {
	for place, staff := range d.Members {
		tx.Put("INSERT INTO duty_member (org, duty, place, staff) VALUES ($1, $2, $3, $4)", tx.Org, d.ID, place, staff)
	}
	for _, turn := range d.Roster {
		tx.Put(`INSERT INTO duty_turn (org, duty, weekday, from_minute, until_minute, staff) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.Org, d.ID, int(turn.Weekday), turn.From, turn.Until, turn.Staff)
	}
}

type dutyRow struct {
	ID      id.Duty
	Name    string
	Team    id.Team
	Version int64
}

func readDuty(tx *db.Tx, duty id.Duty) (Duty, bool, error) {
	row, found, err := db.Maybe[dutyRow](tx, "SELECT id, name, team, version FROM duty WHERE org = $1 AND id = $2", tx.Org, duty)
	if err != nil || !found {
		return Duty{}, false, err
	}
	full, err := withParts(tx, row)
	return full, true, err
}

func listDuties(tx *db.Tx) ([]Duty, error) {
	rows, err := db.All[dutyRow](tx, "SELECT id, name, team, version FROM duty WHERE org = $1 ORDER BY name, id", tx.Org)
	if err != nil {
		return nil, err
	}
	type memberRow struct {
		Duty  id.Duty
		Staff id.Staff
	}
	members, err := db.All[memberRow](tx, "SELECT duty, staff FROM duty_member WHERE org = $1 ORDER BY duty, place", tx.Org)
	if err != nil {
		return nil, err
	}
	type ofDuty struct {
		Duty id.Duty
		turnRow
	}
	turns, err := db.All[ofDuty](tx, `SELECT duty, weekday, from_minute, until_minute, staff FROM duty_turn
		WHERE org = $1 ORDER BY duty, weekday, from_minute`, tx.Org)
	var out []Duty
	for _, row := range rows {
		d := Duty{ID: row.ID, Name: row.Name, Team: row.Team, Version: row.Version}
		for _, one := range members {
			if one.Duty == d.ID {
				d.Members = append(d.Members, one.Staff)
			}
		}
		for _, one := range turns {
			if one.Duty == d.ID {
				d.Roster = append(d.Roster, one.turn())
			}
		}
		out = append(out, d)
	}
	return out, err
}

type turnRow struct {
	Weekday, FromMinute, UntilMinute int
	Staff                            id.Staff
}

func (t turnRow) turn() Turn {
	return Turn{time.Weekday(t.Weekday), t.FromMinute, t.UntilMinute, t.Staff}
}

func withParts(tx *db.Tx, row dutyRow) (Duty, error) {
	d := Duty{ID: row.ID, Name: row.Name, Team: row.Team, Version: row.Version}
	var err error
	d.Members, err = db.All[id.Staff](tx, "SELECT staff FROM duty_member WHERE org = $1 AND duty = $2 ORDER BY place", tx.Org, d.ID)
	if err != nil {
		return d, err
	}
	turns, err := db.All[turnRow](tx, `SELECT weekday, from_minute, until_minute, staff FROM duty_turn
		WHERE org = $1 AND duty = $2 ORDER BY weekday, from_minute`, tx.Org, d.ID)
	for _, t := range turns {
		d.Roster = append(d.Roster, t.turn())
	}
	return d, err
}

package calllist

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// NameRows, StrikeRows, ConsentRows and FormRows move what is kept here of a customer: two turned out to be one.
type (
	NameRows    struct{}
	StrikeRows  struct{}
	ConsentRows struct{}
	FormRows    struct{}
)

// Refer makes the names of one customer the other's; where both stand on a list, the one that stays is called.
func (NameRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	twice, err := db.All[id.Any](tx, `SELECT id FROM call_name WHERE org = $1 AND customer = $2 AND state <> 'ended' AND EXISTS
		(SELECT 1 FROM call_name o WHERE o.org = $1 AND o.list = call_name.list AND o.customer = $3) ORDER BY id`, tx.Org, from, to)
	if err != nil {
		return nil, err
	}
	for _, row := range twice {
		tx.Put("UPDATE call_name SET state = 'ended', outcome = 'twice', ended_at = $3 WHERE org = $1 AND id = $2", tx.Org, row, tx.Now)
	}
	rows, err := db.All[id.Any](tx, `SELECT id FROM call_name WHERE org = $1 AND customer = $2 AND NOT EXISTS
		(SELECT 1 FROM call_name o WHERE o.org = $1 AND o.list = call_name.list AND o.customer = $3) ORDER BY id`, tx.Org, from, to)
	for _, row := range rows {
		tx.Put("UPDATE call_name SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	}
	return append(rows, twice...), err
}

// ReferBack gives one of them back; one that stood there twice is to be called again.
func (NameRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE call_name SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	tx.Put(`UPDATE call_name SET state = CASE WHEN strike IS NULL THEN 'open' ELSE 'aside' END, outcome = '', ended_at = NULL
		WHERE org = $1 AND id = $2 AND outcome = 'twice'`, tx.Org, row)
	return nil
}

// Refer makes the strikes of one customer the other's: who objected once did so under every name, on every list.
func (StrikeRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	all, err := strikesOf(tx, from)
	if err != nil {
		return nil, err
	}
	rows := make([]id.Any, len(all))
	for i, k := range all {
		rows[i] = k.ID
		tx.Put("UPDATE call_strike SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, k.ID, from, to)
		switch {
		case k.State == Standing:
			tx.Put(`UPDATE call_name SET state = 'ended', outcome = 'struck', strike = $3, ended_at = $4
				WHERE org = $1 AND customer = $2 AND state <> 'ended'`, tx.Org, to, k.ID, tx.Now)
		case k.State.Off():
			tx.Put("UPDATE call_name SET state = 'aside', strike = $3 WHERE org = $1 AND customer = $2 AND state = 'open'", tx.Org, to, k.ID)
		}
	}
	return rows, nil
}

// ReferBack gives one of them back; the names of the one that stayed which it ended are called again.
func (StrikeRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put(`UPDATE call_name SET state = 'open', outcome = '', strike = NULL, ended_at = NULL
		WHERE org = $1 AND strike = $2 AND customer = $3`, tx.Org, row, from)
	tx.Put("UPDATE call_strike SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Refer makes what one customer agreed to the other's.
func (ConsentRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM call_consent WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err == nil && len(rows) > 0 {
		_, err = tx.Exec("UPDATE call_consent SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	}
	return rows, err
}

// ReferBack gives one of them back.
func (ConsentRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE call_consent SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Refer makes what was said of one customer's form said of the other's.
func (FormRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM call_form WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err == nil && len(rows) > 0 {
		_, err = tx.Exec("UPDATE call_form SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	}
	return rows, err
}

// ReferBack gives one of them back.
func (FormRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE call_form SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

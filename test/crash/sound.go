package main

import (
	"context"
	"errors"
	"fmt"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// promised is what the rows say of a promise.
type promised struct {
	Act    string
	ID     [16]byte
	State  string
	Agreed int // how often its history says so
	Broken int
	Armed  int // what is to be done about it
}

// sound tells whether a database is whole and holds what was acknowledged, each promise with its history and with what
// is to be done about it.
func sound(ctx context.Context, database *db.DB, acknowledged map[string]string) error {
	problems, err := database.Integrity(ctx)
	if err != nil || len(problems) > 0 {
		return errors.Join(fmt.Errorf("the file is damaged: %v", problems), err)
	}
	var rows []promised
	sum := 0
	err = database.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error {
		all, err := organisation.New(nil).All(tx)
		if err != nil || len(all) == 0 {
			return err
		}
		org := all[0].ID
		rows, err = db.All[promised](tx, `SELECT act, id, state,
			(SELECT COUNT(*) FROM event e WHERE e.org = $1 AND e.subject = p.id AND e.kind = 'promise.agreed') AS agreed,
			(SELECT COUNT(*) FROM event e WHERE e.org = $1 AND e.subject = p.id AND e.kind = 'promise.broken') AS broken,
			(SELECT COUNT(*) FROM job j WHERE j.org = $1 AND j.subject = p.id) AS armed
			FROM promise p WHERE org = $1`, org)
		if err != nil {
			return err
		}
		sum, err = db.One[int](tx, "SELECT COALESCE(SUM(points), 0) FROM ledger_posting WHERE org = $1", org)
		return err
	})
	if err == nil && sum != 0 {
		err = fmt.Errorf("the account is %d out of balance", sum)
	}
	if err != nil {
		return err
	}
	return compare(rows, acknowledged)
}

// compare holds the rows against what was acknowledged.
func compare(rows []promised, acknowledged map[string]string) error {
	found := map[string]string{}
	for _, p := range rows {
		if found[p.Act] != "" {
			return fmt.Errorf("%s was made twice", p.Act)
		}
		found[p.Act] = formatted(p.ID)
		ended := p.State == "broken"
		if p.Agreed != 1 || ended != (p.Broken == 1) || !ended && (p.Broken != 0 || p.Armed == 0) {
			return fmt.Errorf("%s is there by half: %+v", p.Act, p)
		}
	}
	for key, promise := range acknowledged {
		if found[key] != promise {
			return fmt.Errorf("%s was acknowledged and is lost", key)
		}
	}
	return nil
}

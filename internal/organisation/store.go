package organisation

import (
	"kroon/internal/db"
	"kroon/internal/fault"
)

const columns = `org, name, host, base_url, zone, lang, informal, phone, email, quiet_from, quiet_until,
	tacit_days, margin_minutes, good_friday, liberation_day, same_day_until, version`

func insert(tx *db.Tx, o Organisation) error {
	added, err := tx.Exec(`INSERT INTO organisation (`+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		ON CONFLICT (org) DO NOTHING`,
		o.ID, o.Name, o.Host, o.BaseURL, o.Zone, o.Lang, o.Informal, o.Phone, o.Email, o.QuietFrom, o.QuietUntil,
		o.TacitDays, o.MarginMinutes, o.GoodFriday, o.LiberationDay, o.SameDayUntil, o.Version)
	if err == nil && added == 0 {
		return fault.New(fault.Conflict, "organisation.exists")
	}
	return hostTaken(err)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx) error {
	_, err := tx.Exec("UPDATE organisation SET version = version WHERE org = $1", tx.Org)
	return err
}

func update(tx *db.Tx, o Organisation) error {
	_, err := tx.Exec(`UPDATE organisation SET name = $2, host = $3, base_url = $4, zone = $5, lang = $6,
		informal = $7, phone = $8, email = $9, quiet_from = $10, quiet_until = $11, tacit_days = $12,
		margin_minutes = $13, good_friday = $14, liberation_day = $15, same_day_until = $16, version = $17
		WHERE org = $1`,
		tx.Org, o.Name, o.Host, o.BaseURL, o.Zone, o.Lang, o.Informal, o.Phone, o.Email, o.QuietFrom, o.QuietUntil,
		o.TacitDays, o.MarginMinutes, o.GoodFriday, o.LiberationDay, o.SameDayUntil, o.Version)
	return hostTaken(err)
}

// hostTaken: of the keys of this table only that of the host name can still refuse a row.
func hostTaken(err error) error {
	if db.IsDuplicate(err) {
		return fault.New(fault.Conflict, "organisation.host_taken").On("host").Because(err)
	}
	return err
}

func read(tx *db.Tx) (Organisation, bool, error) {
	return db.Maybe[Organisation](tx, "SELECT "+columns+" FROM organisation WHERE org = $1", tx.Org)
}

// every reads over all organisations: whose sign-in page to show, and what the clockwork serves.
func every(tx *db.Tx) ([]Organisation, error) {
	return db.All[Organisation](tx, "SELECT "+columns+" FROM organisation ORDER BY org")
}

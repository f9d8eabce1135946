package overview_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var amsterdam = func() *time.Location {
	zone, err := worktime.Zone("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// noHolidays: the tests say themselves when nobody works.
type noHolidays struct{}

func (noHolidays) HolidaySettings(*db.Tx) (*time.Location, worktime.DutchHolidays, error) {
	return amsterdam, worktime.DutchHolidays{}, nil
}

// house is an organisation with people, whose promises are written as rows.
type house struct {
	t    *testing.T
	db   *db.DB
	boss party.Actor
	team *team.Service
}

func newHouse(t *testing.T, database *db.DB) *house {
	return &house{t: t, db: database, boss: party.Itself(id.New[id.Org](database.IDs())), team: team.New(event.NewLog(), noHolidays{})}
}

func (h *house) write(fn func(tx *db.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), h.boss, fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(actor party.Actor, fn func(tx *db.Tx) error) {
	h.t.Helper()
	if err := h.db.Read(context.Background(), actor, fn); err != nil {
		h.t.Fatal(err)
	}
}

// hires adds somebody with an account of a role.
func (h *house) hires(name string, role party.Role, in id.Team) (staff id.Staff) {
	h.t.Helper()
	h.write(func(tx *db.Tx) error {
		hired, err := h.team.Hire(tx, team.Staff{Kind: party.Staff, Name: name, Team: in, Share: 100})
		if err != nil {
			return err
		}
		staff = hired.ID
		tx.Put(`INSERT INTO account (org, staff, id, kind, role, email, email_key, password, created_at, version)
			VALUES ($1, $2, $3, 'staff', $4, $5, $5, '', $6, 1)`, tx.Org, staff, id.New[id.Any](tx.IDs), role, name, tx.Now)
		return nil
	})
	return staff
}

func (h *house) as(staff id.Staff, role party.Role) party.Actor {
	return party.Actor{Org: h.boss.Org, Kind: party.Staff, ID: staff.Any(), Role: role}
}

// add writes a promise as a row; what is left empty is of an agreed one of ours.
func (h *house) add(tx *db.Tx, p promise.Promise) id.Promise {
	p.ID = id.New[id.Promise](tx.IDs)
	if p.Direction == "" {
		p.Direction = promise.Ours
	}
	if p.Kind == "" {
		p.Kind = promise.CallBack
	}
	if p.State == "" {
		p.State = promise.Agreed
	}
	tx.Put(`INSERT INTO promise (org, id, code, direction, kind, act, owner, minutes, proof, due_at, due_civil, zone, grain,
		fixed, state, open, version, made_at, agreed_at, deed_at, undone_at, root, overridden, awaits, imported, import_source, import_id, import_run)
		VALUES ($1, $2, $3, $4, $5, 'bellen', $6, $7, 'call', $8, '', '', 'minute', $9, $10, $11, 1, $12, $13, $14, $15, $2, $16, $17, $16, $18, $19, $20)`,
		tx.Org, p.ID, id.NewCode(tx.IDs, 10), p.Direction, p.Kind, p.Owner, p.Minutes, p.DueAt, p.Fixed, p.State, p.Open, tx.Now,
		p.AgreedAt, p.DeedAt, p.UndoneAt, false, p.Awaits, nil, nil, nil)
	return p.ID
}

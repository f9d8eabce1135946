package overview

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
)

// besides names the colleagues who have a question of this customer on the screen.
func (r Relation) besides(tx *db.Tx, of id.Customer) (names []string, err error) {
	others, err := r.Intake.AtDesk(tx, of)
	if err != nil {
		return nil, err
	}
	return namesOf(tx, others)
}

func namesOf(tx *db.Tx, others []intake.Presence) (names []string, err error) {
	known := colleagues{}
	for _, one := range others {
		colleague, failed := known.of(tx, one.Staff)
		if failed != nil {
			return names, failed
		}
		names = append(names, colleague.FirstName)
	}
	return names, err
}

// HaveOpen names the colleagues who have this question on the screen.
func (r Relation) HaveOpen(ctx context.Context, actor party.Actor, of id.Question) ([]string, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) ([]string, error) { return r.haveOpen(tx, of) })
}

func (r Relation) haveOpen(tx *db.Tx, of id.Question) ([]string, error) {
	others, err := r.Intake.HaveOpen(tx, of)
	if err != nil {
		return nil, err
	}
	return namesOf(tx, others)
}

// AtDesk names the colleagues who have a question of this customer on the screen.
func (r Relation) AtDesk(ctx context.Context, actor party.Actor, of id.Customer) ([]string, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) ([]string, error) { return r.besides(tx, of) })
}

// AtDesk names the colleagues who have a question of this customer on the screen.
func (d Desk) AtDesk(ctx context.Context, actor party.Actor, of id.Customer) ([]string, error) {
	return d.Relation.AtDesk(ctx, actor, of)
}

package overview

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/search"
)

// ThingKind is a sort of what is called something.
type ThingKind = search.Kind

// The kinds of what is called something, for who reads them over a program.
const (
	ThingFile  = search.File
	ThingOrder = search.Order
	ThingList  = search.List
)

// ThingsIn finds what is called by all the words typed, the newest first: files, orders and call lists, or fewer kinds. Who
// reads finds what the screens show him: a program no file that stays among people, and no call list.
func (r Relation) ThingsIn(tx *db.Tx, typed string, limit int, kinds ...search.Kind) (out []SaidLine, err error) {
	if len(kinds) == 0 {
		kinds = search.Things()
	}
	if tx.Actor.Kind != party.Staff {
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(kind search.Kind) bool { return kind == search.List })
	}
	terms := search.Terms(typed)
	hits, err := r.Found.Called(tx, terms, kinds)
	if err != nil {
		return nil, err
	}
	for _, hit := range hits[:min(len(hits), mostRead)] {
		line, found, err := r.thing(tx, hit)
		if err != nil {
			return nil, err
		}
		if !found || !search.Matches(terms, line.Text) {
			continue
		}
		line.Kind, line.Pieces = hit.Kind, excerpt(line.Text, terms)
		if out = append(out, line); len(out) == limit {
			break
		}
	}
	return out, nil
}

// thing reads what a find is called as it stands. What is gone, or came by an import that is out of sight, is not found.
func (r Relation) thing(tx *db.Tx, hit search.Hit) (SaidLine, bool, error) {
	switch hit.Kind {
	case search.File:
		return r.fileFound(tx, id.File(hit.Subject))
	case search.List:
		return db.Maybe[SaidLine](tx, "SELECT l.id, l.name, l.name || ' ' || l.about AS text, l.made_at AS at FROM call_list l WHERE l.org = $1 AND l.id = $2",
			tx.Org, hit.Subject)
	}
	return db.Maybe[SaidLine](tx, `SELECT o.id, o.customer, COALESCE(c.name, '') AS name, o.what || ' ' || o.reference AS text, o.bought_at AS at
		FROM order_placed o LEFT JOIN customer c ON c.org = o.org AND c.id = o.customer WHERE o.org = $1 AND o.id = $2
		AND (o.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h WHERE h.org = o.org AND h.run = o.import_run))`,
		tx.Org, hit.Subject)
}

func (r Relation) fileFound(tx *db.Tx, of id.File) (line SaidLine, found bool, err error) {
	f, err := r.Files.Get(tx, of)
	if fault.Is(err, "file.unknown") {
		return line, false, nil
	}
	if err != nil {
		return line, false, err
	}
	about, err := customerRef(tx, f.Customer)
	return SaidLine{ID: of.Any(), Customer: f.Customer, Name: about.Name, Text: f.Name, At: f.AddedAt}, true, err
}

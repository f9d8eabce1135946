package overview

import (
	"bytes"
	"cmp"
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
	var each [][]SaidLine
	for _, kind := range kinds {
		found, err := r.newestCalled(tx, terms, kind, limit)
		if err != nil {
			return nil, err
		}
		each = append(each, found)
	}
	for len(out) < limit { // of each kind in turn, so that none keeps another out of sight
		taken := len(out)
		for i, found := range each {
			if len(found) > 0 && len(out) < limit {
				out, each[i] = append(out, found[0]), found[1:]
			}
		}
		if len(out) == taken {
			break
		}
	}
	sortByTime(out)
	return out, nil
}

// mostAmong is among how many things of a kind the newest are found: who types goes on typing.
const mostAmong = 40

// newestCalled are the newest of one kind. An id says when it became known here; an order may be of long before.
func (r Relation) newestCalled(tx *db.Tx, terms []string, kind search.Kind, limit int) (out []SaidLine, err error) {
	hits, err := r.Found.Called(tx, terms, kind)
	for _, hit := range hits {
		if err != nil || len(out) == max(limit, mostAmong) {
			break
		}
		var line SaidLine
		var found bool
		if line, found, err = r.thing(tx, hit); err == nil && found && search.Matches(terms, line.Text) {
			line.Kind, line.Pieces = kind, excerpt(line.Text, terms)
			out = append(out, line)
		}
	}
	sortByTime(out)
	return out[:min(len(out), limit)], err
}

func sortByTime(lines []SaidLine) {
	slices.SortFunc(lines, func(a, b SaidLine) int { return cmp.Or(b.At.Compare(a.At), bytes.Compare(b.ID[:], a.ID[:])) })
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
		AND (o.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h WHERE h.org = $1 AND h.run = o.import_run))`,
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

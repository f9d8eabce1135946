package search

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// end is above every word that begins with word.
func end(word string) string { return word + "\U0010FFFF" }

// count tells how many words begin with a term, up to one more than are looked at.
func count(tx *db.Tx, term string) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM (SELECT 1 FROM search_word
		WHERE org = $1 AND word >= $2 AND word < $3 LIMIT $4) AS found`, tx.Org, term, end(term), maxWhole+maxBegun+1)
}

// whole reads the newest subjects that have the word itself.
func whole(tx *db.Tx, term string, kinds []Kind) ([]Hit, error) {
	found, err := db.All[Hit](tx, `SELECT kind, subject FROM search_word WHERE org = $1 AND word = $2
		ORDER BY subject DESC, kind DESC LIMIT $3`, tx.Org, term, maxWhole)
	return of(found, kinds), err
}

// begun reads subjects that have a longer word.
func begun(tx *db.Tx, term string, kinds []Kind) ([]Hit, error) {
	found, err := db.All[Hit](tx, `SELECT kind, subject FROM search_word WHERE org = $1 AND word > $2 AND word < $3
		ORDER BY word DESC, subject DESC, kind DESC LIMIT $4`, tx.Org, term, end(term), maxBegun)
	return of(found, kinds), err
}

func of(found []Hit, kinds []Kind) []Hit {
	return slices.DeleteFunc(found, func(h Hit) bool { return !slices.Contains(kinds, h.Kind) })
}

// first is below every id that is given; the zero id would be none at all to a database.
var first = id.Any{15: 1}

// readUntil is how far a kind has been read.
func readUntil(tx *db.Tx, kind Kind) (id.Any, error) {
	until, begun, err := db.Maybe[id.Any](tx, "SELECT until FROM search_read WHERE org = $1 AND kind = $2", tx.Org, kind)
	if !begun {
		until = first
	}
	return until, err
}

func setUntil(tx *db.Tx, kind Kind, until id.Any) {
	tx.Put(`INSERT INTO search_read (org, kind, until) VALUES ($1, $2, $3)
		ON CONFLICT (org, kind) DO UPDATE SET until = excluded.until`, tx.Org, kind, until)
}

// countOf tells how many things of a kind begin with a term, up to one more than are looked at.
func countOf(tx *db.Tx, kind Kind, term string) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM (SELECT 1 FROM search_thing
		WHERE org = $1 AND kind = $2 AND word >= $3 AND word < $4 LIMIT $5) AS found`, tx.Org, kind, term, end(term), maxThings+1)
}

// called reads things that have a word, the newest first, or a longer one.
func called(tx *db.Tx, kind Kind, term string) ([]Hit, error) {
	found, err := db.All[Hit](tx, `SELECT kind, subject FROM search_thing WHERE org = $1 AND kind = $2 AND word = $3
		ORDER BY subject DESC LIMIT $4`, tx.Org, kind, term, maxThings)
	if err != nil {
		return nil, err
	}
	longer, err := db.All[Hit](tx, `SELECT kind, subject FROM search_thing WHERE org = $1 AND kind = $2 AND word > $3 AND word < $4
		ORDER BY word DESC, subject DESC LIMIT $5`, tx.Org, kind, term, end(term), maxThings)
	return append(found, longer...), err
}

func enter(tx *db.Tx, kind Kind, subject id.Any, word string) {
	tx.Put(`INSERT INTO search_word (org, word, subject, kind) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		tx.Org, word, subject, kind)
}

func remove(tx *db.Tx, kind Kind, subject id.Any, word string) {
	tx.Put("DELETE FROM search_word WHERE org = $1 AND word = $2 AND subject = $3 AND kind = $4", tx.Org, word, subject, kind)
}

func removeNotes(tx *db.Tx, subject id.Any) {
	tx.Put("DELETE FROM search_word WHERE org = $1 AND subject = $2 AND kind = 'note'", tx.Org, subject)
}

func removeClaim(tx *db.Tx, subject id.Any) {
	tx.Put("DELETE FROM search_word WHERE org = $1 AND subject = $2 AND kind = 'claim'", tx.Org, subject)
}

func enterThing(tx *db.Tx, kind Kind, subject id.Any, word string) {
	tx.Put(`INSERT INTO search_thing (org, kind, word, subject) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		tx.Org, kind, word, subject)
}

func removeThing(tx *db.Tx, kind Kind, subject id.Any, word string) {
	tx.Put("DELETE FROM search_thing WHERE org = $1 AND kind = $2 AND word = $3 AND subject = $4", tx.Org, kind, word, subject)
}

func removeFile(tx *db.Tx, subject id.Any) {
	tx.Put("DELETE FROM search_thing WHERE org = $1 AND subject = $2 AND kind = 'file'", tx.Org, subject)
}

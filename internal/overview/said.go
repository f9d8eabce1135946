package overview

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/party"
	"kroon/internal/search"
)

// mostRead bounds how many texts one search reads to see whether all words are there: who types goes on typing.
const mostRead = 200

// SaidLine is something that was said, which has the words sought.
type SaidLine struct {
	Kind     search.Kind
	ID       id.Any // of the question, the promise, the contact, the complaint, the claim, the message, the strike or the thing
	Customer id.Customer
	Name     string // of the customer; may be empty
	Text     string
	At       time.Time
	Pieces   []Piece   // of the text, around what was found
	Sort     ClaimKind // of a claim, as it counts, and of a strike on an opinion; empty for the rest
	Author   string    // of an opinion: first name
	Counter  string    // of a claim: the customer's own words, which stand wherever it does
	About    string    // of a message: "promise", "question", "complaint" or "answer_given"
	Subject  id.Any    // of a message: what it is about
}

// Piece is a part of a text; marked when it is a word that was sought.
type Piece struct {
	Text   string
	Marked bool
}

// saidAt reads what stands under a find. What is undone, or came by an import that is out of sight, is not found.
func saidAt(tx *db.Tx, hit search.Hit) (SaidLine, bool, error) {
	switch hit.Kind {
	case search.Question:
		return db.Maybe[SaidLine](tx, `SELECT q.id, q.customer, COALESCE(c.name, '') AS name, r.text, q.noted_at AS at FROM question q
			JOIN question_reading r ON r.org = q.org AND r.question = q.id AND r.number = q.reading
			LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer WHERE q.org = $1 AND q.id = $2`, tx.Org, hit.Subject)
	case search.Note:
		line, found, err := db.Maybe[SaidLine](tx, `SELECT q.id, q.customer, COALESCE(c.name, '') AS name, q.noted_at AS at FROM question q
			LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer WHERE q.org = $1 AND q.id = $2`, tx.Org, hit.Subject)
		return written(line, found, err, func() (string, error) { return notes(tx, hit.Subject) })
	case search.Deed:
		line, found, err := db.Maybe[SaidLine](tx, `SELECT p.id, p.customer, COALESCE(c.name, '') AS name, p.made_at AS at FROM promise p
			LEFT JOIN customer c ON c.org = p.org AND c.id = p.customer
			WHERE p.org = $1 AND p.id = $2 AND p.undone_at IS NULL`+notStaged, tx.Org, hit.Subject)
		return written(line, found, err, func() (string, error) { return deeds(tx, hit.Subject) })
	case search.Message:
		return db.Maybe[SaidLine](tx, `SELECT m.id, m.recipient AS customer, COALESCE(c.name, '') AS name, m.words AS text, m.sent_at AS at,
			m.subject_kind AS about, m.subject FROM message m LEFT JOIN customer c ON c.org = m.org AND c.id = m.recipient
			WHERE m.org = $1 AND m.id = $2`+typedAndGone, tx.Org, hit.Subject)
	case search.Promise:
		return db.Maybe[SaidLine](tx, `SELECT p.id, p.customer, COALESCE(c.name, '') AS name, p.act AS text, p.made_at AS at FROM promise p
			LEFT JOIN customer c ON c.org = p.org AND c.id = p.customer
			WHERE p.org = $1 AND p.id = $2 AND p.undone_at IS NULL`+notStaged, tx.Org, hit.Subject)
	case search.Complaint:
		line, found, err := db.Maybe[SaidLine](tx, `SELECT k.id, k.customer, COALESCE(c.name, '') AS name, k.received_at AS at FROM complaint k
			LEFT JOIN customer c ON c.org = k.org AND c.id = k.customer
			WHERE k.org = $1 AND k.id = $2 AND k.undone_at IS NULL`, tx.Org, hit.Subject)
		return written(line, found, err, func() (string, error) { return complaintSaid(tx, hit.Subject) })
	}
	return db.Maybe[SaidLine](tx, `SELECT i.id, i.customer, COALESCE(c.name, '') AS name, w.words AS text, i.began_at AS at FROM interaction i
		JOIN interaction_words w ON w.org = i.org AND w.interaction = i.id
		LEFT JOIN customer c ON c.org = i.org AND c.id = i.customer
		WHERE i.org = $1 AND i.id = $2 AND i.undone_at IS NULL AND (i.import_run IS NULL OR i.version > 0)`, tx.Org, hit.Subject)
}

// SaidIn finds what was said with all the words typed, the newest first, of the kinds that the actor may read.
func (r Relation) SaidIn(tx *db.Tx, typed string, limit int) (out []SaidLine, err error) {
	terms := search.Terms(typed)
	kinds := search.Open()
	if tx.Actor.Kind == party.Staff {
		kinds = search.Kinds()
	}
	hits, err := r.Found.Find(tx, terms, kinds)
	if err != nil {
		return nil, err
	}
	seen, opinions := map[id.Any]bool{}, sights{}
	for _, hit := range hits[:min(len(hits), mostRead)] {
		if seen[hit.Subject] {
			continue
		}
		line, found, err := r.under(tx, hit, opinions)
		if err != nil {
			return nil, err
		}
		if !found || !search.Matches(terms, line.Text, line.Counter) {
			continue
		}
		seen[hit.Subject] = true
		line.Kind, line.Pieces = hit.Kind, excerpt(line.Text, terms)
		if out = append(out, line); len(out) == limit {
			break
		}
	}
	sortByTime(out) // found by when it became known; shown by when it was
	return out, nil
}

func (r Relation) under(tx *db.Tx, hit search.Hit, opinions sights) (SaidLine, bool, error) {
	switch hit.Kind {
	case search.Claim:
		return r.claimSaid(tx, id.Claim(hit.Subject), opinions)
	case search.Strike:
		return r.strikeSaid(tx, hit.Subject, opinions)
	}
	return saidAt(tx, hit)
}

// AnswerFound is an answer of ours, in the words that stand.
type AnswerFound struct {
	ID      id.Answer
	Edition knowledge.Edition
}

// answers finds what we answer to the words typed, in the order of how well it fits.
func (r Relation) answers(tx *db.Tx, typed string, limit int) (out []AnswerFound, err error) {
	if len(search.Terms(typed)) == 0 {
		return nil, nil
	}
	found, err := r.Knowledge.Suggest(tx, typed, limit)
	for _, one := range found {
		out = append(out, AnswerFound{one.ID, one.Edition})
	}
	return out, err
}

// How much of a long text is shown before what was found, and after it.
const (
	beforeFound = 40
	shownFound  = 110
)

// excerpt shows a text around the first word that was sought, with every such word marked.
func excerpt(text string, terms []string) (out []Piece) {
	all := strings.Fields(text)
	sought := func(word string) bool { return search.Has(terms, word) }
	from, length := max(slices.IndexFunc(all, sought), 0), 0
	for from > 0 && length < beforeFound {
		from--
		length += utf8.RuneCountInString(all[from]) + 1
	}
	if from > 0 {
		out = append(out, Piece{"… ", false})
	}
	length = 0
	for i, word := range all[from:] {
		if length += utf8.RuneCountInString(word) + 1; i > 0 && length > shownFound {
			return append(out, Piece{"…", false})
		}
		out = append(out, Piece{word, sought(word)}, Piece{" ", false})
	}
	return out
}

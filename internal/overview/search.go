package overview

import (
	"context"
	"slices"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/phone"
)

// mostReplies bounds the answers that a search gives.
const mostReplies = 3

// SearchPage is what was found for what was typed: customers, and what a code stands for.
type SearchPage struct {
	Text      string
	Customers []SearchCustomer
	Promise   *PromiseLine
	Question  *QuestionLine
	Said      []SaidLine
	Things    []SaidLine // files, orders and call lists, by what they are called
	Answers   []AnswerFound
	More      bool // more customers than are shown
	MayWrite  bool
}

// Nothing tells whether nothing was found of what Kroon keeps.
func (p SearchPage) Nothing() bool {
	return p.Promise == nil && p.Question == nil && len(p.Customers)+len(p.Said)+len(p.Things)+len(p.Answers) == 0
}

// SearchCustomer is one customer in a list.
type SearchCustomer struct {
	ID       id.Customer
	Kind     customer.Kind
	Name     string
	Employer string
	City     string
	Phone    string // as it is read
	Number   string // the same, to dial
	Owed     int    // promises of ours that are open; at most mostOwedCounted are counted
	Late     int    // of which past due
}

// Search finds customers, promises and questions. Without text it lists the newest customers.
func (r Relation) Search(ctx context.Context, actor party.Actor, text string, limit int) (SearchPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (SearchPage, error) { return r.search(tx, text, limit) })
}

func (r Relation) search(tx *db.Tx, text string, limit int) (page SearchPage, err error) {
	page = SearchPage{Text: text, MayWrite: tx.Actor.May(party.Colleague)}
	if code, ok := id.ParseCode(text); ok {
		if err := searchCode(tx, code, &page); err != nil {
			return page, err
		}
	}
	found, err := r.searchCustomers(tx, text, limit+1)
	if err != nil {
		return page, err
	}
	if page.More = len(found) > limit; page.More {
		found = found[:limit]
	}
	if err := owed(tx, found); err != nil {
		return page, err
	}
	page.Customers = found
	if page.Said, err = r.SaidIn(tx, text, limit); err != nil {
		return page, err
	}
	if page.Things, err = r.ThingsIn(tx, text, limit); err != nil {
		return page, err
	}
	page.Answers, err = r.answers(tx, text, min(limit, mostReplies))
	return page, err
}

// mostOwedCounted is how many promises to one customer are counted: whoever sees that there are more than ninety-nine, knows enough.
const mostOwedCounted = 100

// owed counts what each of these customers was promised, up to mostOwedCounted.
func owed(tx *db.Tx, found []SearchCustomer) error {
	type counts struct {
		ID         id.Customer
		Owed, Late int
	}
	const open = `FROM promise p WHERE p.org = $1 AND p.customer = c.id AND p.open = 1 AND p.direction = 'ours'` + notStaged
	for these := range slices.Chunk(found, together) {
		ids := make([]id.Customer, len(these))
		for i, one := range these {
			ids[i] = one.ID
		}
		rows, err := db.All[counts](tx, `SELECT c.id, (SELECT COUNT(*) FROM (SELECT 1 `+open+` LIMIT $3) counted) AS owed,
			(SELECT COUNT(*) FROM (SELECT 1 `+open+` AND p.due_at < $2 LIMIT $3) counted) AS late
			FROM customer c WHERE c.org = $1 AND c.id IN ($4, $5, $6, $7, $8, $9, $10, $11)`, append([]any{tx.Org, tx.Now, mostOwedCounted}, upTo(ids)...)...)
		if err != nil {
			return err
		}
		for _, row := range rows {
			at := slices.Index(ids, row.ID)
			these[at].Owed, these[at].Late = row.Owed, row.Late
		}
	}
	return nil
}

func (r Relation) searchCustomers(tx *db.Tx, text string, limit int) (out []SearchCustomer, err error) {
	if text != "" {
		found, err := r.Customers.Search(tx, text, limit)
		for _, f := range found {
			out = append(out, SearchCustomer{
				ID: f.ID, Kind: f.Kind, Name: f.Name, Employer: f.Employer, City: f.City, Phone: shownPhone(f.Phone), Number: f.Phone,
			})
		}
		return out, err
	}
	newest, err := r.Customers.List(tx, id.Customer{}, limit)
	if err != nil {
		return nil, err
	}
	for _, c := range newest {
		employer, err := customerRef(tx, c.Employer)
		if err != nil {
			return nil, err
		}
		out = append(out, SearchCustomer{
			ID: c.ID, Kind: c.Kind, Name: titleOf(c), Employer: employer.Name, City: c.City, Phone: shownPhone(c.Phone()), Number: c.Phone(),
		})
	}
	return out, nil
}

func shownPhone(number string) string {
	if number == "" {
		return ""
	}
	return phone.Display(phone.E164(number), phone.Home)
}

// searchCode looks a code up among promises and questions; both may bear it.
func searchCode(tx *db.Tx, code id.Code, page *SearchPage) error {
	line, found, err := db.Maybe[PromiseLine](tx, selectPromiseLine+"WHERE p.org = $1 AND p.code = $2 AND p.undone_at IS NULL"+notStaged, tx.Org, code)
	if err != nil {
		return err
	}
	if found {
		page.Promise = &line
	}
	question, found, err := db.Maybe[QuestionLine](tx, selectQuestionLine+"WHERE q.org = $1 AND q.code = $2", tx.Org, code)
	if found {
		page.Question = &question
	}
	return err
}

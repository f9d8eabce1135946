package bench

import (
	"context"
	"errors"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/bench/people"
	"kroon/internal/bench/score"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// maker fills a fresh installation. Of each kind of thing a few are done by the real acts, with a tape running; the
// rest is the same statements by the bare driver, many in a transaction, with other people, words and times. So
// what is there is what Kroon would have written, whatever that is by now.
type maker struct {
	*Made
	engine   db.Engine
	progress func(done int)
	clock    *clock.Stepped
	app      *app.App
	raw      *bare.DB
	ids      *id.Source
	waiting  []db.Line
	done     int
	codes    int

	all    []id.Customer
	counts map[[16]byte]int64 // entries of each account

	taped party.Actor // does what is on the tapes, and nothing of the rest
	known id.Customer // to whom

	customers, open, past []*score.Score
}

// seed is what the ids of made data are drawn from, the same in each run.
const seed = 0x6b726f6f6e

func (m *maker) make(ctx context.Context) (err error) {
	m.clock = clock.NewStepped(m.At.AddDate(-2, 0, 0))
	if m.app, err = open(ctx, m.place(), m.clock); err != nil {
		return err
	}
	err = m.scene(ctx)
	if err = errors.Join(err, m.app.Close()); err != nil {
		return err
	}
	if m.raw, err = bare.Open(ctx, m.place().config(1)); err != nil {
		return err
	}
	err = m.bulk(ctx)
	if err = errors.Join(err, m.raw.Close()); err != nil {
		return err
	}
	return m.finish(ctx)
}

// scene hires everybody, and does a few of each thing by the real acts.
func (m *maker) scene(ctx context.Context) error {
	all, err := m.app.Organisations(ctx)
	if err != nil {
		return err
	}
	m.Org = all[0].ID
	for len(m.Staff) <= m.Size.Staff {
		err := m.app.DB.Write(ctx, party.Itself(m.Org), func(tx *db.Tx) error {
			for range min(200, m.Size.Staff+1-len(m.Staff)) {
				n := len(m.Staff)
				hired, err := m.app.Acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: people.Colleague(n)})
				if err != nil {
					return err
				}
				m.Staff = append(m.Staff, hired.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	m.taped = party.Actor{Org: m.Org, Kind: party.Staff, ID: m.Staff[m.Size.Staff].Any(), Role: party.Colleague}
	m.Staff = m.Staff[:m.Size.Staff]
	if m.Size.Customers == 0 {
		return nil
	}
	for _, shape := range shapes {
		if err := m.learnCustomer(ctx, shape); err != nil {
			return err
		}
	}
	for _, word := range words {
		if err := m.learnPromise(ctx, word.kind, word.act); err != nil {
			return err
		}
	}
	return nil
}

// shape is a way in which customers are known.
type shape struct {
	kind        customer.Kind
	name, place string
	phone, mail bool
}

// The names of the tapes occur in no other word.
const (
	tapeFirst = "Quirxa"
	tapeLast  = "Zwyndal"
	tapePhone = "302614410" // behind +31
)

var shapes = []shape{
	{customer.Person, tapeFirst + " " + tapeLast, "Utrecht", true, true},
	{customer.Person, tapeFirst + " van " + tapeLast, "Zeist", true, false},
	{customer.Organisation, tapeLast + " " + tapeFirst + " B.V.", "Houten", false, true},
}

// words are what is promised.
var words = []struct {
	kind promise.Kind
	act  string
}{
	{promise.CallBack, "terugbellen over het onderhoud"}, {promise.Answer, "de prijs uitzoeken"}, {promise.Send, "de offerte toesturen"},
}

// mark is an id that none made before it exceeds and all after it do.
func (m *maker) mark() [16]byte { return id.New[id.Any](m.app.DB.IDs()) }

func (m *maker) learnCustomer(ctx context.Context, s shape) error {
	entry := act.CustomerEntry{Details: customer.Details{Kind: s.kind, Name: s.name, Address: customer.Address{City: s.place}}}
	if s.phone {
		entry.Numbers = []customer.Number{{Number: "+31" + tapePhone}}
	}
	if s.mail {
		entry.Emails = []string{strings.ToLower(tapeFirst + "@" + tapeLast + ".example")}
	}
	var tape db.Tape
	after := m.mark()
	actor := m.taped
	added, err := m.app.Acts.AddCustomer(db.OnTape(ctx, &tape), actor, entry, id.Question{})
	if err != nil {
		return err
	}
	m.known = added.ID
	r := score.Roles{At: m.clock.Now(), After: after, Cast: [][16]byte{actor.ID, added.ID}, Words: []string{
		tapeFirst, tapeLast, strings.ToLower(tapeFirst), strings.ToLower(tapeLast), tapePhone, people.Backward(tapePhone),
	}}
	m.customers = append(m.customers, score.Compose(tape.Lines, r, inBulk))
	return nil
}

// learnPromise promises something, and once more and keeps it.
func (m *maker) learnPromise(ctx context.Context, kind promise.Kind, what string) error {
	owner := m.taped
	wish := promise.Make{
		Kind: kind, Act: what, Customer: m.known, Owner: owner.StaffID(), Minutes: 5, Proof: promise.ByText, Override: true,
		Due: promise.Due{At: m.clock.Now().Add(49 * time.Hour)},
	}
	for _, keep := range []bool{false, true} {
		var tape db.Tape
		after, began := m.mark(), m.clock.Now()
		listening := db.OnTape(ctx, &tape)
		made, err := m.app.Acts.MakePromise(listening, owner, wish, act.Aloud)
		if err != nil {
			return err
		}
		r := score.Roles{At: began, After: after, Cast: [][16]byte{owner.ID, made.Promise.Customer}, Words: []string{string(made.Promise.Code)}, Due: wish.Due.At}
		if !keep {
			m.open = append(m.open, score.Compose(tape.Lines, r, inBulk))
			continue
		}
		m.clock.Advance(17 * time.Minute)
		deed := promise.Deed{Proof: promise.ByText, Words: "Gedaan."}
		if _, err := m.app.Acts.Deliver(listening, owner, made.Promise.ID, deed, act.Silently); err != nil {
			return err
		}
		m.clock.Advance(5 * time.Minute)
		if _, err := m.app.Acts.AcceptDelivery(listening, owner, made.Promise.ID); err != nil {
			return err
		}
		m.past = append(m.past, score.Compose(tape.Lines, r, inBulk))
	}
	return nil
}

// inBulk leaves out what reads, and what is open in an owner's name: that is written once, at the end.
func inBulk(line db.Line) bool {
	return score.Reading(line) || strings.HasPrefix(line.Query, "UPDATE") && strings.Contains(line.Query, " owner_load ")
}

package act

import (
	"context"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// CustomerEntry is what somebody fills in about a customer.
type CustomerEntry struct {
	customer.Details
	EmployerName string // the organisation where he works; made known when it is not
	// ReachFrom and ReachUntil are minutes of the day: when he likes to be reached from Monday to Friday.
	// Both 0: at any time. KeepHours leaves hours that differ by day as they are.
	ReachFrom, ReachUntil int
	KeepHours             bool
}

// AddCustomer makes a customer known; a question of somebody unknown becomes his.
func (a *Acts) AddCustomer(ctx context.Context, actor party.Actor, entry CustomerEntry, asked id.Question) (customer.Customer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (customer.Customer, error) {
		if err := a.employ(tx, &entry); err != nil {
			return customer.Customer{}, err
		}
		entry.Hours = entry.daily()
		c, err := a.Customer.Add(tx, entry.Details)
		if err != nil || asked.IsZero() {
			return c, err
		}
		_, err = a.Intake.Change(tx, asked, 0, func(q *intake.Details) { q.Customer = c.ID })
		return c, err
	})
}

// ChangeCustomer changes what we know of a customer; the version is the one that was seen.
func (a *Acts) ChangeCustomer(ctx context.Context, actor party.Actor, of id.Customer, version int64, entry CustomerEntry) (customer.Customer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (customer.Customer, error) {
		if err := a.employ(tx, &entry); err != nil {
			return customer.Customer{}, err
		}
		return a.Customer.Change(tx, of, version, func(was *customer.Details) {
			kept := was.Hours
			*was = entry.Details
			if was.Hours = kept; !entry.KeepHours {
				was.Hours = entry.daily()
			}
		})
	})
}

// employ finds the organisation of that name, or makes it known.
func (a *Acts) employ(tx *db.Tx, entry *CustomerEntry) error {
	if entry.EmployerName == "" || entry.Kind == customer.Organisation {
		return nil
	}
	found, err := a.Customer.Search(tx, entry.EmployerName, customer.MaxFound)
	if err != nil {
		return err
	}
	was, same := entry.Employer, 0
	for _, one := range found {
		if one.Kind == customer.Organisation && lang.Fold(one.Name) == lang.Fold(entry.EmployerName) {
			if same++; one.ID == was || same == 1 {
				entry.Employer = one.ID // of two with one name, the one he had
			}
		}
	}
	if same > 0 {
		return nil
	}
	employer, err := a.Customer.Add(tx, customer.Details{Kind: customer.Organisation, Name: entry.EmployerName})
	entry.Employer = employer.ID
	return err
}

func (e CustomerEntry) daily() map[time.Weekday][]worktime.Interval {
	if e.ReachFrom == 0 && e.ReachUntil == 0 {
		return nil
	}
	hours := map[time.Weekday][]worktime.Interval{}
	for day := time.Monday; day <= time.Friday; day++ {
		hours[day] = []worktime.Interval{{From: e.ReachFrom, Until: e.ReachUntil}}
	}
	return hours
}

// CorrectReadBack writes what the customer said that he meant instead; he is asked again.
func (a *Acts) CorrectReadBack(ctx context.Context, actor party.Actor, of id.Question, number int, text intake.ToCustomer) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Correct(tx, of, number, text, intake.ByVoice)
	})
}

// QuestionNotes is what colleagues know of a question beside what the customer reads.
type QuestionNotes struct {
	Note         string
	ComparesWith string
	Phase        intake.Phase
	DecidesOn    string // "2026-11-27"; empty when it is not known
}

// NoteAside writes down what colleagues know of a question.
func (a *Acts) NoteAside(ctx context.Context, actor party.Actor, of id.Question, version int64, n QuestionNotes) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		var day worktime.Date
		if n.DecidesOn != "" {
			var err error
			if day, err = worktime.ParseDate(n.DecidesOn); err != nil {
				return intake.Question{}, fault.Of(err).On("decides_on")
			}
		}
		return a.Intake.Change(tx, of, version, func(d *intake.Details) {
			d.Note, d.ComparesWith, d.Phase, d.DecidesOn = intake.Aside(n.Note), intake.Aside(n.ComparesWith), n.Phase, day
		})
	})
}

// ReopenQuestion opens a question that turned out not to have ended.
func (a *Acts) ReopenQuestion(ctx context.Context, actor party.Actor, of id.Question, version int64) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Reopen(tx, of, version)
	})
}

// Waive passes on that the customer no longer needs what was broken; it stays broken.
func (a *Acts) Waive(ctx context.Context, actor party.Actor, of id.Promise, cause promise.Cause) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Waive(tx, of, cause) })
}

// SendAgain tries a message once more, at the address that the customer has now.
func (a *Acts) SendAgain(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) {
		m, _, err := a.Message.Get(tx, of)
		if err != nil {
			return m, err
		}
		c, err := a.Customer.Get(tx, m.Customer())
		if err != nil {
			return m, err
		}
		return a.Message.SendAgain(tx, of, Reach(c))
	})
}

// TakeInHand takes a message out of the outbox, because the actor will send it himself.
func (a *Acts) TakeInHand(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) { return a.Message.TakeInHand(tx, of) })
}

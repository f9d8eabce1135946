package main

import (
	"slices"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// work is somebody at work: he takes what is due first, and comes back to it when he is done or after a while.
func (w *world) work(p *person) error {
	if !w.open9to5(w.now) || p.away(w.now) || p.busy {
		return nil
	}
	again := func() error { return w.work(p) }
	word, err := w.next(p)
	if err != nil || word == nil {
		w.in(15+w.random.IntN(30), again)
		return err
	}
	if w.chance(p.forgets) { // it slips his mind until it is too late
		word.rests = word.due.Add(time.Duration(w.random.IntN(2000)) * time.Minute)
		w.in(5, again)
		return nil
	}
	if word.kind == promise.CallBack || word.kind == promise.Visit {
		if _, err := w.acts().BeginCall(w.ctx, w.actor(p), word.id); err != nil {
			word.rests = w.now.Add(time.Hour)
			w.in(5, again)
			return expected(err)
		}
	}
	// It takes half of what was thought up to twice that.
	length := max(1, word.minutes*(50+w.random.IntN(80)+w.random.IntN(70))/100)
	p.busy, word.rests = true, w.now.Add(time.Duration(length+1)*time.Minute)
	begun := w.now
	w.in(length, func() error {
		p.busy = false
		other := length * (100 - p.share) / p.share // and then there is all his other work
		w.in(max(1, w.random.IntN(other+1)), again)
		return w.finish(p, word, begun)
	})
	return nil
}

// next is what is due first of what somebody can do now, as it stands on his own page.
func (w *world) next(p *person) (*word, error) {
	var open []promise.Promise
	err := w.read(func(tx *db.Tx) (err error) {
		open, err = w.nodes[0].Acts.Promise.OpenOf(tx, p.id)
		return err
	})
	for _, one := range open {
		word := w.model.byID[one.ID]
		if word == nil {
			return nil, w.broken("acknowledged", "a promise is open that nobody made: %s", one.ID)
		}
		early := one.Fixed && w.now.Before(one.DueAt.Add(-5*time.Minute))
		if word.open() && !early && !word.rests.After(w.now) && one.Direction != promise.Theirs {
			return word, err
		}
	}
	return nil, err
}

// finish is a deed, or a call that nobody answered.
func (w *world) finish(p *person, word *word, begun time.Time) error {
	if p.ill() || !word.open() {
		return nil
	}
	if word.kind == promise.CallBack && w.chance(18) {
		_, err := w.acts().LogAttempt(w.ctx, w.actor(p), word.id, pick(w, []promise.AttemptOutcome{promise.NoAnswer, promise.Voicemail}))
		word.rests = w.now.Add(30 * time.Minute)
		w.tell("%s: nobody answers", word.key)
		return expected(err)
	}
	deed := promise.Deed{Proof: promise.ByMessage}
	at, how := w.now, act.ByMessage
	switch word.kind {
	case promise.CallBack, promise.Visit:
		deed.Proof, how = promise.ByCall, act.Silently
		if w.now.Sub(begun) < 2*time.Hour && !begun.After(w.now) { // the beginning of a call counts
			at = begun
		}
	case promise.Other:
		deed.Proof, deed.Words, how = promise.ByText, "gedaan", ""
	}
	return w.deliver(p, word, deed, how, at)
}

func (w *world) deliver(p *person, word *word, deed promise.Deed, how act.Tell, at time.Time) error {
	after, err := w.acts().Deliver(w.ctx, w.actor(p), word.id, deed, how)
	if err != nil {
		w.tell("%s cannot be done: %v", word.key, err)
		word.rests = w.now.Add(time.Hour)
		return expected(err)
	}
	word.deed = at
	if after.State != promise.Broken { // where it is, the evidence corrects what the clock did
		w.recovered(word, at)
	}
	w.tell("%s done by %s: %s", word.key, short(p.id), after.State)
	if word.recovers.IsZero() && after.State == promise.Delivered && w.chance(3) {
		if _, err := w.acts().UndoPromise(w.ctx, w.actor(p), word.id); err != nil {
			return expected(err)
		}
		word.deed, word.rests = time.Time{}, time.Time{}
		w.tell("%s was not done after all", word.key)
		return nil
	}
	if word.direction == promise.Ours && w.chance(7) {
		w.in(10+w.random.IntN(3000), func() error { return w.dispute(word) })
	}
	return nil
}

// recovered: who does what makes a broken promise good has, late, done that one too.
func (w *world) recovered(by *word, at time.Time) {
	for ; !by.recovers.IsZero(); by = w.model.byID[by.recovers] {
		old := w.model.byID[by.recovers]
		if old.ended || !old.deed.IsZero() {
			return
		}
		old.deed = at
	}
}

// morning is whether somebody comes: who is ill stays at home, and who was may be back; some ask for days off.
func (w *world) morning(p *person) error {
	switch {
	case p.ill():
		if w.chance(40) {
			return w.back(p)
		}
	case w.random.IntN(40) == 0:
		hours := w.random.IntN(5 * 60)
		w.in(15+hours, func() error { return w.fallIll(p) })
	case w.random.IntN(60) == 0:
		return w.leave(p)
	}
	return nil
}

func (w *world) fallIll(p *person) error {
	if p.ill() || p.away(w.now) {
		return nil
	}
	_, err := w.acts().FallIll(w.ctx, w.actor(w.lead()), p.id)
	if err != nil {
		return expected(err)
	}
	p.aways = append(p.aways, away{from: w.now, ill: true, recorded: w.now})
	w.tell("%s is ill", short(p.id))
	return w.noneWithout(p, w.now, time.Time{})
}

func (w *world) back(p *person) error {
	err := w.acts().Back(w.ctx, w.actor(w.lead()), p.id)
	if err != nil {
		return expected(err)
	}
	for i := range p.aways {
		if a := &p.aways[i]; !w.now.Before(a.from) && (a.until.IsZero() || w.now.Before(a.until)) {
			a.until = w.now
		}
	}
	w.tell("%s is back", short(p.id))
	return nil
}

// leave asks for days off within some weeks. It is refused while promises are due in it.
func (w *world) leave(p *person) error {
	first := w.civil().AddDate(0, 0, 1+w.random.IntN(30))
	last := first.AddDate(0, 0, w.random.IntN(10))
	_, err := w.acts().PlanLeave(w.ctx, w.actor(p), act.Days{Staff: p.id, First: first.Format(time.DateOnly), Last: last.Format(time.DateOnly)})
	if err != nil {
		return expected(err)
	}
	y, m, d := first.Date()
	from := time.Date(y, m, d, 0, 0, 0, 0, w.zone)
	y, m, d = last.Date()
	until := time.Date(y, m, d+1, 0, 0, 0, 0, w.zone)
	p.aways = append(p.aways, away{from: from, until: until, recorded: w.now})
	w.tell("%s has leave from %s", short(p.id), first.Format(time.DateOnly))
	return w.noneWithout(p, from, until)
}

// answer is somebody going through what colleagues promised for him and ask of him.
func (w *world) answer(p *person) error {
	if p.away(w.now) {
		return nil
	}
	var all []promise.Promise
	err := w.read(func(tx *db.Tx) error {
		found, err := db.All[struct{ ID id.Promise }](tx, `SELECT id FROM promise WHERE org = $1 AND open = 1
			AND (proposed_to = $2 OR owner = $2) ORDER BY due_at, id`, tx.Org, p.id)
		for _, one := range found {
			q, failed := w.nodes[0].Acts.Promise.Get(tx, one.ID)
			if err == nil {
				err = failed
			}
			all = append(all, q)
		}
		return err
	})
	for _, one := range all {
		if err != nil {
			return err
		}
		switch {
		case one.ProposedTo == p.id && w.chance(50):
			_, err = w.acts().TakeOver(w.ctx, w.actor(p), one.ID)
			if err == nil && one.State == promise.Agreed && one.DueAt.After(w.now) { // what is late already is not judged
				if err = w.fits(p.id, one.ID, "after taking over"); err != nil {
					return err
				}
			}
		case one.ProposedTo == p.id && w.chance(50):
			_, err = w.acts().TurnDown(w.ctx, w.actor(p), one.ID, "")
		case one.Owner == p.id && one.AcknowledgedAt.IsZero() && w.chance(60):
			_, err = w.acts().Acknowledge(w.ctx, w.actor(p), one.ID)
		}
		err = expected(err)
	}
	return err
}

// letters is somebody going through the newest of what lies ready for him: apologies that he is to read before they go, and what
// is done for who has no address, whom he calls. Most of it he does, with a word of his own now and then; some he puts away, and the
// rest lies until tomorrow. What is to be told before due he leaves to the guard.
func (w *world) letters(p *person) error {
	if p.away(w.now) {
		return nil
	}
	const aDay = 10
	var ready []message.Ready
	err := w.read(func(tx *db.Tx) (err error) {
		ready, err = w.nodes[0].Acts.Message.WaitingFor(tx, p.id, id.Message{}, aDay)
		return err
	})
	for _, one := range ready {
		if err != nil {
			return err
		}
		switch {
		case one.Kind != message.Broken && one.Kind != message.Result, w.chance(20):
			continue
		case w.chance(10):
			_, err = w.acts().DropMessage(w.ctx, w.actor(p), one.ID)
		case one.State == message.Draft:
			_, err = w.acts().SendDraft(w.ctx, w.actor(p), one.ID, pick(w, []string{"", "Het spijt ons."}))
		default:
			_, err = w.acts().HandMessage(w.ctx, w.actor(p), one.ID)
		}
		err = expected(err)
	}
	return err
}

// redistribute is the lead giving out again what absent people left, to whoever can keep it; what nobody can keep gets
// another time, honestly.
func (w *world) redistribute() error {
	var waiting []promise.Promise
	err := w.read(func(tx *db.Tx) error {
		for _, p := range w.model.people {
			open, err := w.nodes[0].Acts.Promise.OpenOf(tx, p.id)
			if err != nil {
				return err
			}
			for _, one := range open {
				if one.Awaits == promise.Redistribution {
					waiting = append(waiting, one)
				}
			}
		}
		return nil
	})
	lead := w.actor(w.lead())
	lead.Role = party.Owner
	for _, one := range waiting {
		if err != nil {
			return err
		}
		given := false
		first := w.random.IntN(staff)
		for i := range staff {
			to := w.model.people[(first+i)%staff]
			if to.away(w.now) {
				continue
			}
			if _, err := w.acts().Reassign(w.ctx, lead, one.ID, to.id, promise.ByColleague, false); err == nil {
				w.tell("%s goes to %s", w.model.byID[one.ID].key, short(to.id))
				given = true
				if one.DueAt.After(w.now) {
					err = w.fits(to.id, one.ID, "after redistributing")
				}
				if err != nil {
					return err
				}
				break
			} else if err = expected(err); err != nil {
				return err
			}
		}
		if !given && one.State == promise.Agreed && one.DueAt.After(w.now) {
			err = w.move(w.lead(), w.model.byID[one.ID], false)
		}
	}
	return err
}

// hands are the ids of people, in the order in which they came.
func (w *world) hands() []id.Staff {
	out := make([]id.Staff, 0, staff)
	for _, p := range w.model.people {
		out = append(out, p.id)
	}
	return slices.Clip(out)
}

package main

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/promise"
)

// recent draws a promise of ours that was made not long ago; nil when there is none.
func (w *world) recent() *word {
	all := w.model.words
	if len(all) == 0 {
		return nil
	}
	last := all[max(0, len(all)-60):]
	if word := pick(w, last); !word.ended && word.direction == promise.Ours {
		return word
	}
	return nil
}

// onPage is a customer who looks at his page and does something there.
func (w *world) onPage() error {
	word := w.recent()
	by := w.model.people[0]
	if word == nil || word.offered {
		return nil
	}
	token, err := w.acts().LinkToPromise(w.ctx, w.actor(by), word.id)
	if err != nil {
		return expected(err)
	}
	visitor := act.Visitor{Org: w.org, Token: token}
	switch w.random.IntN(5) {
	case 0:
		return w.letGo(visitor, word)
	case 1:
		return w.done(visitor, word)
	case 2:
		_, err = w.acts().AddByLink(w.ctx, visitor, word.id, "En kunt u ook naar de deur kijken?")
	case 3:
		return w.moveByLink(visitor, word)
	case 4:
		return w.object(visitor, word)
	}
	return expected(err)
}

func (w *world) letGo(by act.Visitor, word *word) error {
	after, err := w.acts().LetGoByLink(w.ctx, by, word.id)
	if err != nil {
		return expected(err)
	}
	word.ended = true
	word.uncounted = after.State == promise.Released
	w.tell("%s is no longer needed: %s", word.key, after.State)
	return nil
}

func (w *world) done(by act.Visitor, word *word) error {
	inTime := w.chance(50)
	at := w.now
	if inTime && word.due.Before(w.now) {
		at = word.due
	}
	after, err := w.acts().DoneByLink(w.ctx, by, word.id, inTime)
	if err != nil {
		return expected(err)
	}
	if !after.DeedAt.IsZero() && word.deed.IsZero() || after.State == promise.Repaired || after.State == promise.Broken {
		word.deed = at
		if after.State != promise.Broken { // where it is, the evidence corrects what the clock did
			w.recovered(word, at)
		}
	}
	word.disputed = false
	w.tell("%s was done, says the customer: %s", word.key, after.State)
	return nil
}

func (w *world) object(by act.Visitor, word *word) error {
	after, err := w.acts().ObjectByLink(w.ctx, by, word.id, "Dit is niet wat u zei.")
	if err == nil && after.State == promise.Disputed {
		word.disputed = true
		w.tell("%s is disputed by link", word.key)
	}
	return expected(err)
}

func (w *world) moveByLink(by act.Visitor, word *word) error {
	if !word.open() {
		return nil
	}
	at := w.quarter(w.now.Add(time.Duration(60+w.random.IntN(3*24*60)) * time.Minute))
	next, err := w.acts().MoveByLink(w.ctx, by, word.id, at)
	if err != nil {
		return expected(err)
	}
	return w.moved(word, next, true)
}

// move gives a promise another time, with the customer's consent or without.
func (w *world) move(by *person, word *word, consent bool) error {
	if !word.open() {
		return nil
	}
	how := promise.Revision{Consent: consent, Override: w.chance(10), Due: promise.Due{Zone: w.zone.String(), Fixed: word.fixed}}
	how.Due.At = w.quarter(w.now.Add(time.Duration(60+w.random.IntN(4*24*60)) * time.Minute))
	offered, err := w.acts().OfferTimes(w.ctx, w.actor(by), promise.Ask{Kind: word.kind, Minutes: word.minutes, Among: w.hands()})
	if err == nil && len(offered) > 0 && !word.fixed {
		how.Owner, how.Due.At = offered[0].Staff, offered[0].Due
	}
	revised, err := w.acts().Revise(w.ctx, w.actor(by), word.id, how, act.ByMessage)
	if err != nil {
		w.tell("%s cannot be moved: %v", word.key, err)
		return expected(err)
	}
	if err := w.moved(word, revised.Next.Promise, consent); err != nil || revised.Next.Verdict == promise.Infeasible {
		return err
	}
	return w.fits(revised.Next.Promise.Owner, revised.Next.Promise.ID, "after moving "+word.key)
}

// moved enters another time: with consent before due only the new one counts; else our word is broken and both count.
func (w *world) moved(word *word, next promise.Promise, consent bool) error {
	fresh := *word
	fresh.id, fresh.due, fresh.made, fresh.rests, fresh.spoiled = next.ID, next.DueAt, w.now, time.Time{}, time.Time{}
	if consent && w.now.Before(word.due) && word.spoiled.IsZero() && !w.wasBroken(word) {
		word.ended, word.uncounted = true, true
	} else {
		if w.now.Before(word.due) && word.spoiled.IsZero() {
			word.spoiled = w.now
		}
		word.recovered, fresh.recovers = true, word.id
	}
	w.model.add(&fresh)
	w.tell("%s moves to %s", word.key, next.DueAt.In(w.zone).Format("Mon 02 15:04"))
	return nil
}

// wasBroken tells whether the clocks had passed due before they were set back.
func (w *world) wasBroken(word *word) bool {
	state := ""
	_ = w.read(func(tx *db.Tx) (err error) {
		state, err = db.One[string](tx, "SELECT state FROM promise WHERE org = $1 AND id = $2", tx.Org, word.id)
		return err
	})
	return state == string(promise.Broken)
}

// dispute is a customer who says that it was not done, and how that ends.
func (w *world) dispute(word *word) error {
	by := w.present()
	if by == nil || word.deed.IsZero() || word.ended {
		return nil
	}
	if _, err := w.acts().DisputeDelivery(w.ctx, w.actor(by), word.id, "Er is niemand geweest."); err != nil {
		return expected(err)
	}
	word.disputed = true
	w.tell("%s is disputed", word.key)
	w.in(30+w.random.IntN(3000), func() error { return w.settle(word) })
	return nil
}

func (w *world) settle(word *word) error {
	if !word.disputed {
		return nil
	}
	by := w.model.people[w.random.IntN(2)]
	if w.chance(50) {
		_, err := w.acts().AcceptDelivery(w.ctx, w.actor(by), word.id)
		if err == nil {
			word.disputed = false
		}
		return expected(err)
	}
	_, err := w.acts().UpholdDispute(w.ctx, w.actor(by), word.id)
	if err == nil {
		word.disputed, word.deed, word.spoiled, word.rests = false, time.Time{}, w.now, time.Time{}
		w.tell("%s was not done after all, says who led the talk", word.key)
	}
	return expected(err)
}

// follow is the rest of a day on the phone: another time, a complaint, what a customer did of what he promised.
func (w *world) follow() error {
	word, by := w.recent(), w.present()
	if by == nil {
		return nil
	}
	switch w.random.IntN(4) {
	case 0:
		if word != nil && !word.offered {
			return w.move(by, word, true)
		}
	case 1:
		if word != nil && !word.offered {
			return w.move(by, word, false)
		}
	case 2:
		_, err := w.acts().Complain(w.ctx, w.actor(by), complaint.New{
			Customer: pick(w, w.model.customers), SubjectKind: complaint.NoMatter, Words: complaint.Words{Said: "Ik word van het kastje naar de muur gestuurd."},
		})
		return expected(err)
	case 3:
		return w.theirs(by)
	}
	return nil
}

// theirs is a customer who did what he promised us, in time or late; the others forget.
func (w *world) theirs(by *person) error {
	for _, word := range w.model.words[max(0, len(w.model.words)-80):] {
		if word.direction == promise.Theirs && word.open() {
			return w.deliver(by, word, promise.Deed{Proof: promise.ByText, Words: "binnen"}, "", w.now)
		}
	}
	return nil
}

// badClock is a machine that slept, or a clock that is set back by up to an hour.
func (w *world) badClock() error {
	if w.chance(50) {
		w.set(w.now.Add(time.Duration(1+w.random.IntN(600)) * time.Minute))
		w.tell("the machine slept")
		return nil
	}
	w.set(w.now.Add(-time.Duration(1+w.random.IntN(60)) * time.Minute))
	w.tell("the clocks are set back")
	return nil
}

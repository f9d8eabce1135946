package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// call is a customer who asks something, and hears when it will be done.
func (w *world) call() error {
	taker := w.present()
	if taker == nil {
		return nil // nobody picks up
	}
	m := w.wish(taker)
	w.model.requests++
	key := fmt.Sprintf("belofte-%06d", w.model.requests)
	m.Act = key
	return w.make(taker, key, m)
}

// present is somebody who works at this moment; nil when nobody does.
func (w *world) present() *person {
	first := w.random.IntN(staff)
	for i := range staff {
		if p := w.model.people[(first+i)%staff]; w.open9to5(w.now) && !p.away(w.now) {
			return p
		}
	}
	return nil
}

// wish is what somebody on the phone would promise: mostly a time that Kroon offers, and now and then one of his own.
func (w *world) wish(taker *person) promise.Make {
	kinds := []promise.Kind{promise.CallBack, promise.CallBack, promise.Answer, promise.Send, promise.Visit, promise.Other}
	owner := pick(w, w.model.people)
	if w.chance(35) {
		owner = taker
	}
	m := promise.Make{
		Direction: promise.Ours, Kind: pick(w, kinds), Customer: pick(w, w.model.customers), Owner: owner.id, Minutes: 5 * (1 + w.random.IntN(18)),
	}
	switch {
	case w.chance(6):
		m.Direction, m.Kind, m.Owner = promise.Theirs, promise.Pay, taker.id
	case w.chance(6):
		m.Proposal = true
	}
	m.Override = w.chance(4)
	m.Due = promise.Due{At: w.quarter(w.now.Add(time.Duration(30+w.random.IntN(4*24*60)) * time.Minute)), Zone: w.zone.String()}
	if m.Kind == promise.Visit {
		m.Due.Fixed = true
		return m
	}
	if m.Direction == promise.Theirs || w.chance(20) {
		return m
	}
	ask := promise.Ask{Kind: m.Kind, Minutes: m.Minutes, Owner: m.Owner}
	if w.chance(40) {
		ask.Owner, ask.Among = id.Staff{}, nil
		for _, p := range w.model.people {
			ask.Among = append(ask.Among, p.id)
		}
	}
	var offered []promise.Choice
	err := w.deciding(func() (err error) {
		offered, err = w.acts().OfferTimes(w.ctx, w.actor(taker), ask)
		return err
	})
	if err == nil && len(offered) > 0 {
		choice := pick(w, offered)
		m.Owner, m.Due.At = choice.Staff, choice.Due
	}
	return m
}

func (w *world) quarter(t time.Time) time.Time {
	return t.Truncate(15 * time.Minute).Add(15 * time.Minute)
}

// make gives a word, sometimes more than once because the answer got lost, sometimes with a crash before it came.
func (w *world) make(taker *person, key string, m promise.Make) error {
	request := []byte(key)
	ctx := act.Once(w.ctx, key, request)
	how := pick(w, []act.Tell{act.ByMessage, act.ByMessage, act.Aloud, act.Silently})
	lost := w.random.IntN(60) == 0
	if lost && w.fault != nil && w.fault.forgetful {
		if err := copyData(w.data(), w.left()); err != nil {
			return err
		}
	}
	var made promise.Made
	err := w.deciding(func() (err error) {
		made, err = w.acts().MakePromise(ctx, w.actor(taker), m, how)
		return err
	})
	if err == nil {
		err = w.given(key, m, made)
	} else {
		err = w.refused(err, taker, m)
	}
	if err != nil || made.Promise.ID.IsZero() {
		return err
	}
	if lost {
		if err := w.crash("before the answer was heard"); err != nil {
			return err
		}
		if err := w.there(made.Promise.ID, "after the crash"); err != nil {
			return err
		}
	}
	if lost || w.chance(8) {
		if w.fault != nil && w.fault.keyless {
			ctx = act.Once(context.WithoutCancel(w.ctx), key+" again", request)
		}
		again, err := w.acts().MakePromise(ctx, w.actor(taker), m, how)
		if err != nil || again.Promise.ID != made.Promise.ID {
			return w.broken("request-once", "%s was asked again and gave %s, %v instead of %s", key, again.Promise.ID, err, made.Promise.ID)
		}
	}
	if w.chance(3) {
		return w.takeBack(taker, made.Promise.ID)
	}
	return nil
}

// given enters in the world's own account what was acknowledged, and holds it against the oracle.
func (w *world) given(key string, m promise.Make, made promise.Made) error {
	p := made.Promise
	w.tell("%s for %s, %d minutes before %s: %s", key, short(p.Owner), p.Minutes, p.DueAt.In(w.zone).Format("Mon 02 15:04"), made.Verdict)
	if p.DueAt != m.Due.At.UTC() || p.Direction != m.Direction {
		return w.broken("acknowledged", "%s was acknowledged as something else", key)
	}
	w.model.add(&word{
		id: p.ID, key: key, direction: p.Direction, kind: p.Kind, customer: p.Customer, minutes: p.Minutes, due: p.DueAt,
		fixed: p.Fixed, made: w.now, offered: p.State == promise.Offered, recovers: m.RecoveryOf,
	})
	if p.State == promise.Offered {
		w.in(30+w.random.IntN(600), func() error { return w.reply(p.ID) })
	}
	if made.Verdict == promise.Infeasible || p.Direction == promise.Theirs {
		return nil
	}
	return w.fits(p.Owner, p.ID, "after "+key)
}

// refused looks at a no: what is refused as impossible must be impossible for who would have kept it: who was asked, or the
// taker himself where a colleague has not opened his hours or is away at this moment, so that nothing binds him.
func (w *world) refused(err error, taker *person, m promise.Make) error {
	w.tell("no to %s: %v", m.Act, err)
	if !fault.Is(err, "promise.infeasible") || m.Due.Fixed {
		return expected(err)
	}
	owner := w.model.byStaff[m.Owner]
	if owner != taker && (owner.closed || owner.away(w.now)) {
		owner = taker
	}
	return w.read(func(tx *db.Tx) error {
		burdens, err := w.burdensOf(tx, owner.id)
		if err != nil {
			return err
		}
		wish := burden{is: m.Act, due: m.Due.At, minutes: m.Minutes}
		if _, left := w.short(owner, append(burdens, wish), wish); left < 0 {
			return nil
		}
		return w.broken("feasible", "%s was refused, and %s has time for it", m.Act, short(owner.id))
	})
}

// expected is nil for what a person can cause; anything else is a fault of the program.
func expected(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if found := fault.Of(err); found != nil && found.Kind != fault.Internal {
		return nil
	}
	return &breach{invariant: "acts-work", text: err.Error()}
}

// reply is a customer's yes or no to a proposal, or his silence.
func (w *world) reply(of id.Promise) error {
	by, word := w.present(), w.model.byID[of]
	if by == nil || word.ended || w.chance(30) {
		return nil
	}
	if w.chance(25) {
		_, err := w.acts().DeclineOffer(w.ctx, w.actor(by), of)
		if err == nil {
			word.ended = true
		}
		return expected(err)
	}
	_, err := w.acts().AgreeToOffer(w.ctx, w.actor(by), of)
	if err == nil {
		word.offered = false
	}
	return expected(err)
}

// takeBack is a slip of the finger.
func (w *world) takeBack(by *person, of id.Promise) error {
	_, err := w.acts().UndoPromise(w.ctx, w.actor(by), of)
	if err == nil {
		word := w.model.byID[of]
		word.ended, word.uncounted = true, true
		w.tell("%s was a slip", word.key)
	}
	return expected(err)
}

package app_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// callable adds a customer with a number.
func (s *stepped) callable(d customer.Details) (of id.Customer) {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		c, err := s.app.Acts.Customer.Add(tx, d)
		of = c.ID
		return err
	})
	return of
}

func number(name, number string) customer.Details {
	return customer.Details{Name: name, Numbers: []customer.Number{{Number: number}}}
}

// consents notes that somebody agreed to be called a week ago.
func (s *stepped) consents(of id.Customer) calllist.Consent {
	s.t.Helper()
	c, err := s.app.Acts.NoteConsent(context.Background(), s.fatima, calllist.Consent{
		Customer: of, GivenAt: s.clock.Now().AddDate(0, 0, -7), How: calllist.OnSite, About: "aanbiedingen", Evidence: "formulier 7",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// list makes a sales list of whom a filter finds.
func (s *stepped) list(f calllist.Filter) calllist.List {
	s.t.Helper()
	l, err := s.app.Acts.MakeCallList(context.Background(), s.fatima, calllist.New{Name: "Voorjaar", Purpose: calllist.ForSale, About: "de onderhoudsbeurt", Parts: f})
	if err != nil {
		s.t.Fatal(err)
	}
	return l
}

// names reads who is on a list by customer.
func (s *stepped) names(of id.CallList) map[id.Customer]calllist.Name {
	s.t.Helper()
	out := map[id.Customer]calllist.Name{}
	s.do(s.fatima, func(tx *db.Tx) error {
		all, err := s.app.Acts.CallList.Names(tx, of)
		for _, n := range all {
			out[n.Customer] = n
		}
		return err
	})
	return out
}

// TestTheStruckOffNames: a name struck off by hearsay. The orders contradict it, the second person does not agree,
// the name returns after thirty days by itself and not before, and somebody makes his own first contact.
func TestTheStruckOffNames(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		smit := s.callable(number("Brouwer Smit", "0301234501"))
		s.consents(smit)
		for week := range 8 {
			if _, err := acts.AddOrder(ctx, s.fatima, act.Bought{Customer: smit, At: s.clock.Now().AddDate(0, 0, -20*week-1), Amount: 10_000}); err != nil {
				s.t.Fatal(err)
			}
		}
		l := s.list(calllist.Filter{Orders: 1})
		name := s.names(l.ID)[smit]
		if name.State != calllist.Open {
			s.t.Fatalf("on the list: %+v", name)
		}
		struck, err := acts.StrikeName(ctx, s.fatima, name.ID, calllist.Striking{Reason: calllist.Opinion})
		if !fault.Is(err, "calllist.what_happened") {
			s.t.Errorf("an opinion without what happened: %v", err)
		}
		struck, err = acts.StrikeName(ctx, s.fatima, name.ID, calllist.Striking{Reason: calllist.Opinion, Why: calllist.Said("Koopt nooit, brombeer.")})
		if err != nil {
			s.t.Fatal(err)
		}
		if got := s.names(l.ID)[smit]; got.State != calllist.Aside {
			s.t.Errorf("set aside: %+v", got)
		}
		if _, err := acts.SecondStrike(ctx, s.fatima, struck.ID, true, ""); !fault.Is(err, "calllist.not_oneself") {
			s.t.Errorf("a second person of oneself: %v", err)
		}
		if _, err := acts.SecondStrike(ctx, s.andries, struck.ID, false, "De orders zeggen iets anders."); err != nil {
			s.t.Fatal(err)
		}
		if _, err := acts.MakeCallList(ctx, s.fatima, calllist.New{Name: "Nog een", Purpose: calllist.ForSale, About: "x", Parts: calllist.Filter{Orders: 1}}); !fault.Is(err, "calllist.nobody") {
			s.t.Errorf("a list of who is set aside: %v", err)
		}
		back := struck.StruckAt.AddDate(0, 0, 30)
		s.pass(back.Add(-time.Minute))
		if got := s.names(l.ID)[smit]; got.State != calllist.Aside {
			s.t.Errorf("returned too soon: %+v", got)
		}
		s.pass(back.Add(time.Minute))
		name = s.names(l.ID)[smit]
		if name.State != calllist.Open || name.Outcome != calllist.NoOutcome {
			s.t.Fatalf("did not return: %+v", name)
		}
		taken, err := acts.TakeCard(ctx, s.andries, l.ID)
		if err != nil || taken.Name.ID != name.ID {
			s.t.Fatalf("the card: %+v, %v", taken, err)
		}
		if _, err := acts.EndName(ctx, s.fatima, name.ID, act.Ending{Outcome: calllist.Spoken, Offered: calllist.Told}); !fault.Is(err, "calllist.taken") {
			s.t.Errorf("two on one card: %v", err)
		}
		if _, err := acts.EndName(ctx, s.andries, name.ID, act.Ending{Outcome: calllist.Spoken}); !fault.Is(err, "calllist.offer_unsaid") {
			s.t.Errorf("a sales call without the right to object: %v", err)
		}
		if _, err := acts.EndName(ctx, s.andries, name.ID, act.Ending{Outcome: calllist.Spoken, Offered: calllist.Told, Note: "Rugpijn. Slechte service vorig jaar."}); err != nil {
			s.t.Fatal(err)
		}
		if _, err := acts.CloseCallList(ctx, s.fatima, l.ID, ""); err != nil {
			s.t.Errorf("a list that is done: %v", err)
		}
	})
}

// TestAnObjectionCountsEverywhereAtOnce: on every list there is, and on every one that is made later, until the
// customer himself agrees again; and what he agreed to before ends.
func TestAnObjectionCountsEverywhereAtOnce(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		kok, other := s.callable(number("Arjan Kok", "0301234502")), s.callable(number("Els Blom", "0301234503"))
		s.consents(kok)
		s.consents(other)
		first, second := s.list(calllist.Filter{}), s.list(calllist.Filter{})
		if _, err := acts.StrikeName(ctx, s.fatima, s.names(first.ID)[kok].ID, calllist.Striking{Reason: calllist.Objection}); err != nil {
			s.t.Fatal(err)
		}
		for _, l := range []calllist.List{first, second} {
			if got := s.names(l.ID); got[kok].Outcome != calllist.Struck || got[other].State != calllist.Open {
				s.t.Errorf("after the objection: %+v", got)
			}
		}
		third := s.list(calllist.Filter{})
		if _, on := s.names(third.ID)[kok]; on {
			s.t.Error("who objected is on a new list")
		}
		verdict := func() (v calllist.Verdict) {
			s.do(s.fatima, func(tx *db.Tx) (err error) {
				v, err = acts.CallList.Verdict(tx, kok, calllist.ForSale)
				return err
			})
			return v
		}
		if v := verdict(); v.May() || v.Why != calllist.Objected {
			s.t.Errorf("after the objection: %+v", v)
		}
		early := calllist.Consent{Customer: kok, GivenAt: s.clock.Now().AddDate(0, 0, -1), How: calllist.OnPaper, About: "x", Evidence: "y"}
		if _, err := acts.NoteConsent(ctx, s.fatima, early); !fault.Is(err, "calllist.objected_since") {
			s.t.Errorf("a consent of before: %v", err)
		}
		s.pass(s.clock.Now().Add(time.Hour))
		early.GivenAt = s.clock.Now()
		if _, err := acts.NoteConsent(ctx, s.fatima, early); err != nil {
			s.t.Fatal(err)
		}
		if v := verdict(); v.Ground != calllist.ByConsent {
			s.t.Errorf("agreed again: %+v", v)
		}
	})
}

// TestEveryNameEndsOnAList: a list cannot be closed silently, tries end nothing, a next promise is a real one, and
// without a ground nothing is said of a call.
func TestEveryNameEndsOnAList(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		one, two, three := s.callable(number("Een", "0301234504")), s.callable(number("Twee", "0301234505")), s.callable(number("Drie", "0301234506"))
		s.consents(one)
		s.consents(two)
		l := s.list(calllist.Filter{})
		names := s.names(l.ID)
		if _, err := acts.CloseCallList(ctx, s.fatima, l.ID, ""); !fault.Is(err, "calllist.still_open") {
			s.t.Errorf("closed silently: %v", err)
		}
		tried, err := acts.TryName(ctx, s.fatima, names[one].ID, calllist.NoAnswer)
		if err != nil || tried.State != calllist.Open || !tried.TryAt.After(s.clock.Now()) {
			s.t.Errorf("a try: %+v, %v", tried, err)
		}
		if _, err := acts.TryName(ctx, s.fatima, names[three].ID, calllist.NoAnswer); !fault.Is(err, "calllist.no_ground") {
			s.t.Errorf("a try without a ground: %v", err)
		}
		if _, err := acts.EndName(ctx, s.fatima, names[three].ID, act.Ending{Outcome: calllist.Promised, Offered: calllist.Told}); !fault.Is(err, "calllist.no_ground") {
			s.t.Errorf("a promise made its own ground: %v", err)
		}
		if _, err := acts.EndName(ctx, s.fatima, names[three].ID, act.Ending{Outcome: calllist.Unlawful}); err != nil {
			s.t.Error(err)
		}
		ended, err := acts.EndName(ctx, s.fatima, names[two].ID, act.Ending{Outcome: calllist.Promised, Offered: calllist.Told, Promise: "de koelcel"})
		if err != nil {
			s.t.Fatal(err)
		}
		s.do(s.fatima, func(tx *db.Tx) error {
			p, err := acts.Promise.Get(tx, ended.Promise)
			if err != nil || p.Customer != two || !p.Open {
				s.t.Errorf("the promise: %+v, %v", p, err)
			}
			return err
		})
		if _, err := acts.EndName(ctx, s.fatima, names[two].ID, act.Ending{Outcome: calllist.Bought, Offered: calllist.Told}); !fault.Is(err, "calllist.ended_already") {
			s.t.Errorf("ended twice: %v", err)
		}
		if _, err := acts.CloseCallList(ctx, s.fatima, l.ID, "Actie is voorbij"); err != nil {
			s.t.Fatal(err)
		}
		if got := s.names(l.ID)[one]; got.Outcome != calllist.Left {
			s.t.Errorf("left: %+v", got)
		}
	})
}

// TestWhoHasNoInterestNowComesBackOnItsDay: on no list before it, on one from then on.
func TestWhoHasNoInterestNowComesBackOnItsDay(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		one := s.callable(number("Een", "0301234507"))
		s.consents(one)
		l := s.list(calllist.Filter{Callable: true})
		day := worktime.DateOf(s.clock.Now(), s.zone)
		later := act.Ending{Outcome: calllist.Later, Offered: calllist.NotTold, ReturnsOn: day}
		if _, err := acts.EndName(ctx, s.fatima, s.names(l.ID)[one].ID, later); !fault.Is(err, "calllist.back_past") {
			s.t.Errorf("back today: %v", err)
		}
		later.ReturnsOn = day.Plus(3)
		if _, err := acts.EndName(ctx, s.fatima, s.names(l.ID)[one].ID, later); err != nil {
			s.t.Fatal(err)
		}
		s.pass(s.clock.Now().AddDate(0, 0, 2))
		if found, err := acts.CountToCall(ctx, s.fatima, calllist.Filter{Callable: true}); err != nil || len(found.Customers) != 0 || found.Off != 1 {
			s.t.Errorf("before its day: %+v, %v", found, err)
		}
		s.pass(s.clock.Now().AddDate(0, 0, 1))
		if found, err := acts.CountToCall(ctx, s.fatima, calllist.Filter{Callable: true}); err != nil || len(found.Customers) != 1 {
			s.t.Errorf("on its day: %+v, %v", found, err)
		}
	})
}

// TestMergedCustomersAreCalledOnce: two who are one stand on a list once, an objection of one is the other's, and a
// split gives each his own back.
func TestMergedCustomersAreCalledOnce(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		stays, goes := s.callable(number("Zeger Dam", "0301234508")), s.callable(number("Z. Dam", "0301234509"))
		s.consents(stays)
		s.consents(goes)
		l := s.list(calllist.Filter{})
		if _, err := acts.StrikeCustomer(ctx, s.fatima, goes, calllist.Striking{Reason: calllist.Opinion, Why: calllist.Said("Brombeer.")}); err != nil {
			s.t.Fatal(err)
		}
		before := s.names(l.ID)
		m, err := acts.MergeCustomers(ctx, s.fatima, stays, goes)
		if err != nil {
			s.t.Fatal(err)
		}
		if got := s.names(l.ID); got[goes].Outcome != calllist.Twice || got[stays].State != calllist.Aside {
			s.t.Errorf("after the merge: %+v", got)
		}
		if _, err := acts.ReopenName(ctx, s.fatima, before[goes].ID); !fault.Is(err, "calllist.stays_ended") {
			s.t.Errorf("twice on one list: %v", err)
		}
		if _, err := acts.SplitCustomers(ctx, s.fatima, m.ID); err != nil {
			s.t.Fatal(err)
		}
		after := s.names(l.ID)
		for of, n := range before {
			if after[of] != n {
				s.t.Errorf("after the split: %+v, want %+v", after[of], n)
			}
		}
	})
}

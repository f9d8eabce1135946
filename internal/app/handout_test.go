package app_test

import (
	"context"
	"fmt"
	"testing"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// Somebody falls ill with more on their hands than anybody looks through. The screen says in one line who can take
// over what; one press does exactly that, a second press nothing more, and what had come in between stays.
func TestOnePressGivesAllOfOneColleague(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		ill := s.illWithMuch()
		page := s.handout(overview.Handout{Fold: true})
		if page.Waits != 14 || len(page.Waiting) != 0 || len(page.Bundles) != 1 {
			s.t.Fatalf("%d wait, %d are shown, in %d bundles", page.Waits, len(page.Waiting), len(page.Bundles))
		}
		bundle, shared := page.Bundles[0], 0
		for _, one := range bundle.Shares {
			shared += one.Promises
		}
		if bundle.Staff != ill || bundle.Name != "Noor" || bundle.Promises != 14 || len(bundle.Gives) != 14 || shared != 14 || len(bundle.Shares) < 2 {
			s.t.Fatalf("%+v", bundle)
		}
		if of := s.handout(overview.Handout{Of: &ill}); of.Waits != 14 || len(of.Waiting) != 14 {
			s.t.Errorf("one by one %d of %d", len(of.Waiting), of.Waits)
		}
		if none := s.handout(overview.Handout{Of: &id.Staff{}}); none.Waits != 0 {
			s.t.Errorf("%d are of who left", none.Waits)
		}
		if n := s.handout(overview.Handout{Count: true}); n.Waits != 14 || len(n.Waiting)+len(n.Bundles) != 0 {
			s.t.Errorf("counting shows %+v", n)
		}
		var gives []act.Give
		for _, one := range bundle.Gives {
			gives = append(gives, act.Give(one))
		}
		if _, err := s.app.Acts.HandOut(ctx, s.andries, nil); !fault.Is(err, "act.nothing_chosen") {
			s.t.Errorf("giving nothing: %v", err)
		}
		if _, err := s.app.Acts.HandOut(ctx, s.fatima, gives); !fault.Is(err, "act.role") {
			s.t.Errorf("a colleague gives out: %v", err)
		}
		for range 2 {
			if out, err := s.app.Acts.HandOut(ctx, s.andries, gives); err != nil || out.Given != 14 || len(out.Left) != 0 {
				s.t.Fatalf("%+v, %v", out, err)
			}
		}
		after := s.handout(overview.Handout{})
		if after.Waits != 0 || after.AtRisk != 0 {
			s.t.Errorf("%d still wait, and %d are at risk", after.Waits, after.AtRisk)
		}
		s.givenOnce(gives)
		// What cannot be given stays, and the rest goes on: one is done meanwhile, another would go to who is ill.
		if _, err := s.app.Acts.Deliver(ctx, party.Actor{Org: s.fatima.Org, Kind: party.Staff, ID: gives[0].To.Any(), Role: party.Colleague}, gives[0].Promise, promise.Deed{}, act.Silently); err != nil {
			s.t.Fatal(err)
		}
		out, err := s.app.Acts.HandOut(ctx, s.andries, []act.Give{{Promise: gives[0].Promise, To: gives[1].To}, {Promise: gives[1].Promise, To: gives[1].To}})
		if err != nil || out.Given+len(out.Left) != 2 || gives[0].To != gives[1].To && (len(out.Left) != 1 || out.Left[0] != gives[0].Promise) {
			s.t.Errorf("%+v, %v", out, err)
		}
	})
}

// handout is what the owner sees on the screen to give out again.
func (s *stepped) handout(only overview.Handout) (page overview.RedistributePage) {
	s.do(s.owner(), func(tx *db.Tx) (err error) {
		page, err = overview.Redistribute(tx, s.app.Acts.Team, 30, only)
		return err
	})
	return page
}

// illWithMuch is somebody who falls ill with fourteen promises for this afternoon; a colleague has time.
func (s *stepped) illWithMuch() id.Staff {
	s.t.Helper()
	ctx, owner := context.Background(), s.owner()
	hire := func(name string) id.Staff {
		hired, err := s.app.Acts.Hire(ctx, owner, act.Colleague{Role: party.Colleague, Staff: team.Staff{Kind: party.Staff, Name: name, Email: name + "@delinde.example"}})
		if err != nil {
			s.t.Fatal(err)
		}
		return hired.Staff.ID
	}
	ill := hire("Noor")
	hire("Bart")
	hire("Cas")
	for n := range 14 {
		_, err := s.app.Acts.MakePromise(ctx, owner, promise.Make{
			Kind: promise.CallBack, Customer: s.zeger, Owner: ill, Act: fmt.Sprintf("terugbellen over order %d", n), Minutes: 15,
			Due: promise.Due{At: s.at(24, 13+n%4, 0), Zone: "Europe/Amsterdam", Grain: promise.ToTheMinute}, Override: true,
		}, act.Silently)
		if err != nil {
			s.t.Fatal(err)
		}
	}
	if _, err := s.app.Acts.FallIll(ctx, owner, ill); err != nil {
		s.t.Fatal(err)
	}
	return ill
}

// givenOnce checks that every promise is with whom it was given to, and went there once.
func (s *stepped) givenOnce(gives []act.Give) {
	s.t.Helper()
	s.do(s.fatima, func(tx *db.Tx) error {
		for _, one := range gives {
			p, err := s.app.Acts.Promise.Get(tx, one.Promise)
			if err != nil || p.Owner != one.To || p.Awaits != promise.Nothing {
				s.t.Errorf("%s is with %v, awaits %q: %v", p.Code, p.Owner, p.Awaits, err)
			}
			story, err := s.app.Acts.Promise.Story(tx, one.Promise)
			reassigned := 0
			for _, o := range story.Outcomes {
				if o.Kind == promise.Reassigned {
					reassigned++
				}
			}
			if err != nil || reassigned != 1 {
				s.t.Errorf("%s was given %d times: %v", p.Code, reassigned, err)
			}
		}
		return nil
	})
}

func (s *stepped) owner() party.Actor {
	owner := s.andries
	owner.Role = party.Owner
	return owner
}

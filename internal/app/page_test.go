package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/promise"
)

// visitor is Zeger with the link to the page of a promise.
func (s *stepped) visitor(of promise.Promise) act.Visitor {
	s.t.Helper()
	token, err := s.app.Acts.LinkToPromise(context.Background(), s.fatima, of.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return act.Visitor{Org: s.org, Token: token}
}

// What a customer does on his page reaches who keeps the promise: at most one mail about each promise.
func TestTheOwnerHearsWhatACustomerDoesOnHisPage(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		added := s.promised(s.zeger, "de koelcel", s.at(26, 14, 0))
		moved := s.promised(s.zeger, "de heftruck", s.at(26, 15, 0))
		let := s.promised(s.zeger, "de steiger", s.at(26, 16, 0))
		done := s.promised(s.zeger, "de ladder", s.at(26, 16, 0))
		if _, err := acts.Deliver(ctx, s.fatima, done.ID, promise.Deed{Proof: promise.ByText, Words: "Gedaan."}, ""); err != nil {
			s.t.Fatal(err)
		}
		for range 2 {
			if _, err := acts.AddByLink(ctx, s.visitor(added), added.ID, "Hij piept ook."); err != nil {
				s.t.Fatal(err)
			}
			s.pass(s.clock.Now().Add(time.Second))
		}
		if _, err := acts.MoveByLink(ctx, s.visitor(moved), moved.ID, s.at(27, 11, 0)); err != nil {
			s.t.Fatal(err)
		}
		if _, err := acts.LetGoByLink(ctx, s.visitor(let), let.ID); err != nil {
			s.t.Fatal(err)
		}
		if _, err := acts.ObjectByLink(ctx, s.visitor(done), done.ID, "Er kwam niemand."); err != nil {
			s.t.Fatal(err)
		}
		s.pass(s.at(24, 10, 5))
		got := strings.Join(s.post.to("Fatima@delinde.example"), "\n")
		for _, wanted := range []string{"voegde iets toe: de koelcel", "een ander moment: de heftruck", "niet meer nodig: de steiger", "niet gedaan is: de ladder"} {
			if strings.Count(got, wanted) != 1 {
				s.t.Errorf("%q is not once in\n%s", wanted, got)
			}
		}
	})
}

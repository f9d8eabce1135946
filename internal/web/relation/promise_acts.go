package relation

import (
	"context"
	"net/http"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// Call logs that a call begins; the page then shows the number and how it can end.
func (s Screens) Call(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, _ *web.Form) (done, error) {
		_, err := s.Acts.BeginCall(ctx, web.ViewOf(r).Who.Actor, of)
		return done{}, err
	})
}

// Attempt logs how a try ended and says when to try again.
func (s Screens) Attempt(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		result := promise.AttemptOutcome(form.Line("result", 20))
		tried, err := s.Acts.LogAttempt(ctx, v.Who.Actor, of, result)
		if err != nil {
			return done{}, err
		}
		if tried.Next.IsZero() {
			return done{Notice: web.Said("relation.said.tried")}, nil
		}
		next := v.T("relation.at", "day", v.Day(tried.Next, v.Now), "clock", v.Clock(tried.Next))
		return done{Notice: web.Said("relation.said.try_again", "when", next)}, nil
	})
}

// Done records that it was done, with what shows it.
func (s Screens) Done(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		deed := promise.Deed{Proof: promise.Proof(form.Line("proof", 20)), Words: form.Text("done_words", 2*promise.MaxWords)}
		out := done{Undo: true, Form: promiseForm{Proof: string(deed.Proof), Words: map[string]string{"done_words": form.Raw("done_words")}}}
		if err := form.Err(); err != nil {
			return out, err
		}
		tell := act.Tell("")
		if form.Has("send") {
			tell = act.ByMessage
		}
		p, err := s.Acts.Deliver(ctx, v.Who.Actor, of, deed, tell)
		if err != nil {
			if fault.Of(err).Field == "words" {
				err = on(err, "done_words")
			}
			return out, err
		}
		out.Notice = web.Said("relation.said.done")
		if p.State != promise.Delivered {
			out.Notice = web.Said("relation.said.done_late")
		}
		return out, nil
	})
}

// Move gives the promise another time, with the customer's consent or without it.
func (s Screens) Move(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		due, said, field := readDue(v, form)
		words := form.Text("move_words", 2*promise.MaxWords)
		out := done{Undo: true, Form: promiseForm{Due: field, Words: map[string]string{"move_words": form.Raw("move_words")}}}
		tell := act.Tell(form.Choice("tell", string(act.ByMessage), string(act.Aloud), string(act.Draft), string(act.Silently)))
		owner := web.FormID[id.Staff](form, "move_owner")
		if err := form.Err(); err != nil {
			return out, err
		}
		revision := promise.Revision{Due: due, Consent: form.Line("consent", 5) == "yes", Owner: owner, Override: form.Has("override"), Words: words}
		revised, err := s.Acts.Revise(ctx, v.Who.Actor, of, revision, tell)
		if err != nil {
			return out, err
		}
		out.Promise, out.Notice = revised.Next.Promise.ID, web.Said("relation.said.moved", "due", said)
		return out, nil
	})
}

// Release passes on that the customer lets us off; what was broken already is waived.
func (s Screens) Release(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		cause := promise.Cause(form.Line("cause", 30))
		_, err := s.Acts.Release(ctx, v.Who.Actor, of, cause)
		if fault.Is(err, "promise.release_late") {
			_, err = s.Acts.Waive(ctx, v.Who.Actor, of, cause)
		}
		return done{Notice: web.Said("relation.said.released"), Undo: true}, err
	})
}

// Agree answers a proposal with yes.
func (s Screens) Agree(w http.ResponseWriter, r *http.Request) error {
	return s.simply(w, r, "relation.said.agreed", true, func(ctx context.Context, of id.Promise) error {
		_, err := s.Acts.AgreeToOffer(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// Decline answers a proposal with no.
func (s Screens) Decline(w http.ResponseWriter, r *http.Request) error {
	return s.simply(w, r, "relation.said.declined", true, func(ctx context.Context, of id.Promise) error {
		_, err := s.Acts.DeclineOffer(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// Accept passes on that the customer is content.
func (s Screens) Accept(w http.ResponseWriter, r *http.Request) error {
	return s.simply(w, r, "relation.said.accepted", true, func(ctx context.Context, of id.Promise) error {
		_, err := s.Acts.AcceptDelivery(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// Dispute passes on that the customer says it was not done.
func (s Screens) Dispute(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		words := form.Text("dispute_words", 2*promise.MaxWords)
		out := done{Notice: web.Said("relation.said.disputed"), Undo: true, Form: promiseForm{Words: map[string]string{"dispute_words": form.Raw("dispute_words")}}}
		if err := form.Err(); err != nil {
			return out, err
		}
		_, err := s.Acts.DisputeDelivery(ctx, web.ViewOf(r).Who.Actor, of, words)
		return out, err
	})
}

// Uphold settles a dispute for the customer.
func (s Screens) Uphold(w http.ResponseWriter, r *http.Request) error {
	return s.simply(w, r, "relation.said.upheld", true, func(ctx context.Context, of id.Promise) error {
		_, err := s.Acts.UpholdDispute(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// Acknowledge says that the owner has seen it.
func (s Screens) Acknowledge(w http.ResponseWriter, r *http.Request) error {
	return s.simply(w, r, "relation.said.seen", false, func(ctx context.Context, of id.Promise) error {
		_, err := s.Acts.Acknowledge(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// TakeOver makes the reader the owner, of what was proposed to him or of what somebody else has.
func (s Screens) TakeOver(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return s.simply(w, r, "relation.said.taken", true, func(ctx context.Context, of id.Promise) error {
		_, err := s.Acts.TakeOver(ctx, v.Who.Actor, of)
		if fault.Is(err, "promise.not_proposed") {
			_, err = s.Acts.Reassign(ctx, v.Who.Actor, of, v.Who.Actor.StaffID(), promise.ByColleague, false)
		}
		return err
	})
}

// TurnDown says that the reader cannot take over what was proposed to him.
func (s Screens) TurnDown(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		words := form.Text("turn_words", 2*promise.MaxWords)
		out := done{Notice: web.Said("relation.said.turned_down"), Undo: true, Form: promiseForm{Words: map[string]string{"turn_words": form.Raw("turn_words")}}}
		if err := form.Err(); err != nil {
			return out, err
		}
		_, err := s.Acts.TurnDown(ctx, web.ViewOf(r).Who.Actor, of, words)
		return out, err
	})
}

// Propose asks a colleague to take it over.
func (s Screens) Propose(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		to := web.FormID[id.Staff](form, "to")
		if to.IsZero() {
			form.Refuse(fault.New(fault.Invalid, "promise.owner_missing").On("to"))
		}
		if err := form.Err(); err != nil {
			return done{}, err
		}
		_, err := s.Acts.Propose(ctx, web.ViewOf(r).Who.Actor, of, to)
		return done{Notice: web.Said("relation.said.proposed")}, err
	})
}

// Assign gives it to a colleague; for team leads, who may also override what does not fit.
func (s Screens) Assign(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, form *web.Form) (done, error) {
		to := web.FormID[id.Staff](form, "to")
		if to.IsZero() {
			form.Refuse(fault.New(fault.Invalid, "promise.owner_missing").On("to"))
		}
		if err := form.Err(); err != nil {
			return done{}, err
		}
		_, err := s.Acts.Reassign(ctx, web.ViewOf(r).Who.Actor, of, to, promise.ByColleague, form.Has("override"))
		return done{Notice: web.Said("relation.said.assigned"), Undo: true}, on(err, "to")
	})
}

// Undo takes back the reader's own last act.
func (s Screens) Undo(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, _ *web.Form) (done, error) {
		p, err := s.Acts.UndoPromise(ctx, web.ViewOf(r).Who.Actor, of)
		out := done{Notice: web.Said("relation.said.undone")}
		if !p.UndoneAt.IsZero() {
			if out.Promise = p.Previous; out.Promise.IsZero() {
				out.Promise = p.RecoveryOf
			}
		}
		return out, err
	})
}

// Share makes the link to the customer's page about it and shows that page.
func (s Screens) Share(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	token, err := s.Acts.LinkToPromise(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/w/"+token, nil)
}

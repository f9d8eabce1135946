package relation

import (
	"context"
	"net/http"

	"kroon/internal/id"
	"kroon/internal/web"
)

// onMessage does an act on a message and goes back to what the message is about.
func (s Screens) onMessage(w http.ResponseWriter, r *http.Request, said string, fn func(context.Context, id.Message, *web.Form) error) error {
	of, err := web.PathID[id.Message](r, "message")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	back, err := s.See.MessageAbout(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	if err := fn(r.Context(), of, form); err != nil {
		return err
	}
	return web.Redirect(w, r, back, web.Said(said))
}

// SendDraft sends what waited for a person, with his own words.
func (s Screens) SendDraft(w http.ResponseWriter, r *http.Request) error {
	return s.onMessage(w, r, "relation.said.sent", func(ctx context.Context, of id.Message, form *web.Form) error {
		words := form.Text("message-"+of.String(), 4000)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.SendDraft(ctx, web.ViewOf(r).Who.Actor, of, words)
		return err
	})
}

// Handed records that the reader sent or said it himself.
func (s Screens) Handed(w http.ResponseWriter, r *http.Request) error {
	return s.onMessage(w, r, "relation.said.handed", func(ctx context.Context, of id.Message, _ *web.Form) error {
		_, err := s.Acts.HandMessage(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// Drop decides that it is not sent.
func (s Screens) Drop(w http.ResponseWriter, r *http.Request) error {
	return s.onMessage(w, r, "relation.said.dropped", func(ctx context.Context, of id.Message, _ *web.Form) error {
		_, err := s.Acts.DropMessage(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// SendAgain tries once more, at the address of now.
func (s Screens) SendAgain(w http.ResponseWriter, r *http.Request) error {
	return s.onMessage(w, r, "relation.said.again", func(ctx context.Context, of id.Message, _ *web.Form) error {
		_, err := s.Acts.SendAgain(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

// TakeInHand takes it out of the outbox.
func (s Screens) TakeInHand(w http.ResponseWriter, r *http.Request) error {
	return s.onMessage(w, r, "relation.said.in_hand", func(ctx context.Context, of id.Message, _ *web.Form) error {
		_, err := s.Acts.TakeInHand(ctx, web.ViewOf(r).Who.Actor, of)
		return err
	})
}

package overview

import (
	"context"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/phone"
)

// PreviewWish is which message somebody wants to see. What is empty is as the organisation has it.
type PreviewWish struct {
	Kind     message.Kind
	Promised string // the kind of promise it tells of
	Lang     lang.Lang
	Address  PreviewAddress
	Page     PreviewPage
}

// PreviewAddress is how the reader is addressed.
type PreviewAddress string

// How the reader is addressed.
const (
	Formally   PreviewAddress = "formal"
	Familiarly PreviewAddress = "familiar"
)

// PreviewPage is whether it leads to a page.
type PreviewPage string

// Whether it leads to a page.
const (
	WithPage    PreviewPage = "page"
	WithoutPage PreviewPage = "reply"
)

// Preview is a message as its reader gets it.
type Preview struct {
	PreviewWish // completed
	Text        message.Text
	Parts       int // of the text message
	Signs       int
}

// exampleSite stands for a public address where there is none.
const exampleSite = "https://kroon.example.nl"

// Preview writes an example of a message with the organisation's own name, number and form of address.
func (s Settings) Preview(ctx context.Context, actor party.Actor, wish PreviewWish) (Preview, error) {
	return forRole(ctx, s, actor, party.Reader, func(tx *db.Tx) (Preview, error) {
		o, err := s.Organisation.Get(tx)
		if err != nil {
			return Preview{}, err
		}
		if wish.Lang == "" {
			wish.Lang = o.Lang
		}
		if wish.Address == "" {
			wish.Address = Formally
			if o.Informal {
				wish.Address = Familiarly
			}
		}
		if wish.Page == "" {
			wish.Page = WithPage
			if o.BaseURL == "" {
				wish.Page = WithoutPage
			}
		}
		h := message.House{Name: o.Name, Phone: o.Phone, Zone: o.Location()}
		if n, err := phone.Parse(o.Phone, phone.Home); err == nil {
			h.Phone = phone.Display(n, phone.Home)
		}
		if h.Site = o.BaseURL; h.Site == "" {
			h.Site = exampleSite
		}
		if wish.Page == WithoutPage {
			h.Site = ""
		}
		text := message.Example(wish.Kind, wish.Promised, wish.Lang, wish.Address == Familiarly, h, tx.Now)
		return Preview{wish, text, message.Segments(text.SMS), utf8.RuneCountInString(text.SMS)}, nil
	})
}

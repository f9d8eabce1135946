package desk

import (
	"net/http"

	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// Send lets a letter go that waited for a person, with own words.
func (p *Pages) Send(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Message](r, "message")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	words := form.Text("words", promise.MaxWords)
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SendDraft(r.Context(), web.ViewOf(r).Who.Actor, of, words); err == nil {
			return web.Redirect(w, r, today, web.Said("desk.sent").WithUndo(letter(of)+"/hold"))
		}
	}
	return p.again(w, r, of.Any(), form.Raw("words"), err)
}

// Handed records that one sent or said it oneself.
func (p *Pages) Handed(w http.ResponseWriter, r *http.Request) error {
	return onMessage(func(r *http.Request, v *web.View, of id.Message) (*web.Flash, error) {
		_, err := p.Acts.HandMessage(r.Context(), v.Who.Actor, of)
		return web.Said("desk.handed"), err
	})(w, r)
}

// Drop decides that it is not sent.
func (p *Pages) Drop(w http.ResponseWriter, r *http.Request) error {
	return onMessage(func(r *http.Request, v *web.View, of id.Message) (*web.Flash, error) {
		_, err := p.Acts.DropMessage(r.Context(), v.Who.Actor, of)
		return web.Said("desk.dropped"), err
	})(w, r)
}

// Hold keeps a letter back that was about to leave; it then lies with what one sends oneself.
func (p *Pages) Hold(w http.ResponseWriter, r *http.Request) error {
	return onMessage(func(r *http.Request, v *web.View, of id.Message) (*web.Flash, error) {
		_, err := p.Acts.UndoMessage(r.Context(), v.Who.Actor, of)
		return web.Said("desk.held"), err
	})(w, r)
}

// Seen marks notices as seen.
func (p *Pages) Seen(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var notices []id.Message
	for _, text := range form.Lines("notice", 40) {
		if one, err := id.Parse[id.Message](text); err == nil {
			notices = append(notices, one)
		}
	}
	if err := p.Acts.SeeNotices(r.Context(), web.ViewOf(r).Who.Actor, notices...); err != nil {
		return err
	}
	return web.Redirect(w, r, today, nil)
}

func letter(of id.Message) string { return today + "/letters/" + of.String() }

package relation

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// logForm is the form to log a contact as it is filled in.
type logForm struct {
	Customer  overview.CustomerRef
	Kind      interaction.Kind
	Direction interaction.Direction
	When      string
	Words     string
	CallWhen  string // of a call, which has a form of its own
	CallWords string
	Refusal   web.Refusal
}

// Log shows the ways in which a contact can have gone: a call in one key, the others by a short form.
func (s Screens) Log(w http.ResponseWriter, r *http.Request) error {
	f, err := s.logOf(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, logPage(web.ViewOf(r), f))
}

func (s Screens) logOf(r *http.Request) (f logForm, err error) {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return f, err
	}
	f.Kind, f.Direction = interaction.Email, interaction.In
	f.Customer, err = s.See.Ref(r.Context(), web.ViewOf(r).Who.Actor, of)
	return f, err
}

// LogIt logs a contact.
func (s Screens) LogIt(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	f, err := s.logOf(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	n := interaction.New{Customer: f.Customer.ID}
	when, words := &f.When, &f.Words
	if form.Has("result") {
		when, words = &f.CallWhen, &f.CallWords
		*when, *words = form.Line("call_when", 200), form.Text("call_words", 2*interaction.MaxWords)
		n.Kind, n.Result = interaction.Call, interaction.Result(form.Choice("result", resultNames()...))
	} else {
		*when, *words = form.Line("when", 200), form.Text("words", 2*interaction.MaxWords)
		f.Kind = interaction.Kind(form.Choice("kind", kindNames()...))
		f.Direction = interaction.Direction(form.Choice("direction", string(interaction.In), string(interaction.Out)))
		n.Kind, n.Direction = f.Kind, f.Direction
	}
	n.Words = interaction.Said(*words)
	if n.BeganAt, err = act.ReadPast(*when, v.Lang, v.Now, v.Zone); err != nil {
		form.Refuse(err)
	}
	if err = form.Err(); err == nil {
		var logged act.Logged
		if logged, err = s.Acts.LogInteraction(r.Context(), v.Who.Actor, n); err == nil {
			said := web.Said("relation.log.logged").WithUndo("/interactions/" + logged.Interaction.ID.String() + "/undo")
			return web.Redirect(w, r, customerPath(f.Customer.ID), said)
		}
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return logPage(v, f)
	})
}

func resultNames() []string {
	var out []string
	for _, result := range interaction.Results() {
		out = append(out, string(result))
	}
	return out
}

// kindNames are the kinds that the short form is for.
func kindNames() []string {
	var out []string
	for _, kind := range interaction.Kinds()[1:] {
		out = append(out, string(kind))
	}
	return out
}

// UndoLog takes back what was logged a moment ago.
func (s Screens) UndoLog(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Interaction](r, "interaction")
	if err != nil {
		return err
	}
	i, err := s.Acts.UndoInteraction(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, customerPath(i.Customer), web.Said("relation.log.undone"))
}

// CallBack promises in one tap that the colleague calls the customer back, and says so to the customer.
func (s Screens) CallBack(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	p, err := s.Acts.CallBackSoon(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	said := web.Said("relation.callback.promised", "due", v.Due(p.DueAt, v.Now)).WithUndo(promisePath(p.ID) + "/undo")
	return web.Redirect(w, r, promisePath(p.ID), said)
}

// Dismiss ends a missed call for a reason.
func (s Screens) Dismiss(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Interaction](r, "interaction")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason := interaction.Reason(form.Line("reason", 40))
	_, err = s.Acts.DismissMissed(r.Context(), web.ViewOf(r).Who.Actor, of, reason)
	if err != nil && !fault.Is(err, "interaction.not_waiting") {
		return err
	}
	return web.Redirect(w, r, "/today", web.Said("relation.missed.ended"))
}

func logKinds(v *web.View) []web.Option {
	var out []web.Option
	for _, kind := range interaction.Kinds()[1:] {
		out = append(out, web.Option{Value: string(kind), Text: upper(v.T(kind.Key()))})
	}
	return out
}

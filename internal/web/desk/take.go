package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// Note saves the question with how it ended.
func (p *Pages) Note(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	typed := readNotes(form)
	end := form.Choice("end", "promised", "partly", "answered", "none", "half")
	n, err := p.noting(r, typed)
	if err != nil {
		return err
	}
	take, err := n.take(v, end)
	if err == nil {
		var taken act.Taken
		if taken, err = p.Acts.TakeQuestion(r.Context(), v.Who.Actor, take); err == nil {
			return p.taken(w, r, taken, end, n.number(taken.Question))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		n.refusal = f.Brief()
		return intakePage(v, n)
	})
}

// number is what goes along to the next question of this conversation: the number that called, while it is not known
// whose it is or when it is none of theirs, so that the next one too is answered there.
func (n noting) number(q intake.Question) string {
	theirs := slices.ContainsFunc(n.Callers, func(c overview.IntakeCaller) bool { return c.ID == q.Customer })
	if !q.Customer.IsZero() && (n.notes.customer.IsZero() || theirs) {
		return ""
	}
	return n.notes.from
}

// taken leads to what came of it: to what is to be said, or back to Today. from is what number gives.
func (p *Pages) taken(w http.ResponseWriter, r *http.Request, taken act.Taken, end, from string) error {
	v := web.ViewOf(r)
	if with := taken.Question.Customer; !with.IsZero() {
		if err := p.Acts.StandUp(r.Context(), v.Who.Actor, with); err != nil {
			return err
		}
	}
	undo := "/intake/" + taken.Question.ID.String() + "/undo"
	switch end {
	case "promised", "partly":
		return web.Redirect(w, r, takenPath(taken.Question.ID, from), web.Said("desk.noted."+end).WithUndo(undo))
	case "half":
		return web.Redirect(w, r, today, web.Said("desk.noted.half", "due", v.Due(taken.Promise.DueAt, v.Now)).WithUndo(undo).WithNext(anotherPath(taken.Question, from), "desk.another"))
	case "answered":
		return web.Redirect(w, r, today, web.Said("desk.noted.answered").WithNext(anotherPath(taken.Question, from), "desk.another"))
	}
	return web.Redirect(w, r, today, web.Said("desk.noted."+end))
}

// takenPath leads to what came of a question.
func takenPath(of id.Question, from string) string {
	path := "/intake/" + of.String()
	if from != "" {
		path += "?" + url.Values{"from": {from}}.Encode()
	}
	return path
}

// anotherPath leads to another question of who is still on the phone.
func anotherPath(q intake.Question, from string) string {
	fields := url.Values{"after": {q.ID.String()}}
	if !q.Customer.IsZero() {
		fields.Set("customer", q.Customer.String())
	}
	if from != "" {
		fields.Set("from", from)
	}
	return "/intake?" + fields.Encode()
}

// endings are the buttons of the bar.
var endings = map[string]intake.Ending{
	"promised": intake.Promised, "partly": intake.Partly, "answered": intake.Answered, "none": intake.NoQuestion,
}

// take is the act that the form asks for; what is wrong names its field. Of a half note nothing is asked.
func (n noting) take(v *web.View, end string) (act.Take, error) {
	form := n.notes.form
	t := act.Take{Ending: endings[end], Confirmed: n.notes.confirmed, Tell: n.tell(), Answer: n.notes.answer, Send: n.notes.send, After: n.notes.after}
	t.Question = intake.New{
		Details: intake.Details{
			Customer: n.notes.customer, Note: intake.Aside(n.notes.colleagues), ComparesWith: intake.Aside(n.notes.compares),
		},
		Text: intake.ToCustomer(n.notes.toCustomer), Half: end == "half",
	}
	if t.Question.Customer.IsZero() && len(n.Callers) == 1 && n.notes.name == "" {
		t.Question.Customer = n.Callers[0].ID
	}
	decides, err := n.notes.decision(v)
	if err == nil && !decides.IsZero() {
		t.Question.DecidesOn = act.DayOf(decides.In(v.Zone))
	}
	if end == "half" {
		t.Tell = ""
	} else if err != nil {
		form.Refuse(err)
	}
	if t.Question.Customer.IsZero() {
		t.Caller = act.Caller(n.notes.name, n.notes.from)
		if n.Unread != nil && end == "half" {
			// A half note loses nothing: what is no number stays readable among the words for colleagues.
			t.Caller = act.Caller(n.notes.name, "")
			t.Question.Note = intake.Aside(strings.TrimSpace(n.notes.from + "\n" + n.notes.colleagues))
		} else if n.Unread != nil {
			form.Refuse(fault.Of(n.Unread).On("from"))
		}
		if len(n.Callers) > 1 && end != "half" && n.notes.name == "" {
			form.Refuse(fault.New(fault.Invalid, "desk.who_calls").On("customer"))
		} else if t.Ending.Open() && n.notes.name == "" && n.notes.from == "" {
			form.Refuse(fault.New(fault.Invalid, "act.who_calls").On("caller_name"))
		}
	}
	if end == "promised" || end == "partly" {
		t.Promise = n.promise(v)
	}
	if t.Question.Half {
		return t, nil
	}
	return t, form.Err()
}

// promise is what the right side promises.
func (n noting) promise(v *web.View) promise.Make {
	form := n.notes.form
	wish := promise.Make{Kind: n.notes.kind, Act: actOf(n.printer(v), n.notes.kind, n.notes.about), Override: n.notes.override, Words: n.notes.words}
	one, found := n.time()
	switch {
	case n.notes.when != "" && n.own.asks() && !found:
		form.Refuse(fault.New(fault.Invalid, "desk.when_asks", "question", n.own.ask).On("when"))
	case n.notes.when != "" && !found && n.own.past():
		form.Refuse(fault.New(fault.Invalid, "promise.past").On("when"))
	case n.notes.when != "" && !found && !n.own.sure():
		form.Refuse(fault.New(fault.Invalid, "desk.when_unclear").On("when"))
	case n.gone():
		// What was said to the customer is what is promised, or refused; never another time in its place.
		wish.Due.At, wish.Owner, _ = readSlot(n.notes.due)
		wish.Due.Zone, wish.Due.Civil = v.Zone.String(), wish.Due.At.In(v.Zone).Format(civilForm)
	case n.times.Nobody:
		form.Refuse(fault.New(fault.Conflict, "desk.duty_empty").On("owner"))
	case !found:
		form.Refuse(fault.New(fault.Invalid, "promise.due_missing").On("when"))
	default:
		wish.Owner = one.Staff
		wish.Due = promise.Due{At: one.Due, Zone: v.Zone.String(), Civil: one.Due.In(v.Zone).Format(civilForm)}
		for _, moment := range n.own.moments {
			if moment.Instant.Equal(one.Due) {
				wish.Due.Civil, wish.Due.Grain = moment.Civil, promise.Grain(moment.Grain)
			}
		}
	}
	return wish
}

// civilForm is how a time on the wall is written.
const civilForm = "2006-01-02T15:04"

// gone tells whether the time that was picked is offered no more: the desk moved on while people talked.
func (n noting) gone() bool {
	_, _, readable := readSlot(n.notes.due)
	return n.notes.when == "" && readable && n.chosen != n.notes.due
}

// tell is how the customer hears of it: as chosen, else by message where one can be sent, else aloud.
func (n noting) tell() act.Tell {
	switch {
	case n.notes.tell != "":
		return n.notes.tell
	case n.Caller.Address != "":
		return act.ByMessage
	}
	return act.Aloud
}

// Taken shows what came of a question, to say it once more.
func (p *Pages) Taken(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	taken, err := p.Read.Taken(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	if taken.Promise.ID.IsZero() {
		return web.Redirect(w, r, "/questions/"+of.String(), nil)
	}
	return web.Render(w, r, takenPage(v, taken, query.Line("from", maxPhone)))
}

// UndoTaken takes the promise back; the question stays, so that nothing that was typed is lost.
func (p *Pages) UndoTaken(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	taken, err := p.Read.Taken(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	if _, err := p.Acts.UndoPromise(r.Context(), v.Who.Actor, taken.Promise.ID); err != nil {
		return err
	}
	return web.Redirect(w, r, "/questions/"+of.String(), web.Said("desk.noted.undone"))
}

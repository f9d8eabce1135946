package desk

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/intake"
	"kroon/internal/web"
)

// Offline is the page that a browser keeps for when there is no connection: to note that one will call
// back. It says nothing of anybody.
func (p *Pages) Offline(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, offlinePage(web.ViewOf(r)))
}

// maxKey is how long the key of a kept note may be, in signs.
const maxKey = 64

// Kept takes a half note that was kept in somebody's browser. The same key is one note, however often it is
// sent. A note of somebody else than who is signed in is not taken: the answer is to sign in as who took it.
func (p *Pages) Kept(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	if form.Line("note_staff", maxKey) != v.Who.Actor.StaffID().String() || form.Line("note_house", maxKey) != v.Who.Actor.Org.String() {
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	key := form.Line("note_key", maxKey)
	if key == "" {
		return fault.New(fault.Invalid, "web.form_unreadable")
	}
	n, err := p.noting(r, readNotes(form))
	if err != nil {
		return err
	}
	take, err := n.take(v, "half")
	if err != nil {
		return err
	}
	take.Key = key
	take.Question.Note = takenAt(v, take.Question.Note, form.Line("note_at", maxKey))
	taken, err := p.Acts.TakeQuestion(r.Context(), v.Who.Actor, take)
	if err != nil {
		return err
	}
	return p.taken(w, r, taken, "half", n.number(taken.Question))
}

// lateNote is how long a note may be under way before it says itself when it was taken.
const lateNote = 2 * time.Minute

// takenAt adds to a note that waited when it was taken, as the device says: Kroon's own clock begins when it
// arrives. Where that does not fit, the words of the person go first.
func takenAt(v *web.View, note intake.ForColleagues, said string) intake.ForColleagues {
	at, err := time.Parse(time.RFC3339, said)
	if err != nil || at.After(v.Now) || v.Now.Sub(at) < lateNote {
		return note
	}
	whole := strings.TrimSpace(note.ReadBy(v.Who.Actor) + "\n" + v.T("desk.half.taken", "when", v.Moment(at)))
	if utf8.RuneCountInString(whole) > intake.MaxForColleagues {
		return note
	}
	return intake.Aside(whole)
}

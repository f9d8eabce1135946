package desk

import (
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/deadline"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// notes is what stands in the form of a new question.
type notes struct {
	form       *web.Form
	from       string // the number that calls
	customer   id.Customer
	after      id.Question // noted before in the same conversation
	name       string
	toCustomer string
	confirmed  bool
	colleagues string
	decides    string // in words
	compares   string
	kind       promise.Kind
	about      string
	owner      id.Any
	skill      string // that whoever keeps it must have
	due        string // the time that was picked, as slotOf writes it
	when       string // a time in own words
	echoed     string // the own words that the screen has answered to
	override   bool
	words      string
	tell       act.Tell
	half       bool      // opened to note half
	answer     id.Answer // what it is answered from
	send       bool      // and the customer gets it in writing
}

// Limits of what is typed, in characters.
const (
	maxName  = 200
	maxLine  = 200
	maxPhone = 60
	maxSkill = 40
	maxWhen  = 300
)

func readNotes(f *web.Form) notes {
	n := notes{
		form: f, from: f.Line("from", maxPhone), customer: web.FormID[id.Customer](f, "customer"),
		after: web.FormID[id.Question](f, "after"), name: f.Line("caller_name", maxName),
		toCustomer: f.Text("to_customer", intake.MaxToCustomer), confirmed: f.Has("confirmed"),
		colleagues: f.Text("for_colleagues", intake.MaxForColleagues), decides: f.Line("decides", maxWhen),
		compares: f.Line("compares_with", maxLine), about: f.Line("act", maxLine), owner: web.FormID[id.Any](f, "owner"),
		due: f.Line("due", maxLine), when: f.Line("when", maxWhen), echoed: f.Line("echoed", maxWhen), override: f.Has("override"),
		skill: f.Line("skill", maxSkill), words: f.Line("words", promise.MaxWords), half: f.Has("half"),
		answer: web.FormID[id.Answer](f, "answer"), send: f.Has("send_answer"),
		tell: act.Tell(f.Choice("tell", "", string(act.ByMessage), string(act.Aloud), string(act.Silently))),
	}
	n.kind = promise.Kind(f.Choice("kind", kindNames()...))
	if !n.kind.Valid() {
		n.kind = promise.CallBack
	}
	return n
}

// ourKinds are the kinds of promise that we make.
func ourKinds() []promise.Kind {
	var out []promise.Kind
	for _, kind := range promise.Kinds() {
		if kind != promise.Pay {
			out = append(out, kind)
		}
	}
	return out
}

func kindNames() []string {
	var out []string
	for _, kind := range ourKinds() {
		out = append(out, string(kind))
	}
	return out
}

// own is how a time in own words was understood: one, or several to choose from with a question.
type own struct {
	outcome deadline.Outcome
	moments []deadline.At
	ask     string
}

func (o own) sure() bool { return o.outcome == deadline.Taken }

func (o own) asks() bool { return o.outcome == deadline.Asked }

// understood: the words leave one time, or a few to choose from.
func (o own) understood() bool { return len(o.moments) > 0 }

func (o own) past() bool { return o.outcome == deadline.Past }

// understand reads the time in own words.
func understand(v *web.View, n notes) own {
	if n.when == "" {
		return own{}
	}
	result := deadline.Parse(n.when, v.Lang, v.Now, v.Zone)
	switch result.Outcome {
	case deadline.Taken:
		return own{deadline.Taken, []deadline.At{result.At}, ""}
	case deadline.Asked:
		return own{deadline.Asked, result.Ask.Choices, v.T(result.Ask.Key)}
	}
	return own{outcome: result.Outcome}
}

// decision is the day on which the customer decides, in words read as a day that is to come; the refusal
// asks back.
func (n notes) decision(v *web.View) (time.Time, error) {
	if n.decides == "" {
		return time.Time{}, nil
	}
	result := deadline.Parse(n.decides, v.Lang, v.Now, v.Zone)
	switch result.Outcome {
	case deadline.Taken:
		return result.At.Instant, nil
	case deadline.Past:
		return time.Time{}, fault.New(fault.Invalid, "desk.decides_past").On("decides")
	case deadline.Asked:
		return time.Time{}, fault.New(fault.Invalid, "desk.decides_asks", "question", v.T(result.Ask.Key)).On("decides")
	}
	return time.Time{}, fault.New(fault.Invalid, "desk.decides_unclear").On("decides")
}

// wish is what to find times for.
func (n notes) wish(v *web.View, o own) overview.IntakeWish {
	wish := overview.IntakeWish{Kind: n.kind, Owner: n.owner, Skill: n.skill, Customer: n.customer}
	for _, moment := range o.moments {
		wish.Own = append(wish.Own, moment.Instant)
	}
	if at, err := n.decision(v); err == nil && !at.IsZero() {
		wish.Decides = act.DayOf(at)
	}
	return wish
}

// slotOf is a time as the form sends it back: when, and by whom.
func slotOf(one overview.IntakeTime) string {
	return one.Due.UTC().Format(time.RFC3339) + " " + one.Staff.String()
}

// readSlot is the way back.
func readSlot(text string) (due time.Time, staff id.Staff, ok bool) {
	at, who, _ := strings.Cut(text, " ")
	due, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return due, staff, false
	}
	staff, err = id.Parse[id.Staff](who)
	return due, staff, err == nil
}

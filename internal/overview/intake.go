package overview

import (
	"context"
	"slices"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// IntakeAsk says who is on the phone, as far as that is known.
type IntakeAsk struct {
	From     string // the caller's number in any notation
	Name     string // as the caller gives it
	Customer id.Customer
	After    id.Question // noted before in the same conversation; zero: none
}

// IntakePage is what a new question is noted with: who calls, what happened last, and who can promise.
type IntakePage struct {
	Number  Phone          // of the call; zero when it is not known
	Unread  error          // why the number cannot be one
	Callers []IntakeCaller // who can be reached under it
	Maybe   []IntakeCaller // who else it may be, by the name: of whom nobody knows yet who calls
	Caller  IntakeCaller   // the one it is, once that is known
	Wrong   *PromiseLine   // what went wrong last and was not made good
	Owed    *PromiseLine   // what we still have to do
	Last    *IntakeLast
	Before  []QuestionLine // noted already in this conversation, in the order asked
	AtDesk  []string       // colleagues who have a question of this customer on the screen
	People  []IntakeOwner
	Duties  []IntakeOwner
	Skills  []string // that somebody has
}

// IntakeCaller is a customer on the phone.
type IntakeCaller struct {
	ID       id.Customer
	Name     string // as it is shown in full
	CallName string // for a sentence: "Monique"
	Aside    string // to tell two apart: the employer, the town
	Note     string // when they like to be reached
	Number   Phone
	Familiar bool
	Lang     lang.Lang
	Way      IntakeWay
	Address  string // where a message goes
}

// IntakeWay is how a message would reach the customer.
type IntakeWay string

// The ways; by hand is by a colleague himself, aloud is on the phone just now.
const (
	WayMail   IntakeWay = "mail"
	WaySMS    IntakeWay = "sms"
	WayByHand IntakeWay = "hand"
	WayAloud  IntakeWay = "aloud"
	NoWay     IntakeWay = "none"
)

// IntakeLast is the last question of a customer.
type IntakeLast struct {
	QuestionLine
	Taker string
}

// IntakeOwner is who could keep a promise: a person, or a duty that one present person has.
type IntakeOwner struct {
	ID   id.Any
	Name string
}

const mostOwners = 200

// Intake reads what a new question is noted with.
func (d Desk) Intake(ctx context.Context, actor party.Actor, ask IntakeAsk) (IntakePage, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (page IntakePage, err error) {
		if err = d.intakeCaller(tx, ask, &page); err != nil {
			return page, err
		}
		if !page.Caller.ID.IsZero() {
			if err = d.intakeKnown(tx, &page); err != nil {
				return page, err
			}
		}
		if page.Before, err = noted(tx, ask.After); err != nil {
			return page, err
		}
		if page.People, err = db.All[IntakeOwner](tx, `SELECT s.id, s.first_name AS name FROM staff s WHERE s.org = $1
			AND (s.left_at IS NULL OR s.left_at > $2)`+mayKeep+` ORDER BY s.name, s.id LIMIT $3`, tx.Org, tx.Now, mostOwners); err != nil {
			return page, err
		}
		if page.Skills, err = d.Team.AllSkills(tx); err != nil {
			return page, err
		}
		duties, err := d.Team.Duties(tx)
		for _, duty := range duties {
			page.Duties = append(page.Duties, IntakeOwner{duty.ID.Any(), duty.Name})
		}
		return page, err
	})
}

// intakeCaller recognises who calls. A number that cannot be read stays as it was typed.
func (d Desk) intakeCaller(tx *db.Tx, ask IntakeAsk, page *IntakePage) error {
	if number, err := phone.Parse(ask.From, phone.Home); err == nil {
		page.Number = phoneOf(string(number), "")
		found, err := d.Customers.ByPhone(tx, number)
		if err != nil {
			return err
		}
		for _, c := range found {
			caller, err := d.callerOf(tx, c)
			if err != nil {
				return err
			}
			page.Callers = append(page.Callers, caller)
		}
		if len(found) == 0 && ask.Customer.IsZero() {
			if err := d.intakeStranger(tx, number, page); err != nil {
				return err
			}
		}
	} else if ask.From != "" {
		page.Number, page.Unread = Phone{Shown: ask.From}, err
	}
	switch {
	case !ask.Customer.IsZero():
		c, err := d.Customers.Get(tx, ask.Customer)
		if err != nil {
			return err
		}
		if page.Caller, err = d.callerOf(tx, c); err != nil {
			return err
		}
		if page.Number.Shown != "" {
			page.Caller.Number = page.Number
		}
		if len(page.Callers) == 0 {
			return d.intakeMaybe(tx, ask, page)
		}
	case len(page.Callers) == 1:
		page.Caller = page.Callers[0]
		page.Caller.Number = page.Number
	case len(page.Callers) == 0:
		return d.intakeMaybe(tx, ask, page)
	}
	return nil
}

// intakeStranger: who is not known yet gets an SMS all the same, on the mobile number that calls.
func (d Desk) intakeStranger(tx *db.Tx, number phone.E164, page *IntakePage) error {
	_, sms, err := d.Messages.Configured(tx)
	if err == nil && sms && phone.Mobile(number) {
		page.Caller.Way, page.Caller.Address = WaySMS, shownPhone(string(number))
	}
	return err
}

func (d Desk) callerOf(tx *db.Tx, c customer.Customer) (IntakeCaller, error) {
	o, err := d.Organisation.Get(tx)
	if err != nil {
		return IntakeCaller{}, err
	}
	caller := IntakeCaller{
		ID: c.ID, Name: titleOf(c), CallName: c.CallName(), Aside: c.City, Note: c.HoursNote,
		Familiar: c.Informal(o.Informal), Lang: c.Lang, Way: WayByHand,
	}
	if c.Kind == customer.Organisation {
		caller.CallName = caller.Name
	}
	if caller.Lang == "" {
		caller.Lang = o.Lang
	}
	if phones := PhonesOf(c); len(phones) > 0 {
		caller.Number = phones[0]
	}
	if !c.Employer.IsZero() {
		employer, err := customerRef(tx, c.Employer)
		if err != nil {
			return caller, err
		}
		caller.Aside = employer.Name
	}
	mail, sms, err := d.Messages.Configured(tx)
	channel, address := message.Choose(d.Reach(c), mail, sms)
	switch {
	case channel == message.Email && mail:
		caller.Way, caller.Address = WayMail, address
	case channel == message.SMS && sms:
		caller.Way, caller.Address = WaySMS, shownPhone(address)
	}
	return caller, err
}

// intakeKnown reads what happened last with who calls, and who else is noting a question of theirs.
func (d Desk) intakeKnown(tx *db.Tx, page *IntakePage) error {
	of := page.Caller.ID
	wrong, err := customerWrong(tx, of)
	if err != nil {
		return err
	}
	if wrong != nil && wrong.State == promise.Broken {
		page.Wrong = wrong
	}
	owed, err := owedTo(tx, of)
	if err != nil {
		return err
	}
	if len(owed) > 0 {
		page.Owed = &owed[0]
	}
	last, found, err := db.Maybe[IntakeLast](tx, `SELECT q.id, q.code, q.customer, COALESCE(t.text, '') AS text, q.channel, q.ending,
		q.open, q.noted_at, COALESCE(s.first_name, '') AS taker
		FROM question q
		LEFT JOIN question_reading t ON t.org = q.org AND t.question = q.id AND t.number = q.reading
		LEFT JOIN staff s ON s.org = q.org AND s.id = q.taker
		WHERE q.org = $1 AND q.customer = $2 AND q.ending <> $3 ORDER BY q.id DESC LIMIT 1`, tx.Org, of, intake.NoQuestion)
	if err != nil {
		return err
	}
	if found {
		page.Last = &last
	}
	page.AtDesk, err = d.Relation.besides(tx, of)
	return err
}

// IntakeTaken is what came of a question, to say it once more.
type IntakeTaken struct {
	Question intake.Question
	Others   []QuestionLine // noted in the same conversation
	Promise  PromiseLine    // zero when nothing was promised
	Caller   IntakeCaller
	Told     IntakeWay // how the customer hears of it
	Address  string
	Bound    bool                // the owner has yet to see it
	Asked    string              // who was asked to take it over
	Maybe    []customer.Customer // who the caller may be already, who became known with this
}

// Taken reads what came of a question that was just noted.
func (d Desk) Taken(ctx context.Context, actor party.Actor, of id.Question) (IntakeTaken, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (out IntakeTaken, err error) {
		if out.Question, err = d.Relation.Intake.Get(tx, of); err != nil {
			return out, err
		}
		if !out.Question.Customer.IsZero() {
			c, err := d.Customers.Get(tx, out.Question.Customer)
			if err != nil {
				return out, err
			}
			if out.Caller, err = d.callerOf(tx, c); err != nil {
				return out, err
			}
			if out.Maybe, err = d.maybeTwice(tx, c, out.Question.NotedAt); err != nil {
				return out, err
			}
		}
		if out.Others, err = sameContact(tx, out.Question); err != nil {
			return out, err
		}
		promises, err := questionPromises(tx, of)
		if err != nil || len(promises) == 0 {
			return out, err
		}
		out.Promise = promises[len(promises)-1]
		out.Bound = !out.Promise.AcknowledgeBy.IsZero() && out.Promise.AcknowledgedAt.IsZero()
		asked, err := colleagues{}.of(tx, out.Promise.ProposedTo)
		if err != nil {
			return out, err
		}
		out.Asked = asked.FirstName
		out.Told, out.Address, err = d.told(tx, out.Promise.ID)
		return out, err
	})
}

// told is how the customer hears of a promise.
func (d Desk) told(tx *db.Tx, of id.Promise) (IntakeWay, string, error) {
	said, err := d.Messages.OfSubject(tx, of.Any())
	way, address := NoWay, ""
	for _, m := range said {
		if m.Audience != message.ToCustomer || m.Kind != message.Confirmation || m.State == message.Withdrawn {
			continue
		}
		switch {
		case m.Channel == message.Spoken:
			way = WayAloud
		case m.State == message.ByHand || m.State == message.Failed:
			way = WayByHand
		case m.Channel == message.Email:
			way, address = WayMail, m.Address
		default:
			way, address = WaySMS, shownPhone(m.Address)
		}
	}
	return way, address, err
}

// anyone lists for whom one may promise now, of those who could keep it within the window in which times are
// offered: oneself, and who has opened this hour; a program neither calls nor visits. Who is looked for by a skill
// may be asked outside his hours too, as when he is named.
func (d Desk) anyone(tx *db.Tx, kind promise.Kind, skill string) ([]id.Staff, error) {
	people, err := d.Team.Candidates(tx, team.Wanted{Skill: skill, From: tx.Now, Until: tx.Now.Add(intakeWindow)})
	var out []id.Staff
	for _, one := range people {
		if one.Kind == party.Staff || kind == promise.Answer || kind == promise.Send {
			out = append(out, one.ID)
		}
	}
	if err != nil || skill != "" {
		return out, err
	}
	rooms, err := d.Team.RoomsOf(tx, out, tx.Now, tx.Now)
	return slices.DeleteFunc(out, func(one id.Staff) bool { return one != tx.Actor.StaffID() && !rooms[one].Opened.IsOpen(tx.Now) }), err
}

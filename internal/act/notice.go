package act

import (
	"slices"
	"time"

	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// linkLife is how long after a promise was due its page can still be opened.
const linkLife = 60 * 24 * time.Hour

// Tell says how a customer hears of what was done.
type Tell string

// The ways. By message is by mail or SMS, whatever the customer prefers and we have; where neither can be,
// it lies ready for the colleague to send himself.
const (
	ByMessage Tell = "message"
	Aloud     Tell = "spoken" // said on the phone just now, with the code
	Silently  Tell = "none"
	Draft     Tell = "draft" // lies ready for the owner to read and send
)

// Reach is where a customer can be reached.
func Reach(c customer.Customer) message.Reach {
	reach := message.Reach{Prefers: string(c.Channel), Email: c.Email()}
	if c.Channel == customer.NoChannel {
		reach.Prefers = "none"
	}
	for _, n := range c.Numbers {
		if number := phone.E164(n.Number); phone.Mobile(number) {
			reach.Mobile = n.Number
			break
		}
	}
	return reach
}

// TellCustomer queues a message about a promise, in the customer's language, with a link to their page.
// The same kind is said once about one promise.
func (a *Acts) TellCustomer(tx *db.Tx, p promise.Promise, kind message.Kind, how Tell, words string) (message.Message, error) {
	if how == Silently || p.Customer.IsZero() || p.Imported {
		return message.Message{}, nil
	}
	useBy := p.DueAt
	if kind == message.Broken || kind == message.Result || kind == message.Recovery {
		useBy = time.Time{}
	}
	return a.tell(tx, p.Customer, message.Wish{
		Kind: kind, About: message.Subject{Kind: "promise", ID: p.ID.Any(), Code: p.Code}, Responsible: p.Owner,
		UseBy: useBy, Words: words,
	}, how, p.DueAt.Add(linkLife))
}

func (a *Acts) tell(tx *db.Tx, to id.Customer, wish message.Wish, how Tell, linkUntil time.Time) (message.Message, error) {
	c, err := a.Customer.Get(tx, to)
	if err != nil {
		return message.Message{}, err
	}
	o, err := a.Organisation.Get(tx)
	if err != nil {
		return message.Message{}, err
	}
	wish.Customer, wish.Reach, wish.Lang, wish.Informal = to, Reach(c), c.Lang, c.Informal(o.Informal)
	if wish.Lang == "" {
		wish.Lang = o.Lang
	}
	wish.Spoken = how == Aloud
	wish.Draft = how == Draft
	wish.Undoable = tx.Actor.Kind != party.System
	if o.BaseURL != "" {
		if linkUntil.Before(tx.Now.Add(linkLife)) {
			linkUntil = tx.Now.Add(linkLife)
		}
		if _, _, err := a.Access.LinkFor(tx, wish.About.Kind, wish.About.ID, to, linkUntil); err != nil {
			return message.Message{}, err
		}
	}
	m, _, err := a.Message.Queue(tx, wish)
	return m, err
}

// TellStaff queues a notice for a colleague about a promise: in his page, and by mail unless another
// interrupted him about it already.
func (a *Acts) TellStaff(tx *db.Tx, p promise.Promise, kind message.Kind, to id.Staff) error {
	return a.tellStaff(tx, p, kind, to, 0)
}

// TellAgain is TellStaff for what may be said more than once about a promise, each act of it once.
func (a *Acts) TellAgain(tx *db.Tx, p promise.Promise, kind message.Kind, to id.Staff) error {
	return a.tellStaff(tx, p, kind, to, tx.Now.UnixMicro())
}

// tellStaff is TellStaff for what may be said more than once about a promise, each time with a generation of
// its own.
func (a *Acts) tellStaff(tx *db.Tx, p promise.Promise, kind message.Kind, to id.Staff, generation int64) error {
	if to.IsZero() || p.Imported {
		return nil
	}
	staff, err := a.Team.Get(tx, to)
	if err != nil {
		return err
	}
	wish := message.Wish{
		Kind: kind, Staff: to, About: message.Subject{Kind: "promise", ID: p.ID.Any(), Code: p.Code, Generation: generation},
		Reach: message.Reach{Email: staff.Email}, Lang: staff.Lang, Informal: true,
	}
	if wish.Lang == "" {
		wish.Lang = lang.NL
	}
	switch kind {
	case message.TakenResult, message.BrokenNotice, message.CustomerDisputed, message.CustomerAdded, message.CustomerLetGo:
	default:
		if p.DueAt.After(tx.Now) {
			wish.UseBy = p.DueAt
		}
	}
	wish.Undoable = tx.Actor.Kind != party.System // who acts may take it back, and then nobody was disturbed
	_, _, err = a.Message.Queue(tx, wish)
	return err
}

// TellCorrected queues a notice for a colleague that a customer meant something else than we understood.
// What he said is version q.Reading; of each version it is told once.
func (a *Acts) TellCorrected(tx *db.Tx, q intake.Question, to id.Staff) error {
	if to.IsZero() || to == tx.Actor.StaffID() {
		return nil
	}
	staff, err := a.Team.Get(tx, to)
	if err != nil {
		return err
	}
	wish := message.Wish{
		Kind: message.CustomerCorrected, Staff: to, Reach: message.Reach{Email: staff.Email}, Lang: staff.Lang, Informal: true,
		About: message.Subject{Kind: "question", ID: q.ID.Any(), Code: q.Code, Generation: int64(q.Reading)},
	}
	if wish.Lang == "" {
		wish.Lang = lang.NL
	}
	_, _, err = a.Message.Queue(tx, wish)
	return err
}

// RemindOfComplaint queues a notice that the norm to acknowledge a complaint is near: for who sees to it, or while he
// is away for who leads him. What nobody sees to is told to a lead.
func (a *Acts) RemindOfComplaint(tx *db.Tx, c complaint.Complaint) error {
	to, err := a.seesTo(tx, c.Responsible)
	if err != nil || to.IsZero() {
		return err
	}
	staff, err := a.Team.Get(tx, to)
	if err != nil {
		return err
	}
	wish := message.Wish{
		Kind: message.ComplaintWaits, Staff: to, Reach: message.Reach{Email: staff.Email}, Lang: staff.Lang, Informal: true,
		About: message.Subject{Kind: complaintSubject, ID: c.ID.Any()}, UseBy: c.AcknowledgeBy,
	}
	if wish.Lang == "" {
		wish.Lang = lang.NL
	}
	_, _, err = a.Message.Queue(tx, wish)
	return err
}

// seesTo is who can do now what somebody is responsible for: he himself unless he is away or gone; of nobody, a lead.
func (a *Acts) seesTo(tx *db.Tx, responsible id.Staff) (id.Staff, error) {
	people, err := a.Team.List(tx)
	if err != nil {
		return id.Staff{}, err
	}
	away, err := a.Team.WhoIsAway(tx, tx.Now)
	if err != nil {
		return id.Staff{}, err
	}
	isAway := func(one id.Staff) bool {
		return slices.ContainsFunc(away, func(gone team.Away) bool { return gone.Staff.ID == one })
	}
	for _, one := range people {
		if one.ID == responsible && one.Kind == party.Staff && one.Here(tx.Now) && !isAway(one.ID) {
			return one.ID, nil
		}
	}
	for _, one := range people {
		if one.ID == responsible || responsible.IsZero() && one.Here(tx.Now) {
			to, err := a.Team.LeadOf(tx, one.ID)
			if fault.Is(err, "team.nobody") {
				return id.Staff{}, nil
			}
			return to, err
		}
	}
	return id.Staff{}, nil
}

// sendDraft sends a message that waited for a person; an honest notice is remembered with the promise.
func (a *Acts) sendDraft(tx *db.Tx, of id.Message, words string) (message.Message, error) {
	m, err := a.Message.SendDraft(tx, of, words)
	if err == nil {
		err = a.warned(tx, m)
	}
	return m, err
}

// warned remembers with a promise that its customer has been told honestly before due. One that was moved
// in the same act knows it already.
func (a *Acts) warned(tx *db.Tx, m message.Message) error {
	if m.Kind != message.HonestNotice || m.SubjectKind != "promise" {
		return nil
	}
	p, err := a.Promise.Get(tx, id.Promise(m.Subject))
	if err != nil || p.State != promise.Agreed {
		return err
	}
	return a.Promise.WarnedCustomer(tx, p.ID)
}

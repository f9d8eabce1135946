package overview

import (
	"context"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// TodayPage is what one person has to do today, what goes wrong first standing first.
type TodayPage struct {
	Disputed  []TodayRow // done, we thought, and the customer says not
	Now       []TodayRow // broken and not made good, at risk, or due within the hour
	Later     []TodayRow
	Missed    []TodayMissed   // calls that nobody picked up and nothing came of yet
	Handed    []TodayHandOff  // questions that a colleague asks one to take over
	Complains []ComplaintLine // that wait for this person
	Theirs    []TodayRow      // what customers promised us
	Next      *TodayRow       // the first one after today
	New       []TodayRow      // a colleague promised it for me, or asks me to take it over
	Spread    []TodayRow      // the first that waits on Herverdelen for another owner
	Waiting   int             // how many wait there; at most mostSpread are counted
	Drafts    []TodayMessage
	ByHand    []TodayMessage
	Questions []QuestionLine // nothing is promised and nobody answered
	Notices   []TodayNotice  // about promises of others
	Due       int            // of one's own promises, how many are late or due today; at most mostDue are counted
	After     TodayAfter     // where this page begins
	More      TodayAfter     // where the next page begins; zero when all is shown
	Answers   TodayAnswers
	Quiet     bool // nobody has promised anything here yet
}

// TodayRow is a promise with what one needs to know to keep it.
type TodayRow struct {
	PromiseLine
	Number   string // the customer's preferred one
	Employer string
	Asks     string // what the customer asks, or what was noted among colleagues
	Half     bool   // a half note: what was asked is still to be heard
	Buying   bool   // waits for us to decide on a purchase
	Risk     bool   // the guard says that it will not fit
	Calling  bool   // this person is on the phone about it
	Tries    int    // in vain
	Maker    string
	Wrong    *TodayWrong
	Asked    bool   // to take it over
	Says     string // of a disputed one: the customer, why it was not done
	Wronged  bool   // another promise to this customer was broken, whatever came of it
}

// TodayAfter is the promise after which a page of one's work begins; zero is the beginning.
type TodayAfter struct {
	Due time.Time
	ID  id.Promise
}

// Phone is the number to call.
func (r TodayRow) Phone() Phone { return phoneOf(r.Number, "") }

// TodayWrong is the last time that we broke our word to a customer and have not said sorry.
type TodayWrong struct {
	ID       id.Promise
	Customer id.Customer
	Kind     promise.Kind
	DueAt    time.Time
}

// TodayMessage is something to read and send, with the name of whom it is for.
type TodayMessage struct {
	message.Ready
	Name string
}

// TodayNotice is one line to know.
type TodayNotice struct {
	ID      id.Message
	Promise id.Promise // zero when it is about something else
	About   id.Question
	Text    string
}

const (
	mostToday   = 60
	mostSpread  = 500
	mostDue     = 500
	mostAsked   = 20
	mostLetters = 10
	mostNotices = 12
	// haste is how long before due a promise stands with what is to be done now.
	haste = time.Hour
	// remembered is how long a breach that was made good still begins the next call, when nobody said sorry.
	remembered = 30 * 24 * time.Hour
	// calling is how long a call without an outcome is thought to go on.
	calling = 2 * time.Hour
)

// TodayAsk is how a person reads what there is to do.
type TodayAsk struct {
	Zone  *time.Location // of the wall clock there
	Lang  lang.Lang      // in which notices are worded
	After TodayAfter
}

// Today reads what a person has to do.
func (d Desk) Today(ctx context.Context, actor party.Actor, ask TodayAsk) (TodayPage, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (TodayPage, error) { return d.today(tx, ask) })
}

func (d Desk) today(tx *db.Tx, ask TodayAsk) (page TodayPage, err error) {
	me := tx.Actor.StaffID()
	end := midnight(tx.Now, ask.Zone)
	tx.Ahead(selectTodayAny, todayAnyArguments(tx, me, end)...)
	mine, any, err := page.mine(tx, me, ask.After, end)
	if err != nil {
		return page, err
	}
	there, err := db.One[todayAny](tx, selectTodayAny, todayAnyArguments(tx, me, end)...)
	if err != nil {
		return page, err
	}
	page.Due = there.Due
	if err = page.promises(tx, me, there, mine, end); err != nil {
		return page, err
	}
	for _, part := range []struct {
		is   bool
		read func() error
	}{
		{there.Missed, func() (err error) { page.Missed, err = todayMissed(tx); return err }},
		{there.Complaints, func() (err error) { page.Complains, err = todayComplaints(tx, me); return err }},
		{there.Handed, func() (err error) { page.Handed, err = todayHandOffs(tx, me); return err }},
		{there.Questions, func() (err error) { page.Questions, err = todayQuestions(tx, me); return err }},
		{there.Letters, func() (err error) { page.Drafts, err = todayMessages(tx, d.Messages.DraftsOf, me); return err }},
		{there.Letters, func() (err error) { page.ByHand, err = todayMessages(tx, d.Messages.ByHandOf, me); return err }},
		{there.Answers, func() (err error) {
			page.Answers, err = todayAnswers(tx, me, worktime.DateOf(tx.Now, ask.Zone))
			return err
		}},
		{there.Notices, func() (err error) { page.Notices, err = d.todayNotices(tx, me, ask.Lang, false); return err }},
	} {
		if part.is {
			if err = part.read(); err != nil {
				return page, err
			}
		}
	}
	if any || page.Waiting > 0 {
		return page, nil
	}
	_, any, err = db.Maybe[int](tx, "SELECT 1 FROM promise p WHERE p.org = $1"+notStaged+" LIMIT 1", tx.Org)
	page.Quiet = !any
	return page, err
}

// promises puts one's own promises in their places, and reads those of which the customer says that they were not kept, those that
// somebody else asks one to take over, and those that wait for another owner.
func (page *TodayPage) promises(tx *db.Tx, me id.Staff, there todayAny, mine []TodayRow, end time.Time) (err error) {
	if there.Spread {
		if err = page.spread(tx, me); err != nil {
			return err
		}
	}
	if there.Disputed {
		if page.Disputed, err = todayDisputed(tx, me); err != nil {
			return err
		}
	}
	if there.Asked {
		if page.New, err = db.All[TodayRow](tx, selectTodayRow+`WHERE p.org = $1 AND p.proposed_to = $2 AND p.open = 1`+notStaged+`
			ORDER BY p.due_at, p.id LIMIT $4`, tx.Org, me, tx.Now.Add(-calling), mostAsked); err != nil {
			return err
		}
	}
	wrong, err := todayWrong(tx, mine, page.New)
	if err != nil {
		return err
	}
	for i := range mine {
		mine[i].Wrong = wrongWith(wrong, mine[i])
	}
	for i := range page.New {
		page.New[i].Asked, page.New[i].Wrong = true, wrongWith(wrong, page.New[i])
	}
	page.sort(tx.Now, end, mine)
	return nil
}

// since is the instant after which what is on the page is due.
func (page *TodayPage) since() time.Time {
	if page.After.Due.IsZero() {
		return time.Unix(0, 0)
	}
	return page.After.Due
}

// midnight is when the day ends that it is now in a zone.
func midnight(now time.Time, zone *time.Location) time.Time {
	year, month, day := now.In(zone).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, zone)
}

// The names of colleagues are looked up one by one: where they are joined PostgreSQL lays out all who work here, three times.
const selectTodayRow = `SELECT p.id, p.code, p.direction, p.kind, p.act, p.customer, p.colleague, p.owner,
	p.proposed_to, p.question, p.minutes, p.proof, p.due_at, p.zone, p.grain, p.fixed, p.state, p.open,
	p.version, p.made_by, p.made_at, p.agreed_at, p.acknowledge_by, p.acknowledged_at, p.lapses_at,
	p.broken_at, p.recovery_of, p.overridden, p.awaits,
	(SELECT s.first_name FROM staff s WHERE s.org = $1 AND s.id = p.owner) AS owner_name,
	COALESCE((SELECT m.first_name FROM staff m WHERE m.org = $1 AND m.id = p.made_by), '') AS maker,
	COALESCE(c.name, (SELECT g.name FROM staff g WHERE g.org = $1 AND g.id = p.colleague), '') AS name,
	COALESCE(n.number, '') AS number, COALESCE(e.name, '') AS employer, COALESCE(q.half, 0) AS half,
	COALESCE(r.text, a.note, '') AS asks,
	CASE WHEN q.open = 1 AND (q.decides_on <> '' OR q.phase IN ('comparing', 'deciding') OR a.compares <> '')
		THEN 1 ELSE 0 END AS buying,
	EXISTS (SELECT 1 FROM promise_guard d WHERE d.org = $1 AND d.promise = p.id AND d.step IN ('at-risk', 'last-safe')) AS risk,
	EXISTS (SELECT 1 FROM promise_attempt t WHERE t.org = $1 AND t.promise = p.id AND t.staff = $2
		AND t.result = 'begun' AND t.began_at > $3) AS calling,
	(SELECT COUNT(*) FROM promise_attempt t WHERE t.org = $1 AND t.promise = p.id
		AND t.result IN ('no-answer', 'voicemail')) AS tries,
	EXISTS (SELECT 1 FROM promise b WHERE b.org = $1 AND b.customer = p.customer AND b.broken_at IS NOT NULL AND b.id <> p.id) AS wronged
	FROM promise p
	LEFT JOIN customer c ON c.org = p.org AND c.id = p.customer
	LEFT JOIN customer e ON e.org = c.org AND e.id = c.employer
	LEFT JOIN customer_phone n ON n.org = p.org AND n.customer = p.customer AND n.place = 0
	LEFT JOIN question q ON q.org = p.org AND q.id = p.question
	LEFT JOIN question_aside a ON a.org = q.org AND a.question = q.id
	LEFT JOIN question_reading r ON r.org = q.org AND r.question = q.id AND r.number = q.reading `

// todayDisputed lists what a person thought done and the customer says was not.
func todayDisputed(tx *db.Tx, me id.Staff) ([]TodayRow, error) {
	return db.All[TodayRow](tx, `SELECT t.*, COALESCE((SELECT o.words FROM promise_outcome o WHERE o.org = $1 AND o.promise = t.id
		AND o.kind = 'disputed' AND o.undone_at IS NULL ORDER BY o.happened_at DESC LIMIT 1), '') AS says FROM (`+selectTodayRow+`
		WHERE p.org = $1 AND p.owner = $2 AND p.state = 'disputed' AND p.direction = 'ours' AND p.undone_at IS NULL
		ORDER BY p.due_at, p.id LIMIT $4) AS t ORDER BY t.due_at, t.id`, tx.Org, me, tx.Now.Add(-calling), mostAsked)
}

// wrongWith is the last breach towards the customer of a row, other than the row itself.
func wrongWith(all []TodayWrong, row TodayRow) *TodayWrong {
	if row.Direction != promise.Ours {
		return nil
	}
	for _, one := range all {
		if one.Customer == row.Customer && one.ID != row.ID && !row.Customer.IsZero() {
			return &one
		}
	}
	return nil
}

// todayQuestions lists what a person is to see to without a promise that asks for it.
func todayQuestions(tx *db.Tx, me id.Staff) ([]QuestionLine, error) {
	return db.All[QuestionLine](tx, selectQuestionLine+`WHERE q.org = $1 AND q.holder = $2 AND q.open = 1
		AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.undone_at IS NULL`+notStaged+`)
		ORDER BY q.id LIMIT $3`, tx.Org, me, mostAsked)
}

func todayMessages(tx *db.Tx, read func(*db.Tx, id.Staff, id.Message, int) ([]message.Ready, error), me id.Staff) ([]TodayMessage, error) {
	all, err := read(tx, me, id.Message{}, mostLetters) // the last breach is the one that a customer still feels
	if err != nil {
		return nil, err
	}
	var out []TodayMessage
	for _, ready := range all {
		found, err := customerRef(tx, ready.Customer())
		if err != nil {
			return nil, err
		}
		out = append(out, TodayMessage{ready, found.Name})
	}
	return out, nil
}

// inRows are the notices that say no more than the row of the promise itself.
var inRows = []message.Kind{message.Remind, message.Proposed, message.AskedToTakeOver, message.AskedToPromise,
	message.BrokenNotice, message.Entrusted, message.ComplaintWaits}

// todayNotices lists what a person has not seen: how what he noted ended, or the rest. What is about his own
// promises stands in their rows.
func (d Desk) todayNotices(tx *db.Tx, me id.Staff, in lang.Lang, results bool) ([]TodayNotice, error) {
	all, err := d.Messages.Unseen(tx, me, mostNotices, in)
	if err != nil {
		return nil, err
	}
	var out []TodayNotice
	for _, one := range all {
		own := slices.Contains(inRows, one.Kind)
		if own || results != (one.Kind == message.TakenResult) {
			continue
		}
		notice := TodayNotice{ID: one.ID, Text: one.Text.Subject}
		if one.SubjectKind == "promise" {
			notice.Promise = id.Promise(one.Subject)
		} else {
			notice.About = id.Question(one.Subject)
		}
		out = append(out, notice)
	}
	return out, nil
}

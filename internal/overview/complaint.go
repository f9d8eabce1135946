package overview

import (
	"context"
	"time"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Complaints reads the screens of complaints. Each method is one read transaction.
type Complaints struct {
	DB        *db.DB
	Complaint *complaint.Service
}

func readComplaints[R any](ctx context.Context, c Complaints, actor party.Actor, fn func(*db.Tx) (R, error)) (out R, err error) {
	err = c.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// ComplaintLine is a complaint as lists show it.
type ComplaintLine struct {
	complaint.Complaint
	Name            string // of the customer
	ResponsibleName string // first name
	Said            string // by the customer
	AnswerDue       time.Time
	AnswerState     promise.State // of the promise to answer; empty without one
}

// AnswerLate tells whether the promise to answer was broken and there is no answer yet.
func (l ComplaintLine) AnswerLate() bool {
	return l.AnsweredAt.IsZero() && l.AnswerState == promise.Broken
}

// NextAt is by when the next step is due; zero when it has no time.
func (l ComplaintLine) NextAt() time.Time {
	switch l.Stage {
	case complaint.Received:
		return l.AcknowledgeBy
	case complaint.Acknowledged, complaint.Assessed:
		return l.AnswerDue
	}
	return time.Time{}
}

const selectComplaintLine = `SELECT c.id, c.customer, c.channel, c.subject_kind, c.subject, c.promise, c.stage, c.severity, c.cause,
	c.finding, c.verdict, c.responsible, c.received_at, c.acknowledge_by, c.reminded_at, c.acknowledged_at, c.late_at, c.answer, c.answered_at,
	c.settled_at, c.ended_at, c.lesson, c.version, COALESCE(k.name, '') AS name, COALESCE(s.first_name, '') AS responsible_name,
	COALESCE(w.said, '') AS said, p.due_at AS answer_due, COALESCE(p.state, '') AS answer_state
	FROM complaint c
	LEFT JOIN customer k ON k.org = c.org AND k.id = c.customer
	LEFT JOIN staff s ON s.org = c.org AND s.id = c.responsible
	LEFT JOIN complaint_words w ON w.org = c.org AND w.complaint = c.id AND w.number = 1
	LEFT JOIN promise p ON p.org = c.org AND p.id = c.answer `

// HintLine is a text that may hold a complaint, with who said it and what was said.
type HintLine struct {
	complaint.Hint
	Name string
	Text string
}

// ComplaintsPage is the list of complaints.
type ComplaintsPage struct {
	All    bool // those that ended too
	Lines  []ComplaintLine
	Hints  []HintLine
	More   id.Complaint // the last one, where there are more
	Causes []complaint.Known
	May    bool // write
	Leads  bool // may say how complaints are handled
}

const (
	complaintsPage = 50
	mostHints      = 30
)

// List reads the complaints that run, the oldest first, or all of them, the newest first, from after one on.
func (c Complaints) List(ctx context.Context, actor party.Actor, all bool, after id.Complaint) (ComplaintsPage, error) {
	return readComplaints(ctx, c, actor, func(tx *db.Tx) (page ComplaintsPage, err error) {
		page.All, page.May, page.Leads = all, tx.Actor.May(party.Colleague), tx.Actor.May(party.TeamLead)
		if page.Lines, err = complaintLines(tx, all, after); err != nil {
			return page, err
		}
		if len(page.Lines) > complaintsPage {
			page.Lines = page.Lines[:complaintsPage]
			page.More = page.Lines[complaintsPage-1].ID
		}
		if page.Causes, err = c.Complaint.Causes(tx); err != nil {
			return page, err
		}
		page.Hints, err = openHints(tx)
		return page, err
	})
}

func complaintLines(tx *db.Tx, all bool, after id.Complaint) ([]ComplaintLine, error) {
	switch {
	case all && after.IsZero():
		return db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.undone_at IS NULL
			ORDER BY c.received_at DESC, c.id DESC LIMIT $2`, tx.Org, complaintsPage+1)
	case all:
		return db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.undone_at IS NULL AND (c.received_at, c.id) <
			(SELECT b.received_at, b.id FROM complaint b WHERE b.org = $1 AND b.id = $3)
			ORDER BY c.received_at DESC, c.id DESC LIMIT $2`, tx.Org, complaintsPage+1, after)
	case after.IsZero():
		return db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.undone_at IS NULL AND c.ended_at IS NULL
			ORDER BY c.received_at, c.id LIMIT $2`, tx.Org, complaintsPage+1)
	}
	return db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.undone_at IS NULL AND c.ended_at IS NULL
		AND (c.received_at, c.id) > (SELECT b.received_at, b.id FROM complaint b WHERE b.org = $1 AND b.id = $3)
		ORDER BY c.received_at, c.id LIMIT $2`, tx.Org, complaintsPage+1, after)
}

const selectHint = `SELECT h.subject_kind, h.subject, h.customer, h.score, h.cues, h.found_at, h.state, COALESCE(k.name, '') AS name,
	COALESCE(NULLIF(r.text, ''), NULLIF(a.note, ''), w.words, '') AS text
	FROM complaint_hint h
	LEFT JOIN customer k ON k.org = h.org AND k.id = h.customer
	LEFT JOIN question q ON q.org = h.org AND q.id = h.subject
	LEFT JOIN question_reading r ON r.org = h.org AND r.question = q.id AND r.number = q.reading
	LEFT JOIN question_aside a ON a.org = h.org AND a.question = q.id
	LEFT JOIN interaction_words w ON w.org = h.org AND w.interaction = h.subject
	WHERE h.org = $1 AND h.state = 'open' `

func openHints(tx *db.Tx) ([]HintLine, error) {
	return db.All[HintLine](tx, selectHint+"ORDER BY h.found_at, h.subject LIMIT $2", tx.Org, mostHints)
}

// complaintIn is the suggestion that waits about a text, nil when there is none, and the complaint that it is.
func complaintIn(tx *db.Tx, kind complaint.Matter, subject id.Any) (hint *HintLine, of id.Complaint, err error) {
	found, ok, err := db.Maybe[HintLine](tx, selectHint+"AND h.subject_kind = $2 AND h.subject = $3", tx.Org, kind, subject)
	if err != nil {
		return nil, of, err
	}
	if ok {
		hint = &found
	}
	of, _, err = db.Maybe[id.Complaint](tx, `SELECT c.id FROM complaint c WHERE c.org = $1 AND c.subject_kind = $2 AND c.subject = $3
		AND c.undone_at IS NULL`, tx.Org, kind, subject)
	return hint, of, err
}

// ComplaintStep is a step with what was said and by whom it was taken.
type ComplaintStep struct {
	complaint.Taken
	Said, Reasons string
	Inside        string // among colleagues; empty for who may not read it
	ActorName     string // first name; empty for the clock and for the customer
	PromiseCode   id.Code
}

// ComplaintPage is one complaint.
type ComplaintPage struct {
	ComplaintLine
	Steps    []ComplaintStep
	Causes   []complaint.Known
	Terms    complaint.Terms
	People   []Colleague
	Earlier  []ComplaintLine // of the same customer, the newest first
	Lesson   *ComplaintLesson
	LeftFrom time.Time // from when on it can be put down that the customer says nothing
	May      bool
}

// ComplaintLesson is what changes because of a complaint, who sees to it and by when.
type ComplaintLesson struct {
	ID    id.Promise
	Act   string
	Name  string
	DueAt time.Time
	State promise.State
}

// One reads one complaint.
func (c Complaints) One(ctx context.Context, actor party.Actor, of id.Complaint) (ComplaintPage, error) {
	return readComplaints(ctx, c, actor, func(tx *db.Tx) (page ComplaintPage, err error) {
		found, ok, err := db.Maybe[ComplaintLine](tx, selectComplaintLine+"WHERE c.org = $1 AND c.id = $2 AND c.undone_at IS NULL", tx.Org, of)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "complaint.unknown")
		}
		if err != nil {
			return page, err
		}
		page.ComplaintLine, page.LeftFrom = found, found.AnsweredAt.Add(complaint.Silence)
		page.May = tx.Actor.May(party.Colleague)
		if page.Steps, err = c.steps(tx, of); err != nil {
			return page, err
		}
		if page.Causes, err = c.Complaint.Causes(tx); err != nil {
			return page, err
		}
		if page.Terms, err = c.Complaint.Terms(tx); err != nil {
			return page, err
		}
		if page.People, err = allHere(tx); err != nil {
			return page, err
		}
		if page.Lesson, err = lessonOf(tx, found.Complaint.Lesson); err != nil {
			return page, err
		}
		page.Earlier, err = db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.customer = $2 AND c.id <> $3
			AND c.undone_at IS NULL ORDER BY c.received_at DESC, c.id DESC LIMIT $4`, tx.Org, found.Customer, of, mostLines)
		return page, err
	})
}

func lessonOf(tx *db.Tx, of id.Promise) (*ComplaintLesson, error) {
	if of.IsZero() {
		return nil, nil
	}
	found, ok, err := db.Maybe[ComplaintLesson](tx, `SELECT p.id, p.act, COALESCE(s.first_name, '') AS name, p.due_at, p.state FROM promise p
		LEFT JOIN staff s ON s.org = p.org AND s.id = p.owner WHERE p.org = $1 AND p.id = $2`, tx.Org, of)
	if err != nil || !ok {
		return nil, err
	}
	return &found, nil
}

func (c Complaints) steps(tx *db.Tx, of id.Complaint) (out []ComplaintStep, err error) {
	taken, err := c.Complaint.StepsOf(tx, of)
	if err != nil {
		return nil, err
	}
	words, err := c.Complaint.WordsOf(tx, of)
	if err != nil {
		return nil, err
	}
	known := colleagues{}
	for _, t := range taken {
		w := words[t.Number]
		step := ComplaintStep{Taken: t, Said: w.Said, Reasons: w.Reasons, Inside: w.Inside.ReadBy(tx.Actor)}
		if t.ActorKind == party.Staff || t.ActorKind == party.Agent {
			by, err := known.of(tx, id.Staff(t.Actor))
			if err != nil {
				return nil, err
			}
			step.ActorName = by.FirstName
		}
		out = append(out, step)
	}
	return out, nil
}

// NewComplaint is what the form of a new complaint shows of whom and what it is about.
type NewComplaint struct {
	Customer CustomerRef
	People   []Colleague
	Owed     []PromiseLine // that it may be about
}

// New reads what a new complaint is entered with.
func (c Complaints) New(ctx context.Context, actor party.Actor, of id.Customer) (NewComplaint, error) {
	return readComplaints(ctx, c, actor, func(tx *db.Tx) (page NewComplaint, err error) {
		name, ok, err := db.Maybe[string](tx, "SELECT name FROM customer WHERE org = $1 AND id = $2", tx.Org, of)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "customer.unknown")
		}
		if err != nil {
			return page, err
		}
		page.Customer = CustomerRef{of, name}
		if page.People, err = allHere(tx); err != nil {
			return page, err
		}
		page.Owed, err = db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.id IN (
			SELECT id FROM (SELECT p.id FROM promise p WHERE p.org = $1 AND p.customer = $2 AND p.open = 1 AND p.direction = 'ours'
				AND p.undone_at IS NULL AND p.due_at > $3`+notStaged+` ORDER BY p.due_at DESC, p.id LIMIT $4) AS still
			UNION ALL SELECT id FROM (SELECT p.id FROM promise p WHERE p.org = $1 AND p.customer = $2 AND p.open = 0 AND p.direction = 'ours'
				AND p.undone_at IS NULL AND p.due_at > $3`+notStaged+` ORDER BY p.due_at DESC, p.id LIMIT $4) AS done)
			ORDER BY p.due_at DESC, p.id LIMIT $4`,
			tx.Org, of, tx.Now.Add(-aYear), mostOwed)
		return page, err
	})
}

// Settings reads how complaints are handled here.
func (c Complaints) Settings(ctx context.Context, actor party.Actor) (page ComplaintPage, err error) {
	return readComplaints(ctx, c, actor, func(tx *db.Tx) (page ComplaintPage, err error) {
		if page.Causes, err = c.Complaint.Causes(tx); err != nil {
			return page, err
		}
		page.Terms, err = c.Complaint.Terms(tx)
		return page, err
	})
}

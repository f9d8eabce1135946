package overview

import (
	"context"
	"time"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// ComplaintBar is a cause in the Pareto with the cases behind it.
type ComplaintBar struct {
	complaint.Bar
	Lines []ComplaintLine
}

// ComplaintAgain is a complaint that came again: the same customer about the same cause within a year.
type ComplaintAgain struct {
	complaint.Recurrence
	Name string
}

// ComplaintLearned is what was learned from one complaint.
type ComplaintLearned struct {
	ID     id.Complaint
	Words  string
	Act    string // what changes; empty when nothing does
	Name   string // who sees to it
	DueAt  time.Time
	State  string
	Cause  complaint.Cause
	Number int64 // of the step
}

// ComplaintYear is what became of the complaints of one year.
type ComplaintYear struct {
	complaint.Year
	Of      int // the year
	Now     int // the year it is
	Bars    []ComplaintBar
	Again   []ComplaintAgain
	Learned []ComplaintLearned
	Known   []complaint.Known
}

// Year reads the complaints received in a year, in the organisation's zone; 0 is the year it is.
func (c Complaints) Year(ctx context.Context, actor party.Actor, year int, zone *time.Location) (ComplaintYear, error) {
	return readComplaints(ctx, c, actor, func(tx *db.Tx) (page ComplaintYear, err error) {
		page.Now = tx.Now.In(zone).Year()
		if page.Of = year; year == 0 {
			page.Of = page.Now
		}
		from := time.Date(page.Of, 1, 1, 0, 0, 0, 0, zone)
		until := from.AddDate(1, 0, 0)
		all, err := c.Complaint.Between(tx, from, until)
		if err != nil {
			return page, err
		}
		before, err := c.Complaint.Between(tx, from.AddDate(-1, 0, 0), from)
		if err != nil {
			return page, err
		}
		page.Year = complaint.Sum(all, before, tx.Now)
		lines, err := db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.received_at >= $2 AND c.received_at < $3
			AND c.undone_at IS NULL ORDER BY c.received_at DESC, c.id DESC`, tx.Org, from, until)
		if err != nil {
			return page, err
		}
		byID := map[id.Complaint]ComplaintLine{}
		for _, line := range lines {
			byID[line.ID] = line
		}
		for _, bar := range page.Causes {
			one := ComplaintBar{Bar: bar}
			for _, of := range bar.Cases {
				one.Lines = append(one.Lines, byID[of])
			}
			page.Bars = append(page.Bars, one)
		}
		for _, r := range complaint.Recurrences(append(before, all...)) {
			if line, ok := byID[r.Again]; ok {
				page.Again = append(page.Again, ComplaintAgain{r, line.Name})
			}
		}
		if page.Known, err = c.Complaint.Causes(tx); err != nil {
			return page, err
		}
		page.Learned, err = learnedIn(tx, from, until)
		return page, err
	})
}

// learnedIn lists what was learned from the complaints received within a time, the newest first.
func learnedIn(tx *db.Tx, from, until time.Time) ([]ComplaintLearned, error) {
	return db.All[ComplaintLearned](tx, `SELECT c.id, w.inside AS words, COALESCE(p.act, '') AS act, COALESCE(s.first_name, '') AS name,
		p.due_at, COALESCE(p.state, '') AS state, c.cause, t.number
		FROM complaint c
		JOIN complaint_step t ON t.org = c.org AND t.complaint = c.id AND t.step = 'learn' AND t.undone_at IS NULL
		JOIN complaint_words w ON w.org = c.org AND w.complaint = c.id AND w.number = t.number
		LEFT JOIN promise p ON p.org = c.org AND p.id = c.lesson
		LEFT JOIN staff s ON s.org = p.org AND s.id = p.owner
		WHERE c.org = $1 AND c.received_at >= $2 AND c.received_at < $3 AND c.undone_at IS NULL
		ORDER BY c.ended_at DESC, c.id`, tx.Org, from, until)
}

// customerComplaints are those of a customer that are open, the oldest first.
func customerComplaints(tx *db.Tx, of id.Customer) ([]ComplaintLine, error) {
	return db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.customer = $2 AND c.undone_at IS NULL
		AND c.stage IN ('received', 'acknowledged', 'assessed', 'answered', 'refused') ORDER BY c.received_at, c.id LIMIT $3`,
		tx.Org, of, mostLines)
}

// todayComplaints are those that wait for a person: to be acknowledged, assessed, answered, or learned from. What
// nobody is responsible for waits for everybody; what the norm passed over waits for every team lead too.
func todayComplaints(tx *db.Tx, me id.Staff) ([]ComplaintLine, error) {
	lead := 0
	if tx.Actor.May(party.TeamLead) {
		lead = 1
	}
	return db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.undone_at IS NULL AND c.ended_at IS NULL
		AND (c.responsible = $2 OR c.responsible IS NULL OR $5 = 1 AND c.stage = 'received' AND c.late_at IS NOT NULL) AND (c.stage <> 'answered' OR c.answered_at < $3)
		ORDER BY CASE WHEN c.stage = 'received' AND (c.reminded_at IS NOT NULL OR c.late_at IS NOT NULL) THEN -1 WHEN c.stage = 'received' THEN 0 WHEN c.stage IN ('acknowledged', 'assessed', 'refused') THEN 1 ELSE 2 END,
		c.received_at, c.id LIMIT $4`, tx.Org, me, tx.Now.Add(-complaint.Silence), mostHanded, lead)
}

// PublicComplaint is a complaint as who made it sees it: what he said, how far it is and what we answered. It has no
// field for what was found of it in the house.
type PublicComplaint struct {
	ID         id.Complaint
	Stage      complaint.Stage
	ReceivedAt time.Time
	Said       string
	Staff      string // first name of who answers
	DueAt      time.Time
	Answer     string
	Reasons    string
	Finding    complaint.Finding
	Outside    string // where else to go, once he may want to
	May        bool   // say what he thinks of the answer
}

// publicFor is how long a complaint that ended still stands on the customer's page.
const publicFor = 60 * 24 * time.Hour

func (r Relation) publicComplaints(tx *db.Tx, of id.Customer, page *PublicPage) error {
	lines, err := db.All[ComplaintLine](tx, selectComplaintLine+`WHERE c.org = $1 AND c.customer = $2 AND c.undone_at IS NULL
		AND (c.ended_at IS NULL OR c.ended_at > $3) AND c.stage <> 'withdrawn' ORDER BY c.received_at DESC, c.id DESC LIMIT $4`,
		tx.Org, of, tx.Now.Add(-publicFor), mostWants)
	if err != nil || len(lines) == 0 {
		return err
	}
	terms, err := r.Complaint.Terms(tx)
	if err != nil {
		return err
	}
	for _, line := range lines {
		one := PublicComplaint{
			ID: line.ID, Stage: line.Stage, ReceivedAt: line.ReceivedAt, Said: line.Said, Staff: line.ResponsibleName, DueAt: line.AnswerDue,
			May: line.Stage == complaint.Answered || line.Stage == complaint.Silent,
		}
		if !line.AnsweredAt.IsZero() {
			reply, _, err := r.Complaint.LastAnswer(tx, line.ID)
			if err != nil {
				return err
			}
			one.Answer, one.Reasons, one.Finding = reply.Said, reply.Reasons, line.Finding
			if line.Stage != complaint.Accepted {
				one.Outside = terms.Outside(page.Lang == lang.EN)
			}
		}
		if one.Stage == complaint.Learned && line.Verdict == complaint.Refuse {
			one.Stage = complaint.Refused
		}
		page.Complaints = append(page.Complaints, one)
	}
	return nil
}

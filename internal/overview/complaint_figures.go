package overview

import (
	"time"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
)

// ComplaintFigures is what became of the complaints of one year.
type ComplaintFigures struct {
	Year                 int              `json:"year"`
	Received             int              `json:"received"`
	AcknowledgedInTime   int              `json:"acknowledged_in_time"`
	AcknowledgedLate     int              `json:"acknowledged_late" doc:"Or not at all, though the time has passed."`
	NotYetAcknowledged   int              `json:"not_yet_acknowledged"`
	Answered             int              `json:"answered"`
	CustomerRight        int              `json:"customer_right" doc:"Of those answered: wholly or in part."`
	Accepted             int              `json:"accepted"`
	NotAccepted          int              `json:"not_accepted"`
	NothingHeard         int              `json:"nothing_heard"`
	Withdrawn            int              `json:"withdrawn"`
	LearnedFrom          int              `json:"learned_from"`
	Open                 int              `json:"open"`
	Recurring            int              `json:"recurring" doc:"The same customer about the same cause within twelve months."`
	NotAssessed          int              `json:"not_assessed"`
	MinutesToAcknowledge complaint.Times  `json:"minutes_to_acknowledge"`
	MinutesToAnswer      complaint.Times  `json:"minutes_to_answer"`
	Causes               []ComplaintShare `json:"causes" doc:"The commonest first."`
}

// ComplaintShare is a cause in the Pareto.
type ComplaintShare struct {
	Cause      complaint.Cause `json:"cause"`
	Complaints int             `json:"complaints"`
	Cumulative int             `json:"cumulative" doc:"With the causes before it."`
	Permille   int             `json:"permille" doc:"Cumulative of all that were assessed."`
	Cases      []id.Complaint  `json:"cases"`
}

// Complained reads what became of the complaints received in a year, in a zone; 0 is the year it is.
func Complained(tx *db.Tx, of *complaint.Service, zone *time.Location, year int) (ComplaintFigures, error) {
	if year == 0 {
		year = tx.Now.In(zone).Year()
	}
	from := time.Date(year, 1, 1, 0, 0, 0, 0, zone)
	all, err := of.Between(tx, from, from.AddDate(1, 0, 0))
	if err != nil {
		return ComplaintFigures{}, err
	}
	before, err := of.Between(tx, from.AddDate(-1, 0, 0), from)
	if err != nil {
		return ComplaintFigures{}, err
	}
	y := complaint.Sum(all, before, tx.Now)
	out := ComplaintFigures{
		Year: year, Received: y.Received, AcknowledgedInTime: y.InTime, AcknowledgedLate: y.Late, NotYetAcknowledged: y.NotYet,
		Answered: y.Answered, CustomerRight: y.Right, Accepted: y.Accepted, NotAccepted: y.Refused, NothingHeard: y.Silent,
		Withdrawn: y.Withdrawn, LearnedFrom: y.Learned, Open: y.Open, Recurring: y.Recurring, NotAssessed: y.Unassessed,
		MinutesToAcknowledge: y.ToAck, MinutesToAnswer: y.ToAnswer, Causes: []ComplaintShare{},
	}
	for _, bar := range y.Causes {
		out.Causes = append(out.Causes, ComplaintShare{bar.Cause, bar.Count, bar.Cumulative, bar.Permille, bar.Cases})
	}
	return out, nil
}

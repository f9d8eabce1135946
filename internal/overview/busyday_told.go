package overview

import (
	"encoding/binary"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
)

// Told is what became of the notices of one busy day.
type Told struct {
	Customers int // whose promises moved
	Moved     int // promises
	Mail      int // customers who have it by mail, or get it in a moment
	SMS       int
	Going     int        // of those, notices that have not left yet
	ByHand    []ToldByUs // for a person to send or to say
	Done      int        // of those by hand: sent or said
	Nowhere   []ToldByUs // without an address or number
}

// ToldByUs is a customer who hears of it from a person.
type ToldByUs struct {
	Customer id.Customer
	Name     string
	Phone    Phone  // the zero Phone when there is none
	Address  string // of the mail or SMS that could not go by itself
	Keeper   string // first name of who keeps the new promise
	Due      time.Time
	Done     bool
}

type toldLine struct {
	Customer id.Customer
	Name     string
	Phone    string
	Email    string
	Keeper   string
	DueAt    time.Time
	State    message.State
	Channel  message.Channel
	Address  string
}

// BusyDayTold counts what each customer of a busy day got, by the instant at which it was done. Each customer
// counts once. Where nothing could be written, as of promises that came with an import, a person tells it.
func BusyDayTold(tx *db.Tx, at time.Time) (told Told, err error) {
	from, until := madeBetween(at.Add(-time.Second), at.Add(maxLag))
	lines, err := db.All[toldLine](tx, `SELECT p.customer, c.name, s.first_name AS keeper, p.due_at,
		COALESCE(m.state, '') AS state, COALESCE(m.channel, '') AS channel, COALESCE(m.address, '') AS address,
		COALESCE((SELECT MIN(n.number) FROM customer_phone n WHERE n.org = $1 AND n.customer = p.customer AND n.place = 0), '') AS phone,
		COALESCE((SELECT MIN(e.address) FROM customer_email e WHERE e.org = $1 AND e.customer = p.customer AND e.place = 0), '') AS email
		FROM promise p
		JOIN promise_outcome o ON o.org = p.org AND o.promise = p.recovery_of AND o.kind = 'broken' AND o.cause = 'busy-day'
			AND o.recorded_at = $4 AND o.undone_at IS NULL
		JOIN customer c ON c.org = p.org AND c.id = p.customer
		JOIN staff s ON s.org = p.org AND s.id = p.owner
		LEFT JOIN message m ON m.org = p.org AND m.recipient = p.customer AND m.audience = 'customer'
			AND m.kind = 'honest-notice' AND m.generation = $5 AND m.id >= $2 AND m.id < $3 AND m.state <> 'withdrawn'
		WHERE p.org = $1 AND p.id >= $2 AND p.id < $3 AND p.made_at = $4
		ORDER BY c.name, p.customer, p.due_at, p.id`, tx.Org, from, until, at, at.UnixMicro())
	if err != nil {
		return told, err
	}
	var before id.Customer
	for _, line := range lines {
		told.Moved++
		if line.Customer != before {
			told.count(line)
		}
		before = line.Customer
	}
	return told, nil
}

func (told *Told) count(line toldLine) {
	told.Customers++
	one := ToldByUs{
		Customer: line.Customer, Name: line.Name, Address: line.Address, Keeper: line.Keeper, Due: line.DueAt,
		Done: line.State == message.Handed,
	}
	if line.Phone != "" {
		one.Phone = phoneOf(line.Phone, "")
	}
	if one.Address == "" {
		one.Address = line.Email
	}
	switch line.State {
	case message.Waiting, message.Held, message.Sent:
		if line.Channel == message.SMS {
			told.SMS++
		} else {
			told.Mail++
		}
		if line.State != message.Sent {
			told.Going++
		}
		return
	case message.Handed:
		told.Done++
	}
	if one.Phone.Href == "" && one.Address == "" && !one.Done {
		told.Nowhere = append(told.Nowhere, one)
		return
	}
	told.ByHand = append(told.ByHand, one)
}

// maxLag is how much later than its transaction began a row may have been named.
const maxLag = 10 * time.Minute

// madeBetween are the ids that bound those that were made from an instant until another: their first bits are
// the time (RFC 9562), so a stretch of time is a stretch of the key.
func madeBetween(from, until time.Time) (lowest, highest id.Any) {
	binary.BigEndian.PutUint64(lowest[:8], uint64(from.UnixMilli())<<16)
	binary.BigEndian.PutUint64(highest[:8], uint64(until.UnixMilli())<<16)
	return lowest, highest
}

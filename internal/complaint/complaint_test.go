package complaint_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// legal are the steps that can be taken from each stage, as the guide tells it.
var legal = map[complaint.Stage]string{
	complaint.Unsaid:       "receive>received",
	complaint.Received:     "acknowledge>acknowledged withdraw>withdrawn",
	complaint.Acknowledged: "assess>assessed withdraw>withdrawn",
	complaint.Assessed:     "answer>answered assess>assessed withdraw>withdrawn",
	complaint.Answered:     "accept>accepted leave>silent refuse>refused",
	complaint.Accepted:     "learn>learned refuse>refused",
	complaint.Refused:      "accept>accepted answer>answered learn>learned",
	complaint.Silent:       "accept>accepted learn>learned refuse>refused",
	complaint.Learned:      "",
	complaint.Withdrawn:    "",
}

func TestWhichStepsCanBeTaken(t *testing.T) {
	for _, stage := range append([]complaint.Stage{complaint.Unsaid}, complaint.Stages()...) {
		var found []string
		for _, step := range complaint.Steps() {
			if next, ok := stage.To(step); ok {
				found = append(found, string(step)+">"+string(next))
			}
		}
		slices.Sort(found)
		got := ""
		for i, one := range found {
			if i > 0 {
				got += " "
			}
			got += one
		}
		if want, known := legal[stage]; !known || got != want {
			t.Errorf("from %q: %q, want %q", stage, got, want)
		}
		if stage.Ended() != (len(found) == 0) {
			t.Errorf("%q has ended: %v, with %d steps left", stage, stage.Ended(), len(found))
		}
	}
}

// house is an organisation that is always open.
type house struct {
	database *db.DB
	org      id.Org
	me       id.Staff
	service  *complaint.Service
	late     []id.Any
	mu       sync.Mutex
}

func newHouse(database *db.DB) *house {
	h := &house{database: database, org: id.New[id.Org](database.IDs()), me: id.New[id.Staff](database.IDs())}
	log := event.NewLog()
	event.On(log, func(_ *db.Tx, e event.Envelope, _ complaint.WasLeftUnacknowledged) error {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.late = append(h.late, e.Subject)
		return nil
	})
	h.service = complaint.NewService(log, func(_ *db.Tx, from time.Time, minutes int) (time.Time, error) {
		return from.Add(time.Duration(minutes) * time.Minute), nil
	})
	return h
}

func (h *house) do(fn func(tx *db.Tx) error) error {
	actor := party.Actor{Org: h.org, Kind: party.Staff, ID: h.me.Any(), Role: party.TeamLead}
	return h.database.Write(context.Background(), actor, fn)
}

func (h *house) receive(said string) (c complaint.Complaint, err error) {
	err = h.do(func(tx *db.Tx) error {
		c, err = h.service.Receive(tx, complaint.New{Customer: id.New[id.Customer](tx.IDs), Words: complaint.Words{Said: said, Inside: complaint.Among("onder ons")}})
		return err
	})
	return c, err
}

// step takes any step, as good as it gets.
func (h *house) step(of id.Complaint, step complaint.Step) error {
	return h.do(func(tx *db.Tx) (err error) {
		switch step {
		case complaint.Acknowledge:
			_, err = h.service.Acknowledge(tx, of, id.New[id.Promise](tx.IDs), h.me)
		case complaint.Assess:
			_, err = h.service.Assess(tx, of, 0, complaint.Assessment{Severity: complaint.Minor, Cause: complaint.TooLate, Inside: "gezien"})
		case complaint.Answer:
			_, err = h.service.Answer(tx, of, 0, complaint.Reply{Finding: complaint.Upheld, Said: "Ja.", Reasons: "Het klopt."})
		case complaint.Learn:
			_, err = h.service.Learn(tx, of, "Eerder bellen.", id.Promise{})
		case complaint.Withdraw:
			_, err = h.service.Withdraw(tx, of, 0, "opgelost")
		case complaint.Receive:
			return fault.New(fault.Conflict, "complaint.not_now")
		default:
			_, err = h.service.Settle(tx, of, 0, step, "")
		}
		return err
	})
}

// Whatever steps are tried and taken back in any order: what the row says is what the steps say, a step is refused
// exactly when the table says so, and undo brings back what stood before.
func TestStepsAndUndoAgreeWithTheTable(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(database)
		rapid.Check(t, func(t *rapid.T) {
			c, err := h.receive("Er is niet gebeld.")
			if err != nil {
				t.Fatal(err)
			}
			var past []complaint.Stage
			now := complaint.Received
			for range rapid.IntRange(1, 10).Draw(t, "steps") {
				if rapid.IntRange(0, 3).Draw(t, "undo") == 0 && len(past) > 0 {
					if err := h.do(func(tx *db.Tx) error { _, _, err := h.service.Undo(tx, c.ID); return err }); err != nil {
						t.Fatal(err)
					}
					now, past = past[len(past)-1], past[:len(past)-1]
				} else {
					step := rapid.SampledFrom(complaint.Steps()).Draw(t, "step")
					next, ok := now.To(step)
					ok = ok && step != complaint.Leave // two weeks have not passed
					if err := h.step(c.ID, step); (err == nil) != ok {
						t.Fatalf("%s from %s: %v", step, now, err)
					}
					if ok {
						past, now = append(past, now), next
					}
				}
				if got := h.get(t, c.ID); got.Stage != now {
					t.Fatalf("stands at %s, want %s", got.Stage, now)
				}
			}
		})
	})
}

func (h *house) get(t interface{ Fatal(...any) }, of id.Complaint) (c complaint.Complaint) {
	err := h.do(func(tx *db.Tx) (err error) {
		c, err = h.service.Get(tx, of)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// By the clock alone every complaint that nobody acknowledged by the norm stands as late, each once, and no other does.
func TestTheClockAloneShowsWhatIsLate(t *testing.T) {
	stepped := clock.NewStepped(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		h := newHouse(database)
		works := job.New(database, slog.Default())
		works.Handle(complaint.JobNorm, h.service.OnNorm)
		works.Handle(complaint.JobRemind, h.service.OnRemind)
		until := func(at time.Time) {
			for {
				next, err := works.Step(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				if next.IsZero() || next.After(at) {
					break
				}
				if next.After(stepped.Now()) {
					stepped.Set(next)
				}
			}
			stepped.Set(at)
		}
		rapid.Check(t, func(t *rapid.T) {
			h.late = nil
			var waits, acted []id.Complaint
			begin := stepped.Now()
			for range rapid.IntRange(1, 5).Draw(t, "complaints") {
				c, err := h.receive("Er is niet gebeld.")
				if err != nil {
					t.Fatal(err)
				}
				if after := rapid.IntRange(0, 600).Draw(t, "minutes"); after < 300 {
					until(stepped.Now().Add(time.Duration(after) * time.Minute))
					if err := h.step(c.ID, complaint.Acknowledge); err != nil {
						t.Fatal(err)
					}
					acted = append(acted, c.ID)
				} else {
					waits = append(waits, c.ID)
				}
			}
			until(begin.Add(100 * time.Hour))
			var want []id.Any
			for _, of := range waits {
				c := h.get(t, of)
				if !c.LateAt.Equal(c.AcknowledgeBy) {
					t.Errorf("late since %v, and the norm was %v", c.LateAt, c.AcknowledgeBy)
				}
				want = append(want, of.Any())
			}
			for _, of := range acted {
				if c := h.get(t, of); !c.LateAt.IsZero() {
					t.Errorf("acknowledged at %v, and late since %v", c.AcknowledgedAt, c.LateAt)
				}
			}
			if !slices.Equal(h.late, want) {
				t.Errorf("told of %v, want %v", h.late, want)
			}
		})
	})
}

// A virtual employee and a customer read nothing of what colleagues write for each other.
func TestWhatStaysAmongColleagues(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(database)
		c, err := h.receive("Er is niet gebeld.")
		if err != nil {
			t.Fatal(err)
		}
		for kind, want := range map[party.Kind]string{party.Staff: "onder ons", party.Agent: "", party.Customer: ""} {
			actor := party.Actor{Org: h.org, Kind: kind, ID: h.me.Any(), Role: party.TeamLead}
			err := database.Read(context.Background(), actor, func(tx *db.Tx) error {
				words, err := h.service.WordsOf(tx, c.ID)
				if got := words[1]; got.Said != "Er is niet gebeld." || got.Inside.ReadBy(actor) != want || got.Inside.ReadBy(party.Actor{Kind: party.System}) != want {
					t.Errorf("%s reads %q", kind, got.Inside.ReadBy(party.Actor{Kind: party.System}))
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

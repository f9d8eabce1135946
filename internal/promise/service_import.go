package promise

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Historic is a promise that was made elsewhere, with its true times. It need not be SMART, is not weighed
// against anybody's day, and nothing is sent about its past.
type Historic struct {
	From      ImportedFrom
	Direction Direction // ours when empty
	Kind      Kind      // other when empty
	Act       string
	Customer  id.Customer
	Owner     id.Staff
	OwnerLeft bool // what is still to be kept cannot be theirs
	Minutes   int  // the default of the kind when 0
	Proof     Proof
	Due       Due
	MadeAt    time.Time // made, and agreed
	DoneAt    time.Time // zero: never, or not yet
}

// longGone is how old a breach must be for nobody to work on it any more when it is taken over.
const longGone = 30 * 24 * time.Hour

// maxOrigin bounds the names under which others know a promise, in bytes.
const maxOrigin = 200

func (h Historic) checked(now time.Time) (Historic, error) {
	if h.Direction == "" {
		h.Direction = Ours
	}
	if h.Kind == "" {
		h.Kind = Other
	}
	if h.From.Source == "" || h.From.ExternalID == "" || len(h.From.Source) > maxOrigin || len(h.From.ExternalID) > maxOrigin {
		return h, fault.New(fault.Invalid, "promise.origin", "max", maxOrigin).On("external_id")
	}
	switch {
	case h.Direction != Ours && h.Direction != Theirs:
		return h, fault.New(fault.Invalid, "promise.import_direction").On("direction")
	case h.MadeAt.IsZero():
		return h, fault.New(fault.Invalid, "promise.made_missing").On("made_at")
	case h.MadeAt.After(now):
		return h, fault.New(fault.Invalid, "promise.made_later").On("made_at")
	case h.Due.At.IsZero():
		return h, fault.New(fault.Invalid, "promise.due_missing").On("due_at")
	case !h.Due.At.After(h.MadeAt):
		return h, fault.New(fault.Invalid, "promise.due_before_made").On("due_at")
	case h.DoneAt.After(now):
		return h, fault.New(fault.Invalid, "promise.done_later").On("done_at")
	case !h.DoneAt.IsZero() && h.DoneAt.Before(h.MadeAt):
		return h, fault.New(fault.Invalid, "promise.done_before_made").On("done_at")
	case h.DoneAt.IsZero() && h.Due.At.After(now) && h.OwnerLeft:
		return h, fault.New(fault.Conflict, "promise.owner_left").On("owner")
	case h.Proof != "" && !h.Proof.Valid():
		return h, fault.New(fault.Invalid, "promise.proof").On("proof")
	}
	// The rest is as for any promise, as if it were made when it was made.
	m, err := Make{
		Direction: h.Direction, Kind: h.Kind, Act: h.Act, Customer: h.Customer, Owner: h.Owner, Minutes: h.Minutes,
		Proof: h.Proof, Due: h.Due,
	}.completed(h.MadeAt)
	h.Act, h.Minutes, h.Proof, h.Due = m.Act, m.Minutes, m.Proof, m.Due
	return h, err
}

// happened tells what befell the promise by now, each with its true time.
func (h Historic) happened(now time.Time) []Outcome {
	out := []Outcome{{Kind: OutcomeKind(Agreed), HappenedAt: h.MadeAt}}
	due := h.Due.At
	if !h.DoneAt.IsZero() && !h.DoneAt.After(due) {
		out = append(out, Outcome{Kind: OutcomeKind(Delivered), From: Agreed, HappenedAt: h.DoneAt, DeedAt: h.DoneAt, Proof: h.Proof})
	} else if due.Before(now) {
		out = append(out, Outcome{Kind: OutcomeKind(Broken), From: Agreed, HappenedAt: FirstInstantAfter(due)})
		if !h.DoneAt.IsZero() {
			out = append(out, Outcome{Kind: OutcomeKind(Repaired), From: Broken, HappenedAt: h.DoneAt, DeedAt: h.DoneAt, Proof: h.Proof})
		}
	}
	return out
}

// Import takes a promise over once: the same external id again gives the promise that was made of it,
// unchanged, and false. The run is hidden (HideRun); its events, its open work and its clock follow by
// Settle, once the run is in sight.
func (s *Service) Import(tx *db.Tx, h Historic) (promise id.Promise, added bool, err error) {
	if h, err = h.checked(tx.Now); err != nil {
		return promise, false, err
	}
	promise, known, err := byOrigin(tx, h.From.Source, h.From.ExternalID)
	if err != nil || known {
		return promise, false, err
	}
	p := Promise{
		ID: id.New[id.Promise](tx.IDs), Direction: h.Direction, Kind: h.Kind, Act: h.Act, Customer: h.Customer,
		Owner: h.Owner, Minutes: h.Minutes, Proof: h.Proof, DueAt: h.Due.At, DueCivil: h.Due.Civil, Zone: h.Due.Zone,
		Grain: h.Due.Grain, Fixed: h.Due.Fixed, MadeAt: h.MadeAt,
	}
	p.Root = p.ID
	if p.Code, err = freshCode(tx); err != nil {
		return promise, false, err
	}
	var outcomes []Outcome
	for _, told := range h.happened(tx.Now) {
		o := s.outcome(tx, p, told.Kind, told.From)
		o.HappenedAt, o.DeedAt, o.Proof, o.Cause = told.HappenedAt, told.DeedAt, told.Proof, HistoricalImport
		outcomes = append(outcomes, o)
		p = p.after(o)
	}
	// Work that is still open begins with Settle; from then on the promise is one like any other.
	p.Version, p.Imported, p.Open = int64(len(outcomes)), p.State != Agreed, false
	if err = insert(tx, p, h.From, nil); err != nil {
		return promise, false, err
	}
	for _, o := range outcomes {
		insertOutcome(tx, o)
	}
	return p.ID, true, nil
}

// HideRun takes the promises of an import out of everybody's sight: before the first, and when it is undone.
func (s *Service) HideRun(tx *db.Tx, run id.Import) error { return hideRun(tx, run) }

// ShowRun brings the promises of an import into sight, all at once.
func (s *Service) ShowRun(tx *db.Tx, run id.Import) error { return showRun(tx, run) }

// Settled says how far a run is settled: in the order in which its promises were due, so that each
// posting finds the earlier ones that it depends on.
type Settled struct {
	DueAt   time.Time
	Promise id.Promise
}

// Settle records the past of at most limit promises of a run that is in sight, as imported events, and
// gives those still to be kept to their owner and to the clock. It returns how far it came and whether
// more are left.
func (s *Service) Settle(tx *db.Tx, run id.Import, from Settled, limit int) (to Settled, more bool, err error) {
	some, err := ofRunAfter(tx, run, from, limit)
	if err != nil {
		return from, false, err
	}
	for _, p := range some {
		outcomes, err := outcomesOf(tx, p.ID)
		if err != nil {
			return from, false, err
		}
		for i, o := range pastOf(outcomes) {
			about := event.About{Kind: "promise", ID: p.ID.Any(), Version: int64(i + 1), HappenedAt: o.HappenedAt, Imported: true, As: id.Event(o.ID)}
			if err := s.log.Record(tx, about, p.fact(o)); err != nil {
				return from, false, err
			}
		}
		if err := s.resume(tx, p, len(pastOf(outcomes))); err != nil {
			return from, false, err
		}
		from = Settled{p.DueAt, p.ID}
	}
	return from, len(some) == limit, nil
}

// pastOf leaves out what happened here.
func pastOf(outcomes []Outcome) []Outcome {
	return slices.DeleteFunc(slices.Clone(outcomes), func(o Outcome) bool { return o.Cause != HistoricalImport })
}

// fact is the event of an outcome that was taken over.
func (p Promise) fact(o Outcome) event.Fact {
	switch State(o.Kind) {
	case Delivered:
		return WasDelivered{Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner,
			DueAt: p.DueAt, DeedAt: o.DeedAt, Proof: o.Proof}
	case Broken:
		return WasBroken{Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner,
			DueAt: p.DueAt, Cause: o.Cause}
	case Repaired:
		return WasRepaired{Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, DueAt: p.DueAt,
			DeedAt: o.DeedAt, LateMinutes: int64(o.DeedAt.Sub(p.DueAt) / time.Minute)}
	}
	return WasAgreed{Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner,
		DueAt: p.DueAt, Minutes: p.Minutes}
}

// resume gives a promise that is still to be kept, or was broken lately, to its owner and to the clock;
// unless somebody did something with it meanwhile.
func (s *Service) resume(tx *db.Tx, p Promise, past int) error {
	lately := p.State == Broken && p.DueAt.After(tx.Now.Add(-longGone))
	if p.Version != int64(past) || p.State != Agreed && !lately {
		return nil
	}
	gone, err := s.team.Gone(tx, p.Owner)
	if err != nil || gone && p.State != Agreed {
		return err
	}
	if err := reopenImported(tx, p); err != nil {
		return err
	}
	s.arm(tx, Promise{}, p)
	return nil
}

// ClearRun removes at most limit promises of a hidden import for good, and tells whether more are left;
// after the last one the run is forgotten. Where the past was recorded already, withdrawn has each of its
// outcomes taken back in history too, so that the postings they led to are countered. It does nothing to a
// run in sight.
func (s *Service) ClearRun(tx *db.Tx, run id.Import, withdrawn bool, limit int) (more bool, err error) {
	hidden, err := isHidden(tx, run)
	if err != nil || !hidden {
		return false, err
	}
	some, err := ofRunAfter(tx, run, Settled{}, limit)
	if err != nil {
		return false, err
	}
	for _, p := range some {
		if withdrawn {
			if err := s.withdraw(tx, p); err != nil {
				return false, err
			}
		}
		remove(tx, p.ID)
	}
	if len(some) == limit {
		return true, nil
	}
	return false, showRun(tx, run)
}

// withdraw takes the past of a promise back in history, the last thing first, and off the clock.
func (s *Service) withdraw(tx *db.Tx, p Promise) error {
	outcomes, err := outcomesOf(tx, p.ID)
	if err != nil {
		return err
	}
	for _, o := range slices.Backward(pastOf(outcomes)) {
		p.Version++
		about := event.About{Kind: "promise", ID: p.ID.Any(), Version: p.Version, Imported: true}
		fact := WasUndone{Direction: p.Direction, Outcome: o.ID, Kind: o.Kind, Customer: p.Customer}
		if err := s.log.Record(tx, about, fact); err != nil {
			return err
		}
	}
	for _, kind := range []string{JobBreak, JobLapse, JobTacit, JobUnacknowledged} {
		job.Cancel(tx, kind, p.ID.Any())
	}
	if p.Open {
		s.Watch(tx, p.Owner)
	}
	return nil
}

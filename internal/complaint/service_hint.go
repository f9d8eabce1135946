package complaint

import (
	"strings"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Suspect looks for a complaint in a text and, when it may hold one, suggests it: once about one question or
// interaction, whatever is added to it later. It makes no complaint.
func (s *Service) Suspect(tx *db.Tx, kind Matter, subject id.Any, customer id.Customer, text string) error {
	sign := Read(text)
	if !sign.Likely() {
		return nil
	}
	h := Hint{SubjectKind: kind, Subject: subject, Customer: customer, Score: sign.Score,
		Cues: strings.Join(sign.Cues, "\n"), FoundAt: tx.Now, State: HintOpen}
	known, err := saidIn(tx, kind, subject)
	if err != nil || known {
		return err
	}
	fresh, err := suggest(tx, h)
	if err != nil || !fresh {
		return err
	}
	return s.log.Record(tx, event.About{Kind: "complaint_hint", ID: subject, Version: 1}, WasSuspected{customer, sign.Score})
}

// Belongs says whose a text is, once that is known.
func (s *Service) Belongs(tx *db.Tx, kind Matter, subject id.Any, customer id.Customer) {
	belongs(tx, kind, subject, customer)
}

// HintAbout is the suggestion about a text; false when there is none.
func (s *Service) HintAbout(tx *db.Tx, kind Matter, subject id.Any) (Hint, bool, error) {
	return hint(tx, kind, subject)
}

// SetAside says that a text holds no complaint; it is not suggested again. Saying so twice changes nothing.
func (s *Service) SetAside(tx *db.Tx, kind Matter, subject id.Any) (Hint, error) {
	h, found, err := hint(tx, kind, subject)
	if err == nil && (!found || h.State == HintTaken) {
		h, err = s.OpenHint(tx, kind, subject)
	}
	if err != nil || h.State == HintAside {
		return h, err
	}
	h.State, h.DecidedAt, h.DecidedBy = HintAside, tx.Now, tx.Actor.StaffID()
	decide(tx, kind, subject, HintAside)
	return h, s.log.Record(tx, event.About{Kind: "complaint_hint", ID: subject, Version: 2}, WasSetAside{h.Customer})
}

// OpenHint is a suggestion that waits: fault NotFound or Conflict otherwise.
func (s *Service) OpenHint(tx *db.Tx, kind Matter, subject id.Any) (Hint, error) {
	h, found, err := hint(tx, kind, subject)
	switch {
	case err != nil:
		return h, err
	case !found:
		return h, fault.New(fault.NotFound, "complaint.no_hint")
	case h.State != HintOpen:
		return h, fault.New(fault.Conflict, "complaint.hint_decided")
	}
	return h, nil
}

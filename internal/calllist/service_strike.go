package calllist

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Strike strikes a customer off every list. An objection counts at once and ends what he agreed to before; a
// fact needs its evidence; an opinion sets the name aside until a second person agrees, and else for thirty days.
// name is on which list it began; zero: on none.
func (s *Service) Strike(tx *db.Tx, customer id.Customer, name id.Any, what Striking) (Strike, error) {
	if err := person(tx); err != nil {
		return Strike{}, err
	}
	if err := what.checked(); err != nil {
		return Strike{}, err
	}
	before, err := strikesOf(tx, customer)
	if err != nil {
		return Strike{}, err
	}
	for _, one := range before {
		switch {
		case !one.State.Off():
		case one.Reason == what.Reason && what.Reason == Objection:
			return one, nil // said twice
		case one.Reason == what.Reason:
			return one, fault.New(fault.Conflict, "calllist.struck_already").On("reason")
		}
	}
	k := Strike{
		ID: id.New[id.Any](tx.IDs), Customer: customer, Name: name, Reason: what.Reason, Fact: what.Fact, State: Standing,
		StruckAt: tx.Now, ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID, Version: 1,
	}
	if what.Reason != Fact {
		k.Fact = ""
	}
	if what.Reason == Opinion {
		k.State, k.ReturnsAt = Waiting, tx.Now.AddDate(0, 0, returnsAfter)
	}
	insertStrike(tx, k, what)
	if err := s.offLists(tx, k); err != nil {
		return k, err
	}
	if what.Reason != Objection {
		return k, s.onStrike(tx, k, WasStruck{customer, k.Reason, k.Fact})
	}
	if err := s.withdrawAll(tx, customer); err != nil {
		return k, err
	}
	return k, s.onStrike(tx, k, HasObjected{customer})
}

// offLists takes the customer off the lists that he stands on.
func (s *Service) offLists(tx *db.Tx, k Strike) error {
	names, err := unendedOf(tx, k.Customer)
	if err != nil {
		return err
	}
	for _, n := range names {
		n.Strike = k.ID
		if k.State != Standing {
			if n.State == Open {
				n.State = Aside
				n.Version++
				updateName(tx, n)
			}
			continue
		}
		n.State, n.Outcome = Ended, Struck
		if k.Reason == Objection && n.ID == k.Name {
			n.Offered = Told
		}
		if err := s.ended(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// Second is what a second person thinks of a strike on an opinion. Who does not agree leaves the name to return
// on its day.
func (s *Service) Second(tx *db.Tx, of id.Any, agrees bool, words Words) (Strike, error) {
	k, err := s.held(tx, of)
	if err != nil {
		return k, err
	}
	switch {
	case tx.Actor.Kind != party.Staff:
		return k, fault.New(fault.Forbidden, "calllist.for_people")
	case k.State != Waiting:
		return k, fault.New(fault.Conflict, "calllist.no_second")
	case k.Actor == tx.Actor.ID:
		return k, fault.New(fault.Forbidden, "calllist.not_oneself")
	case words.long():
		return k, fault.New(fault.Invalid, "calllist.too_long", "max", MaxWords).On("answer")
	}
	k.Second, k.SecondAt, k.State = tx.Actor.StaffID(), tx.Now, Refused
	answer(tx, of, words.text)
	if agrees {
		k.State = Standing
		if err := s.offLists(tx, k); err != nil {
			return k, err
		}
	}
	return k, s.saveStrike(tx, &k, WasSeconded{k.Customer, agrees})
}

// Return lets a name return that nobody agreed to strike off, once its day is there.
func (s *Service) Return(tx *db.Tx, of id.Any) error {
	k, err := s.held(tx, of)
	if fault.Is(err, "calllist.unknown_strike") {
		return nil // of somebody who was erased
	}
	if err != nil || k.State != Waiting && k.State != Refused {
		return err
	}
	return s.returns(tx, k, Returned)
}

// Lift takes a strike back that is not the customer's own: his objection ends only when he says so himself.
func (s *Service) Lift(tx *db.Tx, of id.Any) (Strike, error) {
	if err := person(tx); err != nil {
		return Strike{}, err
	}
	k, err := s.held(tx, of)
	switch {
	case err != nil || !k.State.Off():
		return k, err
	case k.Reason == Objection:
		return k, fault.New(fault.Forbidden, "calllist.his_word")
	}
	err = s.returns(tx, k, Lifted)
	k.State = Lifted
	return k, err
}

// returns ends a strike; who is off for no other reason is called again where the list is still open.
func (s *Service) returns(tx *db.Tx, k Strike, as StrikeState) error {
	k.State, k.EndedAt = as, tx.Now
	if err := s.saveStrike(tx, &k, HasReturned{k.Customer, k.Reason, as == Returned}); err != nil {
		return err
	}
	names, err := struckBy(tx, k.ID)
	if err != nil {
		return err
	}
	for _, n := range names {
		if err := s.back(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// StrikesOf are the times that a customer was struck off, the newest first.
func (s *Service) StrikesOf(tx *db.Tx, customer id.Customer) ([]Strike, error) {
	return strikesOf(tx, customer)
}

// GetStrike reads one: fault NotFound when there is none.
func (s *Service) GetStrike(tx *db.Tx, of id.Any) (Strike, error) {
	k, found, err := readStrike(tx, of)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "calllist.unknown_strike")
	}
	return k, err
}

// WaitingStrikes are those that wait for a second person, the oldest first.
func (s *Service) WaitingStrikes(tx *db.Tx, limit int) ([]Strike, error) {
	return strikesIn(tx, Waiting, limit)
}

// TextsOf are the words about a strike.
func (s *Service) TextsOf(tx *db.Tx, of id.Any) (Texts, error) { return texts(tx, of) }

func (s *Service) held(tx *db.Tx, of id.Any) (Strike, error) {
	if err := holdStrike(tx, of); err != nil {
		return Strike{}, err
	}
	return s.GetStrike(tx, of)
}

func (s *Service) saveStrike(tx *db.Tx, k *Strike, fact event.Fact) error {
	k.Version++
	updateStrike(tx, *k)
	return s.onStrike(tx, *k, fact)
}

func (s *Service) onStrike(tx *db.Tx, k Strike, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "call_strike", ID: k.ID, Version: k.Version}, fact)
}

package file

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Service keeps the files.
type Service struct {
	log *event.Log
}

// NewService makes the service.
func NewService(log *event.Log) *Service { return &Service{log: log} }

// Add adds a file whose content is whole.
func (s *Service) Add(tx *db.Tx, n New) (File, error) {
	if tx.Actor.Kind == party.Customer {
		if err := s.mayAdd(tx, n.Subject.Customer); err != nil {
			return File{}, err
		}
		n.Shown = true // what he sent is his
	}
	f := File{
		ID: id.New[id.File](tx.IDs), Content: n.Content, Name: n.Name, Type: n.Type, Customer: n.Subject.Customer,
		SubjectKind: n.Subject.Kind, Subject: n.Subject.ID, Shown: n.Shown, Proof: n.Proof && n.Subject.Kind == OfPromise,
		ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID, AddedAt: tx.Now, Version: 1,
	}
	held, found, err := holdContent(tx, n.Content)
	if err != nil {
		return f, err
	}
	if !found {
		return f, fault.New(fault.Conflict, "file.cut_off", "name", unnamed).On("file")
	}
	f.Size, f.Sum = held.Size, held.Sum
	insert(tx, f)
	return f, s.record(tx, f, WasAdded{f.Customer, f.SubjectKind, f.Subject, f.Type, f.Size, f.Shown, f.Proof})
}

// mayAdd refuses a customer who added as much within a day as his page takes: fault file.enough_today.
func (s *Service) mayAdd(tx *db.Tx, customer id.Customer) error {
	n, size, err := added(tx, customer, tx.Now.Add(-aDay))
	if err == nil && (n >= MostADay || size >= MostBytesADay) {
		err = fault.New(fault.Conflict, "file.enough_today", "name", unnamed, "most", MostADay, "size", MostBytesADay>>20).On("file")
	}
	return err
}

// Get reads a file without its bytes: fault NotFound when there is none, or no more. A customer finds what he is
// shown of his own; a program what a customer is shown.
func (s *Service) Get(tx *db.Tx, of id.File) (File, error) {
	f, found, err := read(tx, of)
	if err == nil && (!found || tx.Actor.Kind == party.Agent && !f.Shown || tx.Actor.Kind == party.Customer && (!f.Shown || f.Customer.Any() != tx.Actor.ID || f.Customer.IsZero())) {
		err = fault.New(fault.NotFound, "file.unknown")
	}
	return f, err
}

// NameOf is what a file is called, whoever asks; empty when there is none.
func (s *Service) NameOf(tx *db.Tx, of id.File) (string, error) {
	f, _, err := read(tx, of)
	return f.Name, err
}

// OfSubject lists what was added to something, the oldest first.
func (s *Service) OfSubject(tx *db.Tx, subject id.Any) ([]File, error) {
	return seen(tx)(ofSubject(tx, subject))
}

// seen leaves out of a list what stays among people, when a program asks.
func seen(tx *db.Tx) func([]File, error) ([]File, error) {
	return func(all []File, err error) ([]File, error) {
		if tx.Actor.Kind != party.Agent {
			return all, err
		}
		return slices.DeleteFunc(all, func(f File) bool { return !f.Shown }), err
	}
}

// OfCustomer lists what was added about a customer, the newest first, from before a file on; the zero id begins
// at the newest.
func (s *Service) OfCustomer(tx *db.Tx, customer id.Customer, before id.File, limit int) ([]File, error) {
	return seen(tx)(ofCustomer(tx, customer, before, limit))
}

// RemovalsOf lists what was taken away from something.
func (s *Service) RemovalsOf(tx *db.Tx, subject id.Any) ([]Removal, error) {
	return removalsOf(tx, subject)
}

// Proven tells whether a promise has a file that shows that it was kept.
func (s *Service) Proven(tx *db.Tx, promise id.Promise) (bool, error) { return proven(tx, promise) }

// Show has the customer see a file on his page, or no more. What he sent himself he always sees.
func (s *Service) Show(tx *db.Tx, of id.File, shown bool) (File, error) {
	f, err := s.held(tx, of)
	switch {
	case err != nil:
		return f, err
	case f.Shown == shown:
		return f, nil
	case f.ByCustomer():
		return f, fault.New(fault.Conflict, "file.his_own")
	}
	f.Shown, f.Version = shown, f.Version+1
	update(tx, f)
	return f, s.record(tx, f, WasShown{f.Customer, f.Shown})
}

// Remove takes a file away, name and bytes. Who added it a moment ago needs no reason; after that a team lead
// gives one: fault file.not_yours, or file.why.
func (s *Service) Remove(tx *db.Tx, of id.File, reason Reason) (File, error) {
	f, err := s.held(tx, of)
	if err != nil {
		return f, err
	}
	switch {
	case f.Regrettable(tx.Actor, tx.Now):
		if reason == "" {
			reason = Mistaken
		}
	case !tx.Actor.May(party.TeamLead):
		return f, fault.New(fault.Forbidden, "file.not_yours", "minutes", int(Regret/time.Minute))
	case !allowed(reason):
		return f, fault.New(fault.Invalid, "file.why").On("reason")
	}
	return f, s.remove(tx, f, reason)
}

func allowed(reason Reason) bool {
	for _, one := range Reasons() {
		if one == reason {
			return true
		}
	}
	return false
}

// Erase takes away everything that was added to something, because that is gone.
func (s *Service) Erase(tx *db.Tx, subject id.Any) error {
	all, err := ofSubject(tx, subject)
	for _, f := range all {
		if err == nil {
			err = s.remove(tx, f, Erased)
		}
	}
	return err
}

// EraseCustomer takes away everything that was added about a customer.
func (s *Service) EraseCustomer(tx *db.Tx, customer id.Customer) error {
	for {
		all, err := ofCustomer(tx, customer, id.File{}, 100)
		if err != nil || len(all) == 0 {
			return err
		}
		for _, f := range all {
			if err := s.remove(tx, f, Erased); err != nil {
				return err
			}
		}
	}
}

// Belongs gives the files of something to the customer whose it turned out to be.
func (s *Service) Belongs(tx *db.Tx, subject id.Any, customer id.Customer) {
	belongs(tx, subject, customer)
}

func (s *Service) remove(tx *db.Tx, f File, reason Reason) error {
	if _, _, err := holdContent(tx, f.Content); err != nil {
		return err
	}
	erase(tx, f, reason)
	f.Version++
	return s.record(tx, f, WasRemoved{f.Customer, f.SubjectKind, f.Subject, reason})
}

// held reads a file and keeps it from others until the transaction ends.
func (s *Service) held(tx *db.Tx, of id.File) (File, error) {
	if err := hold(tx, of); err != nil {
		return File{}, err
	}
	return s.Get(tx, of)
}

func (s *Service) record(tx *db.Tx, f File, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "file", ID: f.ID.Any(), Version: f.Version}, fact)
}

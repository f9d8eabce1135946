package file

import (
	"bytes"
	"crypto/sha256"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Content comes in by stretches, a transaction each, so that neither a slow line nor a large file holds up anybody:
// Begin, Append again and again, Seal; or Abandon.

// Begin makes room for a content. Where the organisation has none left: fault file.full. What began to come in a
// day ago and never was whole goes away.
func (s *Service) Begin(tx *db.Tx) (id.Any, error) {
	if tx.Actor.Kind == party.Customer {
		if err := s.mayAdd(tx, id.Customer(tx.Actor.ID)); err != nil {
			return id.Any{}, err
		}
	}
	taken, err := s.Taken(tx)
	if err != nil {
		return id.Any{}, err
	}
	most, err := s.Most(tx)
	switch {
	case err != nil:
		return id.Any{}, err
	case taken >= most:
		return id.Any{}, fault.New(fault.Conflict, "file.full", "name", unnamed, "most", most>>20).On("file")
	}
	old, err := abandoned(tx, tx.Now.Add(-aDay))
	for _, one := range old {
		drop(tx, one)
	}
	of := id.New[id.Any](tx.IDs)
	begin(tx, of)
	return of, err
}

// Append writes the next bytes; place is how many chunks came before. All but the last stretch are whole chunks.
func (s *Service) Append(tx *db.Tx, of id.Any, place int, data []byte) {
	for ; len(data) > 0; place++ {
		one := data[:min(ChunkSize, len(data))]
		data = data[len(one):]
		write(tx, of, place, one)
	}
}

// Seal says that a content is whole. When the same came in before, that one is given, and this one is dropped.
func (s *Service) Seal(tx *db.Tx, of id.Any, sum []byte, size int64) (id.Any, error) {
	came, err := chunks(tx, of)
	if err != nil {
		return of, err
	}
	if came != (size+ChunkSize-1)/ChunkSize {
		return of, fault.New(fault.Conflict, "file.cut_off", "name", unnamed).On("file")
	}
	same, found, err := bySum(tx, sum)
	if err != nil {
		return of, err
	}
	if found {
		if _, found, err = holdContent(tx, same); err != nil {
			return of, err
		}
	}
	if found {
		drop(tx, of)
		return same, nil
	}
	seal(tx, of, sum, size)
	return of, nil
}

// Abandon drops a content that did not become whole.
func (s *Service) Abandon(tx *db.Tx, of id.Any) { drop(tx, of) }

// Chunk reads the bytes of one row: fault NotFound when they are gone.
func (s *Service) Chunk(tx *db.Tx, of id.Any, place int64) ([]byte, error) {
	data, found, err := chunk(tx, of, place)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "file.unknown")
	}
	return data, err
}

// Taken is how much the files of the organisation take, in bytes.
func (s *Service) Taken(tx *db.Tx) (int64, error) { return taken(tx) }

// Most is how much they may take, in bytes.
func (s *Service) Most(tx *db.Tx) (int64, error) { return most(tx) }

// SetMost says how much they may take, in bytes: an owner does.
func (s *Service) SetMost(tx *db.Tx, bytes int64) error {
	switch {
	case !tx.Actor.May(party.Owner):
		return fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	case bytes < MaxSize || bytes > 1<<50:
		return fault.New(fault.Invalid, "file.room_unclear", "least", MaxSize>>20).On("most")
	}
	setMost(tx, bytes)
	return s.log.Record(tx, event.About{Kind: "organisation", ID: tx.Org.Any()}, RoomWasSet{bytes})
}

// Damaged lists the contents whose bytes are not those that came in.
func (s *Service) Damaged(tx *db.Tx) (out []id.Any, err error) {
	for after := (id.Any{}); ; {
		all, err := contents(tx, after, 100)
		if err != nil || len(all) == 0 {
			return out, err
		}
		for _, one := range all {
			after = one.ID
			whole, err := s.sound(tx, one)
			if err != nil {
				return out, err
			}
			if !whole {
				out = append(out, one.ID)
			}
		}
	}
}

func (s *Service) sound(tx *db.Tx, c content) (bool, error) {
	sum, size := sha256.New(), int64(0)
	for place := int64(0); place*ChunkSize < c.Size; place++ {
		data, found, err := chunk(tx, c.ID, place)
		if err != nil || !found {
			return false, err
		}
		size += int64(len(data))
		_, _ = sum.Write(data) // a hash never fails
	}
	return size == c.Size && bytes.Equal(sum.Sum(nil), c.Sum), nil
}

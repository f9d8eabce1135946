package customer

import (
	"slices"
	"strings"

	"kroon/internal/db"
	"kroon/internal/lang"
)

// Perhaps are the customers who may be somebody who comes in, the likeliest first: as Maybe, and who has his full name
// whatever number or address he comes from. Somebody is there to see who it is.
func (s *Service) Perhaps(tx *db.Tx, d Details, limit int) ([]Customer, error) {
	out, err := s.Maybe(tx, d, limit)
	if err != nil || len(strings.Fields(d.Name)) < 2 {
		return out, err
	}
	found, err := s.Search(tx, d.Name, MaxFound)
	for _, one := range found {
		if err != nil || len(out) == limit {
			break
		}
		known := slices.ContainsFunc(out, func(c Customer) bool { return c.ID == one.ID })
		if known || lang.Fold(one.Name) != lang.Fold(strings.TrimSpace(d.Name)) {
			continue
		}
		var c Customer
		if c, err = s.Get(tx, one.ID); err == nil {
			out = append(out, c)
		}
	}
	return out, err
}

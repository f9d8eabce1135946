package complaint_test

import (
	"testing"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
)

// The list of causes is the organisation's: added, named anew, and chosen no more, one after another.
func TestTheOrganisationKeepsItsCauses(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(database)
		var own complaint.Known
		for _, change := range []func() complaint.Known{
			func() complaint.Known { return complaint.Known{NameNL: "Parkeren"} },
			func() complaint.Known { return complaint.Known{Code: own.Code, NameNL: "Geen plek om te staan"} },
			func() complaint.Known { return complaint.Known{Code: complaint.Bill, Retired: true} },
		} {
			err := h.do(func(tx *db.Tx) error {
				k, err := h.service.SetCause(tx, change())
				if !k.Code.Ours() {
					own = k
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := h.do(func(tx *db.Tx) error {
			all, err := h.service.Causes(tx)
			if len(all) != len(complaint.Usual())+1 || all[len(all)-1].Name(true) != "Geen plek om te staan" || !all[5].Retired {
				t.Errorf("the list is %+v", all)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c, err := h.receive("De rekening klopt niet.")
		if err != nil {
			t.Fatal(err)
		}
		if err := h.step(c.ID, complaint.Acknowledge); err != nil {
			t.Fatal(err)
		}
		err = h.do(func(tx *db.Tx) error {
			_, err := h.service.Assess(tx, c.ID, 0, complaint.Assessment{Severity: complaint.Minor, Cause: complaint.Bill})
			return err
		})
		if !fault.Is(err, "complaint.cause") {
			t.Errorf("a cause that is chosen no more: %v", err)
		}
	})
}

// Of two who change the terms at once the second is told.
func TestTermsOfTwoAtOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(database)
		set := func(version int64) error {
			return h.do(func(tx *db.Tx) error {
				_, err := h.service.SetTerms(tx, complaint.Terms{AcknowledgeMinutes: 60, AnswerDays: 5, OutsideNL: "Bel de commissie.", Version: version})
				return err
			})
		}
		if err := set(0); err != nil {
			t.Fatal(err)
		}
		if err := set(0); !fault.Is(err, "complaint.changed_meanwhile") {
			t.Errorf("the second: %v", err)
		}
		if err := set(1); err != nil {
			t.Errorf("the same again: %v", err)
		}
	})
}

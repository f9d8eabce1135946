package customer_test

import (
	"fmt"
	"testing"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
)

// TestLaterLeavesNothing: wherever an import is killed while it puts by what its customers are found, nothing is left of them; when it
// is not, they are found as if each had been put at once.
func TestLaterLeavesNothing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		i := newImporting(t, database)
		for after := 0; ; after++ {
			var later customer.Later
			i.do(i.service.HideRun)
			i.do(func(tx *db.Tx, run id.Import) error {
				externals := []string{"1", "2", "3"}
				as, all, err := i.service.Claim(tx, "crm", externals)
				if err != nil || !all {
					t.Fatal(all, err)
				}
				for n, external := range externals {
					d := customer.Details{Name: fmt.Sprint("Garage ", external), Numbers: numbers(fmt.Sprint("061234567", external)), Emails: []string{external + "@bos.example"}}
					from := customer.Origin{Source: "crm", ExternalID: external, Run: run}
					if err := i.service.PutClaimed(tx, as[n], from, d, &later); err != nil {
						return err
					}
				}
				return nil
			})
			parts := 0
			for part := range later.Parts(2) {
				if parts++; parts > after {
					break
				}
				i.do(func(tx *db.Tx, _ id.Import) error { i.service.PutLater(tx, part); return nil })
			}
			if parts <= after {
				break
			}
			i.do(func(tx *db.Tx, run id.Import) error {
				_, err := i.service.ClearRun(tx, run, 10)
				return err
			})
			for _, table := range []string{"customer", "customer_word", "customer_phone", "customer_email", "customer_origin"} {
				i.read(func(tx *db.Tx) error {
					n, err := db.One[int](tx, "SELECT COUNT(*) FROM "+table+" WHERE org = $1", tx.Org)
					if n != 0 {
						t.Errorf("killed after %d parts: %d rows are left in %s", after, n, table)
					}
					return err
				})
			}
		}
		i.do(i.service.ShowRun)
		for typed, want := range map[string]int{"garage": 3, "0612345672": 1, "3@bos": 1} {
			if found := i.names(typed); len(found) != want {
				t.Errorf("%q finds %q", typed, found)
			}
		}
		i.read(func(tx *db.Tx) error {
			known, err := i.service.ByPhone(tx, "+31612345673")
			if len(known) != 1 || len(known) == 1 && (known[0].Name != "Garage 3" || len(known[0].Emails) != 1) {
				t.Errorf("by phone %+v", known)
			}
			return err
		})
	})
}

// TestClaim: of references of which one is somebody's already none is claimed, and one that is given back is nobody's.
func TestClaim(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		i := newImporting(t, database)
		i.put("2", customer.Details{Name: "Bo"})
		for _, externals := range [][]string{{"1", "2"}, {"1", ""}} {
			i.do(func(tx *db.Tx, _ id.Import) error {
				_, all, err := i.service.Claim(tx, "crm", externals)
				if all {
					t.Errorf("%q were claimed", externals)
				}
				return err
			})
		}
		i.do(func(tx *db.Tx, _ id.Import) error {
			_, all, err := i.service.Claim(tx, "other", []string{"2", "3"})
			if !all {
				t.Error("another source has its own references")
			}
			i.service.Disclaim(tx, customer.Origin{Source: "other", ExternalID: "3"})
			_, again, err2 := i.service.Claim(tx, "other", []string{"3"})
			if !again || err2 != nil {
				t.Errorf("given back: %v, %v", again, err2)
			}
			return err
		})
	})
}

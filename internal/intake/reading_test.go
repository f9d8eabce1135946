package intake_test

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
)

func (d desk) confirm(question id.Question, number int, how intake.How) func(tx *db.Tx) (intake.Question, error) {
	return func(tx *db.Tx) (intake.Question, error) { return d.service.Confirm(tx, question, number, how) }
}

func (d desk) readings(question id.Question) (all []intake.Reading) {
	d.t.Helper()
	d.read(func(tx *db.Tx) (err error) {
		all, err = d.service.Readings(tx, question)
		return err
	})
	return all
}

func TestReadBack(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		monique := d.as(party.Customer)
		q := d.note(intake.New{Details: intake.Details{Customer: d.customer()}, Text: "U wilt een"})
		d.do(func(tx *db.Tx) (intake.Question, error) { return d.service.Write(tx, q.ID, 0, "U wilt twee") })
		d.refused("intake.newer_reading", d.confirm(q.ID, 1, intake.ByLink))
		d.refused("intake.no_reading", d.confirm(q.ID, 3, intake.ByLink))
		d.refused("intake.bad_how", d.confirm(q.ID, 2, "smoke"))
		d.refused("intake.no_words", func(tx *db.Tx) (intake.Question, error) { return d.service.Write(tx, q.ID, 0, " ") })
		d.do(func(tx *db.Tx) (intake.Question, error) { return d.service.Send(tx, q.ID, 2, intake.ByText) })
		for _, who := range []desk{d, monique} {
			who.refused("intake.same_words", func(tx *db.Tx) (intake.Question, error) {
				return who.service.Correct(tx, q.ID, 2, " U wilt twee\n", intake.ByLink)
			})
		}
		if still := d.get(q.ID); still.Reading != 2 || still.ReadingState != intake.Sent {
			t.Errorf("the same words made it reading %d, %s", still.Reading, still.ReadingState)
		}
		corrected := monique.do(func(tx *db.Tx) (intake.Question, error) {
			return monique.service.Correct(tx, q.ID, 2, "Ik wil drie", intake.ByLink)
		})
		if corrected.Reading != 3 || corrected.Text != "Ik wil drie" || corrected.ReadingState != intake.Confirmed || d.get(q.ID) != corrected {
			t.Errorf("%+v", corrected)
		}
		heard := d.do(func(tx *db.Tx) (intake.Question, error) {
			return d.service.Correct(tx, q.ID, 3, "U wilt vier", intake.ByVoice)
		})
		if heard.ReadingState != intake.Written {
			t.Errorf("what staff heard is %s", heard.ReadingState)
		}
		d.do(d.confirm(q.ID, 4, intake.ByVoice))
		all := d.readings(q.ID)
		type state struct {
			text  intake.ToCustomer
			state intake.ReadingState
			how   intake.How
			by    party.Kind
		}
		var got []state
		for _, r := range all {
			got = append(got, state{r.Text, r.State, r.How, r.AuthorKind})
		}
		want := []state{
			{"U wilt een", intake.Replaced, "", party.Staff}, {"U wilt twee", intake.Corrected, intake.ByLink, party.Staff},
			{"Ik wil drie", intake.Corrected, intake.ByVoice, party.Customer}, {"U wilt vier", intake.Confirmed, intake.ByVoice, party.Staff},
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v", got)
		}
		wanted := []string{"noted", "readback_written", "readback_written", "readback_sent", "readback_corrected", "readback_written",
			"readback_confirmed", "readback_corrected", "readback_written", "readback_confirmed"}
		if !slices.Equal(*d.kinds, wanted) {
			t.Errorf("events %q", *d.kinds)
		}
	})
}

func TestUnconfirmed(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		q := d.note(intake.New{Text: "U wilt een"})
		unconfirm := func(number int) (happened bool) {
			d.do(func(tx *db.Tx) (_ intake.Question, err error) {
				happened, err = d.service.Unconfirm(tx, q.ID, number)
				return intake.Question{}, err
			})
			return happened
		}
		if unconfirm(1) {
			t.Error("what was never sent is unconfirmed")
		}
		d.do(func(tx *db.Tx) (intake.Question, error) { return d.service.Send(tx, q.ID, 1, intake.ByMail) })
		if unconfirm(2) || !unconfirm(1) || unconfirm(1) {
			t.Error("it happens once, to the version that was sent")
		}
		if late := d.do(d.confirm(q.ID, 1, intake.ByMail)); late.ReadingState != intake.Confirmed {
			t.Errorf("a late answer: %+v", late)
		}
		if unconfirm(1) {
			t.Error("a confirmed one is unconfirmed")
		}
	})
}

// TestTwoConfirm lets many confirm one version at once, and one correct it: each is acknowledged or told
// of a newer version, and one confirmation at most is recorded.
func TestTwoConfirm(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		for range 10 {
			d := newDesk(t, database)
			q := d.note(intake.New{Text: "U wilt een"})
			var group sync.WaitGroup
			for i := range 6 {
				group.Go(func() {
					if _, err := d.try(d.confirm(q.ID, 1, intake.ByLink)); err != nil && !fault.Is(err, "intake.newer_reading") {
						t.Error(err)
					}
				})
				if i == 3 {
					group.Go(func() {
						_, err := d.try(func(tx *db.Tx) (intake.Question, error) {
							return d.service.Correct(tx, q.ID, 1, "Ik wil twee", intake.ByLink)
						})
						if err != nil {
							t.Error(err)
						}
					})
				}
			}
			group.Wait()
			got, all := d.get(q.ID), d.readings(q.ID)
			if got.Reading != 2 || got.ReadingState != intake.Written || len(all) != 2 || all[0].State != intake.Corrected {
				t.Errorf("%+v %+v", got, all)
			}
			confirmed := int64(0)
			d.read(func(tx *db.Tx) (err error) {
				confirmed, err = db.One[int64](tx, "SELECT COUNT(*) FROM event WHERE org = $1 AND subject = $2 AND kind = 'intake.readback_confirmed'", tx.Org, q.ID)
				return err
			})
			if confirmed > 1 || got.Version != 4+confirmed {
				t.Errorf("%d confirmations, version %d", confirmed, got.Version)
			}
		}
	})
}

// TestReadBackModel plays random acts against a model that keeps the states in a list.
func TestReadBackModel(t *testing.T) {
	database := dbtest.Open(t, db.SQLite, nil)
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t, database)
		q := d.note(intake.New{Text: "U wilt 0"})
		model := []intake.ReadingState{intake.Written}
		for step := range rapid.IntRange(1, 12).Draw(r, "steps") {
			number := rapid.IntRange(1, len(model)).Draw(r, "number")
			newest, last := number == len(model), &model[len(model)-1]
			text := intake.ToCustomer("U wilt " + string(rune('A'+step)))
			act := rapid.SampledFrom([]string{"write", "send", "confirm", "correct", "unconfirm"}).Draw(r, "act")
			want := newest
			_, err := d.try(func(tx *db.Tx) (intake.Question, error) {
				switch act {
				case "write":
					return d.service.Write(tx, q.ID, 0, text)
				case "send":
					return d.service.Send(tx, q.ID, number, intake.ByMail)
				case "confirm":
					return d.service.Confirm(tx, q.ID, number, intake.ByMail)
				case "correct":
					return d.service.Correct(tx, q.ID, number, text, intake.ByMail)
				}
				happened, err := d.service.Unconfirm(tx, q.ID, number)
				if happened != (newest && *last == intake.Sent) {
					r.Errorf("unconfirmed: %v at %v", happened, model)
				}
				return intake.Question{}, err
			})
			switch act {
			case "write":
				*last, want = intake.Replaced, true
				model = append(model, intake.Written)
			case "send":
				if want = newest && *last != intake.Confirmed; want {
					*last = intake.Sent
				}
			case "confirm":
				if newest {
					*last = intake.Confirmed
				}
			case "correct":
				if newest {
					*last = intake.Corrected
					model = append(model, intake.Written)
				}
			case "unconfirm":
				if want = true; newest && *last == intake.Sent {
					*last = intake.Unconfirmed
				}
			}
			if (err == nil) != want {
				r.Fatalf("%s of %d at %v: %v", act, number, model, err)
			}
		}
		var got []intake.ReadingState
		for _, reading := range d.readings(q.ID) {
			got = append(got, reading.State)
		}
		if !slices.Equal(got, model) || d.get(q.ID).ReadingState != model[len(model)-1] {
			r.Fatalf("%v, the model has %v", got, model)
		}
	})
}

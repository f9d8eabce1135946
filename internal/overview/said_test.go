package overview_test

import (
	"context"
	"testing"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/search"
)

// TestWhatWasSaidIsFound: by whoever may read it, from the moment it is said until it is taken back; and when it was
// said before there was a search.
func TestWhatWasSaidIsFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		asked := intake.New{Text: "U wilt weten waarom de koelcel lekt.", Details: intake.Details{Customer: s.Zeger, Note: intake.Aside("Een brombeer.")}}
		taken, err := s.Acts.TakeQuestion(ctx, s.Fatima, act.Take{Question: asked, Ending: intake.Answered})
		if err != nil {
			t.Fatal(err)
		}
		logged := must[act.Logged](t)(s.Acts.LogInteraction(ctx, s.Fatima, interaction.New{
			Customer: s.Zeger, Kind: interaction.Visit, Direction: interaction.Out, Words: interaction.Said("De koelcel gezien."),
		}))
		program := s.Fatima
		program.Kind = party.Agent
		finds := func(who party.Actor, typed string, want ...id.Any) {
			t.Helper()
			var got []overview.SaidLine
			s.Do(who, func(tx *db.Tx) (err error) {
				got, err = s.see().SaidIn(tx, typed, 10)
				return err
			})
			same := len(got) == len(want)
			for i := range want {
				same = same && got[i].ID == want[i] && got[i].Customer == s.Zeger
			}
			if !same {
				t.Errorf("%q finds %+v, want %v", typed, got, want)
			}
		}
		all := func() {
			t.Helper()
			finds(s.Fatima, "koel", logged.Interaction.ID.Any(), taken.Question.ID.Any())
			finds(s.Fatima, "de KOELCEL lekt", taken.Question.ID.Any())
			finds(s.Fatima, "brombe", taken.Question.ID.Any())
			finds(program, "koelcel", taken.Question.ID.Any())
			finds(program, "brombeer")
			finds(s.Fatima, "koelkast")
		}
		all()
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			for _, gone := range []string{"DELETE FROM search_word WHERE org = $1", "DELETE FROM search_read WHERE org = $1"} {
				if _, err := tx.Exec(gone, tx.Org); err != nil {
					return err
				}
			}
			for more := true; more; {
				var err error
				if more, err = s.Acts.Search.Read(tx, overview.Texts); err != nil {
					return err
				}
			}
			return nil
		})
		all()
		if _, err := s.Acts.UndoInteraction(ctx, s.Fatima, logged.Interaction.ID); err != nil {
			t.Fatal(err)
		}
		finds(s.Fatima, "koelcel", taken.Question.ID.Any())
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			left, err := db.All[search.Hit](tx, "SELECT kind, subject FROM search_word WHERE org = $1 AND kind = 'contact'", tx.Org)
			if len(left) != 0 {
				t.Errorf("words of what was taken back are left: %v", left)
			}
			return err
		})
	})
}

package overview_test

import (
	"context"
	"testing"

	"kroon/internal/act"
	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// found are the claims that somebody finds, in the order in which he finds them.
func (s *scene) found(who party.Actor, typed string) (out []id.Claim) {
	s.Do(who, func(tx *db.Tx) error {
		lines, err := s.see().SaidIn(tx, typed, 10)
		for _, line := range lines {
			if line.Kind == "claim" {
				out = append(out, id.Claim(line.ID))
			}
		}
		return err
	})
	return out
}

// readsAgain forgets all that the search knows and reads it from what was said.
func (s *scene) readsAgain() {
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
}

// wordsOf is how many words of something said of a customer the search keeps.
func (s *scene) wordsOf(of id.Claim) (n int64) {
	s.Do(s.Fatima, func(tx *db.Tx) (err error) {
		n, err = db.One[int64](tx, "SELECT COUNT(*) FROM search_word WHERE org = $1 AND subject = $2", tx.Org, of)
		return err
	})
	return n
}

// TestWhatIsSaidOfACustomerIsFound: a fact by everybody here and no program; an opinion by its author, and by another
// only once the customer's screen shows it him; in the words that stand, until it counts no more.
func TestWhatIsSaidOfACustomerIsFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		program := s.Fatima
		program.Kind = party.Agent
		andries := s.Andries
		write := func(who party.Actor, kind claim.Kind, text, happened string) id.Claim {
			d := act.Telling{Meant: kind, Source: claim.Observed, Text: text, Happened: happened, Complaint: claim.IsNone}
			if kind == claim.Fact {
				d.Evidence = claim.Evidence{Ground: claim.ByPerson, Proof: "Zeger", SaidOn: worktime.Date{Year: 2026, Month: 11, Day: 20}}
			}
			return must[claim.Claim](t)(s.Acts.WriteClaim(ctx, who, s.Zeger, d, true)).ID
		}
		finds := func(who party.Actor, typed string, want ...id.Claim) {
			t.Helper()
			got := s.found(who, typed)
			same := len(got) == len(want)
			for i := range want {
				same = same && got[i] == want[i]
			}
			if !same {
				t.Errorf("%q finds %v, want %v", typed, got, want)
			}
		}
		fact := write(andries, claim.Fact, "Rijdt met twee koelwagens.", "")
		finds(s.Fatima, "koelwag", fact)
		finds(program, "koelwagens")
		opinion := write(andries, claim.Opinion, "Een brombeer met koelwagens.", "Hij gromde aan de balie.")
		finds(andries, "koelwagens", opinion, fact)
		finds(andries, "gromde", opinion)
		finds(s.Fatima, "koelwagens", fact)
		finds(s.Fatima, "brombeer")
		finds(s.Fatima, "gromde balie")
		finds(program, "brombeer")

		must[act.Logged](t)(s.Acts.LogInteraction(ctx, s.Fatima, interaction.New{
			Customer: s.Zeger, Kind: interaction.Visit, Direction: interaction.Out, Words: interaction.Said("Gesproken."),
		}))
		finds(s.Fatima, "brombeer", opinion) // she has met him herself

		must[claim.Claim](t)(s.Acts.CounterClaim(ctx, s.Fatima, opinion, "Ik had rugpijn."))
		finds(s.Fatima, "rugpijn brombeer", opinion)
		must[claim.Claim](t)(s.Acts.ChangeClaim(ctx, andries, opinion, 0, true, func(d *act.Telling) { d.Text = "Is kort van stof." }))
		finds(andries, "brombeer")
		finds(andries, "kort stof", opinion)
		again := s.readsAgain
		again()
		finds(andries, "rugpijn", opinion)
		finds(andries, "gromde", opinion)
		finds(andries, "koelwagens", fact)
		must[claim.Claim](t)(s.Acts.EndClaim(ctx, andries, fact, claim.Outdated))
		finds(andries, "koelwagens")
		again()
		finds(andries, "koelwagens")
		must[claim.Claim](t)(s.Acts.EndClaim(ctx, andries, opinion, claim.Untrue))
		if n := s.wordsOf(opinion) + s.wordsOf(fact); n != 0 {
			t.Errorf("%d words of what counts no more are kept", n)
		}
	})
}

// TestFreshEyesFindNoOpinion: who takes a customer over finds what others hold of him as little as he reads it, until
// he chooses to.
func TestFreshEyesFindNoOpinion(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		d := act.Telling{Meant: claim.Opinion, Source: claim.Observed, Text: "Een zeurpiet.", Happened: "x", Complaint: claim.IsNone}
		written := must[claim.Claim](t)(s.Acts.WriteClaim(ctx, s.Andries, s.Zeger, d, true))
		if got := s.found(s.Fatima, "zeurpiet"); len(got) != 0 {
			t.Errorf("found before meeting him: %v", got)
		}
		must[claim.Look](t)(s.Acts.TakeOverCustomer(ctx, s.Fatima, s.Zeger, id.Staff{}))
		if got := s.found(s.Fatima, "zeurpiet"); len(got) != 0 {
			t.Errorf("found with fresh eyes: %v", got)
		}
		must[claim.Look](t)(s.Acts.OpenOpinions(ctx, s.Fatima, s.Zeger))
		if got := s.found(s.Fatima, "zeurpiet"); len(got) != 1 || got[0] != written.ID {
			t.Errorf("found after opening them: %v", got)
		}
	})
}

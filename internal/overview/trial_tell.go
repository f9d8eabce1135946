package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/ledger"
	"kroon/internal/stat"
)

// Settled is how many days after the last contact of who fell silent his balance is taken: what was promised then has
// been kept or broken, and the silence itself, in which nothing can be earned, is hardly in it.
const Settled = 30

// SettledAfter is after how many days the balance of who fell silent is taken in this trial.
func (out Trial) SettledAfter() int { return min(Settled, out.Silence) }

// Telling is a separation, or too little data for one. Upper and Lower are those who could be compared.
type Telling struct {
	stat.Separation
	TooLittle bool
}

// leaving tells when a customer left, and when his balance is taken: at that moment for who said that he bought
// elsewhere and ordered no more since; for who fell silent, after contact on more than one day, a while after the last of
// it. Zero: he stayed.
func (a activity) leaving(now time.Time, silence int) (at time.Time, silent bool) {
	if !a.Gone.IsZero() && !a.Bought.After(a.Gone) {
		return a.Gone, false
	}
	if end := a.Last.AddDate(0, 0, silence); a.Last.Sub(a.First) >= 24*time.Hour && end.Before(now) {
		return a.Last.AddDate(0, 0, min(Settled, silence)), true
	}
	return time.Time{}, false
}

// weighed is a customer whose balance is compared.
type weighed struct {
	since time.Time     // known to us
	known time.Duration // until his balance is taken
	of    [2]ledger.Course
}

// mostPaired bounds how many pairs are compared; of larger groups every so-manieth customer is.
const mostPaired = 4_000_000

// tell weighs the balance of each who left against those of who stayed when they had been known for as long: who is
// known longer has had more time to earn points, which says nothing of who leaves.
func (out *Trial) tell(tx *db.Tx, now, then *ledger.Book) error {
	all, err := activities(tx)
	if err != nil {
		return err
	}
	gone, err := released(tx)
	if err != nil {
		return err
	}
	var stayed, left []weighed
	for _, a := range all {
		if at := gone[a.Customer]; at.After(a.Gone) {
			a.Gone = at
		}
		at, silent := a.leaving(tx.Now, out.Silence)
		one := weighed{since: a.First, known: at.Sub(a.First), of: [2]ledger.Course{now.Course(a.Customer), then.Course(a.Customer)}}
		switch {
		case at.IsZero():
			one.known = tx.Now.Sub(a.First)
			stayed = append(stayed, one)
		case silent:
			out.LeftBy.Silent++
			left = append(left, one)
		default:
			out.LeftBy.Elsewhere++
			left = append(left, one)
		}
	}
	out.Left, out.Stayed = len(left), len(stayed)
	for len(stayed)*len(left) > mostPaired {
		if len(stayed) > len(left) {
			stayed = halved(stayed)
		} else {
			left = halved(left)
		}
	}
	out.Now, out.Then = compared(stayed, left, 0), compared(stayed, left, 1)
	return nil
}

// halved is every other one.
func halved(all []weighed) []weighed {
	var out []weighed
	for i := 0; i < len(all); i += 2 {
		out = append(out, all[i])
	}
	return out
}

// compared weighs who stayed against who left, at the same age with us.
func compared(stayed, left []weighed, book int) Telling {
	s := stat.Matched(len(stayed), len(left), func(u, l int) (float64, bool) {
		age := left[l].known
		if stayed[u].known < age {
			return 0, false
		}
		theirs, his := stayed[u].of[book].Before(stayed[u].since.Add(age)), left[l].of[book].Before(left[l].since.Add(age))
		switch {
		case theirs > his:
			return 1, true
		case theirs == his:
			return 0.5, true
		}
		return 0, true
	})
	return Telling{s, s.Upper < FewestPerGroup || s.Lower < FewestPerGroup}
}

package app

import (
	"time"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/overview"
	"kroon/internal/report"
)

// weighing is what something said of a customer is weighed by: his own numbers, and what is usual here as it was
// counted last.
func (a *App) weighing(tx *db.Tx, of id.Customer) (w report.Weighing, err error) {
	c, err := a.Acts.Customer.Get(tx, of)
	if err != nil {
		return w, err
	}
	f, err := a.Acts.Order.Forecast(tx)
	if err != nil {
		return w, err
	}
	o, err := a.Acts.Organisation.Get(tx)
	if err != nil {
		return w, err
	}
	w.Zone, w.Customer = o.Location(), c.ID
	w.Known = report.KnownSince(c.Since, c.AddedAt, w.Zone)
	w.Usual, err = report.UsualOf(f.Usual)
	return w, err
}

// patternsOf weighs what is said of a customer, with so many of the cases.
func (a *App) patternsOf(tx *db.Tx, of id.Customer, said []claim.Sweeping, cases int) (out []overview.Pattern, err error) {
	w, err := a.weighing(tx, of)
	if err != nil {
		return nil, err
	}
	for _, one := range said {
		t, err := w.Of(tx, saidOf(one))
		if err != nil {
			return nil, err
		}
		p := overview.Pattern{
			Sweeping: one, Verdict: string(t.Verdict), Test: string(t.Test), Count: t.Count, N: t.N, Usual: t.Usual, P: t.P, PClaim: t.PClaim, Key: t.Key(),
		}
		if cases > 0 {
			counted, err := w.Cases(tx, saidOf(one), cases)
			if err != nil {
				return nil, err
			}
			for _, c := range counted {
				p.Cases = append(p.Cases, overview.PatternCase(c))
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// jobWeigh has what a claim says without exception weighed by counting; the subject is the claim.
const jobWeigh = "claim.weigh"

// weighEvery is how often that is done while the claim stands: what is usual of the others is counted once a day.
const weighEvery = 24 * time.Hour

// weighClaim weighs what a claim says without exception.
func (a *App) weighClaim(tx *db.Tx, due job.Due) error {
	again, err := a.Acts.Claim.Weigh(tx, id.Claim(due.Subject), func(of id.Customer, s claim.Sweeping) (claim.Weight, error) {
		w, err := a.weighing(tx, of)
		if err != nil {
			return claim.Weight{}, err
		}
		t, err := w.Of(tx, saidOf(s))
		return claim.Weight{Verdict: string(t.Verdict), Count: t.Count, N: t.N}, err
	})
	if err == nil && again {
		job.Schedule(tx, jobWeigh, due.Subject, tx.Now.Add(weighEvery))
	}
	return err
}

// toWeigh: what is said without exception is weighed when it is said, and when it is said in other words.
func (a *App) toWeigh(tx *db.Tx, e event.Envelope, kind claim.Kind) error {
	if kind == claim.Opinion || kind == claim.Assumption {
		job.Schedule(tx, jobWeigh, e.Subject, tx.Now)
	}
	return nil
}

func saidOf(s claim.Sweeping) report.Said {
	return report.Said{Pattern: report.Pattern(s.Sweep), From: s.From, Until: s.Until}
}

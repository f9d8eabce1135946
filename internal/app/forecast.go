package app

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/job"
	"kroon/internal/order"
	"kroon/internal/report"
)

// jobForecast reckons who is likely to buy again, and what is usual here; the subject is the organisation.
const jobForecast = "order.forecast"

// forecastEvery is how often: it reads all orders, and little of it changes in a day. As long as there were too few
// to say anything, new orders may make it so sooner.
const (
	forecastEvery = 24 * time.Hour
	forecastSoon  = time.Hour
)

// reckonOrders is the effect that does that. The model is fitted outside the transaction, so that nobody waits for it.
func (a *App) reckonOrders() job.Effect {
	return job.Effect{
		Prepare: func(tx *db.Tx, _ job.Due) (any, error) {
			o, err := a.Acts.Organisation.Get(tx)
			if err != nil {
				return nil, err
			}
			return report.Reckon(tx, o.Location())
		},
		Perform: func(_ context.Context, prepared any) error { return prepared.(*report.Reckoning).Fit() },
		Record: func(tx *db.Tx, due job.Due, prepared any, performed error) (bool, error) {
			if performed != nil {
				return true, nil
			}
			job.Schedule(tx, jobForecast, due.Subject, tx.Now.Add(forecastEvery))
			return false, a.keepForecast(tx, prepared.(*report.Reckoning))
		},
	}
}

func (a *App) keepForecast(tx *db.Tx, r *report.Reckoning) error {
	buyers, repeaters, fitted := r.Counted()
	usual, err := r.Usual().Kept()
	if err != nil {
		return err
	}
	var likely []order.Likely
	for _, one := range r.Likeliest() {
		likely = append(likely, order.Likely{
			Customer: one.Customer, Expected: report.Thousandths(one.Expected), Alive: report.Thousandths(one.Alive), Repeats: int64(one.Repeat), LastAt: one.Last,
		})
	}
	a.Acts.Order.KeepForecast(tx, order.Forecast{
		ReckonedAt: r.Usual().At, Weeks: report.ForecastWeeks, Buyers: int64(buyers), Repeaters: int64(repeaters), Fitted: fitted, Usual: usual,
	}, likely)
	return nil
}

// reactToOrders: while too few orders were known to say who buys again, a new one is reason to look sooner.
func (a *App) reactToOrders() {
	event.On(a.Log, func(tx *db.Tx, _ event.Envelope, _ order.Placed) error {
		last, err := a.Acts.Order.Forecast(tx)
		if err != nil || last.Fitted {
			return err
		}
		due := tx.Now
		if soonest := last.ReckonedAt.Add(forecastSoon); due.Before(soonest) {
			due = soonest
		}
		job.Hasten(tx, jobForecast, tx.Org.Any(), due)
		return nil
	})
}

package demo

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
)

// sorry is what people at De Linde add to an apology that Kroon wrote.
var sorry = []string{
	"Het lag aan ons, niet aan u. Ik heb het nu op mijn eigen lijst gezet.",
	"De planning liep vol en ik had u eerder moeten bellen.",
	"",
	"Dit had niet mogen gebeuren. Bel mij gerust rechtstreeks.",
}

// apologise has everybody read and send what waits for them, and see what they were told.
func (f *firm) apologise(until time.Time) error {
	if err := f.until(until); err != nil {
		return err
	}
	for _, name := range staffNames {
		drafts, told, err := f.waiting(name)
		if err != nil {
			return err
		}
		for _, draft := range drafts {
			words := sorry[f.letters%len(sorry)]
			f.letters++
			if _, err := f.app.Acts.SendDraft(f.ctx, f.actor(name), draft.ID, words); err != nil {
				return err
			}
		}
		if len(told) > 0 {
			if err := f.app.Acts.SeeNotices(f.ctx, f.actor(name), told...); err != nil {
				return err
			}
		}
	}
	return nil
}

// waiting is what somebody is to read and send, and what they have not seen.
func (f *firm) waiting(name string) (drafts []message.Ready, told []id.Message, err error) {
	err = f.app.DB.Read(f.ctx, f.actor(name), func(tx *db.Tx) error {
		if drafts, err = f.app.Acts.Message.DraftsOf(tx, f.staff(name), id.Message{}, mostTold); err != nil {
			return err
		}
		unseen, err := f.app.Acts.Message.Unseen(tx, f.staff(name), mostTold, "")
		for _, one := range unseen {
			told = append(told, one.ID)
		}
		return err
	})
	return drafts, told, err
}

const mostTold = 200

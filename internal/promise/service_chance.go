package promise

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/job"
)

// JobChance counts once a day how promises went by the slack that they had; the subject is the organisation.
const JobChance = "promise.chance"

// chanceEvery is how often that is counted again.
const chanceEvery = 24 * time.Hour

// OnChance counts how promises went, and again a day later.
func (s *Service) OnChance(tx *db.Tx, due job.Due) error {
	job.Schedule(tx, JobChance, due.Subject, tx.Now.Add(chanceEvery))
	return countChances(tx)
}

// Chances reads the words that this organisation's own history has earned.
func (s *Service) Chances(tx *db.Tx) (Chances, error) {
	bands, err := histories(tx)
	return Calibrate(bands), err
}

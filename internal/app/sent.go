package app

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// nothingSent: no message dates a deed yet.
type nothingSent struct{}

func (nothingSent) SentAt(*db.Tx, id.Any, id.Promise) (time.Time, bool, error) {
	return time.Time{}, false, nil
}

package public_test

import (
	"testing"
	"time"

	"kroon/internal/app/apptest"
)

// at is a time on Tuesday 24 November 2026; a scene begins at 10:52.
func at(hour, minute int) time.Time { return apptest.At(hour, minute) }

// scene is De Linde, with what the tests of this package ask of it.
type scene struct{ *apptest.Scene }

// everywhere runs a test in a scene of its own on every engine.
func everywhere(t *testing.T, test func(t *testing.T, s *scene)) {
	apptest.Everywhere(t, func(t *testing.T, s *apptest.Scene) { test(t, &scene{s}) })
}

// Package desk is the screens of whoever picks up and keeps our word: Today, and a new question while
// the customer is on the phone.
package desk

import (
	"net/http"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Pages answers the routes of this area.
type Pages struct {
	Acts    *act.Acts
	Read    overview.Desk
	Answers overview.Answers
}

const today = "/today"

// onPromise is an act on the promise in the path that leads back to Today with a notice of what was done.
func onPromise(do func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error)) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		of, err := web.PathID[id.Promise](r, "promise")
		if err != nil {
			return err
		}
		flash, err := do(r, web.ViewOf(r), of)
		if err != nil {
			return err
		}
		return web.Redirect(w, r, today, flash)
	}
}

// onMessage is the same for a message.
func onMessage(do func(r *http.Request, v *web.View, of id.Message) (*web.Flash, error)) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		of, err := web.PathID[id.Message](r, "message")
		if err != nil {
			return err
		}
		flash, err := do(r, web.ViewOf(r), of)
		if err != nil {
			return err
		}
		return web.Redirect(w, r, today, flash)
	}
}

func undoOf(of id.Promise) string { return today + "/" + of.String() + "/undo" }

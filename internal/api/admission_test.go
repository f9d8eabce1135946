package api_test

import (
	"context"
	"testing"

	"kroon/internal/db"
	"kroon/internal/web"
)

// Programs hear at once that there is no room, in the form of every problem, and screens and programs share the room.
func TestAProgramHearsThatThereIsNoRoom(t *testing.T) {
	h := open(t, db.SQLite)
	room := h.app.Site.Admission()
	for room.Full(web.Intake) == nil {
		if _, err := room.Enter(context.Background(), web.Intake); err != nil {
			t.Fatal(err)
		}
	}
	got := h.refused(503, "web.crowded", h.linde.staff, "POST", "/customers", `{"name":"Monique"}`)
	if got.header.Get("Retry-After") == "" || got.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%v", got.header)
	}
	h.want(200, h.linde.staff, "GET", "/customers/"+h.linde.customer.String(), nil)
}

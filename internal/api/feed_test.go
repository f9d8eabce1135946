package api_test

import (
	"strings"
	"testing"
)

// The address of a calendar is written, and never read again.
func TestTheAddressOfACalendarIsNotGivenBack(t *testing.T) {
	run(t, func(h *house) {
		path := "/calendars/staff/" + h.linde.staff.actor.StaffID().String() + "/feed"
		if got := h.want(200, h.linde.staff, "GET", path, nil); got.at("given") != false {
			t.Errorf("nothing was given: %s", got.raw)
		}
		secret := "https://agenda.example/private/9f3c2a71d8e4.ics"
		h.refused(422, "calendar.bad_address", h.linde.staff, "PUT", path, `{"address":""}`)
		h.refused(422, "calendar.bad_address", h.linde.staff, "PUT", path, `{"address":"agenda"}`)
		h.want(200, h.linde.lead, "PUT", path, map[string]string{"address": secret})
		got := h.want(200, h.linde.staff, "GET", path, nil)
		if got.text("shown") != "agenda.example/….ics" || got.at("given") != true || strings.Contains(string(got.raw), "9f3c") {
			t.Errorf("shown as %s", got.raw)
		}
		h.refused(403, "team.lead_only", h.linde.staff, "GET", strings.Replace(path, h.linde.staff.actor.StaffID().String(), h.linde.lead.actor.StaffID().String(), 1), nil)
		h.want(204, h.linde.staff, "DELETE", path, nil)
		if got := h.want(200, h.linde.staff, "GET", path, nil); got.at("given") != false || got.text("shown") != "" {
			t.Errorf("taken away, yet %s", got.raw)
		}
	})
}

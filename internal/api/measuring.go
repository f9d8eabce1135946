package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

type measuringView struct {
	On        bool                `json:"on"`
	Purpose   string              `json:"purpose"`
	AgreedBy  organisation.Agreed `json:"agreed_by" enum:"works_council,representation,staff_meeting"`
	AgreedOn  string              `json:"agreed_on" format:"date"`
	BegunBy   id.Staff            `json:"begun_by,omitzero"`
	BegunAt   time.Time           `json:"begun_at"`
	Until     time.Time           `json:"until" doc:"Not included; they go off then by themselves."`
	StoppedBy id.Staff            `json:"stopped_by,omitzero"`
	StoppedAt time.Time           `json:"stopped_at,omitzero" doc:"When somebody switched them off sooner."`
}

// mostMeasurings are listed.
const mostMeasurings = 50

func addMeasuring(s *Server) {
	acts := s.cfg.Acts
	show := func(m organisation.Measuring) measuringView {
		return measuringView{
			m.On(acts.DB.Clock().Now()), m.Purpose, m.AgreedBy, m.AgreedOn, m.BegunBy, at(m.BegunAt), at(m.Until), m.StoppedBy, at(m.StoppedAt),
		}
	}
	get(s, operation{
		id: "listMeasuring", path: "~/figures/per-person", scope: "figures:read", summary: "When figures of each person may be seen: why, who agreed, who switched it on and until when; the newest first",
	}, func(tx *db.Tx, _ *call, _ *nothing) (listOf[measuringView], error) {
		all, err := acts.Organisation.Measurings(tx, mostMeasurings)
		return listOf[measuringView]{Items: each(all, show)}, err
	})
	do(s, operation{
		id: "beginMeasuring", method: http.MethodPost, path: "~/figures/per-person", scope: access.ScopeAdmin, role: party.Owner,
		summary: "Let figures of each person be seen until the end of a day", note: "Off by default. Everybody in the organisation sees who switched it on, why and until when.",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Purpose  string              `json:"purpose" doc:"What they are for, in words for the people concerned."`
			AgreedBy organisation.Agreed `json:"agreed_by" enum:"works_council,representation,staff_meeting"`
			AgreedOn string              `json:"agreed_on" format:"date"`
			LastDay  string              `json:"last_day" format:"date" doc:"At most a year ahead."`
		}
	}) (m organisation.Measuring, err error) {
		wish := organisation.Measure{Purpose: in.Body.Purpose, AgreedBy: in.Body.AgreedBy}
		if wish.AgreedOn, err = worktime.ParseDate(in.Body.AgreedOn); err != nil {
			return m, fault.Of(err).On("agreed_on")
		}
		if wish.LastDay, err = worktime.ParseDate(in.Body.LastDay); err != nil {
			return m, fault.Of(err).On("last_day")
		}
		return acts.BeginMeasuring(ctx, c.actor, wish)
	}, show)
	silently(s, operation{
		id: "stopMeasuring", method: http.MethodPost, path: "~/figures/per-person/stop", scope: access.ScopeAdmin, role: party.Owner,
		summary: "Switch figures of each person off now",
	}, func(ctx context.Context, c *call, _ *nothing) error { return acts.StopMeasuring(ctx, c.actor) })
}

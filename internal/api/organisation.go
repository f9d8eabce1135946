package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/lang"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// OrganisationView is the organisation as its settings are.
type OrganisationView struct {
	Name           string       `json:"name"`
	BaseURL        string       `json:"base_url,omitempty" doc:"Empty: no public address."`
	Zone           string       `json:"zone"`
	Lang           lang.Lang    `json:"lang" enum:"nl,en"`
	Informal       bool         `json:"informal" doc:"Customers are addressed with je."`
	Phone          string       `json:"phone,omitempty"`
	Email          string       `json:"email,omitempty"`
	Quiet          intervalView `json:"quiet" doc:"The quiet hours; they may go through midnight."`
	TacitDays      int          `json:"tacit_days" doc:"Working days after which silence accepts a delivery."`
	MarginMinutes  int          `json:"margin_minutes" doc:"Slack below this is tight."`
	GoodFriday     bool         `json:"good_friday"`
	LiberationDay  bool         `json:"liberation_day"`
	SameDayStopped bool         `json:"same_day_stopped" doc:"Busy day: no new offers for today."`
	SameDayUntil   time.Time    `json:"same_day_until,omitzero" doc:"When the stop ends, or ended, by itself: the end of that day in the zone."`
	Version        int64        `json:"version"`
}

func (v OrganisationView) version() int64 { return v.Version }

func showOrganisation(o organisation.Organisation, now time.Time) OrganisationView {
	return OrganisationView{
		Name: o.Name, BaseURL: o.BaseURL, Zone: o.Zone, Lang: o.Lang, Informal: o.Informal, Phone: o.Phone, Email: o.Email,
		Quiet: intervalView{clockText(o.QuietFrom), clockText(o.QuietUntil)}, TacitDays: o.TacitDays, MarginMinutes: o.MarginMinutes,
		GoodFriday: o.GoodFriday, LiberationDay: o.LiberationDay, SameDayStopped: o.SameDayStopped(now), SameDayUntil: at(o.SameDayUntil), Version: o.Version,
	}
}

// OrganisationWish is what the settings are to be: what it does not name stays as it is.
type OrganisationWish struct {
	Name          *string       `json:"name,omitempty"`
	BaseURL       *string       `json:"base_url,omitempty"`
	Zone          *string       `json:"zone,omitempty"`
	Lang          *lang.Lang    `json:"lang,omitempty" enum:"nl,en"`
	Informal      *bool         `json:"informal,omitempty"`
	Phone         *string       `json:"phone,omitempty"`
	Email         *string       `json:"email,omitempty"`
	Quiet         *intervalView `json:"quiet,omitempty"`
	TacitDays     *int          `json:"tacit_days,omitempty"`
	MarginMinutes *int          `json:"margin_minutes,omitempty"`
	GoodFriday    *bool         `json:"good_friday,omitempty"`
	LiberationDay *bool         `json:"liberation_day,omitempty"`
}

func (w OrganisationWish) onto(o *organisation.Organisation) error {
	given(&o.Name, w.Name)
	given(&o.BaseURL, w.BaseURL)
	given(&o.Zone, w.Zone)
	given(&o.Lang, w.Lang)
	given(&o.Informal, w.Informal)
	given(&o.Phone, w.Phone)
	given(&o.Email, w.Email)
	given(&o.TacitDays, w.TacitDays)
	given(&o.MarginMinutes, w.MarginMinutes)
	given(&o.GoodFriday, w.GoodFriday)
	given(&o.LiberationDay, w.LiberationDay)
	if w.Quiet == nil {
		return nil
	}
	quiet, err := w.Quiet.interval()
	o.QuietFrom, o.QuietUntil = quiet.From, quiet.Until
	return err
}

func addOrganisation(s *Server) {
	acts := s.cfg.Acts
	show := func(o organisation.Organisation) OrganisationView { return showOrganisation(o, acts.DB.Clock().Now()) }
	get(s, operation{id: "getOrganisation", path: "~/organisation", scope: "calendars:read", summary: "The organisation's settings"},
		func(tx *db.Tx, _ *call, _ *struct{}) (OrganisationView, error) {
			o, err := acts.Organisation.Get(tx)
			return showOrganisation(o, tx.Now), err
		})
	do(s, operation{
		id: "changeOrganisation", method: http.MethodPatch, path: "~/organisation", scope: "admin", role: party.Owner, versioned: true,
		summary: "Change the organisation's settings", note: "What is not named stays as it is.",
	}, func(ctx context.Context, c *call, in *struct{ Body OrganisationWish }) (organisation.Organisation, error) {
		o, err := see(ctx, c, acts.Organisation.Get)
		if err != nil {
			return o, err
		}
		if c.seen > 0 {
			o.Version = c.seen
		}
		if err := in.Body.onto(&o); err != nil {
			return o, err
		}
		return acts.ChangeOrganisation(ctx, c.actor, o)
	}, show)
	do(s, operation{
		id: "stopSameDay", method: http.MethodPost, path: "~/organisation/same-day", scope: "promises:write", role: party.TeamLead,
		summary: "Stop new promises for today until the day ends, or allow them again",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Stopped bool `json:"stopped"`
		}
	}) (organisation.Organisation, error) {
		return acts.StopSameDay(ctx, c.actor, in.Body.Stopped)
	}, show)
}

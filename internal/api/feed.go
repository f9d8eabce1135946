package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// FeedView is the calendar that Kroon reads somebody's busy times from. Its address is never shown again.
type FeedView struct {
	Staff   id.Staff     `json:"staff"`
	Given   bool         `json:"given" doc:"There is an address to read."`
	Shown   string       `json:"shown,omitempty" example:"calendar.google.com/….ics" doc:"The host and the last signs of the address, to know it again by."`
	ReadAt  time.Time    `json:"read_at,omitzero" doc:"When it was last read; absent: not yet."`
	Trouble *troubleView `json:"trouble,omitempty" doc:"What went wrong when it was last read; what was read before goes on counting."`
}

type troubleView struct {
	Key   string    `json:"key"`
	Text  string    `json:"text"`
	Since time.Time `json:"since"`
}

func showFeed(c *call, staff id.Staff, s team.Source, given bool) FeedView {
	if !given {
		return FeedView{Staff: staff}
	}
	v := FeedView{Staff: staff, Given: true, Shown: s.Shown, ReadAt: at(s.ImportedAt)}
	if wrong := s.Trouble(); wrong != nil {
		v.Trouble = &troubleView{wrong.Key, c.printer.Fill(wrong.Key, wrong.Args), at(s.WrongAt)}
	}
	return v
}

func addFeeds(s *Server) {
	acts := s.cfg.Acts
	read := func(tx *db.Tx, c *call, staff id.Staff) (FeedView, error) {
		source, given, err := acts.Team.Feed(tx, staff)
		return showFeed(c, staff, source, given), err
	}
	get(s, operation{
		id: "getFeed", path: "~/calendars/staff/{staff}/feed", scope: "calendars:read",
		summary: "The calendar that somebody's busy times are read from; one's own, and of whom one leads",
	}, func(tx *db.Tx, c *call, in *StaffPath) (FeedView, error) { return read(tx, c, in.Staff) })
	serve(s, operation{
		id: "setFeed", method: http.MethodPut, path: "~/calendars/staff/{staff}/feed", scope: "calendars:write", role: party.Colleague,
		summary: "Read somebody's busy times from their own calendar, an iCalendar file at an address",
		note:    "The address is kept sealed and not shown again. It is read at once, and then every quarter of an hour.",
	}, func(ctx context.Context, c *call, in *struct {
		StaffPath
		Body struct {
			Address string `json:"address" doc:"https, http or webcal."`
		}
	}) (out FeedView, err error) {
		if _, err := team.FeedAddress(in.Body.Address); err != nil {
			return out, err
		}
		if err := acts.SetFeed(ctx, c.actor, in.Staff, in.Body.Address); err != nil {
			return out, err
		}
		now, err := see(ctx, c, func(tx *db.Tx) (FeedView, error) { return read(tx, c, in.Staff) })
		return now, err
	})
	silently(s, operation{
		id: "dropFeed", method: http.MethodDelete, path: "~/calendars/staff/{staff}/feed", scope: "calendars:write", role: party.Colleague,
		summary: "Stop reading somebody's calendar, and forget its busy times",
	}, func(ctx context.Context, c *call, in *StaffPath) error {
		return acts.SetFeed(ctx, c.actor, in.Staff, "")
	})
}

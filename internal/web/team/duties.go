package team

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// dutyView is the form of one duty.
type dutyView struct {
	action string
	name   string
	team   string
	roster string
	places map[id.Staff]string // in which order each is asked; empty: not in it
	people []overview.Person
	teams  []web.Option
	web.Refusal
	version string
}

// Duties lists the duties and who has them now.
func (p *Pages) Duties(w http.ResponseWriter, r *http.Request) error {
	page, err := p.now(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, dutiesPage(web.ViewOf(r), page))
}

// Duty shows one duty, or the form of a new one.
func (p *Pages) Duty(w http.ResponseWriter, r *http.Request) error {
	page, err := p.now(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	view, err := p.dutyForm(r, page)
	if err != nil {
		return err
	}
	if r.PathValue("duty") == "" {
		return web.Render(w, r, dutyPage(v, view))
	}
	asked, err := web.PathID[id.Duty](r, "duty")
	if err != nil {
		return err
	}
	for _, one := range page.Duties {
		if one.Duty.ID == asked {
			view.show(v, one)
			return web.Render(w, r, dutyPage(v, view))
		}
	}
	return fault.New(fault.NotFound, "team.unknown_duty")
}

// dutyForm is an empty form with who can be in it.
func (p *Pages) dutyForm(r *http.Request, page overview.TeamPage) (dutyView, error) {
	v := web.ViewOf(r)
	view := dutyView{action: r.URL.Path, places: map[id.Staff]string{}}
	if r.PathValue("duty") == "" {
		view.action = "/team/duties"
	}
	for _, one := range page.People {
		if one.Staff.Kind == "staff" {
			view.people = append(view.people, one)
		}
	}
	slices.SortFunc(view.people, func(a, b overview.Person) int { return strings.Compare(a.Staff.Name, b.Staff.Name) })
	_, teams, err := p.See.Staff(r.Context(), v.Who.Actor)
	owner := v.Needs(party.Owner)
	if owner {
		view.teams = append(view.teams, web.Option{Value: "", Text: v.T("teamwork.duties.no_team")})
	}
	for _, one := range teams {
		if owner || one.Lead == v.Who.Actor.StaffID() { // a lead sets the duties of their own team only
			view.teams = append(view.teams, web.Option{Value: one.ID.String(), Text: one.Name})
		}
	}
	return view, err
}

// show fills the form with a duty as it is.
func (view *dutyView) show(v *web.View, one overview.DutyNow) {
	view.name, view.version = one.Duty.Name, strconv.FormatInt(one.Duty.Version, 10)
	if !one.Duty.Team.IsZero() {
		view.team = one.Duty.Team.String()
	}
	for i, member := range one.Duty.Members {
		view.places[member] = strconv.Itoa(i + 1)
	}
	var lines []string
	for _, turn := range one.Duty.Roster {
		name := turn.Staff.String()
		for _, person := range view.people {
			if person.Staff.ID == turn.Staff {
				name = person.Staff.FirstName
			}
		}
		lines = append(lines, act.SayTurn(v.T("teamwork.day."+strconv.Itoa(int(turn.Weekday))), turn, name))
	}
	view.roster = strings.Join(lines, "\n")
}

// DoDuty adds or changes a duty.
func (p *Pages) DoDuty(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	page, err := p.now(r)
	if err != nil {
		return err
	}
	view, err := p.dutyForm(r, page)
	if err != nil {
		return err
	}
	sheet := act.DutySheet{Name: form.Needed("name", maxLine), Team: web.FormID[id.Team](form, "team"), Roster: form.Text("roster", 8000)}
	sheet.Version, _ = strconv.ParseInt(form.Raw("version"), 10, 64) // what is no number asks for no check
	if r.PathValue("duty") != "" {
		if sheet.ID, err = web.PathID[id.Duty](r, "duty"); err != nil {
			return err
		}
	}
	place := map[id.Staff]int{}
	for _, one := range view.people {
		field := placeField(one)
		view.places[one.Staff.ID] = form.Raw(field)
		if place[one.Staff.ID] = form.Int(field, 1, 99, 0); place[one.Staff.ID] > 0 {
			sheet.Members = append(sheet.Members, one.Staff.ID)
		}
	}
	slices.SortStableFunc(sheet.Members, func(a, b id.Staff) int { return cmp.Compare(place[a], place[b]) })
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SaveDuty(r.Context(), web.ViewOf(r).Who.Actor, sheet); err == nil {
			return web.Redirect(w, r, "/team/duties", web.Said("teamwork.said.duty"))
		}
	}
	view.name, view.team, view.roster, view.version = form.Raw("name"), form.Raw("team"), form.Raw("roster"), form.Raw("version")
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		view.Refusal = f
		return dutyPage(web.ViewOf(r), view)
	})
}

func placeField(p overview.Person) string { return "place-" + p.Staff.ID.String() }

// labels are what the fields are called, for the box that says which of them is wrong.
func (view dutyView) labels(v *web.View) func(string) string {
	return func(field string) string {
		switch field {
		case "name":
			return v.T("teamwork.field.duty")
		case "team", "members", "roster":
			return v.T("teamwork.field." + field)
		}
		for _, one := range view.people {
			if field == placeField(one) {
				return one.Staff.Name
			}
		}
		return ""
	}
}

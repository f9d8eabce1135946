package gallery

import (
	"context"
	"strconv"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// The states in which a screen is shown.
const (
	isNew   = "new"
	isEmpty = "empty"
	isFull  = "full"
	isBusy  = "busy"
	refused = "refused"
)

// unknown is an id that nothing has.
const unknown = "01900000-0000-7000-8000-000000000000"

// get is a page as somebody sees it.
func get(name, state, pattern, path, as string) Entry {
	return Entry{Name: name, State: state, Pattern: "GET " + pattern, Path: path, As: as}
}

// post is a form that is refused, as somebody sees it then. It must change nothing: it is sent every time.
func post(name, pattern, path, as string, form map[string]string) Entry {
	return Entry{Name: name, State: refused, Pattern: "POST " + pattern, Path: path, As: as, Form: form}
}

func newEntries(token string) []Entry {
	return []Entry{
		get("setup", isEmpty, "/setup", "/setup", ""),
		get("setup-begin", isNew, "/setup/{token}", "/setup/"+token, ""),
		post("setup-begin", "/setup/{token}", "/setup/"+token, "", map[string]string{"organisation": "Kuipers & Zn.", "opens": "9", "closes": "8"}),
	}
}

func emptyEntries() []Entry {
	return []Entry{
		get("today", isEmpty, "/today", "/today", first),
		get("offline", isEmpty, "/offline", "/offline", ""),
		get("intake", isEmpty, "/intake", "/intake", first),
		get("answers", isEmpty, "/answers", "/answers", first),
		get("lists", isEmpty, "/lists", "/lists", first),
		get("never-called", isEmpty, "/lists/never", "/lists/never", first),
		get("answers-open", isEmpty, "/a", "/a", ""),
		get("complaints", isEmpty, "/complaints", "/complaints", first),
		get("complaint-causes", isEmpty, "/complaints/causes", "/complaints/causes", first),
		get("complaint-year", isEmpty, "/complaints/year", "/complaints/year", first),
		get("customers", isEmpty, "/customers", "/customers", first),
		get("duplicates", isEmpty, "/customers/duplicates", "/customers/duplicates", first),
		get("red", isEmpty, "/customers/red", "/customers/red", first),
		get("team", isEmpty, "/team", "/team", first),
		get("redistribute", isEmpty, "/team/redistribute", "/team/redistribute", first),
		get("duties", isEmpty, "/team/duties", "/team/duties", first),
		get("busy-day", isEmpty, "/team/busy", "/team/busy", first),
		get("figures", isEmpty, "/figures", "/figures", first),
		get("figures-service", isEmpty, "/figures/service", "/figures/service", first),
		get("figures-paths", isEmpty, "/figures/paths", "/figures/paths", first),
		get("figures-again", isEmpty, "/figures/again", "/figures/again", first),
		get("settings", isEmpty, "/settings", "/settings", first),
		get("imports", isEmpty, "/settings/imports", "/settings/imports", first),
		get("mail", isEmpty, "/settings/mail", "/settings/mail", first),
		get("sms", isEmpty, "/settings/sms", "/settings/sms", first),
		get("tokens", isEmpty, "/settings/tokens", "/settings/tokens", first),
	}
}

func triedEntries(tried id.Promise, known id.Customer) []Entry {
	return []Entry{
		get("customer-promise-chance", isFull, "/customers/{customer}/promises", "/customers/"+known.String()+"/promises", first),
		get("try", isEmpty, "/try", "/try", first),
		get("tried", isFull, "/try/{promise}", "/try/"+tried.String(), first),
		post("try", "/try", "/try", first, map[string]string{"address": "twaalf"}),
	}
}

func busyEntries(invite string) []Entry {
	return []Entry{
		get("welcome", isFull, "/welcome/{token}", "/welcome/"+invite, ""),
		get("duty-nowhere", isEmpty, "/team/duties/new", "/team/duties/new", teamless),
		get("today", isBusy, "/today", "/today", lead),
		get("team", isBusy, "/team", "/team", lead),
		get("redistribute", isBusy, "/team/redistribute", "/team/redistribute", lead),
		get("busy-day", isBusy, "/team/busy", "/team/busy", lead),
		get("figures", isBusy, "/figures", "/figures", lead),
		get("measuring", isBusy, "/settings/measuring", "/settings/measuring", owner),
		get("settings", isBusy, "/settings", "/settings", lead),
		get("intake", isBusy, "/intake", "/intake?from=%2B31302614410", lead),
		post("busy-day", "/team/busy", "/team/busy", lead, map[string]string{"until": "today", "when": "tomorrow"}),
	}
}

// busyDayEntries are the steps after choosing: the new times for what these people were to do, and what the
// customers of an earlier move got.
func busyDayEntries(ill []id.Staff, told time.Time) []Entry {
	form := map[string]string{"until": "today", "when": "tomorrow"}
	for _, one := range ill {
		form["of-"+one.String()] = "all"
	}
	plan := post("busy-plan", "/team/busy", "/team/busy", lead, form)
	plan.State = isBusy
	return []Entry{
		plan,
		get("busy-told", isBusy, "/team/busy/told", "/team/busy/told?at="+strconv.FormatInt(told.UnixMicro(), 10), lead),
	}
}

// pointed is what the entries of the full world point at.
type pointed struct {
	zeger, monique id.Customer
	pieter         id.Customer
	stranger       id.Customer // who ordered, and never asked us anything
	owed           id.Promise  // Monique's, still to be kept
	late           id.Promise  // Zeger's, broken
	question       id.Question
	second         id.Question // asked in the same conversation, answered at once
	bakery         id.Customer // of whom a colleague is noting a question
	house          team.Team
	duty           team.Duty
	zegerPage      string // the token of Zeger's page
	moniquePage    string
	owner          id.Staff
	invite         string // a link with which a password is chosen
	guests         guests
	besides        besides
	entry          id.Entry    // a withdrawal on Zeger's account
	grouch         id.Customer // of whom much is said
	fact, opinion  id.Claim    // of him
	hotel          id.Customer // of whom the lead said what the orders show otherwise
	sweeping       id.Claim    // that
	calls          calls
	answers        []answered // of De Linde, in the order in which they were written
	complaints     []staged   // that run, the oldest first
}

func (f *house) points(ctx context.Context) (p pointed, err error) {
	acts := f.w.app.Acts
	err = f.w.read(ctx, f.lead, func(tx *db.Tx) error {
		if err := p.people(tx, acts.Customer); err != nil {
			return err
		}
		hers, err := acts.Promise.OfCustomer(tx, p.monique, 1)
		if err != nil {
			return err
		}
		p.owed, p.question = hers[0].ID, hers[0].Question
		if err := p.read(tx, f); err != nil {
			return err
		}
		if p.calls, err = f.calls(tx, p.zeger); err != nil {
			return err
		}
		his, err := acts.Promise.OfCustomer(tx, p.zeger, 10)
		for _, one := range his {
			if one.State == promise.Broken {
				p.late = one.ID
			}
		}
		if err != nil {
			return err
		}
		teams, err := acts.Team.Teams(tx)
		if err != nil {
			return err
		}
		duties, err := acts.Team.Duties(tx)
		p.house, p.duty = teams[0], duties[0]
		return err
	})
	if err != nil {
		return p, err
	}
	if p.zegerPage, err = acts.LinkToCustomer(ctx, f.lead, p.zeger); err != nil {
		return p, err
	}
	if p.moniquePage, err = acts.LinkToPromise(ctx, f.lead, p.owed); err != nil {
		return p, err
	}
	if err := f.accounts(ctx, &p); err != nil {
		return p, err
	}
	if p.guests, err = f.guests(ctx); err != nil {
		return p, err
	}
	if p.besides, err = f.besides(ctx); err != nil {
		return p, err
	}
	if err := f.conversation(ctx, &p); err != nil {
		return p, err
	}
	p.owner = f.owner.StaffID()
	if err := acts.SetFeed(ctx, f.owner, p.owner, "https://agenda.delinde.example/private/9f3c2a71d8e4f00d.ics"); err != nil {
		return p, err
	}
	p.invite, err = acts.Invite(ctx, f.owner, f.owner.StaffID())
	return p, err
}

// said finds of whom much is said, a fact about him and an opinion.
func (p *pointed) said(tx *db.Tx, f *house) (err error) {
	acts := f.w.app.Acts
	if p.grouch, err = theOne(tx, acts.Customer, "Gerrit Blok"); err != nil {
		return err
	}
	all, err := acts.Claim.Of(tx, p.grouch, 50)
	for _, c := range all {
		switch c.Kind {
		case "fact":
			p.fact = c.ID
		case "opinion":
			p.opinion = c.ID
		}
	}
	if err != nil {
		return err
	}
	if p.hotel, err = theOne(tx, acts.Customer, "Hotel Kust"); err != nil {
		return err
	}
	all, err = acts.Claim.Of(tx, p.hotel, 50)
	for _, c := range all {
		if c.Kind == "opinion" {
			p.sweeping = c.ID
		}
	}
	return err
}

// people finds who the entries are about.
func (p *pointed) people(tx *db.Tx, customers *customer.Service) (err error) {
	for name, of := range map[string]*id.Customer{
		"Zeger van Dam": &p.zeger, "Monique Jansen": &p.monique, "Pieter de Groot": &p.pieter, "Zwembad De Golf": &p.stranger,
	} {
		if *of, err = theOne(tx, customers, name); err != nil {
			return err
		}
	}
	return nil
}

// read finds what is answered, what is said of somebody, and the complaints that run.
func (p *pointed) read(tx *db.Tx, f *house) (err error) {
	if p.answers, err = f.answers(tx); err != nil {
		return err
	}
	running, err := f.w.app.Acts.Complaint.List(tx, id.Customer{}, 10)
	p.complaints = nil
	for _, c := range running {
		p.complaints = append(p.complaints, staged{string(c.Stage), "/complaints/" + c.ID.String()})
	}
	if err != nil {
		return err
	}
	return p.said(tx, f)
}

func theOne(tx *db.Tx, customers *customer.Service, name string) (id.Customer, error) {
	found, err := customers.Search(tx, name, 1)
	if err != nil {
		return id.Customer{}, err
	}
	return found[0].ID, nil
}

func fullEntries(ctx context.Context, f *house) ([]Entry, error) {
	p, err := f.points(ctx)
	if err != nil {
		return nil, err
	}
	out := append(p.desk(), p.relation()...)
	out = append(out, p.public()...)
	out = append(out, p.answered()...)
	out = append(out, p.calls.entries()...)
	out = append(out, p.account()...)
	out = append(out, p.complained()...)
	out = append(out, p.team()...)
	brought, err := f.brought(ctx)
	if err != nil {
		return nil, err
	}
	out = append(out, brought...)
	return append(out, p.admin()...), nil
}

func (p pointed) desk() []Entry {
	typed := map[string]string{"customer": p.monique.String(), "question": "", "ending": string(intake.Promised), "when": "gisteren"}
	return []Entry{
		get("today", isFull, "/today", "/today", lead),
		get("intake", isFull, "/intake", "/intake?from=%2B31302614410", lead),
		get("intake-half", isFull, "/intake", "/intake?half=1", lead),
		get("taken", isFull, "/intake/{question}", "/intake/"+p.question.String(), lead),
		get("intake-another", isFull, "/intake", "/intake?customer="+p.monique.String()+"&after="+p.second.String(), lead),
		post("intake", "/intake", "/intake", lead, typed),
		post("intake-thrice", "/intake", "/intake", lead, map[string]string{"from": "12", "end": "promised", "decides": "gisteren", "when": "ooit"}),
	}
}

func (p pointed) relation() []Entry {
	zeger, monique, owed, late := "/customers/"+p.zeger.String(), "/customers/"+p.monique.String(), "/promises/"+p.owed.String(), "/promises/"+p.late.String()
	return []Entry{
		get("customers", isFull, "/customers", "/customers", lead),
		get("customers-found", isFull, "/customers", "/customers?q=van", lead),
		get("customers-said", isFull, "/customers", "/customers?q=koelcel", lead),
		get("customers-ways", isFull, "/customers", "/customers?q=log+zeger", lead),
		get("duplicates", isFull, "/customers/duplicates", "/customers/duplicates", lead),
		get("customers-nobody", isEmpty, "/customers", "/customers?q=Quispel", lead),
		get("customer", isFull, "/customers/{customer}", zeger, lead),
		get("customer-buying", isFull, "/customers/{customer}", monique, lead),
		get("customer-balance", isFull, "/customers/{customer}/balance", zeger+"/balance", lead),
		get("customer-balance", isEmpty, "/customers/{customer}/balance", "/customers/"+p.bakery.String()+"/balance", lead),
		get("customer-seven", isFull, "/customers/{customer}/seven", "/customers/"+p.pieter.String()+"/seven", lead),
		get("customer-seven", isEmpty, "/customers/{customer}/seven", "/customers/"+p.stranger.String()+"/seven", lead),
		get("customer-beside", isFull, "/customers/{customer}", "/customers/"+p.bakery.String(), lead),
		get("customer-new", isEmpty, "/customers/new", "/customers/new", lead),
		post("customer-new", "/customers/new", "/customers/new", lead, map[string]string{"name": "", "phones[0]": "12"}),
		get("customer-change", isFull, "/customers/{customer}/change", zeger+"/change", lead),
		get("customer-log", isFull, "/customers/{customer}/log", zeger+"/log", lead),
		get("customer-calls", isFull, "/customers/{customer}", zeger+"?sort=promises", lead),
		get("customer-files", isFull, "/customers/{customer}/files", zeger+"/files", lead),
		get("customer-files", isEmpty, "/customers/{customer}/files", monique+"/files", lead),
		get("customer-orders", isFull, "/customers/{customer}/orders", zeger+"/orders", lead),
		get("customer-orders", isEmpty, "/customers/{customer}/orders", monique+"/orders", lead),
		post("customer-orders", "/customers/{customer}/orders", zeger+"/orders", lead, map[string]string{"what": "", "amount": "twaalf", "when": "overmorgen"}),
		get("customer-claims", isFull, "/customers/{customer}/claims", "/customers/"+p.grouch.String()+"/claims", lead),
		get("customer-claims-first", isFull, "/customers/{customer}/claims", "/customers/"+p.grouch.String()+"/claims", owner),
		get("customer-grouch", isFull, "/customers/{customer}", "/customers/"+p.grouch.String(), lead),
		get("customer-claims", isEmpty, "/customers/{customer}/claims", monique+"/claims", lead),
		post("customer-claims", "/customers/{customer}/claims", "/customers/"+p.grouch.String()+"/claims", lead, map[string]string{"kind": "fact", "text": "Heeft rugpijn", "evidence": "person", "said_on": "2099-01-01"}),
		get("customer-patterns", isFull, "/customers/{customer}/patterns", "/customers/"+p.hotel.String()+"/patterns?season=summer&from=9&until=11", lead),
		get("customer-patterns", isEmpty, "/customers/{customer}/patterns", monique+"/patterns", lead),
		get("claim-doubt", isFull, "/claims/{claim}", "/claims/"+p.sweeping.String(), lead),
		get("opinion", isEmpty, "/customers/{customer}/opinion", zeger+"/opinion", lead),
		post("opinion", "/customers/{customer}/claims", zeger+"/claims", lead, map[string]string{"kind": "opinion", "text": "Brombeer", "happened": ""}),
		get("claim", isFull, "/claims/{claim}", "/claims/"+p.fact.String(), lead),
		get("claim-opinion", isFull, "/claims/{claim}", "/claims/"+p.opinion.String(), lead),
		post("claim", "/claims/{claim}/change", "/claims/"+p.fact.String()+"/change", lead, map[string]string{"kind": "fact", "text": "", "evidence": "document"}),
		post("customer-log", "/customers/{customer}/log", zeger+"/log", lead, map[string]string{"kind": "letter", "direction": "in", "when": "overmorgen"}),
		get("customer-promise", isFull, "/customers/{customer}/promises", zeger+"/promises", lead),
		post("customer-promise", "/customers/{customer}/promises", zeger+"/promises", lead, map[string]string{"act": "", "due": "gisteren"}),
		get("promise", isFull, "/promises/{promise}", owed, lead),
		get("promise-kept", isFull, "/promises/{promise}", "/promises/"+p.guests.kept.String(), lead),
		get("promise-visit", isFull, "/promises/{promise}", "/promises/"+p.guests.visit.String(), lead),
		get("customer-new-carried", isEmpty, "/customers/new", "/customers/new?name=Quispel", lead),
		get("promise-broken", isFull, "/promises/{promise}", late, lead),
		post("promise-move", "/promises/{promise}/move", owed+"/move", lead, map[string]string{"due": "vorige week"}),
		get("customer-merged", isFull, "/customers/{customer}", "/customers/"+p.besides.merged.String(), lead),
		get("customer-erased-soon", isFull, "/customers/{customer}", "/customers/"+p.besides.leaves.String(), lead),
		get("erase", isFull, "/customers/{customer}/erase", "/customers/"+p.besides.leaves.String()+"/erase", lead),
		get("erase-ask", isFull, "/customers/{customer}/erase", zeger+"/erase", lead),
		post("erase-ask", "/customers/{customer}/erase", zeger+"/erase", lead, map[string]string{"ground": "asked", "when": "tomorrow"}),
		get("promise-proposed", isFull, "/promises/{promise}", "/promises/"+p.besides.proposed.String(), lead),
		get("question", isFull, "/questions/{question}", "/questions/"+p.question.String(), lead),
		get("question-asked", isFull, "/questions/{question}", "/questions/"+p.besides.handed.String(), lead),
		get("question-answered", isFull, "/questions/{question}", "/questions/"+p.second.String(), lead),
		get("nowhere", refused, "/customers/{customer}", "/customers/"+unknown, lead),
	}
}

func (p pointed) public() []Entry {
	return []Entry{
		get("page", isFull, "/w/{token}", "/w/"+p.moniquePage, ""),
		get("page-broken", isFull, "/w/{token}", "/w/"+p.zegerPage, ""),
		get("page-several", isFull, "/w/{token}", "/w/"+p.guests.several, ""),
		get("page-ask", isFull, "/w/{token}", "/w/"+p.guests.ask, ""),
		get("page-disputed", isFull, "/w/{token}", "/w/"+p.guests.disputed, ""),
		get("page-done", isEmpty, "/w/{token}", "/w/"+p.guests.done, ""),
		get("page-je", isFull, "/w/{token}", "/w/"+p.guests.je, ""),
		get("page-en", isFull, "/w/{token}", "/w/"+p.guests.en, ""),
		get("page-gone", refused, "/w/{token}", "/w/"+"0000000000000000000000", ""),
		post("page", "/w/{token}/correct", "/w/"+p.moniquePage+"/correct", "", map[string]string{"question": p.question.String(), "number": "1", "meant": ""}),
	}
}

func (p pointed) team() []Entry {
	return []Entry{
		get("team", isFull, "/team", "/team", lead),
		get("away", isFull, "/team/away", "/team/away", lead),
		get("redistribute", isFull, "/team/redistribute", "/team/redistribute", lead),
		get("duties", isFull, "/team/duties", "/team/duties", lead),
		get("duty-new", isEmpty, "/team/duties/new", "/team/duties/new", lead),
		post("duty-new", "/team/duties", "/team/duties", lead, map[string]string{"name": ""}),
		get("duty", isFull, "/team/duties/{duty}", "/team/duties/"+p.duty.ID.String(), lead),
		get("busy-day", isFull, "/team/busy", "/team/busy?until=tomorrow", lead),
		get("figures", isFull, "/figures", "/figures", lead),
		get("figures-cases", isFull, "/figures/cases", "/figures/cases", lead),
		get("figures-questions", isFull, "/figures/questions", "/figures/questions?of=buying&phase=comparing", lead),
		get("figures-handed", isFull, "/figures/questions", "/figures/questions?of=handed&period=all&times=2", lead),
		get("figures-service", isFull, "/figures/service", "/figures/service?period=quarter", lead),
		get("figures-service-cases", isFull, "/figures/service/cases", "/figures/service/cases?of=waiting&period=quarter", lead),
		get("figures-paths", isFull, "/figures/paths", "/figures/paths?top=20", lead),
		get("figures-paths-cases", isFull, "/figures/paths/cases", "/figures/paths/cases", lead),
		get("figures-again", isFull, "/figures/again", "/figures/again", lead),
		get("figures-guard", isFull, "/figures/guard", "/figures/guard?period=quarter&step=remind", lead),
	}
}

func (p pointed) admin() []Entry {
	colleague := "/settings/staff/" + p.house.Lead.String()
	return []Entry{
		get("signin", isEmpty, "/signin", "/signin", ""),
		post("signin", "/signin", "/signin", "", map[string]string{"email": "fatima@delinde.example"}),
		get("forgot", isEmpty, "/forgot", "/forgot", ""),
		get("reset", isFull, "/reset/{token}", "/reset/"+p.invite, ""),
		get("settings", isFull, "/settings", "/settings", owner),
		get("own", isFull, "/settings/own", "/settings/own", owner),
		get("tokens", isFull, "/settings/tokens", "/settings/tokens", owner),
		get("organisation", isFull, "/settings/organisation", "/settings/organisation", owner),
		get("hours", isFull, "/settings/hours", "/settings/hours", owner),
		get("hours-when", isFull, "/settings/hours", "/settings/hours?when_day=2026-12-24&when_at=22%3A30&when_takes=2+uur", owner),
		get("hours-when", refused, "/settings/hours", "/settings/hours?when_day=2026-12-24&when_at=16%3A30&when_takes=een+week", owner),
		get("messages", isFull, "/settings/messages", "/settings/messages", owner),
		get("messages-reply", isFull, "/settings/messages", "/settings/messages?kind=broken&address=familiar&page=reply", owner),
		get("messages-staff", isFull, "/settings/messages", "/settings/messages?kind=asked-to-take-over", owner),
		get("measuring", isEmpty, "/settings/measuring", "/settings/measuring", lead),
		get("measuring", isFull, "/settings/measuring", "/settings/measuring", owner),
		post("measuring", "/settings/measuring", "/settings/measuring", owner, map[string]string{"purpose": "Zien wie hulp nodig heeft.", "agreed_by": ""}),
		get("tariff", isFull, "/settings/tariff", "/settings/tariff", owner),
		get("teams", isFull, "/settings/teams", "/settings/teams", owner),
		get("team-sheet", isFull, "/settings/teams/{team}", "/settings/teams/"+p.house.ID.String(), owner),
		get("mail", isFull, "/settings/mail", "/settings/mail", owner),
		get("sms", isFull, "/settings/sms", "/settings/sms", owner),
		get("staff", isFull, "/settings/staff", "/settings/staff", owner),
		get("staff-new", isEmpty, "/settings/staff/new", "/settings/staff/new", owner),
		post("staff-new", "/settings/staff", "/settings/staff", owner, map[string]string{"name": "", "email": "geen adres"}),
		get("colleague", isFull, "/settings/staff/{staff}", colleague, owner),
		get("own-calendar", isFull, "/settings/staff/{staff}/calendar", "/settings/staff/"+p.owner.String()+"/calendar", owner),
		get("colleague-calendar", isEmpty, "/settings/staff/{staff}/calendar", colleague+"/calendar", owner),
		post("colleague-calendar", "/settings/staff/{staff}/calendar", colleague+"/calendar", owner, map[string]string{"address": "mijn agenda"}),
		get("team-hours", isFull, "/settings/teams/{team}/hours", "/settings/teams/"+p.house.ID.String()+"/hours", owner),
		get("colleague-hours", isFull, "/settings/staff/{staff}/hours", colleague+"/hours", owner),
	}
}

package gallery

import (
	"context"
	"strconv"
	"time"

	"kroon/internal/id"
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

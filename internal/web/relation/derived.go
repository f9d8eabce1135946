package relation

import (
	"time"

	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// hoursShown are the first and the last minute of the day that the rows of days have in common.
type hoursShown struct{ first, last int }

// minuteAt is the minute of the day on the clock; the end of a day is its last, not the next one's first.
func minuteAt(v *web.View, at time.Time, ends bool) int {
	local := at.In(v.Zone)
	minute := local.Hour()*60 + local.Minute()
	if ends && minute == 0 {
		return 24 * 60
	}
	return minute
}

func shownHours(v *web.View, days []overview.DerivedDay) hoursShown {
	h := hoursShown{24 * 60, 0}
	for _, day := range days {
		for _, span := range day.Spans {
			h.first = min(h.first, minuteAt(v, span.From, false)/60*60)
			h.last = max(h.last, (minuteAt(v, span.Until, true)+59)/60*60)
		}
	}
	return h
}

func (h hoursShown) label(minute int) string { return clock(minute % (24 * 60)) }

// dayBars draws the open stretches of a day, what is taken of them, now and the due instant.
func dayBars(v *web.View, h hoursShown, day overview.DerivedDay, d *overview.PromiseDerived) (out []web.Bar) {
	scale := h.last - h.first
	draw := func(class string, spans []overview.DerivedSpan) {
		for _, span := range spans {
			out = append(out, web.Part(class, minuteAt(v, span.From, false)-h.first, minuteAt(v, span.Until, true)-h.first, scale)...)
		}
	}
	draw("open", day.Spans)
	draw("busy", day.Busy)
	for _, one := range []struct {
		class string
		at    time.Time
		ends  bool
	}{{"now", d.Now, false}, {"due", d.Due, true}} {
		minute := minuteAt(v, one.at, one.ends)
		if sameDay(v, one.at, day.Day) && minute >= h.first && minute <= h.last {
			out = append(out, web.MarkAt(one.class, minute-h.first, scale)...)
		}
	}
	return out
}

func sameDay(v *web.View, a, b time.Time) bool {
	ay, am, ad := a.In(v.Zone).Date()
	by, bm, bd := b.In(v.Zone).Date()
	return ay == by && am == bm && ad == bd
}

// minuteScale is what the bars of minutes have in common: all open time, or all that is asked when that is more.
func minuteScale(d *overview.PromiseDerived) int { return max(d.Open, d.Demand, d.Supply) }

// openBars is the open time until due, and what of it is taken.
func openBars(d *overview.PromiseDerived) []web.Bar {
	scale := minuteScale(d)
	return append(web.Part("open", 0, d.Open-d.Taken, scale), web.Part("busy", d.Open-d.Taken, d.Open, scale)...)
}

func supplyBars(d *overview.PromiseDerived) []web.Bar {
	return web.Part("free", 0, d.Supply, minuteScale(d))
}

// stackBars lays what is asked on what there is, the first due first: the others, this one, what is left or
// lacks.
func stackBars(d *overview.PromiseDerived) (out []web.Bar) {
	scale, at := minuteScale(d), 0
	own := false
	lay := func(class string, minutes int) {
		out = append(out, web.Part(class, at, at+minutes, scale)...)
		at += minutes
	}
	for i, other := range d.Others {
		if !own && other.DueAt.After(d.Due) {
			lay("own", d.Own)
			own = true
		}
		lay([]string{"other", "other next"}[i%2], other.Asks)
	}
	if !own {
		lay("own", d.Own)
	}
	out = append(out, web.Part("left", at, d.Supply, scale)...)
	return append(out, web.Part("short", max(d.Supply, 0), at, scale)...)
}

// derivedTold is the picture in words.
func derivedTold(v *web.View, page overview.PromisePage) string {
	d := page.Derived
	args := []any{"name", page.Owner.FirstName, "supply", minutes(v, d.Supply), "demand", minutes(v, d.Demand), "own", minutes(v, page.Promise.Minutes)}
	switch {
	case d.FixedTime:
		return v.T("relation.derived.told_fixed", args...)
	case d.Slack < 0:
		return v.T("relation.derived.told_short", append(args, "slack", minutes(v, -d.Slack))...)
	}
	return v.T("relation.derived.told", append(args, "slack", minutes(v, d.Slack))...)
}

// othersAsk is what the other promises ask together.
func othersAsk(d *overview.PromiseDerived) int { return d.Demand - d.Own }

// otherOf says another promise by what it is and for whom.
func otherOf(v *web.View, one overview.DerivedOther) string {
	return v.T("relation.derived.other", "what", what(v, one.Kind, one.Act), "name", named(v, one.Name, ""))
}

// thenBars draws what was asked until due when a promise was made, on what there was: the others, this one, what was left or
// lacked.
func thenBars(t *overview.PromiseThen) []web.Bar {
	scale, others, asked := thenScale(t), t.Others(), t.Demand()
	out := append(web.Part("other", 0, others, scale), web.Part("own", others, asked, scale)...)
	out = append(out, web.Part("left", asked, t.Supply, scale)...)
	return append(out, web.Part("short", max(t.Supply, 0), asked, scale)...)
}

func thenScale(t *overview.PromiseThen) int { return max(t.Open, t.Demand(), t.Supply) }

// thenTold says how much time there was when it was promised.
func thenTold(v *web.View, t *overview.PromiseThen) string {
	args := []any{"name", t.Owner.FirstName, "supply", minutes(v, t.Supply), "demand", minutes(v, t.Demand())}
	if t.Slack < 0 {
		return v.T("relation.then.told_short", append(args, "slack", minutes(v, -t.Slack))...)
	}
	return v.T("relation.then.told", append(args, "slack", minutes(v, t.Slack))...)
}

func thenSlack(v *web.View, t *overview.PromiseThen) string {
	if t.Slack < 0 {
		return v.T("relation.then.short", "time", minutes(v, -t.Slack))
	}
	return v.T("relation.then.left", "time", minutes(v, t.Slack))
}

// lived is how a promise went in time, as far as that was written down.
type lived struct {
	From, Until time.Time // what the strip shows
	Ended       time.Time // zero while it is open
	EndedBy     string
	Tries       []time.Time
}

// livedOf is nil for what was never agreed.
func livedOf(v *web.View, page overview.PromisePage) *lived {
	p := page.Promise
	if p.AgreedAt.IsZero() || !p.AgreedAt.Before(p.DueAt) {
		return nil
	}
	l := &lived{From: p.AgreedAt, Until: p.DueAt, Ended: p.DeedAt, EndedBy: "done"}
	for _, m := range page.Story {
		switch {
		case m.Undone:
		case m.Kind == overview.PromiseAttempt && m.What != string(promise.Begun):
			l.Tries = append(l.Tries, m.At)
		case m.Kind == overview.PromiseOutcome && p.DeedAt.IsZero() && livedEndings[m.What] != "":
			l.Ended, l.EndedBy = m.At, livedEndings[m.What]
		}
	}
	for _, at := range []time.Time{l.Ended, p.BrokenAt} {
		if at.After(l.Until) {
			l.Until = at
		}
	}
	if l.Ended.IsZero() && v.Now.After(l.Until) {
		l.Until = v.Now
	}
	return l
}

// livedEndings are the outcomes, besides a deed, after which nobody waits any more.
var livedEndings = map[string]string{
	string(promise.Released): "released", string(promise.Revised): "revised", string(promise.Waived): "released",
}

// bars draws the time that was promised, until when it took, what came too late, and each try.
func (l *lived) bars(v *web.View, due time.Time) []web.Bar {
	scale := int(l.Until.Sub(l.From) / time.Second)
	at := func(t time.Time) int { return min(max(int(t.Sub(l.From)/time.Second), 0), scale) }
	end := l.Ended
	if end.IsZero() {
		end = v.Now
	}
	out := web.Part("open", 0, at(due), scale)
	out = append(out, web.Part(map[bool]string{true: "kept", false: "free"}[l.EndedBy == "done" && !l.Ended.IsZero()], 0, min(at(end), at(due)), scale)...)
	out = append(out, web.Part("short", at(due), at(end), scale)...)
	for _, try := range l.Tries {
		out = append(out, web.MarkAt("try", at(try), scale)...)
	}
	return append(out, web.MarkAt("due", at(due), scale)...)
}

// livedEnd says when it ended, and how far before or after it was due.
func livedEnd(v *web.View, l *lived, due time.Time) string {
	switch {
	case l.Ended.IsZero() && v.Now.After(due):
		return v.T("relation.lived.open_late", "time", v.ShortDuration(v.Now.Sub(due)))
	case l.Ended.IsZero():
		return v.T("relation.lived.open", "time", v.ShortDuration(due.Sub(v.Now)))
	case l.Ended.After(due):
		return v.T("relation.lived.late", "at", dayAndClock(v, l.Ended), "time", v.ShortDuration(l.Ended.Sub(due)))
	}
	return v.T("relation.lived.early", "at", dayAndClock(v, l.Ended), "time", v.ShortDuration(due.Sub(l.Ended)))
}

func dayAndClock(v *web.View, at time.Time) string { return v.Day(at, v.Now) + " " + v.Clock(at) }

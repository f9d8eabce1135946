package message

import (
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/lang"
)

// House is of whom an example is.
type House struct {
	Name  string
	Phone string         // as it is shown
	Site  string         // where customers reach it, without a slash at the end; empty without a public address
	Zone  *time.Location // of its clock
}

// ExampleCode is the code that stands in examples.
const ExampleCode id.Code = "K7M4PX"

// ExampleKinds are the kinds of promise that an example can tell of.
func ExampleKinds() []string {
	return []string{"call-back", "answer", "send", "visit", "deliver", "other"}
}

// AudienceOf is to whom a kind is said.
func AudienceOf(kind Kind) Audience {
	if slices.Contains(staffKinds, kind) {
		return ToStaff
	}
	return ToCustomer
}

// Leaves tells whether a kind may leave the page as a mail, or only stands there.
func Leaves(kind Kind) bool { return AudienceOf(kind) == ToCustomer || kind.interrupts() }

// Example is what a message of a kind says at the house, about a promise that was never made to somebody who
// does not exist; everything else in it is as it would be.
func Example(kind Kind, promised string, l lang.Lang, informal bool, h House, now time.Time) Text {
	m := Message{Kind: kind, Audience: AudienceOf(kind), Lang: l, Informal: informal, Code: ExampleCode}
	p := lang.For(l, informal, h.Zone)
	word := func(what string) string { return p.T("message.example." + what) }
	f := Facts{
		Now: now, Zone: p.Zone, OrgName: h.Name, OrgPhone: h.Phone, Recipient: word("customer"), Customer: word("customer"),
		ReadBack: word("readback"),
	}
	if kind == ReadBack || kind == CustomerCorrected { // these are about a question
		f.Act = ""
	} else {
		f.Promise, f.Staff = promised, word("staff")
		f.Act = p.T("desk.act."+promised, "about", word("about."+promised))
		f.Due, f.OldDue, f.DeedAt = exampleTimes(kind, p.Zone, now)
	}
	if kind == Result && promised == "answer" {
		f.Answer = word("answer")
	}
	if kind == Given || kind == Rectified { // these are about an answer
		f.Promise, f.Act = "", ""
		f.Title, f.Answer = word("title"), word("answer")
	}
	if kind == ComplaintReceived || kind == ComplaintAnswered {
		f.Promise, f.Act = "answer", ""
		f.Answer, f.Reasons, f.Outside = word("complaint"), word("reasons"), word("outside")
		f.ReadBack = ""
	}
	if h.Site != "" {
		f.Link = h.Site + "/w/" + exampleToken
	}
	if m.Audience == ToStaff {
		f.Recipient, f.Link = word("reader"), ""
		if h.Site != "" {
			f.Link = h.Site + "/promises/" + exampleToken
			switch kind {
			case CustomerCorrected:
				f.Link = h.Site + "/questions/" + exampleToken
			case ComplaintWaits:
				f.Link = h.Site + "/complaints/" + exampleToken
			}
		}
		exampleColleagues(kind, word, &f)
	}
	return Write(m, f)
}

// exampleToken leads nowhere.
const exampleToken = "k0nings-kroon-example0"

// exampleTimes are noon of the next working day, the time that was promised before, and that of the deed.
func exampleTimes(kind Kind, zone *time.Location, now time.Time) (due, old, deed time.Time) {
	today := now.In(zone)
	due = time.Date(today.Year(), today.Month(), today.Day()+1, 12, 0, 0, 0, zone)
	for due.Weekday() == time.Saturday || due.Weekday() == time.Sunday {
		due = due.AddDate(0, 0, 1)
	}
	hour := now.Truncate(time.Hour)
	switch kind {
	case Changed, HonestNotice:
		return due, hour.Add(3 * time.Hour), time.Time{}
	case Broken, BrokenNotice:
		return due, hour.Add(-time.Hour), time.Time{}
	}
	return due, time.Time{}, hour.Add(-20 * time.Minute)
}

func exampleColleagues(kind Kind, word func(string) string, f *Facts) {
	switch kind {
	case AskedToTakeOver, AskedToPromise, TurnedDown:
		f.By, f.Said = word("by"), word("said")
	case Entrusted:
		f.By = word("by")
	case AtRisk:
		f.Proposed = word("by")
	case CustomerCorrected:
		f.ReadBack = word("corrected")
	case ComplaintWaits:
		f.Promise, f.Act = "answer", ""
	}
}

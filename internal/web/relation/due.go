package relation

import (
	"net/http"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// dueField is a due time as it is asked for: a few times that can be kept, and room to type another.
type dueField struct {
	Typed   string
	Slot    string // the chosen one
	Slots   []slot
	Asked   []slot // the readings of what was typed, when there are several
	Refusal web.Refusal
}

type slot struct {
	Value string
	When  string
	Note  string
	Tone  web.Tone
}

// slotValue carries a due time through a form and back.
func slotValue(due promise.Due) string {
	return strings.Join([]string{due.At.UTC().Format(time.RFC3339), due.Civil, string(due.Grain)}, "|")
}

// slots are times that the owner can keep; each is said by the clock on the wall.
func slots(v *web.View, times []overview.PromiseTime) []slot {
	var out []slot
	for _, t := range times {
		at := t.Due.In(v.Zone)
		due := promise.Due{At: t.Due, Civil: at.Format("2006-01-02T15:04"), Grain: promise.ToTheMinute}
		one := slot{Value: slotValue(due), When: v.Due(t.Due, v.Now), Note: v.Fit(string(t.Verdict), string(t.Chance))}
		if t.Verdict != promise.Feasible {
			one.Tone = web.Amber
		}
		out = append(out, one)
	}
	return out
}

// readDue reads the chosen or typed due time. What is typed goes before what was chosen. It notes what
// is wrong in the form and keeps the readings to choose from.
func readDue(v *web.View, form *web.Form) (promise.Due, string, dueField) {
	field := dueField{Typed: form.Line("due", 200), Slot: form.Line("slot", 100)}
	if field.Typed != "" && !strings.HasPrefix(field.Slot, "asked:") {
		said, err := act.ReadDue(field.Typed, v.Lang, v.Now, v.Zone)
		for _, choice := range said.Choices {
			field.Asked = append(field.Asked, slot{Value: "asked:" + slotValue(choice.Due), When: choice.Echo})
		}
		if err != nil {
			form.Refuse(err)
		}
		return said.Due, said.Echo, field
	}
	if field.Slot == "" {
		return promise.Due{}, "", field // the promise says that a time is missing
	}
	due, ok := parseSlot(strings.TrimPrefix(field.Slot, "asked:"), v.Zone)
	if !ok {
		form.Refuse(fault.New(fault.Invalid, "web.not_offered").On("due"))
		return promise.Due{}, "", field
	}
	return due, v.Due(due.At, v.Now), field
}

// parseSlot reads what slotValue wrote; false when it cannot be, or when the hour on the wall is not the
// instant.
func parseSlot(value string, zone *time.Location) (promise.Due, bool) {
	parts := strings.Split(value, "|")
	if len(parts) != 3 {
		return promise.Due{}, false
	}
	at, err := time.Parse(time.RFC3339, parts[0])
	due := promise.Due{At: at, Civil: parts[1], Grain: promise.Grain(parts[2]), Zone: zone.String()}
	if err != nil || due.Civil == "" {
		return due, err == nil
	}
	_, err = worktime.ParseCivil(due.Civil)
	return due, err == nil && due.Civil == at.In(zone).Format("2006-01-02T15:04")
}

// Deadline says a typed time back while it is being typed.
func (s Screens) Deadline(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	typed := form.Line("due", 200)
	if err := form.Err(); err != nil {
		return err
	}
	said, err := act.ReadDue(typed, v.Lang, v.Now, v.Zone)
	return web.Render(w, r, echo(v, typed, said, err != nil))
}

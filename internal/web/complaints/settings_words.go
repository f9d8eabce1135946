package complaints

import (
	"kroon/internal/complaint"
	"kroon/internal/web"
)

// termName names the fields of the terms that share a sentence when they are refused.
func termName(v *web.View) func(field string) string {
	return func(field string) string {
		switch field {
		case "acknowledge_minutes":
			return v.T("complaint.field.acknowledge_hours")
		case "answer_days":
			return v.T("complaint.field.answer_days")
		}
		return ""
	}
}

// on is the refusal of one of the forms; of the others nothing is wrong.
func (s settings) on(of string) web.Refusal {
	if s.of != of {
		return web.Refusal{}
	}
	return s.refusal
}

// kept is a cause as it was typed, when its form was refused.
func (s settings) kept(k complaint.Known) complaint.Known {
	if s.of == "cause-"+string(k.Code) {
		return s.cause
	}
	return k
}

// fieldID names a field of one cause; the refused one has the id that the refusal leads to.
func (s settings) fieldID(k complaint.Known, name string) string {
	if s.of == "cause-"+string(k.Code) {
		return "f-" + name
	}
	return "f-" + name + "-" + string(k.Code)
}

func causeTitle(v *web.View, s settings, k complaint.Known) string {
	switch {
	case k.Code == "":
		return v.T("complaint.cause.add")
	case k.Retired:
		return v.T("complaint.cause.retired", "name", causeName(v, s.page.Causes, k.Code))
	}
	return causeName(v, s.page.Causes, k.Code)
}

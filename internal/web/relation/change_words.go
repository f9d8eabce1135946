package relation

import (
	"strconv"

	"kroon/internal/fault"
	"kroon/internal/web"
)

func unclearTime(field string) error { return fault.New(fault.Invalid, "relation.bad_clock").On(field) }

func entryTitle(v *web.View, f entryForm) string {
	if f.Of.IsZero() {
		return v.T("relation.form.new")
	}
	return named(v, f.Entry.Name, "")
}

func entryAction(f entryForm) string {
	if f.Of.IsZero() {
		return "/customers/new"
	}
	return customerPath(f.Of) + "/change"
}

func entryBack(f entryForm) string {
	switch {
	case !f.Of.IsZero():
		return customerPath(f.Of)
	case !f.Asked.IsZero():
		return questionPath(f.Asked)
	}
	return "/customers"
}

func numberLabel(v *web.View, i int) string {
	if i == 0 {
		return v.T("relation.form.phone")
	}
	return v.T("relation.form.phone_more")
}

func emailLabel(v *web.View, i int) string {
	if i == 0 {
		return v.T("relation.form.email")
	}
	return v.T("relation.form.email_more")
}

// emailSuffix makes the ids of several fields of one name differ.
func emailSuffix(i int) string {
	if i == 0 {
		return ""
	}
	return "-" + strconv.Itoa(i)
}

func channels(v *web.View) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("relation.form.channel_any")}}
	for _, one := range []string{"phone", "email", "sms", "none"} {
		out = append(out, web.Option{Value: one, Text: v.T("relation.form.channel." + one)})
	}
	return out
}

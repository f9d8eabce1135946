package relation

import (
	"net/http"
	"strings"

	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// duplicatesPath is the page of pairs that may be one.
const duplicatesPath = "/customers/duplicates"

// Duplicates is the page of pairs that may be one.
func (s Screens) Duplicates(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	page, err := s.See.Duplicates(r.Context(), v.Who.Actor, overview.ReadSuspected(r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	return web.Render(w, r, duplicatesPage(v, page))
}

// Merge makes two customers one; the customer of the address stays.
func (s Screens) Merge(w http.ResponseWriter, r *http.Request) error {
	v, stays, goes, err := both(r)
	if err != nil {
		return err
	}
	m, err := s.Acts.MergeCustomers(r.Context(), v.Who.Actor, stays, goes)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, customerPath(m.Stays)+"#merged", web.Said("relation.merge.done"))
}

// Distinct remembers that two customers are not one.
func (s Screens) Distinct(w http.ResponseWriter, r *http.Request) error {
	v, one, other, err := both(r)
	if err != nil {
		return err
	}
	if err := s.Acts.SayDistinct(r.Context(), v.Who.Actor, one, other); err != nil {
		return err
	}
	return web.Redirect(w, r, duplicatesPath, web.Said("relation.merge.apart"))
}

func both(r *http.Request) (v *web.View, one, other id.Customer, err error) {
	v = web.ViewOf(r)
	if one, err = web.PathID[id.Customer](r, "customer"); err != nil {
		return v, one, other, err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return v, one, other, err
	}
	other = web.FormID[id.Customer](form, "other")
	return v, one, other, form.Err()
}

// Split takes a merge apart.
func (s Screens) Split(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	merge, err := web.PathID[id.Merge](r, "merge")
	if err != nil {
		return err
	}
	m, err := s.Acts.SplitCustomers(r.Context(), v.Who.Actor, merge)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, customerPath(m.Goes), web.Said("relation.merge.split_done"))
}

// levelTone colours how two agree on a trait.
func levelTone(level string) web.Tone {
	switch level {
	case "same":
		return web.Green
	case "other":
		return web.Neutral
	}
	return web.Amber
}

// knownLines is what is known of one of two, in lines.
func knownLines(v *web.View, c customer.Customer) (out []string) {
	var reach []string
	for _, number := range overview.PhonesOf(c) {
		reach = append(reach, number.Shown)
	}
	for _, line := range []string{place(c), strings.Join(reach, ", "), strings.Join(c.Emails, ", "), v.T("relation.merge.since", "day", v.Day(c.AddedAt, v.Now))} {
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

func aboutPair(pair overview.DuplicatePair) [2]customer.Customer {
	return [2]customer.Customer{pair.One, pair.Other}
}

package web

import (
	"slices"
	"strconv"
	"strings"

	"kroon/internal/party"
)

// Item is a way to a page, in the menu or in the bar on a phone.
type Item struct {
	Key      string // of its word in the catalogue
	Path     string
	Count    string     // which of Desk.Counts stands beside it; empty for none
	Shortcut string     // the key that opens it, shown beside it
	Icon     string     // in the bar on a phone
	Role     party.Role // the least role that sees it; empty for everybody signed in
	Several  bool       // has a use only where several people work
	Once     string     // stands there once something of it was made: which of Desk.Used; empty for always
}

// QuestionKey opens a new question; on the page of a customer, of that customer.
const QuestionKey = "N"

// DefaultMenu is the menu of the desk.
func DefaultMenu() []Item {
	return []Item{
		{Key: "web.nav.today", Path: "/today", Count: "today"},
		{Key: "web.nav.question", Path: "/intake", Shortcut: QuestionKey, Role: party.Colleague},
		{Key: "web.nav.customers", Path: "/customers"},
		{Key: "web.nav.lists", Path: "/lists", Once: "lists"},
		{Key: "web.nav.complaints", Path: "/complaints", Once: "complaints"},
		{Key: "web.nav.answers", Path: "/answers", Once: "answers"},
		{Key: "web.nav.team", Path: "/team", Count: "team", Several: true},
		{Key: "web.nav.figures", Path: "/figures"},
		{Key: "web.nav.settings", Path: "/settings"},
	}
}

// DefaultTabs is the bar of four at the bottom of a phone.
func DefaultTabs() []Item {
	return []Item{
		{Key: "web.nav.today", Path: "/today", Icon: "list-todo"},
		{Key: "web.nav.search", Path: "/customers", Icon: "search"},
		{Key: "web.nav.question_short", Path: "/intake", Icon: "message-square-plus"},
		{Key: "web.nav.callback", Path: halfNote, Icon: "phone"},
	}
}

// halfNote is where one notes only that one will call back.
const halfNote = "/intake?half=1"

// visible are the items that the person may open. What is not used yet is not there, but for the page one is on.
func (v *View) visible(items []Item) []Item {
	var out []Item
	for _, item := range items {
		if (item.Role == "" || v.Needs(item.Role)) && !(item.Several && v.Desk().Alone) && (!v.Unused(item) || v.here(item)) {
			out = append(out, item)
		}
	}
	return out
}

// Unused tells whether nothing was made yet of what an item leads to.
func (v *View) Unused(item Item) bool { return item.Once != "" && !v.Desk().Used[item.Once] }

// Waiting are the items of the menu that are left out until they are used: the settings lead to them.
func (v *View) Waiting() []Item {
	return slices.DeleteFunc(slices.Clone(v.site.cfg.Menu), func(item Item) bool {
		return !v.Unused(item) || item.Role != "" && !v.Needs(item.Role)
	})
}

// beyondTabs are the items of the menu that the bar on a phone does not lead to.
func (v *View) beyondTabs() []Item {
	return slices.DeleteFunc(v.visible(v.site.cfg.Menu), func(item Item) bool {
		return slices.ContainsFunc(v.site.cfg.Tabs, func(tab Item) bool { return tab.Path == item.Path })
	})
}

// here tells whether the page is the item's or lies below it. An item with a query is a shortcut
// into a page that another item already stands for.
func (v *View) here(item Item) bool {
	return v.Path == item.Path || strings.HasPrefix(v.Path, item.Path+"/")
}

func (v *View) current(item Item) string {
	if v.here(item) {
		return "page"
	}
	return "false"
}

// badge is a count as it is shown: empty for nothing, at most 99+.
func (c Count) badge() string {
	switch {
	case c.N <= 0:
		return ""
	case c.N > 99:
		return "99+"
	}
	return strconv.Itoa(c.N)
}

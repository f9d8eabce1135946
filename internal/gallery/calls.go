package gallery

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// calls is what the screens of whom we call point at: in the demo the newest list has only begun, and its first name
// has no ground; the one before it is half done.
type calls struct {
	begun, half id.CallList
	card        id.Any      // on the half one
	struck      id.Customer // on an opinion
	zeger       id.Customer
}

func (f *house) calls(tx *db.Tx, zeger id.Customer) (c calls, err error) {
	lists := f.w.app.Acts.CallList
	c.zeger = zeger
	all, err := lists.After(tx, id.CallList{}, 2)
	if err != nil {
		return c, err
	}
	c.begun, c.half = all[0].ID, all[1].ID
	next, _, err := lists.Before(tx, c.half)
	if err != nil {
		return c, err
	}
	c.card = next.ID
	waiting, err := lists.WaitingStrikes(tx, 1)
	if len(waiting) > 0 {
		c.struck = waiting[0].Customer
	}
	return c, err
}

func (c calls) entries() []Entry {
	half, begun, card := "/lists/"+c.half.String(), "/lists/"+c.begun.String(), "/calls/"+c.card.String()
	zeger, struck := "/customers/"+c.zeger.String()+"/calling", "/customers/"+c.struck.String()+"/calling"
	return []Entry{
		get("lists", isFull, "/lists", "/lists", lead),
		get("list-new", isEmpty, "/lists/new", "/lists/new", lead),
		get("list-new", isFull, "/lists/new", "/lists/new?count=1&orders=2", lead),
		post("list-new", "/lists/new", "/lists/new", lead, map[string]string{"orders": "2", "do": "make"}),
		get("list", isFull, "/lists/{list}", half, lead),
		post("list-close", "/lists/{list}/close", half+"/close", lead, map[string]string{"why": ""}),
		get("call-card", isFull, "/lists/{list}/next", half+"/next", lead),
		get("call-card-no-ground", isFull, "/lists/{list}/next", begun+"/next", lead),
		post("call-card", "/calls/{name}/end", card+"/end", lead, map[string]string{"outcome": "spoken", "note": "Wil een offerte."}),
		post("call-card-strike", "/calls/{name}/strike", card+"/strike", lead, map[string]string{"reason": "fact", "fact": "abroad"}),
		get("calling", isFull, "/customers/{customer}/calling", struck, lead),
		get("calling", isEmpty, "/customers/{customer}/calling", zeger, lead),
		post("calling", "/customers/{customer}/calling/consent", zeger+"/consent", lead, map[string]string{"how": "site", "given": "overmorgen"}),
		get("call-rules", isFull, "/lists/rules", "/lists/rules", owner),
		get("never-called", isFull, "/lists/never", "/lists/never", lead),
	}
}

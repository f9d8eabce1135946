package relation

import (
	"net/http"
	"net/url"

	"kroon/internal/web"
)

// Incoming is what a telephone opens when it rings: the one customer who has the number, the list of those who
// share it, or a new question of somebody we do not know yet.
func (s Screens) Incoming(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	from := form.Line("from", 100)
	if err := form.Err(); err != nil {
		return err
	}
	v := web.ViewOf(r)
	known, err := s.See.Incoming(r.Context(), v.Who.Actor, from)
	if err != nil {
		return err
	}
	where := "/intake?" + url.Values{"from": {from}}.Encode()
	switch len(known) {
	case 0:
	case 1:
		where = customerPath(known[0])
	default:
		where = "/customers?" + url.Values{"q": {from}}.Encode()
	}
	return web.Redirect(w, r, where, nil)
}

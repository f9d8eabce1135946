package team

import (
	"net/http"
	"strconv"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Told shows what every customer of a busy day got.
func (p *Pages) Told(w http.ResponseWriter, r *http.Request) error {
	at, told, err := p.told(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, toldPage(web.ViewOf(r), toldPath(at), told))
}

// ToldCard is the card of the counts, by itself.
func (p *Pages) ToldCard(w http.ResponseWriter, r *http.Request) error {
	at, told, err := p.told(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, toldCard(web.ViewOf(r), toldPath(at), told))
}

func (p *Pages) told(r *http.Request) (at time.Time, told overview.Told, err error) {
	form, err := web.ReadQuery(r)
	if err != nil {
		return at, told, err
	}
	micros, err := strconv.ParseInt(form.Raw("at"), 10, 64)
	if err != nil {
		return at, told, fault.New(fault.NotFound, "web.not_found").Because(err)
	}
	at = time.UnixMicro(micros)
	err = p.Acts.DB.Read(r.Context(), web.ViewOf(r).Who.Actor, func(tx *db.Tx) error {
		told, err = overview.BusyDayTold(tx, at)
		if err == nil && told.Customers == 0 {
			err = fault.New(fault.NotFound, "web.not_found")
		}
		return err
	})
	return at, told, err
}

package gallery

import (
	"context"
	"strings"

	"kroon/internal/db"
	"kroon/internal/id"
)

// accounts finds a withdrawal to look at.
func (f *house) accounts(ctx context.Context, p *pointed) error {
	return f.w.read(ctx, f.lead, func(tx *db.Tx) error {
		all, err := f.w.app.Acts.Ledger.Entries(tx, p.zeger, id.Entry{}, 0)
		for _, e := range all {
			if e.Points < 0 && e.Corrects.IsZero() {
				p.entry = e.ID
			}
		}
		return err
	})
}

// account is our account with customers: where we are in the red and why, what we promised each other, and another
// tariff tried.
func (p pointed) account() []Entry {
	zeger, page := "/customers/"+p.zeger.String(), "/w/"+p.zegerPage
	tried := post("tariff-try", "/settings/tariff/try", "/settings/tariff/try", owner, map[string]string{
		"do": "try", "silence": "30", "file": `{"version": "try", "valid_from": "2030-01-01", "half_life_days": 180, "decisions": {
  "promise.delivered": {"points": 1, "why_nl": "Zo hoort het.", "why_en": "As it should be."},
  "promise.broken": {"points": -12, "why_nl": "Dat merkt de klant lang.", "why_en": "The customer notices that for long."}}}`,
	})
	tried.State = isFull
	return []Entry{
		get("red", isFull, "/customers/red", "/customers/red", lead),
		get("entry", isFull, "/customers/{customer}/balance/{entry}", zeger+"/balance/"+p.entry.String(), lead),
		get("entry", refused, "/customers/{customer}/balance/{entry}", zeger+"/balance/"+unknown, lead),
		post("asked", "/customers/{customer}/asked", zeger+"/asked", lead, map[string]string{"words": strings.Repeat("een aanbeveling ", 30)}),
		get("statement-preview", isFull, "/customers/{customer}/statement", zeger+"/statement", lead),
		get("statement-preview", isEmpty, "/customers/{customer}/statement", "/customers/"+p.bakery.String()+"/statement", lead),
		get("statement", isFull, "/w/{token}/statement", page+"/statement", ""),
		get("statement-je", isFull, "/w/{token}/statement", "/w/"+p.guests.je+"/statement", ""),
		get("statement-en", isFull, "/w/{token}/statement", "/w/"+p.guests.en+"/statement", ""),
		post("statement", "/w/{token}/doubt", page+"/doubt", "", map[string]string{"promise": p.late.String(), "words": ""}),
		get("tariff-try", isEmpty, "/settings/tariff/try", "/settings/tariff/try", owner),
		tried,
		post("tariff-try", "/settings/tariff/try", "/settings/tariff/try", owner, map[string]string{"do": "try", "silence": "180", "file": "geen tarief"}),
	}
}

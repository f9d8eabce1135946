package desk_test

import (
	"context"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/promise"
)

// What we thought done and the customer says was not stands first, with their words, until it is settled.
func TestWhatACustomerDisputesStandsFirst(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		late := w.fatima.promises(promise.CallBack, w.fatima, w.monique, "terugbellen over de cursus", at(11, 0))
		sent := w.fatima.promises(promise.CallBack, w.fatima, w.zeger, "terugbellen over de koelcel", at(12, 0))
		ctx := context.Background()
		if _, err := w.app.Acts.Deliver(ctx, w.fatima.actor, sent.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
			t.Fatal(err)
		}
		w.fatima.get("/today").silent("klant is niet tevreden")
		if _, err := w.app.Acts.DisputeDelivery(ctx, w.fatima.actor, sent.ID, "Er is niet gebeld."); err != nil {
			t.Fatal(err)
		}
		w.until(at(11, 30))
		page := w.fatima.get("/today").says(200, "Twee beloften vandaag, en alle hebben haast.", "klant is niet tevreden", "“Er is niet gebeld.”",
			"Vraag wat er nog nodig is.", `href="tel:+31205550123"`, "/promises/"+sent.ID.String())
		if strings.Index(page.body, "Zeger van Dam") > strings.Index(page.body, "p-"+late.ID.String()) {
			t.Error("what is late stands before what is disputed")
		}
		w.jeroen.get("/today").silent("Er is niet gebeld.")
		w.do(w.fatima.actor, func(tx *db.Tx) error {
			_, err := w.app.Acts.Promise.Accept(tx, sent.ID)
			return err
		})
		w.fatima.get("/today").silent("klant is niet tevreden")
	})
}

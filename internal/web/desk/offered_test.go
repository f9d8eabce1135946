package desk_test

import (
	"regexp"
	"testing"

	"kroon/internal/promise"
)

var dueValue = regexp.MustCompile(`name="due" value="([^"]+)"`)

// Whatever time is offered can be promised, also in the evening, when one may promise for nobody else: until a
// colleague takes it over it is one's own promise.
func TestEveryTimeThatIsOfferedCanBePromised(t *testing.T) {
	for _, owner := range []string{"", "jeroen"} {
		each(t, func(t *testing.T, w *world) {
			w.clock.Set(at(20, 0))
			w.fatima.makes(promise.Make{
				Kind: promise.Other, Act: "de hele ochtend vol", Customer: w.zeger, Owner: w.fatima.actor.StaffID(), Minutes: 175,
				Due: promise.Due{At: at(12, 0).AddDate(0, 0, 1), Zone: "Europe/Amsterdam"}, Override: true,
			})
			of := ""
			if owner == "jeroen" {
				of = w.jeroen.actor.StaffID().String()
			}
			page := w.fatima.get("/intake?from=%2B31302614410&owner="+of).says(200, "Wanneer?")
			offered := dueValue.FindAllStringSubmatch(page.body, -1)
			if len(offered) == 0 {
				t.Fatal("nothing is offered")
			}
			for _, one := range offered {
				if answer := w.fatima.post("/intake", "from", "+31302614410", "to_customer", "U wilt iets weten.", "kind", "call-back",
					"owner", of, "due", one[1], "end", "promised"); answer.code != 303 {
					t.Errorf("%s was offered, and then: %s", one[1], plain(answer.body))
				}
				for _, p := range w.open(w.fatima) {
					if p.Minutes == 10 {
						if _, err := w.app.Acts.UndoPromise(t.Context(), w.fatima.actor, p.ID); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		})
	}
}

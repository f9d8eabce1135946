package desk_test

import (
	"testing"

	"kroon/internal/db"
	"kroon/internal/party"
)

// Whom a question needs can be asked by what somebody knows about, once anybody's skill is known.
func TestTimesOfWhoHasTheSkill(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.fatima.get("/intake").says(200, "jijzelf").silent(`name="skill"`)
		w.do(party.Itself(w.org), func(tx *db.Tx) error {
			return w.app.Acts.Team.SetSkills(tx, w.jeroen.actor.StaffID(), 0, []string{"trainingen"})
		})
		w.fatima.get("/intake").says(200, "Met verstand van", `name="skill"`, "trainingen", "jijzelf")
		w.fatima.post("/intake/times", "skill", "trainingen").says(200, "Jeroen").silent("jijzelf", "Andries")
	})
}

package overview

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"kroon/internal/id"
	"kroon/internal/promise"
)

// What is read whole is what is shown: Today of those rows alone is Today of all that was promised.
func TestOnlyWhatIsShownIsReadWhole(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 261))
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	end := now.Add(14 * time.Hour)
	states := []promise.State{promise.Agreed, promise.Broken, promise.Offered}
	directions := []promise.Direction{promise.Ours, promise.Ours, promise.Theirs}
	left := 0
	for range 500 {
		var all, read []TodayRow
		var stands []todayStand
		due := now.Add(-2 * time.Hour)
		for n := range chance.IntN(12) {
			due = due.Add(time.Duration(chance.IntN(5)) * 47 * time.Minute)
			row := TodayRow{Risk: chance.IntN(6) == 0}
			row.ID, row.DueAt = id.Promise{1, byte(n)}, due
			row.State, row.Direction = states[chance.IntN(len(states))], directions[chance.IntN(len(directions))]
			if chance.IntN(3) == 0 {
				row.AcknowledgeBy = due.Add(-time.Hour)
			}
			if chance.IntN(3) == 0 {
				row.AcknowledgedAt = now.Add(-time.Hour)
			}
			all, stands = append(all, row), append(stands, row.stand())
		}
		ids := shown(stands, now, end)
		for _, row := range all {
			for _, one := range ids {
				if one == row.ID {
					read = append(read, row)
				}
			}
		}
		left += len(all) - len(read)
		var wanted, got TodayPage
		wanted.sort(now, end, all)
		got.sort(now, end, read)
		if !reflect.DeepEqual(got, wanted) {
			t.Fatalf("of %+v\nonly %v are read: %+v\nwanted %+v", stands, ids, got, wanted)
		}
	}
	if left == 0 {
		t.Error("everything was read")
	}
}

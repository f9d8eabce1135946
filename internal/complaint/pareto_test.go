package complaint_test

import (
	"fmt"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/complaint"
	"kroon/internal/id"
)

var year = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// some draws complaints of a few customers and causes over two years.
func some(t *rapid.T) (out []complaint.Complaint) {
	for i := range rapid.IntRange(0, 30).Draw(t, "n") {
		c := complaint.Complaint{
			ID: id.Complaint{1, byte(i)}, Customer: id.Customer{2, byte(rapid.IntRange(0, 3).Draw(t, "customer"))}, Stage: complaint.Received,
			Cause:      complaint.Cause(rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "cause")),
			ReceivedAt: year.AddDate(0, 0, rapid.IntRange(0, 720).Draw(t, "day")),
		}
		c.AcknowledgeBy = c.ReceivedAt.Add(8 * time.Hour)
		if minutes := rapid.IntRange(0, 2000).Draw(t, "acknowledged"); minutes > 100 {
			c.AcknowledgedAt, c.Stage = c.ReceivedAt.Add(time.Duration(minutes)*time.Minute), complaint.Acknowledged
		}
		if rapid.IntRange(0, 5).Draw(t, "undone") == 0 {
			c.UndoneAt = c.ReceivedAt
		}
		out = append(out, c)
	}
	return out
}

// The Pareto is what one gets by counting on one's fingers: every case in exactly one bar, the bars from large to small.
func TestParetoAgreesWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := some(t)
		counted, total := map[string]int{}, 0
		for _, c := range all {
			if c.UndoneAt.IsZero() && c.Cause != "" {
				counted[string(c.Cause)]++
				total++
			}
		}
		var names []string
		for name := range counted {
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool {
			if counted[names[i]] == counted[names[j]] {
				return names[i] < names[j]
			}
			return counted[names[i]] > counted[names[j]]
		})
		want, sum := "", 0
		for _, name := range names {
			sum += counted[name]
			want += fmt.Sprintf("%s %d %d %d;", name, counted[name], sum, int(float64(sum)/float64(total)*1000+1e-9))
		}
		got, cases := "", map[id.Complaint]bool{}
		for _, bar := range complaint.Pareto(all) {
			got += fmt.Sprintf("%s %d %d %d;", bar.Cause, bar.Count, bar.Cumulative, bar.Permille)
			for _, of := range bar.Cases {
				cases[of] = true
			}
			if len(bar.Cases) != bar.Count {
				t.Errorf("%s: %d cases behind %d", bar.Cause, len(bar.Cases), bar.Count)
			}
		}
		if got != want || len(cases) != total {
			t.Errorf("%q with %d cases, want %q with %d", got, len(cases), want, total)
		}
	})
}

// A complaint came again when some earlier one of the same customer and cause is at most twelve months older; looked
// at pair by pair.
func TestRecurrenceAgreesWithPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := some(t)
		want := map[id.Complaint]bool{}
		for _, a := range all {
			for _, b := range all {
				earlier := a.ReceivedAt.Before(b.ReceivedAt) || a.ReceivedAt.Equal(b.ReceivedAt) && a.ID.String() < b.ID.String()
				if a.UndoneAt.IsZero() && b.UndoneAt.IsZero() && a.Cause != "" && a.Cause == b.Cause && a.Customer == b.Customer &&
					earlier && !a.ReceivedAt.AddDate(1, 0, 0).Before(b.ReceivedAt) {
					want[b.ID] = true
				}
			}
		}
		got := map[id.Complaint]bool{}
		for _, r := range complaint.Recurrences(all) {
			got[r.Again] = true
		}
		if len(got) != len(want) {
			t.Fatalf("%d came again, want %d", len(got), len(want))
		}
		for of := range want {
			if !got[of] {
				t.Errorf("%s came again", of)
			}
		}
	})
}

// The year's numbers add up: whatever was received was acknowledged in time, too late, or can still be.
func TestTheYearAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, now := some(t), year.AddDate(2, 0, 0)
		y := complaint.Sum(all, nil, now)
		received, late := 0, 0
		var took []int64
		for _, c := range all {
			if !c.UndoneAt.IsZero() {
				continue
			}
			received++
			if c.AcknowledgedAt.IsZero() || c.AcknowledgedAt.Sub(c.ReceivedAt) > 8*time.Hour {
				late++
			}
			if !c.AcknowledgedAt.IsZero() {
				took = append(took, int64(c.AcknowledgedAt.Sub(c.ReceivedAt)/time.Minute))
			}
		}
		if y.Received != received || y.Late != late || y.InTime+y.Late+y.NotYet != received || y.ToAck.N != len(took) {
			t.Fatalf("%+v, want %d received and %d late", y, received, late)
		}
		below := func(m int64) (n int) {
			for _, one := range took {
				if one <= m {
					n++
				}
			}
			return n
		}
		if n := len(took); n > 0 && (2*below(y.ToAck.Median) < n || 2*below(y.ToAck.Median-1) >= n || 10*below(y.ToAck.P90) < 9*n || 10*below(y.ToAck.P90-1) >= 9*n) {
			t.Errorf("median %d and p90 %d of %v", y.ToAck.Median, y.ToAck.P90, took)
		}
	})
}

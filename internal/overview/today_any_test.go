package overview_test

import (
	"bytes"
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// placed is where promises are to stand on Today.
type placed struct{ now, later, theirs, fresh, next, disputed, asked []id.Promise }

func idsOf(rows []overview.TodayRow) (out []id.Promise) {
	for _, row := range rows {
		out = append(out, row.ID)
	}
	return out
}

func sees(page overview.TodayPage) (out placed) {
	out = placed{now: idsOf(page.Now), later: idsOf(page.Later), theirs: idsOf(page.Theirs), disputed: idsOf(page.Disputed)}
	for _, row := range page.New {
		if row.Asked {
			out.asked = append(out.asked, row.ID)
		} else {
			out.fresh = append(out.fresh, row.ID)
		}
	}
	if page.Next != nil {
		out.next = []id.Promise{page.Next.ID}
	}
	return out
}

// What is asked only where there is something is all there: Today of promises of every kind is what the rows say.
func TestTodayIsAllThatThereIs(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h, chance := newHouse(t, database), rand.New(rand.NewPCG(56, 9))
		other := h.hires("Bo", party.Colleague, id.Team{})
		for round := range 30 {
			me := h.hires("An"+string(rune('a'+round)), party.Colleague, id.Team{})
			var want placed
			due, spread := 0, 0
			h.write(func(tx *db.Tx) error {
				want, due, spread = h.fillsToday(tx, chance, me, other, round%10)
				return nil
			})
			page, err := overview.Desk{Relation: overview.Relation{DB: database}}.Today(context.Background(), h.as(me, party.Colleague),
				overview.TodayAsk{Zone: amsterdam, Lang: "nl"})
			if err != nil {
				t.Fatal(err)
			}
			got := sees(page)
			for name, pair := range map[string][2][]id.Promise{
				"now": {got.now, want.now}, "later": {got.later, want.later}, "theirs": {got.theirs, want.theirs}, "new": {got.fresh, want.fresh},
				"next": {got.next, want.next}, "disputed": {got.disputed, want.disputed}, "asked": {got.asked, want.asked},
			} {
				if !slices.Equal(pair[0], pair[1]) {
					t.Errorf("round %d: %s are %v, want %v", round, name, pair[0], pair[1])
				}
			}
			if page.Due != due || page.Waiting != spread || len(page.Spread) != min(spread, 1) {
				t.Errorf("round %d: %d due and %d wait, want %d and %d", round, page.Due, page.Waiting, due, spread)
			}
		}
	})
}

// fillsToday writes n promises by chance and tells where they are to stand.
func (h *house) fillsToday(tx *db.Tx, chance *rand.Rand, me, other id.Staff, n int) (want placed, due, spread int) {
	type made struct {
		promise.Promise
		id                 id.Promise
		risk, fresh, asked bool
	}
	year, month, day := tx.Now.In(amsterdam).Date()
	end := time.Date(year, month, day+1, 0, 0, 0, 0, amsterdam)
	var all []made
	for range n {
		one := made{Promise: promise.Promise{Owner: me, Minutes: 10, Open: true,
			DueAt: tx.Now.Add(time.Duration(chance.IntN(50*60)-120) * time.Minute)}}
		switch chance.IntN(8) {
		case 0:
			one.State = promise.Broken
		case 1:
			one.Direction = promise.Theirs
		case 2:
			one.Awaits = "redistribution"
		case 3:
			one.State, one.Open = promise.Disputed, false
		case 4:
			one.Owner, one.asked = other, true
		case 5:
			one.risk = true
		case 6:
			one.fresh = true
		}
		one.id = h.add(tx, one.Promise)
		if one.asked {
			tx.Put("UPDATE promise SET proposed_to = $3 WHERE org = $1 AND id = $2", tx.Org, one.id, me)
		}
		if one.fresh {
			tx.Put("UPDATE promise SET acknowledge_by = $3 WHERE org = $1 AND id = $2", tx.Org, one.id, tx.Now)
		}
		if one.risk {
			tx.Put("INSERT INTO promise_guard (org, promise, step, taken_at) VALUES ($1, $2, 'at-risk', $3)", tx.Org, one.id, tx.Now)
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b made) int { return cmp.Or(a.DueAt.Compare(b.DueAt), bytes.Compare(a.id[:], b.id[:])) })
	for _, one := range all {
		past := one.State == promise.Broken || one.DueAt.Before(tx.Now)
		ours := one.Direction != promise.Theirs && !one.asked && one.Open && one.Awaits == ""
		if ours && one.DueAt.Before(end) {
			due++
		}
		switch {
		case one.asked:
			want.asked = append(want.asked, one.id)
		case one.State == promise.Disputed:
			want.disputed = append(want.disputed, one.id)
		case one.Awaits != "":
			spread++
		case !ours:
			if past || one.DueAt.Before(end) {
				want.theirs = append(want.theirs, one.id)
			}
		case past || one.risk || one.DueAt.Before(tx.Now.Add(time.Hour)):
			want.now = append(want.now, one.id)
		case one.fresh:
			want.fresh = append(want.fresh, one.id)
		case one.DueAt.Before(end):
			want.later = append(want.later, one.id)
		case len(want.next) == 0:
			want.next = []id.Promise{one.id}
		}
	}
	return want, due, spread
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/party"
)

// look opens what is left, lets what is due happen, and counts.
func (r *record) look(ctx context.Context, dir string, kills int, out io.Writer) error {
	c := clock.NewStepped(clock.System().Now())
	a, _, err := openApp(ctx, dir, c)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := settle(ctx, a, c); err != nil {
		return err
	}
	found, err := count(ctx, a)
	if err != nil {
		return err
	}
	mails, twiceSent, err := sent(filepath.Join(dir, "sent.txt"))
	if err != nil {
		return err
	}
	lost := 0
	for key, promise := range r.acknowledged {
		switch there := found.byKey[key]; {
		case there == promise:
		case there == "" && r.doubtful[key]:
			r.unkept++
		default:
			lost++
		}
	}
	fmt.Fprintf(out, "kills                         %d\n", kills)
	fmt.Fprintf(out, "promises acknowledged         %d\n", len(r.acknowledged))
	fmt.Fprintf(out, "promises found                %d\n", found.promises)
	fmt.Fprintf(out, "acknowledged and lost         %d\n", lost)
	fmt.Fprintf(out, "made twice under one key      %d\n", found.doubled+len(r.twice))
	fmt.Fprintf(out, "read back otherwise           %d\n", len(r.wrong))
	fmt.Fprintf(out, "due and not broken            %d\n", found.unbroken)
	fmt.Fprintf(out, "broken more than once         %d\n", found.brokenTwice)
	fmt.Fprintf(out, "entries on our account        %d (a breach each: %d)\n", found.entries, found.promises-found.far)
	fmt.Fprintf(out, "sum of all postings           %d\n", found.sum)
	fmt.Fprintf(out, "mails sent, sent twice        %d, %d (at most one a kill)\n", mails, twiceSent)
	fmt.Fprintf(out, "confirmations stuck           %d\n", found.stuck)
	if len(r.refused) > 0 && !r.failing {
		fmt.Fprintf(out, "refused                       %v\n", r.refused)
	}
	if lost+found.doubled+len(r.twice)+len(r.wrong)+found.unbroken+found.brokenTwice+found.sum != 0 ||
		found.entries != found.promises-found.far || mails == 0 || found.stuck > 0 || mails-twiceSent > found.sent || twiceSent > kills || len(r.acknowledged) == 0 {
		return errors.New("something was lost or happened twice")
	}
	return nil
}

// settle lets ten minutes pass on a stepped clock: what is due falls due, leases of the dead end, and
// what was to be sent leaves.
func settle(ctx context.Context, a *app.App, c *clock.Stepped) error {
	until := c.Now().Add(10 * time.Minute)
	for {
		next, err := a.Clock.Step(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(until) {
			return nil
		}
		if next.After(c.Now()) {
			c.Set(next)
		}
	}
}

type tally struct {
	byKey                                                                    map[string]string
	promises, far, doubled, unbroken, brokenTwice, entries, sent, stuck, sum int
}

func count(ctx context.Context, a *app.App) (t tally, err error) {
	all, err := a.Organisations(ctx)
	if err != nil {
		return t, err
	}
	t.byKey = map[string]string{}
	err = a.DB.Read(ctx, party.Itself(all[0].ID), func(tx *db.Tx) error {
		type row struct {
			Act      string
			ID       [16]byte
			State    string
			Outcomes int
		}
		rows, err := db.All[row](tx, `SELECT act, id, state, (SELECT COUNT(*) FROM promise_outcome o WHERE o.org = $1
			AND o.promise = promise.id AND o.kind = 'broken') AS outcomes FROM promise WHERE org = $1`, tx.Org)
		if err != nil {
			return err
		}
		for _, p := range rows {
			if _, known := t.byKey[p.Act]; known {
				t.doubled++
			}
			t.byKey[p.Act] = formatted(p.ID)
			t.promises++
			number, err := strconv.Atoi(strings.TrimPrefix(p.Act, "belofte-"))
			if err != nil {
				return err
			}
			if far(number) {
				t.far++
			} else if p.State != "broken" {
				t.unbroken++
			}
			if p.Outcomes > 1 {
				t.brokenTwice++
			}
		}
		if t.entries, err = db.One[int](tx, "SELECT COUNT(*) FROM ledger_entry WHERE org = $1", tx.Org); err != nil {
			return err
		}
		t.sent, err = db.One[int](tx, "SELECT COUNT(*) FROM message WHERE org = $1 AND state = 'sent'", tx.Org)
		if err != nil {
			return err
		}
		t.stuck, err = db.One[int](tx, `SELECT COUNT(*) FROM message WHERE org = $1 AND kind = 'confirmation'
			AND state NOT IN ('sent', 'withdrawn', 'replaced')`, tx.Org)
		if err != nil {
			return err
		}
		t.sum, err = db.One[int](tx, "SELECT COALESCE(SUM(points), 0) FROM ledger_posting WHERE org = $1", tx.Org)
		return err
	})
	return t, err
}

func formatted(raw [16]byte) string {
	h := fmt.Sprintf("%x", raw[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// sent counts mails, and how many left more than once.
func sent(path string) (all, twice int, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, 0, err
	}
	seen := map[string]int{}
	for line := range strings.Lines(string(raw)) {
		all++
		if seen[line]++; seen[line] == 2 {
			twice++
		}
	}
	return all, twice, nil
}

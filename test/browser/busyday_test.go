package browser

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// The worst day: who is there, who falls ill, what is open, and how customers can be reached.
const (
	badDayTeam      = 14
	badDayIll       = 7
	badDayPromises  = 300
	badDayCustomers = 130
	// readingTime is how long a person looks at each screen before they press: a generous allowance.
	readingTime = 20 * time.Second
)

// badDay peoples the firm for its worst day, and gives the customers by where their message must arrive.
func (f *firm) badDay(ctx context.Context) (mailed, texted map[string]bool, byHand, nowhere int) {
	f.t.Helper()
	var house id.Team
	f.write(f.actor, func(tx *db.Tx) error {
		teams, err := f.app.Acts.Team.Teams(tx)
		house = teams[0].ID
		return err
	})
	var people []id.Staff
	for n := range badDayTeam {
		hired, err := f.app.Acts.Hire(ctx, f.actor, act.Colleague{Role: party.Colleague, Staff: team.Staff{
			Kind: party.Staff, Name: fmt.Sprintf("Collega %c", 'A'+n), Team: house, Email: fmt.Sprintf("collega%d@delinde.example", n),
		}})
		if err != nil {
			f.t.Fatal(err)
		}
		people = append(people, hired.Staff.ID)
	}
	mailed, texted = map[string]bool{}, map[string]bool{}
	var crowd []id.Customer
	f.write(f.actor, func(tx *db.Tx) error {
		for n := range badDayCustomers {
			c := customer.Details{Name: fmt.Sprintf("Klant %03d", n)}
			switch {
			case n%10 < 6:
				c.Emails = []string{fmt.Sprintf("klant%d@klant.example", n)}
				mailed[c.Emails[0]] = true
			case n%10 < 8:
				number := fmt.Sprintf("+3161234%04d", n)
				c.Numbers, texted[number] = []customer.Number{{Number: number}}, true
			case n%10 < 9:
				c.Numbers = []customer.Number{{Number: fmt.Sprintf("+3130261%04d", n)}}
				byHand++
			default:
				nowhere++
			}
			added, err := f.app.Acts.Customer.Add(tx, c)
			if err != nil {
				return err
			}
			crowd = append(crowd, added.ID)
		}
		return nil
	})
	for n := range badDayPromises {
		due := f.clock.Now().Add(time.Duration(1+n%7) * time.Hour).Truncate(15 * time.Minute)
		_, err := f.app.Acts.MakePromise(ctx, f.actor, promise.Make{
			Kind: promise.CallBack, Customer: crowd[n%len(crowd)], Owner: people[n%len(people)], Act: fmt.Sprintf("terugbellen over order %d", n),
			Due: promise.Due{At: due, Zone: "Europe/Amsterdam", Grain: promise.ToTheMinute}, Override: true,
		}, act.Silently)
		if err != nil {
			f.t.Fatal(err)
		}
	}
	for _, ill := range people[:badDayIll] {
		f.clock.Advance(time.Second) // one after another, as they call
		if _, err := f.app.Acts.FallIll(ctx, f.actor, ill); err != nil {
			f.t.Fatal(err)
		}
	}
	return mailed, texted, byHand, nowhere
}

var (
	toMail = regexp.MustCompile(`(?im)^To:.*?([\w.]+@klant\.example)`)
	toSMS  = regexp.MustCompile(`"to":"(\+\d+)"`)
)

// counted tells how often each address got something.
func (b *inbox) counted(address *regexp.Regexp) map[string]int {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := map[string]int{}
	for _, text := range b.all {
		if found := address.FindStringSubmatch(text); found != nil {
			out[found[1]]++
		}
	}
	return out
}

// TestABusyDayFromOneScreenToEveryNotice: 300 promises are open and half the team is ill. A team lead chooses
// everything, looks at the new times, and presses; every customer who can be written to gets one message, and
// the page tells who must be called and who cannot be reached.
func TestABusyDayFromOneScreenToEveryNotice(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 4*time.Minute)
	f.begin(ctx)
	f.channels()
	mailed, texted, byHand, nowhere := f.badDay(context.Background())
	do(t, ctx, chromedp.Navigate(f.base+"/team"), chromedp.WaitReady(`a[href="/team/busy"]`, chromedp.ByQuery))

	began, screens := time.Now(), 0
	press := func(selector, then string) {
		t.Helper()
		screens++
		do(t, ctx, chromedp.Click(selector, chromedp.ByQuery), chromedp.WaitVisible(then, chromedp.ByQuery))
	}
	press(`a[href="/team/busy"]`, `.picks`)
	var honest bool
	do(t, ctx, chromedp.Evaluate(`[...document.querySelectorAll(".pick")].every(one => !!one.querySelector(".tag") === one.querySelector("[value=all]").checked)
		&& document.querySelectorAll(".pick .tag").length > 3`, &honest))
	if !honest {
		t.Error("what is chosen to begin with is not what the ill were to do")
	}
	press(`a[href*="choose=all"]`, `a[href*="choose=all"][aria-current]`)
	press(`form[action="/team/busy"] .footbar button`, `form[action="/team/busy/move"]`)
	press(`form[action="/team/busy/move"] .footbar button`, `#told`)
	f.clock.Advance(16 * time.Second) // the time to undo passes
	do(t, ctx, chromedp.WaitNotPresent(`[data-going]`, chromedp.ByQuery))
	machine := time.Since(began)
	if whole := machine + time.Duration(screens)*readingTime; whole >= 2*time.Minute {
		t.Errorf("%d screens and %s of waiting come to %s of a person's time", screens, machine, whole)
	}
	t.Logf("%d screens, %s of waiting", screens, machine)

	for name, one := range map[string]struct {
		got    map[string]int
		wanted map[string]bool
	}{"mail": {f.mail.counted(toMail), mailed}, "SMS": {f.sms.counted(toSMS), texted}} {
		if len(one.got) != len(one.wanted) {
			t.Errorf("%s reached %d customers, want %d", name, len(one.got), len(one.wanted))
		}
		for address := range one.wanted {
			if one.got[address] != 1 {
				t.Errorf("%s got %d times %s, want once", address, one.got[address], name)
			}
		}
	}
	told := seen(t, ctx, "#told")
	for _, wanted := range []string{
		fmt.Sprintf("%d van %d klanten", len(mailed)+len(texted), badDayCustomers),
		fmt.Sprintf("%d beloften", badDayPromises), "030 261",
	} {
		if !strings.Contains(told, wanted) {
			t.Errorf("the page does not say %q:\n%s", wanted, told)
		}
	}
	var rows []int
	do(t, ctx, chromedp.Evaluate(`[...document.querySelectorAll("#told .rows")].map(rows => rows.children.length)`, &rows))
	if fmt.Sprint(rows) != fmt.Sprint([]int{byHand, nowhere}) {
		t.Errorf("by hand and out of reach stand %v, want %d and %d", rows, byHand, nowhere)
	}
	f.neverTwice()
}

// neverTwice sees to it that nobody was promised the same minute twice: by each due, the work until then is no
// more than the share of the day that is free for promises, counted minute by minute.
func (f *firm) neverTwice() {
	f.t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		f.t.Fatal(err)
	}
	f.write(f.actor, func(tx *db.Tx) error {
		all, err := f.app.Acts.Team.List(tx)
		if err != nil {
			return err
		}
		for _, one := range all {
			open, err := f.app.Acts.Promise.OpenOf(tx, one.ID)
			if err != nil {
				return err
			}
			for _, p := range open {
				asked, there := 0, 0
				for _, other := range open {
					if other.State == promise.Agreed && !other.DueAt.After(p.DueAt) {
						asked += other.Minutes
					}
				}
				for at := f.clock.Now(); at.Before(p.DueAt); at = at.Add(time.Minute) {
					if hour, day := at.In(zone).Hour(), at.In(zone).Weekday(); hour >= 9 && hour < 17 && day != time.Saturday && day != time.Sunday {
						there++
					}
				}
				if p.State == promise.Agreed && asked*100 > there*one.DayShare() {
					f.t.Errorf("%s has promised %d minutes by %s, and has %d at most", one.Name, asked, p.DueAt, there)
				}
			}
		}
		return nil
	})
}

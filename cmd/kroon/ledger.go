package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/overview"
)

// ledgerVerb is our account with customers: what is worth what, and whether what stands follows from history.
type ledgerVerb struct {
	Tariff tariffVerb      `cmd:"" help:"What events are worth: list the versions, print one as a file, have one take effect."`
	Try    tryTariffVerb   `cmd:"" help:"What a tariff would have made of history; nothing is stored."`
	Check  checkLedgerVerb `cmd:"" help:"Go through history again and compare every balance; exit status 1 when one differs."`
}

type tariffVerb struct {
	List     listTariffVerb     `cmd:"" help:"The versions, oldest first."`
	Show     showTariffVerb     `cmd:"" help:"A version as a file, to read or to change: the one of today, or --version."`
	Set      setTariffVerb      `cmd:"" help:"Have the version in a file take effect on its day, which must be still to come."`
	Withdraw withdrawTariffVerb `cmd:"" help:"Take back a version that has not taken effect."`
}

type listTariffVerb struct{ within }

// Run lists the versions.
func (l listTariffVerb) Run(ctx context.Context, v *verbs) error {
	return l.enter(ctx, v, func(o *office) error {
		return o.read(ctx, func(tx *db.Tx) error {
			all, err := o.Acts.Ledger.Tariffs(tx)
			now := all.At(tx.Now).Version
			for _, t := range all {
				key := "ledger.line"
				if t.Version == now {
					key = "ledger.line_now"
				}
				o.say(key, "version", string(t.Version), "day", t.ValidFrom)
			}
			return err
		})
	})
}

type showTariffVerb struct {
	within
	Version string `help:"Which version; the one of today when left out." placeholder:"VERSION"`
	Draft   bool   `help:"As another version, from the first of next month: what to change and set."`
}

// Run prints a version as a file.
func (s showTariffVerb) Run(ctx context.Context, v *verbs) error {
	return s.enter(ctx, v, func(o *office) error {
		return o.read(ctx, func(tx *db.Tx) error {
			if s.Draft && s.Version == "" {
				file, err := overview.NextTariff(tx, o.Acts.Ledger, o.organisation.Location())
				fmt.Print(file)
				return err
			}
			all, err := o.Acts.Ledger.Tariffs(tx)
			if err != nil {
				return err
			}
			t := all.At(tx.Now)
			for _, one := range all {
				if string(one.Version) == s.Version {
					t = one
				}
			}
			if s.Version != "" && string(t.Version) != s.Version {
				return fault.New(fault.NotFound, "ledger.tariff_unknown", "version", s.Version).On("version")
			}
			raw, err := t.File()
			fmt.Print(string(raw))
			return err
		})
	})
}

type setTariffVerb struct {
	within
	File string `arg:"" help:"The tariff file." type:"existingfile"`
}

// Run has a version take effect.
func (s setTariffVerb) Run(ctx context.Context, v *verbs) error {
	return s.enter(ctx, v, func(o *office) error {
		raw, err := os.ReadFile(s.File)
		if err != nil {
			return err
		}
		own, err := o.Acts.SetTariff(ctx, o.actor, string(raw))
		if err == nil {
			o.say("ledger.was_set", "version", string(own.Version), "day", own.BeginsAt.In(o.organisation.Location()).Format(time.DateOnly))
		}
		return err
	})
}

type withdrawTariffVerb struct {
	within
	Version string `arg:"" help:"Which version."`
}

// Run takes a version back.
func (w withdrawTariffVerb) Run(ctx context.Context, v *verbs) error {
	return w.enter(ctx, v, func(o *office) error {
		own, err := o.Acts.WithdrawTariff(ctx, o.actor, w.Version)
		if err == nil {
			o.say("ledger.was_withdrawn", "version", string(own.Version))
		}
		return err
	})
}

type tryTariffVerb struct {
	within
	File    string `arg:"" help:"The tariff file." type:"existingfile"`
	JSON    bool   `help:"One line of JSON."`
	Silence string `default:"180" help:"After how many days without contact, question or order a customer has left."`
}

// triedJSON is the outcome for programs.
type triedJSON struct {
	Version   string          `json:"version"`
	Current   string          `json:"current"`
	Customers int             `json:"customers"`
	Red       int             `json:"red"`
	RedThen   int             `json:"red_then"`
	Higher    int             `json:"higher"`
	Lower     int             `json:"lower"`
	Middle    [2]int64        `json:"middle"` // balance, now and then
	Left      int             `json:"left"`
	LeftBy    overview.LeftBy `json:"left_by"`
	Stayed    int             `json:"stayed"`
	Now       separates       `json:"now"`
	Then      separates       `json:"then"`
	List      []triedLine     `json:"list"`
}

type separates struct {
	TooLittle bool    `json:"too_little"`
	AUC       float64 `json:"auc"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
}

type triedLine struct {
	Customer string `json:"customer"`
	Now      int64  `json:"now"`
	Then     int64  `json:"then"`
}

func separatesBy(t overview.Telling) separates { return separates{t.TooLittle, t.AUC, t.Low, t.High} }

// Run tries a tariff.
func (t tryTariffVerb) Run(ctx context.Context, v *verbs) error {
	return t.enter(ctx, v, func(o *office) error {
		raw, err := os.ReadFile(t.File)
		if err != nil {
			return err
		}
		silence, err := strconv.Atoi(t.Silence)
		if err != nil || silence < 1 {
			return fault.New(fault.Invalid, "web.not_between", "lowest", 1, "highest", 3650).On("silence")
		}
		var found overview.Trial
		err = o.read(ctx, func(tx *db.Tx) error {
			found, err = overview.TryFile(tx, o.Acts.Ledger, string(raw), silence)
			return err
		})
		if err != nil {
			return err
		}
		if t.JSON {
			return json.NewEncoder(os.Stdout).Encode(o.tried(found))
		}
		o.sayTried(found)
		return nil
	})
}

func (o *office) tried(t overview.Trial) triedJSON {
	out := triedJSON{
		Version: string(t.Version), Current: string(t.Current), Customers: t.Customers, Red: t.Red, RedThen: t.RedThen,
		Higher: t.Higher, Lower: t.Lower, Middle: t.Middle,
		Left: t.Left, LeftBy: t.LeftBy, Stayed: t.Stayed, Now: separatesBy(t.Now), Then: separatesBy(t.Then), List: []triedLine{},
	}
	for _, l := range t.List {
		out.List = append(out.List, triedLine{l.Customer.String(), l.Now, l.Then})
	}
	return out
}

func (o *office) sayTried(t overview.Trial) {
	o.say("admin.trial.red", "n", t.Red, "then", t.RedThen, "all", t.Customers)
	o.say("admin.trial.balances", "higher", t.Higher, "lower", t.Lower, "same", t.Customers-t.Higher-t.Lower)
	for i, one := range []overview.Telling{t.Now, t.Then} {
		version := []string{string(t.Current), string(t.Version)}[i]
		key := "ledger.separates"
		if one.TooLittle {
			key = "ledger.too_little"
		}
		o.say(key, "version", version, "auc", hundredths(one.AUC), "low", hundredths(one.Low), "high", hundredths(one.High), "least", overview.FewestPerGroup)
	}
	o.say("admin.trial.groups", "left", t.Left, "elsewhere", t.LeftBy.Elsewhere, "silent", t.LeftBy.Silent, "stayed", t.Stayed)
	o.say("admin.trial.definition", "n", t.Silence, "settled", t.SettledAfter())
	for _, l := range t.List {
		o.say("ledger.tried", "name", l.Name, "now", l.Now, "then", l.Then)
	}
}

func hundredths(x float64) string { return fmt.Sprintf("%.2f", x) }

type checkLedgerVerb struct{ within }

// Run compares every balance with what history comes to.
func (c checkLedgerVerb) Run(ctx context.Context, v *verbs) error {
	return c.enter(ctx, v, func(o *office) error {
		return o.read(ctx, func(tx *db.Tx) error {
			differ, all, err := o.Acts.Ledger.Differences(tx)
			if err != nil {
				return err
			}
			if len(differ) > 0 {
				return fault.New(fault.Conflict, "ledger.differs", "n", len(differ), "all", all)
			}
			o.say("ledger.same", "n", all)
			return nil
		})
	})
}

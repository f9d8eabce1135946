package overview

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

// TariffVersion names a tariff.
type TariffVersion = ledger.Version

// TariffDraft is a version of the tariff that somebody is making.
type TariffDraft struct {
	File     string
	Version  ledger.Version
	From     string // the civil day on which it begins
	HalfLife int64
	Rules    []TariffRule // what may post points, what weighs most first
}

// TariffChange is what is made different of it.
type TariffChange struct {
	Version  string
	From     string
	HalfLife int64
	Points   map[string]int64 // by kind; 0 posts nothing
}

// ReadDraft reads a tariff file as a form shows it: fault Invalid on the file when it is none.
func ReadDraft(file string) (d TariffDraft, err error) {
	t, err := ledger.ReadTariff([]byte(file))
	return draftOf(t, file), err
}

// draftOf shows every kind that posts points under the tariff that comes with Kroon, as this one has it: what was set to
// nothing can be given points again.
func draftOf(t ledger.Tariff, file string) TariffDraft {
	d := TariffDraft{File: file, Version: t.Version, From: t.ValidFrom, HalfLife: t.HalfLife}
	shipped := ledger.Shipped()
	usual := shipped[len(shipped)-1]
	for _, kind := range usual.Kinds() {
		one, own := t.Decisions[kind]
		if !own {
			one = usual.Decisions[kind]
		}
		if !usual.Decisions[kind].None {
			d.Rules = append(d.Rules, TariffRule{kind, one.Points, one.Recovery, one.WhyNL, one.WhyEN})
		}
	}
	slices.SortStableFunc(d.Rules, func(a, b TariffRule) int {
		return cmp.Compare(usual.Decisions[b.Kind].Points, usual.Decisions[a.Kind].Points)
	})
	return d
}

// Changed is a draft with what somebody made different; its file is written anew.
func (d TariffDraft) Changed(to TariffChange) (TariffDraft, error) {
	t, err := ledger.ReadTariff([]byte(d.File))
	if err != nil {
		return d, err
	}
	t = t.With(to.Points)
	t.Version, t.ValidFrom, t.HalfLife = ledger.Version(to.Version), to.From, to.HalfLife
	raw, err := t.File()
	if err != nil {
		return d, err
	}
	return draftOf(t, string(raw)), nil
}

// DraftTariff is a draft to begin from, for the screen where it is changed: as the tariff of the day.
func (s Settings) DraftTariff(ctx context.Context, actor party.Actor, zone *time.Location) (TariffDraft, error) {
	return forRole(ctx, s, actor, party.Owner, func(tx *db.Tx) (TariffDraft, error) {
		file, err := NextTariff(tx, s.Ledger, zone)
		if err != nil {
			return TariffDraft{}, err
		}
		return ReadDraft(file)
	})
}

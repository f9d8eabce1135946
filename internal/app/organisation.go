package app

import (
	"context"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/search"
)

// DefaultName is what an organisation is called until somebody says.
const DefaultName = "Kroon"

// ensureOrganisation makes the default organisation of an empty installation.
func (a *App) ensureOrganisation(ctx context.Context) error {
	all, err := a.Organisations(ctx)
	if err != nil || len(all) > 0 {
		return err
	}
	return a.DB.Write(ctx, party.Itself(id.New[id.Org](a.DB.IDs())), func(tx *db.Tx) error {
		if first, err := db.First(tx); err != nil || !first {
			return err
		}
		o, err := a.Acts.Organisation.Create(tx, organisation.Setup{Name: DefaultName})
		if err == nil {
			sweep(tx, o.ID)
		}
		return err
	})
}

// AddOrganisation begins an organisation beside the others. The default one of an empty installation,
// as long as nobody can sign in to it and it has no host name, becomes the first instead.
func (a *App) AddOrganisation(ctx context.Context, n organisation.Setup) (organisation.Organisation, error) {
	all, err := a.Organisations(ctx)
	if err != nil {
		return organisation.Organisation{}, err
	}
	if len(all) != 1 || all[0].Host != "" || all[0].Name != DefaultName {
		return a.create(ctx, n)
	}
	token, err := a.FirstRun(ctx, all[0].ID)
	if err != nil {
		return organisation.Organisation{}, err
	}
	if token == "" {
		return a.create(ctx, n)
	}
	return a.Rehost(ctx, all[0].ID, n.Name, n.Host)
}

// Rehost gives an organisation the host name by which browsers reach it, and another name unless that is empty.
func (a *App) Rehost(ctx context.Context, org id.Org, name, host string) (o organisation.Organisation, err error) {
	err = a.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
		o, err = a.Acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.Host = host
			if name != "" {
				o.Name = name
			}
		})
		return err
	})
	return o, err
}

func (a *App) create(ctx context.Context, n organisation.Setup) (o organisation.Organisation, err error) {
	fresh := party.Itself(id.New[id.Org](a.DB.IDs()))
	err = a.DB.Write(ctx, fresh, func(tx *db.Tx) (err error) {
		if o, err = a.Acts.Organisation.Create(tx, n); err != nil {
			return err
		}
		sweep(tx, o.ID)
		return nil
	})
	return o, err
}

// FirstRun is the one-time token of an organisation's first run: empty once somebody can sign in.
func (a *App) FirstRun(ctx context.Context, org id.Org) (token string, err error) {
	err = a.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) error {
		accounts, err := a.Acts.Access.List(tx)
		if err != nil || len(accounts) > 0 {
			return err
		}
		token, err = a.Acts.Access.FirstRun(tx)
		return err
	})
	return token, err
}

// SetupLink is where an organisation's first run is done, once; empty once somebody can sign in.
func (a *App) SetupLink(ctx context.Context, o organisation.Organisation) (string, error) {
	token, err := a.FirstRun(ctx, o.ID)
	if err != nil || token == "" {
		return "", err
	}
	return a.Address(o, "/setup/"+token), nil
}

// Organisations lists every organisation of the installation, the oldest first.
func (a *App) Organisations(ctx context.Context) (all []organisation.Organisation, err error) {
	err = a.DB.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error {
		all, err = a.Acts.Organisation.All(tx)
		return err
	})
	return all, err
}

// sweep sets the recurring work of an organisation going, if it is not.
func sweep(tx *db.Tx, org id.Org) {
	const first = sweepEvery / 6
	job.Hasten(tx, jobSweep, org.Any(), tx.Now.Add(first))
	job.Hasten(tx, jobGaps, org.Any(), tx.Now.Add(first))
	job.Schedule(tx, search.JobRead, org.Any(), tx.Now)
	job.Schedule(tx, act.JobLookRun, org.Any(), tx.Now)
	job.Hasten(tx, jobForecast, org.Any(), tx.Now.Add(2*first))
	job.Hasten(tx, promise.JobChance, org.Any(), tx.Now.Add(2*first))
}

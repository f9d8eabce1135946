package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"kroon/internal/db"
)

type migrateVerb struct {
	common
	Distribute bool `help:"Lay each organisation's rows together on one of the nodes, and say so where there is no Citus. Where there is, it is done anyhow."`
	DryRun     bool `help:"With --distribute: print the statements, and change nothing."`
}

// Run brings the schema up to this program, has the tables lie on all nodes where the database is one of several, and stops.
func (m migrateVerb) Run(ctx context.Context, v *verbs) error {
	if err := os.MkdirAll(m.Data, 0o700); err != nil {
		return err
	}
	database, err := db.Open(ctx, m.config())
	if err != nil {
		return err
	}
	err = m.migrate(ctx, database, v)
	return errors.Join(err, database.Close())
}

func (m migrateVerb) migrate(ctx context.Context, database *db.DB, v *verbs) error {
	if m.Distribute && m.DryRun {
		statements, err := database.Distribution(ctx)
		for _, statement := range statements {
			fmt.Println(statement + ";")
		}
		return err
	}
	if err := database.Migrate(ctx); err != nil {
		return err
	}
	version, err := database.Version(ctx)
	if err != nil {
		return err
	}
	fmt.Println(v.plain().T("command.migrated", "schema", version))
	if _, several, err := database.Lie(ctx); err != nil || !m.Distribute && !several {
		return err
	}
	return database.Distribute(ctx, func(statement string) { fmt.Println(statement + ";") })
}

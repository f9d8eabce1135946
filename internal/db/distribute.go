package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"kroon/internal/fault"
)

// On a PostgreSQL with the extension Citus the tables can lie on several nodes: those of one organisation
// together on one of them, by org, which every table begins with and every statement names. The few that hold for
// all organisations are small, and stand on every node whole.

// everywhere are the tables that every node has whole.
var everywhere = []string{"installation", "organisation"}

// together is the table with which all the others lie.
const together = "event"

// Lying is how one table lies on a distributed PostgreSQL: "reference" and no column, "distributed" and by which column,
// or nothing at all.
type Lying struct {
	Table, How, By string
}

// Well tells whether it lies as it should.
func (l Lying) Well() bool {
	if slices.Contains(everywhere, l.Table) {
		return l.How == "reference"
	}
	return l.How == "distributed" && l.By == "org"
}

// statement is what lays the table where it should lie.
func (l Lying) statement() string {
	switch {
	case slices.Contains(everywhere, l.Table):
		return fmt.Sprintf("SELECT create_reference_table('%s')", l.Table)
	case l.Table == together:
		return fmt.Sprintf("SELECT create_distributed_table('%s', 'org')", l.Table)
	}
	return fmt.Sprintf("SELECT create_distributed_table('%s', 'org', colocate_with => '%s')", l.Table, together)
}

// Distribution are the statements that lay every table where it should lie on a distributed PostgreSQL, in an order in which
// they can be run: what is everywhere first, then the table that all others lie with, and each table after those that
// its foreign keys lead to. A table that cannot lie so is an error.
func (d *DB) Distribution(ctx context.Context) (statements []string, err error) {
	lying, err := d.ordered(ctx)
	for _, l := range lying {
		statements = append(statements, l.statement())
	}
	return statements, err
}

// Distribute lays every table where it should lie and does not yet, and tells each statement before it runs it. Of several who do so at
// once one goes first, and the others find it done. Where there is no Citus: fault db.no_citus.
func (d *DB) Distribute(ctx context.Context, told func(statement string)) error {
	engine, is := d.engine.(*postgresEngine)
	if !is {
		return fault.New(fault.Conflict, "db.no_citus")
	}
	return engine.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", laying); err != nil {
			return err
		}
		err := d.lay(ctx, conn, told)
		_, left := conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", laying)
		return errors.Join(err, left)
	})
}

// laying is the advisory lock of who lays tables where they should lie: "lay" and the port of PostgreSQL.
const laying = 0x6c61791538

func (d *DB) lay(ctx context.Context, conn *pgxpool.Conn, told func(statement string)) error {
	found, is, err := d.Lie(ctx)
	if err != nil {
		return err
	}
	if !is {
		return fault.New(fault.Conflict, "db.no_citus")
	}
	wanted, err := d.ordered(ctx)
	if err != nil {
		return err
	}
	for _, l := range wanted {
		if slices.ContainsFunc(found, func(there Lying) bool { return there.Table == l.Table && there.Well() }) {
			continue
		}
		told(l.statement())
		if _, err := conn.Exec(ctx, l.statement()); err != nil {
			return fmt.Errorf("%s: %w", l.Table, err)
		}
	}
	return nil
}

// follow lays the tables of an update where those lie that were there before, if those do.
func (d *DB) follow(ctx context.Context) error {
	found, is, err := d.Lie(ctx)
	if err != nil || !is || !slices.ContainsFunc(found, Lying.Well) || !slices.ContainsFunc(found, func(l Lying) bool { return !l.Well() }) {
		return err
	}
	return d.Distribute(ctx, func(string) {})
}

// Lie tells how every table lies; false where the database is not a distributed one.
func (d *DB) Lie(ctx context.Context) (out []Lying, distributed bool, err error) {
	engine, is := d.engine.(*postgresEngine)
	if !is {
		return nil, false, nil
	}
	err = engine.pool.QueryRow(ctx, "SELECT to_regclass('pg_dist_partition') IS NOT NULL AND to_regclass('citus_tables') IS NOT NULL").Scan(&distributed)
	if err != nil || !distributed {
		return nil, false, err
	}
	err = pgx.BeginTxFunc(ctx, engine.pool, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		all, err := relationsOf(ctx, tx)
		if err != nil {
			return err
		}
		// Of a table that is everywhere it says that its column is "<none>".
		found, err := tx.Query(ctx, `SELECT table_name::text, citus_table_type,
			CASE WHEN citus_table_type = 'distributed' THEN COALESCE(distribution_column, '') ELSE '' END FROM citus_tables`)
		if err != nil {
			return err
		}
		known, err := pgx.CollectRows(found, pgx.RowToStructByPos[Lying])
		for _, r := range all {
			l := Lying{Table: r.name}
			for _, k := range known {
				if k.Table == r.name {
					l.How, l.By = k.How, strings.TrimSpace(k.By)
				}
			}
			out = append(out, l)
		}
		return err
	})
	return out, true, err
}

// ordered are the tables as they are to be laid, checked against what a distributed engine asks of them.
func (d *DB) ordered(ctx context.Context) (out []Lying, err error) {
	engine, is := d.engine.(*postgresEngine)
	if !is {
		return nil, fault.New(fault.Conflict, "db.no_citus")
	}
	err = pgx.BeginTxFunc(ctx, engine.pool, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		all, err := relationsOf(ctx, tx)
		if err != nil {
			return err
		}
		if err := fits(ctx, tx, all); err != nil {
			return err
		}
		leads, err := foreignKeys(ctx, tx)
		if err != nil {
			return err
		}
		out, err = inLayingOrder(all, leads)
		return err
	})
	return out, err
}

// leadsTo is a foreign key: from one table to another.
type leadsTo struct{ From, To string }

func foreignKeys(ctx context.Context, tx pgx.Tx) ([]leadsTo, error) {
	found, err := tx.Query(ctx, `SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
		WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(found, pgx.RowToStructByPos[leadsTo])
}

// inLayingOrder puts each table after those that its foreign keys lead to.
func inLayingOrder(all []relation, leads []leadsTo) (out []Lying, err error) {
	first := append(slices.Clone(everywhere), together)
	left := slices.Clone(first)
	for _, r := range all {
		if !slices.Contains(first, r.name) {
			left = append(left, r.name)
		}
	}
	for len(left) > 0 {
		at := slices.IndexFunc(left, func(table string) bool {
			return !slices.ContainsFunc(leads, func(l leadsTo) bool {
				return l.From == table && l.To != table && slices.Contains(left, l.To)
			})
		})
		if at < 0 {
			return nil, errors.New("db: foreign keys go round in " + strings.Join(left, ", "))
		}
		out = append(out, Lying{Table: left[at]})
		left = slices.Delete(left, at, at+1)
	}
	return out, nil
}

// notByOrg finds what keeps a table from lying by org: a primary key, unique index or foreign key without it.
const notByOrg = `SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
	WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND NOT EXISTS
		(SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.attname = 'org')
	UNION ALL
	SELECT conrelid::regclass::text, conname FROM pg_constraint f
	WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND NOT EXISTS
		(SELECT 1 FROM generate_subscripts(f.conkey, 1) n
		JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[n] AND a.attname = 'org'
		JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[n] AND b.attname = 'org')
	ORDER BY 1, 2`

func fits(ctx context.Context, tx pgx.Tx, all []relation) error {
	var wrong []error
	for _, r := range all {
		if slices.Contains(everywhere, r.name) {
			continue
		}
		if !slices.Contains(r.columns, "org") {
			wrong = append(wrong, fmt.Errorf("db: %s has no org", r.name))
		}
		if len(r.key) == 0 {
			wrong = append(wrong, fmt.Errorf("db: %s has no primary key", r.name))
		}
	}
	found, err := tx.Query(ctx, notByOrg)
	if err != nil {
		return err
	}
	type keyOf struct{ Table, Name string }
	keys, err := pgx.CollectRows(found, pgx.RowToStructByPos[keyOf])
	for _, k := range keys {
		if !slices.Contains(everywhere, k.Table) && k.Table != "goose_db_version" {
			wrong = append(wrong, fmt.Errorf("db: %s of %s does not name org", k.Name, k.Table))
		}
	}
	return errors.Join(append(wrong, err)...)
}

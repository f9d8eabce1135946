package db

import "database/sql"

// blobs turns ids into the BLOB that SQLite keeps them in.
func blobs(args []any) []any {
	for i, arg := range args {
		if raw, ok := arg.([16]byte); ok {
			args[i] = raw[:]
		}
	}
	return args
}

// sqliteRows are rows of a file that is opened apart, such as a backup.
type sqliteRows struct {
	*sql.Rows
	names []string
}

func (r *sqliteRows) columns() []string { return r.names }
func (r *sqliteRows) next() bool        { return r.Next() }
func (r *sqliteRows) err() error        { return r.Err() }
func (r *sqliteRows) close()            { _ = r.Close() }

func (r *sqliteRows) values() ([]any, error) {
	out := make([]any, len(r.names))
	into := make([]any, len(r.names))
	for i := range out {
		into[i] = &out[i]
	}
	return out, r.Scan(into...)
}

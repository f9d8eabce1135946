package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// notify says something to the other nodes. That it could not be said is no failure.
func (e *postgresEngine) notify(ctx context.Context, text string) {
	ctx, cancel := context.WithTimeout(ctx, again)
	defer cancel()
	// A hint waits for no disk.
	_, _ = e.pool.Exec(ctx, "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)", hintChannel, text)
}

// listen hears what the others say, on a connection of its own, until that breaks or ctx ends. Ready is called
// when it begins: what was said before that is lost.
func (e *postgresEngine) listen(ctx context.Context, ready func(), heard func(text string)) {
	config := e.pool.Config().ConnConfig.Copy()
	config.DialFunc = e.lines.layIdle
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+hintChannel); err != nil {
		return
	}
	ready()
	for ctx.Err() == nil {
		note, err := wait(ctx, conn)
		if err != nil {
			return
		}
		if note != "" {
			heard(note)
		}
	}
}

// wait gives the next notification, or nothing after a silence in which the line turned out to work.
func wait(ctx context.Context, conn *pgx.Conn) (string, error) {
	quiet, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	note, err := conn.WaitForNotification(quiet)
	if err == nil {
		return note.Payload, nil
	}
	if quiet.Err() == nil || ctx.Err() != nil || conn.IsClosed() {
		return "", err
	}
	alive, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	return "", conn.Ping(alive)
}

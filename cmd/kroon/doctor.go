package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"kroon/internal/access"
	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/organisation"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/report"
)

// doctorVerb looks whether all is well; its exit status is 1 when it is not.
type doctorVerb struct{ common }

// examination collects what is found.
type examination struct {
	say   lang.Printer
	found int
}

func (e *examination) finding(key string, pairs ...any) {
	e.found++
	fmt.Println(e.say.T(key, pairs...))
}

// Run examines the installation.
func (d doctorVerb) Run(ctx context.Context, v *verbs) error {
	e := &examination{say: v.plain()}
	if err := d.examine(ctx, e); err != nil {
		return err
	}
	if e.found > 0 {
		return fault.New(fault.Conflict, "doctor.findings", "n", e.found)
	}
	fmt.Println(e.say.T("doctor.well"))
	return nil
}

func (d doctorVerb) examine(ctx context.Context, e *examination) error {
	d.room(e)
	sound, err := d.data(ctx, e)
	if err != nil || !sound {
		return err
	}
	a, err := d.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(installation(ctx, a, e), a.Close())
}

// data looks at the stored bytes before anything else touches them.
func (d doctorVerb) data(ctx context.Context, e *examination) (sound bool, err error) {
	if found, err := os.Stat(d.config().Path); d.Database == "" && (errors.Is(err, os.ErrNotExist) || err == nil && found.Size() == 0) {
		return true, nil // an empty folder, or one whose data is gone: opening it tells
	}
	database, err := db.Open(ctx, d.config())
	if err != nil {
		e.closed(err)
		return false, nil
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	problems, err := database.Integrity(ctx)
	if err != nil {
		e.closed(err)
		return false, nil
	}
	for _, problem := range problems {
		e.finding("doctor.integrity", "what", problem)
	}
	if err := database.CheckSchema(ctx); err != nil {
		f := fault.Of(err)
		if f.Kind != fault.Conflict {
			return false, nil
		}
		e.finding("doctor.schema", "schema", f.Args["schema"], "known", f.Args["known"])
		return false, nil
	}
	if len(problems) > 0 {
		return false, nil
	}
	if err := lying(ctx, database, e); err != nil {
		return false, err
	}
	return d.keyed(ctx, database, e)
}

// lying looks how the tables lie where the database is one of several nodes.
func lying(ctx context.Context, database *db.DB, e *examination) error {
	tables, is, err := database.Lie(ctx)
	if err != nil || !is {
		return err
	}
	whole := 0
	for _, t := range tables {
		switch {
		case !t.Well():
			e.finding("doctor.lying", "table", t.Table)
		case t.By == "":
			whole++
		}
	}
	fmt.Println(e.say.T("doctor.lie", "whole", whole, "tables", len(tables)))
	return nil
}

// closed says why the data cannot be looked at: a damaged file, or one that is out of reach.
func (e *examination) closed(err error) {
	f := fault.Of(err)
	switch {
	case f.Key == "db.broken":
		e.finding("doctor.integrity", "what", errors.Unwrap(f))
	case f.Kind != fault.Internal:
		e.found++
		fmt.Println(e.say.Fill(f.Key, f.Args))
	default:
		e.finding("doctor.unreachable", "what", err.Error())
	}
}

// keyed looks whether the key is there that the data was made with: without it nothing opens the data.
func (d doctorVerb) keyed(ctx context.Context, database *db.DB, e *examination) (bool, error) {
	version, err := database.Version(ctx)
	if err != nil || version == 0 {
		return err == nil, err
	}
	made := ""
	err = database.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		made, err = db.KeyName(tx)
		return err
	})
	if err != nil || made == "" {
		return err == nil, err
	}
	if _, err := os.Stat(d.keyPath()); errors.Is(err, os.ErrNotExist) {
		e.finding("doctor.no_key", "path", d.keyPath())
		return false, nil
	}
	key, err := access.OpenKey(d.keyPath(), database.IDs())
	switch f := fault.Of(err); {
	case err != nil && f.Kind == fault.Internal:
		return false, err
	case err != nil:
		e.found++
		fmt.Println(e.say.Fill(f.Key, f.Args))
		return false, nil
	case key.ID() != made:
		e.finding("doctor.key", "made", made, "key", key.ID())
		return false, nil
	}
	return true, nil
}

// installation looks at what holds for all organisations, and then at each.
func installation(ctx context.Context, a *app.App, e *examination) error {
	held := false
	err := a.DB.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		held, err = db.Held(tx)
		return err
	})
	if err != nil {
		return err
	}
	if held {
		e.finding("doctor.held")
	}
	all, err := a.Organisations(ctx)
	for _, o := range all {
		if err == nil {
			err = a.DB.Read(ctx, party.Itself(o.ID), func(tx *db.Tx) error { return errors.Join(house(tx, o, e), files(tx, a, e)) })
		}
	}
	return err
}

func house(tx *db.Tx, o organisation.Organisation, e *examination) error {
	last, err := report.LastRecorded(tx)
	if err != nil {
		return err
	}
	if last.After(tx.Now) {
		zone := o.Location()
		e.finding("doctor.clock", "now", tx.Now.In(zone).Format(timeForm), "last", last.In(zone).Format(timeForm))
	}
	findings, err := report.Checks(tx)
	for _, f := range findings {
		if strings.HasPrefix(f.Code, "waiting.") {
			e.finding("doctor."+f.Code, "n", f.N, "text", overview.SayTrouble(e.say, f.Kind, f.What))
			continue
		}
		e.finding("doctor."+f.Code, "n", f.N, "kind", f.Kind, "what", f.What)
	}
	return err
}

// files looks whether the bytes of every file are those that came in.
func files(tx *db.Tx, a *app.App, e *examination) error {
	damaged, err := a.Acts.File.Damaged(tx)
	if len(damaged) > 0 {
		e.finding("doctor.files", "n", len(damaged), "what", damaged[0].String())
	}
	return err
}

const timeForm = "2006-01-02 15:04:05"

// leastRoom is how much the disk should have left, and at least as much as the data: a backup needs it.
const leastRoom = 500 << 20

func (d doctorVerb) room(e *examination) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(d.Data, &disk); err != nil {
		return // no folder yet
	}
	need := int64(leastRoom)
	if found, err := os.Stat(d.config().Path); err == nil {
		need = max(need, found.Size())
	}
	if free := int64(disk.Bavail) * disk.Bsize; free < need {
		e.finding("doctor.room", "free", bytesOf(free), "path", d.Data)
	}
}

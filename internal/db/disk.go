package db

import (
	"errors"
	"os"
	"slices"
	"syscall"

	lib "modernc.org/sqlite/lib"

	"kroon/internal/fault"
)

// Broken is closed once the disk failed to keep something, as against having no room for it. From then on nothing is
// written through this DB and every Write is refused with fault db.disk: after a failed fsync nobody knows what stands
// on the disk, and asking again gets a yes for what was lost. Whoever serves stops, without Close, and what opens the data
// next finds what was acknowledged. On PostgreSQL, which looks after its own disk, it is never closed. See docs/adr/0041.
func (d *DB) Broken() <-chan struct{} {
	if e, lite := d.engine.(*sqliteEngine); lite {
		return e.broken
	}
	return nil
}

// passing are errors of the system's that say nothing of the disk: no room for the index of the log, no memory, locks.
var passing = []int{
	lib.SQLITE_IOERR_SHMSIZE, lib.SQLITE_IOERR_NOMEM, lib.SQLITE_IOERR_LOCK, lib.SQLITE_IOERR_RDLOCK,
	lib.SQLITE_IOERR_UNLOCK, lib.SQLITE_IOERR_SHMLOCK, lib.SQLITE_IOERR_BLOCKED, lib.SQLITE_IOERR_CHECKRESERVEDLOCK,
}

// failedDisk tells whether an error is one after which the disk is not to be trusted. SQLite says of a write that was
// refused for want of rights or quota what it says of a broken disk; path is asked which it was.
func failedDisk(err error, path string) bool {
	code, is := liteCode(err)
	if !is || code&0xff != lib.SQLITE_IOERR || slices.Contains(passing, code) {
		return false
	}
	return code != lib.SQLITE_IOERR_WRITE || !withoutRoom(claim(path))
}

// withoutRoom tells whether an error is want of room, or of the right to write.
func withoutRoom(err error) bool {
	return errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, os.ErrPermission)
}

// distrust keeps that the disk failed, if an error says so, and gives the error as callers are told.
func (e *sqliteEngine) distrust(err error) error {
	if err == nil || !failedDisk(err, e.path) {
		return err
	}
	if e.failure == nil {
		e.failure = fault.New(fault.Busy, "db.disk").Because(err)
		close(e.broken)
	}
	return e.failure
}

// refuse answers a group that is not written.
func refuse(group []*waiting, err error) {
	for _, w := range group {
		w.err = err
		close(w.answered)
	}
}

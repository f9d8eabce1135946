package db

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// lite is a connection to a SQLite file without a driver between: one goroutine at a time has it, so SQLite needs no lock
// around each call, every statement is prepared once and its columns are named once, and arguments lie in room that the
// statement keeps. See docs/adr/0059.
type lite struct {
	tls  *libc.TLS
	db   uintptr // a sqlite3
	kept map[string]*liteStatement
}

// liteStatement is a prepared statement, and which of the caller's arguments each of its own is.
type liteStatement struct {
	handle uintptr // a sqlite3_stmt
	order  []int
	names  []string
	room   uintptr // where texts and blobs of its arguments lie
	size   int     // of room, in bytes
	asked  bool    // its rows are being read
}

// keptRoom is how many bytes of arguments a statement keeps room for once it is done.
const keptRoom = 16 << 10

// liteError is what SQLite says of a statement that failed.
type liteError struct {
	code int // the extended result code
	said string
}

func (e *liteError) Error() string { return e.said }

// liteCode gives SQLite's extended result code, if an error has one.
func liteCode(err error) (code int, is bool) {
	var ours *liteError
	if errors.As(err, &ours) {
		return ours.code, true
	}
	var driver *sqlite.Error
	if errors.As(err, &driver) {
		return driver.Code(), true
	}
	return 0, false
}

// openLite opens a file named by a URI, of whose parameters each _pragma is set.
func openLite(source string) (*lite, error) {
	_, settings, _ := strings.Cut(source, "?")
	set, err := url.ParseQuery(settings)
	if err != nil {
		return nil, err
	}
	l := &lite{tls: libc.NewTLS(), kept: map[string]*liteStatement{}}
	err = l.pointer(&l.db, func(db uintptr) int32 {
		return l.text(source, func(name uintptr, _ int) int32 {
			return lib.Xsqlite3_open_v2(l.tls, name, db, lib.SQLITE_OPEN_READWRITE|lib.SQLITE_OPEN_CREATE|lib.SQLITE_OPEN_NOMUTEX|lib.SQLITE_OPEN_URI, 0)
		})
	})
	if err == nil {
		err = l.fault(lib.Xsqlite3_extended_result_codes(l.tls, l.db, 1))
	}
	for _, pragma := range set["_pragma"] {
		if err == nil {
			_, err = l.exec("PRAGMA "+pragma, nil)
		}
	}
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	return l, nil
}

// pointer has SQLite fill in a pointer.
func (l *lite) pointer(into *uintptr, by func(where uintptr) int32) error {
	where := libc.Xcalloc(l.tls, 1, 8)
	if where == 0 {
		return errMemory
	}
	defer libc.Xfree(l.tls, where)
	code := by(where)
	*into = uintptr(binary.NativeEndian.Uint64(libc.GoBytes(where, 8)))
	return l.fault(code)
}

// text gives SQLite a text that it reads at once.
func (l *lite) text(s string, to func(where uintptr, size int) int32) int32 {
	where, err := libc.CString(s)
	if err != nil {
		return lib.SQLITE_NOMEM
	}
	defer libc.Xfree(l.tls, where)
	return to(where, len(s)+1)
}

// fault gives the error of a result code, nil for SQLITE_OK.
func (l *lite) fault(code int32) error {
	if code == lib.SQLITE_OK {
		return nil
	}
	said := libc.GoString(lib.Xsqlite3_errstr(l.tls, code))
	if l.db != 0 {
		if more := libc.GoString(lib.Xsqlite3_errmsg(l.tls, l.db)); more != said {
			said += ": " + more
		}
	}
	return &liteError{int(code), fmt.Sprintf("%s (%d)", said, code)}
}

// close closes the statements and then the connection.
func (l *lite) close() (err error) {
	for query, one := range l.kept {
		lib.Xsqlite3_finalize(l.tls, one.handle) // tells again how it ended when it last ran
		libc.Xfree(l.tls, one.room)
		delete(l.kept, query)
	}
	if l.db != 0 {
		err = l.fault(lib.Xsqlite3_close_v2(l.tls, l.db))
		l.db = 0
	}
	if l.tls != nil {
		l.tls.Close()
		l.tls = nil
	}
	return err
}

func (l *lite) prepare(query string) (*liteStatement, error) {
	if one := l.kept[query]; one != nil {
		return one, nil
	}
	text, order := Places(query)
	one := &liteStatement{order: order}
	rest := 0 // bytes of the text after the first statement in it
	err := l.pointer(&one.handle, func(handle uintptr) int32 {
		return l.text(text, func(where uintptr, size int) (code int32) {
			var tail uintptr
			_ = l.pointer(&tail, func(end uintptr) int32 {
				code = lib.Xsqlite3_prepare_v3(l.tls, l.db, where, int32(size), lib.SQLITE_PREPARE_PERSISTENT, handle, end)
				return lib.SQLITE_OK
			})
			if code == lib.SQLITE_OK {
				rest = len(text) - int(tail-where)
			}
			return code
		})
	})
	switch {
	case err != nil:
	case one.handle == 0:
		err = errEmpty
	case strings.TrimSpace(text[len(text)-rest:]) != "":
		lib.Xsqlite3_finalize(l.tls, one.handle)
		err = errSeveral
	}
	if err != nil {
		return nil, errors.Join(err, errors.New(query))
	}
	for i := range lib.Xsqlite3_column_count(l.tls, one.handle) {
		one.names = append(one.names, libc.GoString(lib.Xsqlite3_column_name(l.tls, one.handle, i)))
	}
	l.kept[query] = one
	return one, nil
}

var (
	errPlaces  = errors.New("db: a statement with more arguments than were given")
	errEmpty   = errors.New("db: a statement that says nothing")
	errSeveral = errors.New("db: several statements in one text, of which only the first would run")
	errAsked   = errors.New("db: a statement that is asked while its rows are read")
	errMemory  = errors.New("db: no memory for SQLite")
)

// begin gives a statement its arguments. Ids are kept as BLOB.
func (l *lite) begin(query string, args []any) (*liteStatement, error) {
	one, err := l.prepare(query)
	if err != nil {
		return nil, err
	}
	if one.asked {
		return nil, errors.Join(errAsked, errors.New(query))
	}
	if err := l.bind(one, args); err != nil {
		return nil, errors.Join(err, errors.New(query))
	}
	one.asked = true
	return one, nil
}

func (l *lite) bind(one *liteStatement, args []any) error {
	size := 1 // an empty text is not NULL: it has a place too
	for _, which := range one.order {
		if which < 0 || which >= len(args) {
			return errPlaces
		}
		switch v := args[which].(type) {
		case string:
			size += len(v)
		case []byte:
			size += len(v)
		case [16]byte:
			size += len(v)
		}
	}
	if size > one.size {
		size = max(64, size)
		libc.Xfree(l.tls, one.room)
		if one.room, one.size = libc.Xmalloc(l.tls, types.Size_t(size)), size; one.room == 0 {
			one.size = 0
			return errMemory
		}
	}
	room, at := libc.GoBytes(one.room, one.size), 0
	place := func(n int) uintptr {
		where := one.room + uintptr(at)
		at += n
		return where
	}
	for i, which := range one.order {
		var code int32
		switch n := int32(i + 1); v := args[which].(type) {
		case nil:
			code = lib.Xsqlite3_bind_null(l.tls, one.handle, n)
		case int64:
			code = lib.Xsqlite3_bind_int64(l.tls, one.handle, n, v)
		case bool:
			code = lib.Xsqlite3_bind_int64(l.tls, one.handle, n, int64(libc.Bool32(v)))
		case float64:
			code = lib.Xsqlite3_bind_double(l.tls, one.handle, n, v)
		case string:
			copy(room[at:], v)
			code = lib.Xsqlite3_bind_text(l.tls, one.handle, n, place(len(v)), int32(len(v)), 0)
		case [16]byte:
			copy(room[at:], v[:])
			code = lib.Xsqlite3_bind_blob(l.tls, one.handle, n, place(len(v)), int32(len(v)), 0)
		case []byte:
			if v == nil {
				code = lib.Xsqlite3_bind_null(l.tls, one.handle, n)
				break
			}
			copy(room[at:], v)
			code = lib.Xsqlite3_bind_blob(l.tls, one.handle, n, place(len(v)), int32(len(v)), 0)
		default:
			return fmt.Errorf("db: %T is no argument", v)
		}
		if code != lib.SQLITE_OK {
			return l.fault(code)
		}
	}
	return nil
}

// end makes a statement ready for others. What it says of how it ended was said before.
func (l *lite) end(one *liteStatement) {
	one.asked = false
	lib.Xsqlite3_reset(l.tls, one.handle)
	if one.size > keptRoom {
		for i := range one.order {
			lib.Xsqlite3_bind_null(l.tls, one.handle, int32(i+1))
		}
		libc.Xfree(l.tls, one.room)
		one.room, one.size = 0, 0
	}
}

// exec runs a statement to its end and tells how many rows it wrote.
func (l *lite) exec(query string, args []any) (int64, error) {
	one, err := l.begin(query, args)
	if err != nil {
		return 0, err
	}
	defer l.end(one)
	for {
		switch code := lib.Xsqlite3_step(l.tls, one.handle); code {
		case lib.SQLITE_ROW:
		case lib.SQLITE_DONE:
			return lib.Xsqlite3_changes64(l.tls, l.db), nil
		default:
			return 0, l.fault(code)
		}
	}
}

func (l *lite) query(query string, args []any) (rows, error) {
	one, err := l.begin(query, args)
	if err != nil {
		return nil, err
	}
	return &liteRows{conn: l, one: one}, nil
}

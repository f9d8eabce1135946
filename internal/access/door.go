package access

import (
	"context"
	"log/slog"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Door is where people and programs come in. It does the slow and secret work between transactions:
// read, compare a password, write.
type Door struct {
	DB     *db.DB
	Access *Service
	Hasher *Hasher
	Log    *slog.Logger // hears of every password that did not open, as OWASP ASVS 5.0, 16.3.1 asks
	knocks knocks
	pass   func(word string) // to the other nodes; nil: there are none
}

// Visit is how somebody comes to the door.
type Visit struct {
	Address  string // where from, without a port
	Browser  string // as it describes itself
	Previous string // the token of the cookie they came with, whose session ends
}

// errWrong is the same whoever exists.
func errWrong() error { return fault.New(fault.Invalid, "access.wrong").On("password") }

// SignIn begins a session for who knows the e-mail address and its password, and gives the token for
// the cookie. A wrong password, an unknown address, somebody who left and somebody without a password
// give the same fault (access.wrong) after the same work; too many tries give access.too_many.
func (d *Door) SignIn(ctx context.Context, org id.Org, email, password string, visit Visit) (token string, staff id.Staff, err error) {
	key, err := emailKey(email)
	if err != nil {
		return "", id.Staff{}, err
	}
	find := func(tx *db.Tx) (credentials, error) { return credentialsByEmail(tx, key) }
	found, err := d.prove(ctx, org, find, key, password, visit.Address)
	if err != nil {
		return "", id.Staff{}, err
	}
	fresh := ""
	if outdated(found.Password) {
		if fresh, err = d.Hasher.Hash(ctx, d.DB.IDs(), password); err != nil {
			return "", id.Staff{}, err
		}
	}
	err = d.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
		if err := unchanged(tx, found); err != nil {
			return err
		}
		if fresh != "" {
			setPassword(tx, found.Staff, fresh)
		}
		token, err = d.Access.SignIn(tx, found.Staff, visit.Browser, visit.Previous)
		return err
	})
	return token, found.Staff, err
}

// Confirm asks the actor for their own password again, before something that matters.
func (d *Door) Confirm(ctx context.Context, actor party.Actor, password, address string) error {
	_, err := d.confirm(ctx, actor, password, address)
	return err
}

func (d *Door) confirm(ctx context.Context, actor party.Actor, password, address string) (credentials, error) {
	find := func(tx *db.Tx) (credentials, error) { return credentialsOf(tx, actor.StaffID()) }
	var own credentials
	err := d.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		own, err = find(tx)
		return err
	})
	if err != nil {
		return credentials{}, err
	}
	return d.prove(ctx, actor.Org, find, own.EmailKey, password, address)
}

// prove is proved, and what did not open is logged: for whom, if there is somebody, and from where; never what was typed.
func (d *Door) prove(ctx context.Context, org id.Org, find func(*db.Tx) (credentials, error), key, password, address string) (credentials, error) {
	found, err := d.proved(ctx, org, find, key, password, address)
	if tooMany := fault.Is(err, "access.too_many"); tooMany || fault.Is(err, "access.wrong") {
		attributes := []any{"organisation", org.String(), "address", address, "too_many", tooMany}
		if !found.Staff.IsZero() {
			attributes = append(attributes, "colleague", found.Staff.String())
		}
		d.Log.WarnContext(ctx, "a password did not open", attributes...)
	}
	return found, err
}

// proved counts a try, compares the password outside any transaction, and takes the try back when it
// was right or was never compared.
func (d *Door) proved(ctx context.Context, org id.Org, find func(*db.Tx) (credentials, error), key, password, address string) (credentials, error) {
	var found credentials
	counts := countedFor(key, address)
	err := d.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
		if err := countTry(tx, counts); err != nil {
			return err
		}
		found, err = find(tx)
		return err
	})
	if err != nil {
		return credentials{}, err
	}
	right, err := d.Hasher.Matches(ctx, password, found.Password)
	if err == nil && !right {
		return found, errWrong()
	}
	back := d.DB.Write(context.WithoutCancel(ctx), party.Itself(org), func(tx *db.Tx) error { return uncountTry(tx, counts, err == nil) })
	if err == nil {
		err = back
	}
	return found, err
}

// unchanged: while the password was compared, nobody closed the account or changed the password.
func unchanged(tx *db.Tx, found credentials) error {
	now, err := credentialsOf(tx, found.Staff)
	if err == nil && (now.Password != found.Password || now.EmailKey != found.EmailKey) {
		err = errWrong()
	}
	return err
}

func countTry(tx *db.Tx, counts []counted) error {
	for _, c := range counts {
		before, err := holdTries(tx, c.subject)
		if err != nil {
			return err
		}
		after, again := take(before, tx.Now, c.most)
		if !again.IsZero() {
			minutes := int((again.Sub(tx.Now) + time.Minute - 1) / time.Minute)
			return fault.New(fault.Busy, "access.too_many", "n", minutes)
		}
		setTries(tx, c.subject, after)
	}
	return nil
}

// uncountTry gives one try back; after a right password the earlier ones from here no longer count.
func uncountTry(tx *db.Tx, counts []counted, right bool) error {
	for i, c := range counts {
		before, err := holdTries(tx, c.subject)
		if err != nil {
			return err
		}
		after := giveBack(before)
		if right && i == 0 {
			after = nil
		}
		setTries(tx, c.subject, after)
	}
	return nil
}

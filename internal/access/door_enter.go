package access

import (
	"context"
	"encoding/hex"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Used notes, after Service.Session, when a session was last used: at most once in five minutes.
func (d *Door) Used(ctx context.Context, actor party.Actor, session Session) error {
	if d.DB.Clock().Now().Sub(session.UsedAt) < sessionTouch {
		return nil
	}
	return d.DB.Write(ctx, actor, func(tx *db.Tx) error {
		touchSession(tx, session)
		return nil
	})
}

// EnterBearer tells for whom a program comes with its token, and from which address. When it was last used
// is written at most once an hour. Too many tokens that do not work from one address give
// access.wrong_tokens, until some of them are fifteen minutes old.
func (d *Door) EnterBearer(ctx context.Context, org id.Org, text, address string) (actor party.Actor, err error) {
	from := originOf(d.Access.key.Derive("knock"), address)
	if err := d.knocks.admit(d.DB.Clock().Now(), org, text, from); err != nil {
		return party.Actor{}, err
	}
	var token Token
	touch := false
	err = d.DB.Read(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
		actor, token, err = d.Access.Bearer(tx, text)
		touch = tx.Now.Sub(token.UsedAt) >= tokenTouch
		return err
	})
	switch {
	case err == nil:
		d.knocks.prove(d.DB.Clock().Now(), org, text)
	case fault.Is(err, "access.bad_token"):
		d.knocks.forget(org, text)
		d.knocks.count(d.DB.Clock().Now(), from)
		if d.pass != nil {
			d.pass(knockWord + hex.EncodeToString(from[:]))
		}
	}
	if err == nil && touch {
		err = d.DB.Write(ctx, actor, func(tx *db.Tx) error {
			touchToken(tx, token.ID)
			return nil
		})
	}
	return actor, err
}

// NewHash checks a password that somebody chose for the account of this e-mail address and hashes it,
// for Service.SetPassword in the transaction that follows.
func (d *Door) NewHash(ctx context.Context, email, password string) (string, error) {
	if err := checkPassword(password, email); err != nil {
		return "", err
	}
	return d.Hasher.Hash(ctx, d.DB.IDs(), password)
}

// ChangePassword changes the actor's own password, which they prove to know. Every session ends; the
// token is of a fresh one, here.
func (d *Door) ChangePassword(ctx context.Context, actor party.Actor, current, chosen string, visit Visit) (token string, err error) {
	found, err := d.confirm(ctx, actor, current, visit.Address)
	if err != nil {
		if fault.Is(err, "access.wrong") {
			err = fault.New(fault.Invalid, "access.wrong_current").On("current")
		}
		return "", err
	}
	hash, err := d.NewHash(ctx, found.Email, chosen)
	if err != nil {
		return "", err
	}
	err = d.DB.Write(ctx, actor, func(tx *db.Tx) (err error) {
		if err := unchanged(tx, found); err != nil {
			return err
		}
		if err := d.Access.SetPassword(tx, found.Staff, hash); err != nil {
			return err
		}
		token, err = d.Access.SignIn(tx, found.Staff, visit.Browser, visit.Previous)
		return err
	})
	return token, err
}

// Accept chooses a password with a link of an invitation or a forgotten password, uses the link up and
// signs in. A password that is refused leaves the link as it was.
func (d *Door) Accept(ctx context.Context, org id.Org, once, chosen string, visit Visit) (token string, staff id.Staff, err error) {
	var found credentials
	err = d.DB.Read(ctx, party.Itself(org), func(tx *db.Tx) error {
		what, err := d.Access.Peek(tx, once)
		if err != nil {
			return err
		}
		if what.Purpose == ForSetup {
			return fault.New(fault.NotFound, "access.once_gone")
		}
		found, err = credentialsOf(tx, what.Staff)
		return err
	})
	if err != nil {
		return "", id.Staff{}, err
	}
	hash, err := d.NewHash(ctx, found.Email, chosen)
	if err != nil {
		return "", id.Staff{}, err
	}
	err = d.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) error {
		what, err := d.Access.Use(tx, once)
		if err != nil {
			return err
		}
		staff = what.Staff
		self := party.Actor{Org: org, Kind: party.Staff, ID: staff.Any()}
		if err := tx.As(self, func() error { return d.Access.SetPassword(tx, staff, hash) }); err != nil {
			return err
		}
		token, err = d.Access.SignIn(tx, staff, visit.Browser, visit.Previous)
		return err
	})
	return token, staff, err
}

// Forgot makes a link to choose a new password for whoever has this address; the token is empty when
// nobody has. The caller answers the same in both cases, and sends the link by mail in one.
func (d *Door) Forgot(ctx context.Context, org id.Org, email, address string) (token string, staff id.Staff, err error) {
	key, err := emailKey(email)
	if err != nil {
		return "", id.Staff{}, err
	}
	err = d.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) error {
		token, staff = "", id.Staff{}
		if err := countTry(tx, countedFor("forgot "+key, address)); err != nil {
			return err
		}
		found, err := credentialsByEmail(tx, key)
		if err != nil || found.Staff.IsZero() {
			return err
		}
		staff = found.Staff
		token, err = d.Access.Reset(tx, staff)
		return err
	})
	return token, staff, err
}

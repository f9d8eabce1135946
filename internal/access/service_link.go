package access

import (
	"crypto/subtle"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Link lets a customer see one thing without an account: /w/<token>.
type Link struct {
	ID          id.Link
	SubjectKind string // "promise", "question", "customer"
	Subject     id.Any
	Customer    id.Customer
	CreatedAt   time.Time
	ExpiresAt   time.Time
	RevokedAt   time.Time // zero while it works
	Version     int64
}

// LinkFor gives the customer's working link to a subject, or makes one: every message about the same
// thing carries the same address. It works at least until the given instant.
func (s *Service) LinkFor(tx *db.Tx, subjectKind string, subject id.Any, customer id.Customer, until time.Time) (link Link, token string, err error) {
	link, found, err := workingLink(tx, subject, customer)
	if err != nil {
		return Link{}, "", err
	}
	if found {
		if until.After(link.ExpiresAt) {
			link.ExpiresAt = until
			extendLink(tx, link)
		}
		return link, s.key.linkToken(tx.Org, link.ID), nil
	}
	link = Link{ID: id.New[id.Link](tx.IDs), SubjectKind: subjectKind, Subject: subject, Customer: customer, CreatedAt: tx.Now, ExpiresAt: until, Version: 0}
	token = s.key.linkToken(tx.Org, link.ID)
	insertLink(tx, link, digest(token))
	return link, token, nil
}

// Resolve finds what a customer's link shows. Unknown, altered, expired and revoked give the same
// fault, access.link_gone, after the same work: nobody learns whether a link ever existed.
func (s *Service) Resolve(tx *db.Tx, token string) (Link, error) {
	_, spelled := unspell(token)
	link, found, err := linkByDigest(tx, digest(token))
	if err != nil {
		return Link{}, err
	}
	same := subtle.ConstantTimeCompare([]byte(s.key.linkToken(tx.Org, link.ID)), []byte(token)) == 1
	if !spelled || !found || !same || !link.RevokedAt.IsZero() || !tx.Now.Before(link.ExpiresAt) {
		return Link{}, fault.New(fault.NotFound, "access.link_gone")
	}
	return link, nil
}

// LinksTo lists the links to a subject, the newest first, for whoever looks after it.
func (s *Service) LinksTo(tx *db.Tx, subject id.Any) ([]Link, error) { return listLinks(tx, subject) }

// RenewLink lets a link work until a later instant; a revoked one stays closed: fault Conflict.
func (s *Service) RenewLink(tx *db.Tx, link id.Link, until time.Time) error {
	l, err := s.changeLink(tx, link)
	if err != nil {
		return err
	}
	if !l.RevokedAt.IsZero() {
		return fault.New(fault.Conflict, "access.link_revoked")
	}
	l.ExpiresAt = until
	extendLink(tx, l)
	return s.recordLink(tx, l, LinkRenewed{Customer: l.Customer})
}

// RevokeLink closes a link for good; the next message gets a fresh one.
func (s *Service) RevokeLink(tx *db.Tx, link id.Link) error {
	l, err := s.changeLink(tx, link)
	if err != nil || !l.RevokedAt.IsZero() {
		return err
	}
	revokeLink(tx, link)
	return s.recordLink(tx, l, LinkRevoked{Customer: l.Customer})
}

// changeLink raises the version of a link and reads it.
func (s *Service) changeLink(tx *db.Tx, link id.Link) (Link, error) {
	if err := raiseLink(tx, link); err != nil {
		return Link{}, err
	}
	l, found, err := readLink(tx, link)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "access.link_gone")
	}
	return l, err
}

func (s *Service) recordLink(tx *db.Tx, l Link, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "customer_link", ID: l.ID.Any(), Version: l.Version}, fact)
}

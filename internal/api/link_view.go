package api

import (
	"time"

	"kroon/internal/access"
	"kroon/internal/id"
)

// CustomerLinkView is a customer's link; its address is given when it is asked for only.
type CustomerLinkView struct {
	ID        id.Link   `json:"id"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	RevokedAt time.Time `json:"revoked_at,omitzero" doc:"Absent while it works."`
}

func showLink(l access.Link) CustomerLinkView {
	return CustomerLinkView{l.ID, at(l.CreatedAt), at(l.ExpiresAt), at(l.RevokedAt)}
}

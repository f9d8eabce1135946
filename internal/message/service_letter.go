package message

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
)

// Letter is a mail that is about nothing a customer was promised, such as a link to choose another
// password.
type Letter struct {
	To, Subject    string
	Before, After  string // what stands above and below the link
	LinkText, Link string
	Lang           lang.Lang
}

// Letter prepares a letter; give it to Perform, outside the transaction. Without a mail server that is
// on, set is false.
func (s *Service) Letter(tx *db.Tx, l Letter) (sending Sending, set bool, err error) {
	via, found, err := s.mailSettings(tx)
	if err != nil || !found || !via.Active {
		return Sending{}, false, err
	}
	written := []paragraph{{text: l.Before}, {text: l.LinkText, link: l.Link}, {text: l.After}}
	sending.viaMail, sending.mail = via, &Mail{
		ID: messageID(Message{ID: id.New[id.Message](tx.IDs)}, via.From), Date: tx.Now, From: via.From, FromName: via.FromName, To: l.To,
		Lang: string(l.Lang), Subject: l.Subject, Plain: plain(written), HTML: page(string(l.Lang), l.Subject, written),
	}
	return sending, true, nil
}

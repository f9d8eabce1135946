package message

import (
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
)

// pushPurpose is what the organisation's key for pushing is sealed for.
const pushPurpose = "message.push"

// PushKey is the public key under which the organisation pushes; the first who asks has it made.
func (s *Service) PushKey(tx *db.Tx) (string, error) {
	row, found, err := readPushKey(tx)
	if err != nil || found {
		return row.Public, err
	}
	private, err := ecdh.P256().NewPrivateKey(tx.IDs.Bytes(privateBytes))
	if err != nil {
		return "", err
	}
	sealed, err := s.needs.Seal.Seal(tx.IDs, tx.Org, pushPurpose, private.Bytes())
	if err != nil {
		return "", err
	}
	public := base64.RawURLEncoding.EncodeToString(private.PublicKey().Bytes())
	if err := writePushKey(tx, pushKeyRow{public, sealed}); err != nil {
		return "", err
	}
	row, _, err = readPushKey(tx) // of two who make one at the same time, the first one's stands
	return row.Public, err
}

// pushKeys are both keys and whom to ask; false when the organisation has none.
func (s *Service) pushKeys(tx *db.Tx) (PushKeys, bool, error) {
	row, found, err := readPushKey(tx)
	if err != nil || !found {
		return PushKeys{}, false, err
	}
	private, err := s.needs.Seal.Open(tx.Org, pushPurpose, row.Private)
	if err != nil {
		return PushKeys{}, false, err
	}
	mail, _, err := readMail(tx)
	contact := mail.FromAddress
	if err == nil && contact == "" {
		contact, err = s.needs.Contact(tx)
	}
	return PushKeys{row.Public, base64.RawURLEncoding.EncodeToString(private), contact}, true, err
}

// TurnOnPush lets the actor be notified in a browser. One that somebody else used is from now on the actor's.
func (s *Service) TurnOnPush(tx *db.Tx, b Browser) (Browser, error) {
	b, err := b.checked()
	if err != nil {
		return b, err
	}
	b.ID, b.Staff, b.CreatedAt = id.New[id.Any](tx.IDs), tx.Actor.StaffID(), tx.Now
	before, known, err := browserAt(tx, b.Endpoint)
	if err != nil {
		return b, err
	}
	all, err := browsersOf(tx, b.Staff)
	if err != nil {
		return b, err
	}
	for i := 0; i <= len(all)-maxBrowsers; i++ {
		dropBrowser(tx, all[i].ID)
	}
	insertBrowser(tx, b)
	if known && before.Staff == b.Staff {
		return b, nil
	}
	return b, s.log.Record(tx, event.About{Kind: "browser", ID: b.ID, Version: 1}, PushTurnedOn{b.Staff})
}

// TurnOffPush ends it in one of the actor's own browsers.
func (s *Service) TurnOffPush(tx *db.Tx, browser id.Any) error {
	all, err := browsersOf(tx, tx.Actor.StaffID())
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID == browser {
			return s.turnOff(tx, one, false)
		}
	}
	return fault.New(fault.NotFound, "message.push_unknown")
}

// TurnOffPushAt ends it in the browser that has this address, if it is the actor's.
func (s *Service) TurnOffPushAt(tx *db.Tx, endpoint string) error {
	one, known, err := browserAt(tx, endpoint)
	if err != nil || !known || one.Staff != tx.Actor.StaffID() {
		return err
	}
	return s.turnOff(tx, one, false)
}

func (s *Service) turnOff(tx *db.Tx, b Browser, gone bool) error {
	dropBrowser(tx, b.ID)
	return s.log.Record(tx, event.About{Kind: "browser", ID: b.ID, Version: 2}, PushTurnedOff{b.Staff, gone})
}

// SilencePush ends it in every browser of somebody who leaves.
func (s *Service) SilencePush(tx *db.Tx, staff id.Staff) error {
	all, err := browsersOf(tx, staff)
	for i := 0; err == nil && i < len(all); i++ {
		err = s.turnOff(tx, all[i], false)
	}
	return err
}

// Browsers lists where somebody is notified, the oldest first.
func (s *Service) Browsers(tx *db.Tx, staff id.Staff) ([]Browser, error) {
	return browsersOf(tx, staff)
}

// pushed is what a browser gets to read: no name and no word of anybody.
type pushed struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	Tag   string `json:"tag"`             // the same tag replaces
	About string `json:"about,omitempty"` // "promise", "question" or "complaint"
	ID    string `json:"id,omitempty"`
}

func pushNote(p pushed, own id.Any, life time.Duration) (PushNote, error) {
	p.Tag = own.String()
	body, err := json.Marshal(p)
	return PushNote{Body: body, Topic: base64.RawURLEncoding.EncodeToString(own[:]), Life: life}, err
}

// fillPush makes the notification; without a browser it is a mail, where that can be.
func (s *Service) fillPush(tx *db.Tx, sending *Sending, text Text) (bool, error) {
	m := &sending.message
	browsers, err := browsersOf(tx, m.Staff())
	if err != nil {
		return false, err
	}
	via, found, err := s.pushKeys(tx)
	if err != nil {
		return false, err
	}
	if !found || len(browsers) == 0 {
		if m.Address == "" {
			return false, nil
		}
		m.Channel = Email
		return s.fill(tx, sending, text)
	}
	say := lang.For(m.Lang, true, nil)
	sending.said = say.T("message.push.body")
	if m.Kind == ComplaintWaits {
		sending.said = say.T("message.push.complaint")
	}
	note, err := pushNote(pushed{Title: say.T("message.push.title"), Body: sending.said, About: m.SubjectKind, ID: m.Subject.String()},
		m.ID.Any(), m.UseBy.Sub(tx.Now))
	sending.push = &pushing{via: via, note: note, browsers: browsers}
	return true, err
}

// afterPush forgets browsers that are gone. It tells whether the message goes another way: by mail when
// there is one, else it stays in the page.
func (s *Service) afterPush(tx *db.Tx, m *Message, sent *pushing, performed error) (otherwise bool, err error) {
	for _, browser := range sent.gone {
		if _, known, err := browserAt(tx, browser.Endpoint); err != nil || !known {
			return false, err
		}
		if err := s.turnOff(tx, browser, true); err != nil {
			return false, err
		}
	}
	var refused *Refused
	if performed == nil || !errors.Is(performed, errNobody) && !errors.As(performed, &refused) {
		return false, nil
	}
	mail, _, err := configured(tx)
	if err != nil {
		return false, err
	}
	if !mail || m.Address == "" {
		return true, s.giveUp(tx, *m)
	}
	m.Channel, m.TroubleKind, m.Trouble = Email, "", ""
	save(tx, *m)
	return true, nil
}

// TryPush makes a notification that only shows that it arrives, for all browsers of the actor; give it to
// Perform, outside the transaction, and then to TriedPush.
func (s *Service) TryPush(tx *db.Tx, p lang.Printer) (Sending, error) {
	browsers, err := browsersOf(tx, tx.Actor.StaffID())
	if err != nil {
		return Sending{}, err
	}
	via, found, err := s.pushKeys(tx)
	if err != nil {
		return Sending{}, err
	}
	if !found || len(browsers) == 0 {
		return Sending{}, fault.New(fault.Conflict, "message.push_none")
	}
	note, err := pushNote(pushed{Title: p.T("message.push.title"), Body: p.T("message.push.trial")}, id.New[id.Any](tx.IDs), time.Minute)
	return Sending{push: &pushing{via: via, note: note, browsers: browsers}}, err
}

// TriedPush forgets the browsers that turned out to be gone.
func (s *Service) TriedPush(tx *db.Tx, sending Sending) error {
	_, err := s.afterPush(tx, &sending.message, sending.push, nil)
	return err
}

package message

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

type mailRow struct {
	ID          id.Any
	Host        string
	Port        int
	TLS         TLSMode `db:"tls"`
	Username    string
	Password    []byte
	FromAddress string
	FromName    string
	ReplyTo     string
	Active      bool
	Version     int64
}

func readMail(tx *db.Tx) (mailRow, bool, error) {
	return db.Maybe[mailRow](tx, `SELECT id, host, port, tls, username, password, from_address, from_name, reply_to,
		active, version FROM message_mail WHERE org = $1`, tx.Org)
}

func writeMail(tx *db.Tx, r mailRow) {
	tx.Put(`INSERT INTO message_mail (org, id, host, port, tls, username, password, from_address, from_name, reply_to,
		active, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (org) DO UPDATE SET host = excluded.host, port = excluded.port, tls = excluded.tls,
		username = excluded.username, password = excluded.password, from_address = excluded.from_address,
		from_name = excluded.from_name, reply_to = excluded.reply_to, active = excluded.active,
		version = excluded.version`,
		tx.Org, r.ID, r.Host, r.Port, r.TLS, r.Username, orNull(r.Password), r.FromAddress, r.FromName, r.ReplyTo,
		r.Active, r.Version)
}

type smsRow struct {
	ID           id.Any
	URL          string `db:"url"`
	Method       string
	Body         string
	Sender       string
	Secret       []byte
	Success      string
	AllowPrivate bool
	Active       bool
	Version      int64
}

func readSMS(tx *db.Tx) (smsRow, []Header, bool, error) {
	row, found, err := db.Maybe[smsRow](tx, `SELECT id, url, method, body, sender, secret, success, allow_private,
		active, version FROM message_sms WHERE org = $1`, tx.Org)
	if err != nil || !found {
		return row, nil, found, err
	}
	headers, err := db.All[Header](tx, "SELECT name, value FROM message_sms_header WHERE org = $1 ORDER BY position", tx.Org)
	return row, headers, true, err
}

func writeSMS(tx *db.Tx, r smsRow, headers []Header) {
	tx.Put(`INSERT INTO message_sms (org, id, url, method, body, sender, secret, success, allow_private, active, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (org) DO UPDATE SET url = excluded.url, method = excluded.method, body = excluded.body,
		sender = excluded.sender, secret = excluded.secret, success = excluded.success,
		allow_private = excluded.allow_private, active = excluded.active, version = excluded.version`,
		tx.Org, r.ID, r.URL, r.Method, r.Body, r.Sender, orNull(r.Secret), r.Success, r.AllowPrivate, r.Active, r.Version)
	tx.Put("DELETE FROM message_sms_header WHERE org = $1", tx.Org)
	for i, h := range headers {
		tx.Put("INSERT INTO message_sms_header (org, position, name, value) VALUES ($1, $2, $3, $4)",
			tx.Org, i, h.Name, h.Value)
	}
}

// configured tells which channels the organisation has.
func configured(tx *db.Tx) (mail, sms bool, err error) {
	type has struct{ Mail, SMS bool }
	found, err := db.One[has](tx, `SELECT EXISTS (SELECT 1 FROM message_mail WHERE org = $1 AND active = 1) AS mail,
		EXISTS (SELECT 1 FROM message_sms WHERE org = $1 AND active = 1) AS sms`, tx.Org)
	return found.Mail, found.SMS, err
}

func orNull(sealed []byte) any {
	if len(sealed) == 0 {
		return nil
	}
	return sealed
}

// pausedUntil is until when nothing is sent by a channel; zero when it was not asked.
func pausedUntil(tx *db.Tx, channel Channel) (time.Time, error) {
	until, _, err := db.Maybe[time.Time](tx, "SELECT until FROM message_pause WHERE org = $1 AND channel = $2", tx.Org, channel)
	return until, err
}

func setPause(tx *db.Tx, channel Channel, until time.Time) {
	tx.Put(`INSERT INTO message_pause (org, channel, until) VALUES ($1, $2, $3)
		ON CONFLICT (org, channel) DO UPDATE SET until = excluded.until`, tx.Org, channel, until)
}

func endPause(tx *db.Tx, channel Channel) {
	tx.Put("DELETE FROM message_pause WHERE org = $1 AND channel = $2", tx.Org, channel)
}

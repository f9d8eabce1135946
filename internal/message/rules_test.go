package message_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/message"
)

func TestTheChannelIsTheCustomersChoice(t *testing.T) {
	both := message.Reach{Email: "m@example.nl", Mobile: "+31612345678"}
	prefers := func(r message.Reach, what string) message.Reach { r.Prefers = what; return r }
	for name, test := range map[string]struct {
		reach     message.Reach
		mail, sms bool
		want      message.Channel
		address   string
	}{
		"no preference":            {both, true, true, message.Email, both.Email},
		"e-mail":                   {prefers(both, "email"), true, true, message.Email, both.Email},
		"sms":                      {prefers(both, "sms"), true, true, message.SMS, both.Mobile},
		"phone":                    {prefers(both, "phone"), true, true, message.SMS, both.Mobile},
		"phone, no gateway":        {prefers(both, "phone"), true, false, message.Email, both.Email},
		"sms, no mobile":           {message.Reach{Prefers: "sms", Email: both.Email}, true, true, message.Email, both.Email},
		"mobile only":              {message.Reach{Mobile: both.Mobile}, true, true, message.SMS, both.Mobile},
		"nothing at all":           {message.Reach{}, true, true, message.NoChannel, ""},
		"wants none":               {prefers(both, "none"), true, true, message.NoChannel, ""},
		"no channel, an address":   {both, false, false, message.Email, both.Email},
		"no channel, by text":      {prefers(both, "sms"), false, false, message.SMS, both.Mobile},
		"mobile, mail server only": {message.Reach{Mobile: both.Mobile}, true, false, message.SMS, both.Mobile},
	} {
		if channel, address := message.Choose(test.reach, test.mail, test.sms); channel != test.want || address != test.address {
			t.Errorf("%s: %s %q, want %s %q", name, channel, address, test.want, test.address)
		}
	}
}

func goodMail() message.MailSettings {
	return message.MailSettings{Host: "smtp.example.nl", TLS: message.TLS, From: "a@example.nl"}
}

func goodSMS() message.SMSSettings {
	return message.SMSSettings{URL: "https://sms.example/send", Body: "{to} {text}"}
}

func TestBadSettingsAreRefusedByField(t *testing.T) {
	w := open(t, db.SQLite)
	check := func(key, field string, set func(tx *db.Tx) error) {
		t.Helper()
		err := w.try(set)
		if f := fault.Of(err); f == nil || f.Key != key || f.Field != field {
			t.Errorf("got %v, want %s on %s", err, key, field)
		}
		for _, l := range lang.Langs() {
			if !lang.Has(l, key) {
				t.Errorf("%s is not said in %s", key, l)
			}
		}
	}
	for _, c := range []struct {
		key, field string
		spoil      func(*message.MailSettings)
	}{
		{"message.mail_host", "host", func(s *message.MailSettings) { s.Host = "" }},
		{"message.mail_host", "host", func(s *message.MailSettings) { s.Host = "https://smtp.example.nl" }},
		{"message.mail_port", "port", func(s *message.MailSettings) { s.Port = 70000 }},
		{"message.mail_tls", "tls", func(s *message.MailSettings) { s.TLS, s.Port = "ssl", 1 }},
		{"message.mail_address", "from", func(s *message.MailSettings) { s.From = "De Linde <a@b.nl>" }},
		{"message.mail_address", "reply_to", func(s *message.MailSettings) { s.ReplyTo = "x+{code}" }},
	} {
		settings := goodMail()
		c.spoil(&settings)
		check(c.key, c.field, func(tx *db.Tx) error { _, err := w.s.SetMail(tx, settings); return err })
	}
	for _, c := range []struct {
		key, field string
		spoil      func(*message.SMSSettings)
	}{
		{"message.sms_url", "url", func(s *message.SMSSettings) { s.URL = "sms.example" }},
		{"message.sms_url", "url", func(s *message.SMSSettings) { s.URL = "https://naam:wachtwoord@sms.example" }},
		{"message.sms_url", "url", func(s *message.SMSSettings) { s.URL = "https://{to}.example/{text}" }},
		{"message.sms_https", "url", func(s *message.SMSSettings) { s.URL = "http://sms.example" }},
		{"message.sms_method", "method", func(s *message.SMSSettings) { s.Method = "DELETE" }},
		{"message.sms_header", "headers", func(s *message.SMSSettings) { s.Headers = []message.Header{{Name: "X y", Value: "z"}} }},
		{"message.sms_header", "headers", func(s *message.SMSSettings) { s.Headers = []message.Header{{Name: "X", Value: "z\r\nHost: q"}} }},
		{"message.sms_blanks", "body", func(s *message.SMSSettings) { s.Body = "{to}" }},
		{"message.sms_success", "success", func(s *message.SMSSettings) { s.Success = "200,404" }},
		{"message.setting_long", "body", func(s *message.SMSSettings) { s.Body += strings.Repeat("x", 9000) }},
	} {
		settings := goodSMS()
		c.spoil(&settings)
		check(c.key, c.field, func(tx *db.Tx) error { _, err := w.s.SetSMS(tx, settings); return err })
	}
	w.write(func(tx *db.Tx) error {
		if _, err := w.s.SetMail(tx, goodMail()); err != nil {
			return err
		}
		_, err := w.s.SetSMS(tx, goodSMS())
		return err
	})
}

func TestTheExamplesMayBeSet(t *testing.T) {
	files, err := filepath.Glob("../../examples/sms-*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	w := open(t, db.SQLite)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var settings message.SMSSettings
		if err := json.Unmarshal(raw, &settings); err != nil {
			t.Fatal(file, err)
		}
		w.write(func(tx *db.Tx) error {
			settings.Version = 0
			_, err := w.s.SetSMS(tx, settings)
			return err
		})
		w.write(func(tx *db.Tx) error {
			stands, found, err := w.s.SMS(tx)
			if !found || len(stands.Headers) != len(settings.Headers) || stands.Body != settings.Body || stands.URL != settings.URL {
				t.Errorf("%s: %+v", file, stands)
			}
			return err
		})
	}
}

func TestATrialGoesByTheSettingsThatStand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := lang.For(lang.NL, false, amsterdam)
		trial := func(channel message.Channel, to string) (sending message.Sending, err error) {
			err = w.try(func(tx *db.Tx) (err error) {
				sending, err = w.s.Trial(tx, channel, to, "De Linde", p)
				return err
			})
			return sending, err
		}
		if _, err := trial(message.Email, "a@b.nl"); !fault.Is(err, "message.no_channel") {
			t.Errorf("nothing set: %v", err)
		}
		w.channels()
		if _, err := trial(message.SMS, ""); !fault.Is(err, "message.no_address") {
			t.Errorf("no address: %v", err)
		}
		for channel, to := range map[message.Channel]string{message.Email: "a@b.nl", message.SMS: "+31612345678"} {
			sending, err := trial(channel, to)
			if err == nil {
				err = w.s.Perform(t.Context(), sending)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(w.mails) != 1 || len(w.texts) != 1 || !strings.Contains(w.mails[0].Plain, "Kunt u het lezen") ||
			w.mails[0].To != "a@b.nl" || w.mails[0].ReplyTo != "" || !strings.Contains(w.texts[0].Text, "De Linde") {
			t.Errorf("%+v %+v", w.mails, w.texts)
		}
	})
}

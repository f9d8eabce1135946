package mail

import (
	"bytes"
	"net/mail"
	"strings"
	"testing"
	"time"

	"kroon/internal/message"
)

// Whatever a name, a subject and a text hold, a letter has its own headers, goes to its own address, and is read by others.
func FuzzLetter(f *testing.F) {
	for _, text := range []string{"", "Zeger van Dam", "a\r\nBcc: b@x.example", "\\\"<b@x.example>", "\xff\x00\u2028\u0085é", "=?utf-8?q?=0d=0aBcc:b@x.example?=", "\r\n\r\n.\r\n", strings.Repeat("ë", 300)} {
		f.Add(text, text)
	}
	known := strings.Fields("Date Message-Id From To Reply-To Subject Auto-Submitted X-Auto-Response-Suppress Mime-Version Content-Language X-Kroon-Code Content-Type Content-Transfer-Encoding")
	f.Fuzz(func(t *testing.T, name, text string) {
		raw, err := Build(message.Mail{
			ID: "a@kroon.example", Date: time.Unix(1764000000, 0), From: "kroon@kroon.example", FromName: name, To: "klant@x.example", ToName: text,
			ReplyTo: "re@kroon.example", Code: name, Lang: text, Subject: name, Plain: text, HTML: text,
		})
		if err != nil {
			t.Fatalf("%q, %q: %v", name, text, err)
		}
		read, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%q, %q is no letter: %v\n%q", name, text, err, raw)
		}
		for header, values := range read.Header {
			if len(values) != 1 || !strings.Contains(" "+strings.Join(known, " ")+" ", " "+header+" ") {
				t.Errorf("%q, %q gives the header %s %q", name, text, header, values)
			}
		}
		for header, address := range map[string]string{"From": "kroon@kroon.example", "To": "klant@x.example", "Reply-To": "re@kroon.example"} {
			if list, err := read.Header.AddressList(header); err != nil || len(list) != 1 || list[0].Address != address {
				t.Errorf("%q, %q: %s is %v, %v", name, text, header, list, err)
			}
		}
	})
}

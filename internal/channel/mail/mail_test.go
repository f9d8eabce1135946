package mail_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net/mail"
	"strings"
	"testing"
	"time"

	gomail "github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	channel "kroon/internal/channel/mail"
	"kroon/internal/message"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func confirmation() message.Mail {
	return message.Mail{
		ID: "kroon.K7M4PX.0193a1@delinde.example", Date: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC),
		From: "kroon@delinde.example", FromName: "De Linde Verhuur & Service", To: "monique@example.nl",
		ToName: "Monique Jansén", ReplyTo: "antwoord+K7M4PX@delinde.example", Code: "K7M4PX", Lang: "nl",
		Subject: "Jeroen belt u vandaag, dinsdag 24 november, vóór 13.00 uur",
		Plain:   "Beste Monique Jansén,\n\nJeroen belt u vóór 13.00 uur.\n.\nEen punt alleen op een regel.\n",
		HTML:    "<!doctype html><p>Jeroen belt u vóór 13.00 uur.</p>\n",
	}
}

// read takes a mail apart, as the reader's program does.
func read(t interface{ Fatal(...any) }, raw []byte) (header gomail.Header, parts map[string]string) {
	r, err := gomail.CreateReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			return r.Header, parts
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := part.Header.(*gomail.InlineHeader).ContentType()
		body, err := io.ReadAll(part.Body)
		if err != nil {
			t.Fatal(err)
		}
		parts[kind] = strings.ReplaceAll(string(body), "\r\n", "\n")
	}
}

func TestWhatIsSentIsWhatIsRead(t *testing.T) {
	raw, err := channel.Build(confirmation())
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		if len(line) > 998 || strings.Trim(line, "\t\x20\x21\x22"+printable()) != "" {
			t.Errorf("a line that is not plain mail: %q", line)
		}
	}
	header, parts := read(t, raw)
	m := confirmation()
	if parts["text/plain"] != m.Plain || parts["text/html"] != m.HTML || len(parts) != 2 {
		t.Errorf("%q", parts)
	}
	subject, _ := header.Subject()
	id, _ := header.MessageID()
	date, _ := header.Date()
	to, _ := header.AddressList("To")
	from, _ := header.AddressList("From")
	reply, _ := header.AddressList("Reply-To")
	if subject != m.Subject || id != m.ID || !date.Equal(m.Date) || to[0].Name != m.ToName || to[0].Address != m.To ||
		from[0].Name != m.FromName || reply[0].Address != m.ReplyTo || header.Get("Auto-Submitted") != "auto-generated" ||
		header.Get("X-Kroon-Code") != "K7M4PX" {
		t.Errorf("%q %q %v %v %v %v", subject, id, date, to, from, reply)
	}
	kind, _, _ := header.ContentType()
	if kind != "multipart/alternative" || !bytes.Contains(raw, []byte("text/plain")) ||
		bytes.Index(raw, []byte("text/plain")) > bytes.Index(raw, []byte("text/html")) {
		t.Errorf("%s: the plain text does not come first", kind)
	}
}

func printable() string {
	var out strings.Builder
	for r := rune(0x21); r < 0x7f; r++ {
		out.WriteRune(r)
	}
	return out.String()
}

// TestNoNameBeginsAHeader puts anything into every field; the standard library's reader, which shares no
// code with the writer, finds the headers that belong there and no others.
func TestNoNameBeginsAHeader(t *testing.T) {
	evil := rapid.OneOf(rapid.StringN(0, 80, -1), rapid.SampledFrom([]string{
		"x\r\nBcc: dief@example.nl", "x\nBcc: dief@example.nl\n\nweg", "\r\n\r\n<script>", "a\x00b\rBcc: q", "=?utf-8?q?a=0D=0ABcc:_x?=",
		"\u2028Bcc: x", "Jansen, Monique <a@b>", `"\`, `\ǅ`, strings.Repeat("Monique van der Linde ", 30),
	}))
	rapid.Check(t, func(t *rapid.T) {
		m := confirmation()
		m.Subject, m.ToName, m.FromName = evil.Draw(t, "subject"), evil.Draw(t, "to"), evil.Draw(t, "from")
		m.Code, m.Lang = evil.Draw(t, "code"), evil.Draw(t, "lang")
		m.Plain = evil.Draw(t, "plain")
		raw, err := channel.Build(m)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%v in\n%s", err, raw)
		}
		for name := range parsed.Header {
			switch name {
			case "Date", "Message-Id", "From", "To", "Reply-To", "Subject", "Auto-Submitted", "X-Auto-Response-Suppress",
				"Mime-Version", "Content-Type", "Content-Language", "X-Kroon-Code":
			default:
				t.Fatalf("a header %q in\n%s", name, raw)
			}
		}
		if to, err := parsed.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != m.To {
			t.Fatalf("to %v, %v", to, err)
		}
	})
}

func TestItReachesTheServerUnderEachProtection(t *testing.T) {
	for _, mode := range []message.TLSMode{message.TLS, message.StartTLS, message.NoTLS} {
		t.Run(string(mode), func(t *testing.T) {
			server, via := serve(t, mode)
			via.Username, via.Password = "kroon", "geheim"
			if err := (channel.Sender{Roots: server.roots}).SendMail(context.Background(), via, confirmation()); err != nil {
				t.Fatal(err)
			}
			if len(server.received) != 1 || server.received[0].from != via.From || server.received[0].to != "monique@example.nl" ||
				len(server.signedIn) != 1 || server.signedIn[0] != "kroon/geheim" {
				t.Fatalf("%+v %v", server.received, server.signedIn)
			}
			if _, parts := read(t, server.received[0].raw); parts["text/plain"] != confirmation().Plain {
				t.Errorf("%q", parts["text/plain"])
			}
		})
	}
}

func TestNothingGoesUnderLessProtectionThanAsked(t *testing.T) {
	server, via := serve(t, message.NoTLS)
	via.Username, via.Password = "kroon", "geheim"
	for _, mode := range []message.TLSMode{message.TLS, message.StartTLS} {
		via.TLS = mode
		sender := channel.Sender{Roots: server.roots, Patience: 2 * time.Second}
		if err := sender.SendMail(context.Background(), via, confirmation()); err == nil {
			t.Errorf("%s: sent in plain", mode)
		}
	}
	private, to := serve(t, message.TLS)
	if err := (channel.Sender{Roots: x509.NewCertPool()}).SendMail(context.Background(), to, confirmation()); err == nil {
		t.Error("sent to a server that nobody vouches for")
	}
	if len(server.received)+len(private.received) != 0 || len(server.signedIn) != 0 {
		t.Errorf("%v %v", server.received, server.signedIn)
	}
}

func TestRefusalsAreToldApart(t *testing.T) {
	for name, test := range map[string]struct {
		command   string
		code      int
		permanent bool
	}{
		"no such box":    {"rcpt", 550, true},
		"bad sender":     {"mail", 553, true},
		"spam":           {"data", 554, true},
		"full for now":   {"rcpt", 452, false},
		"greylisted":     {"rcpt", 451, false},
		"busy":           {"data", 421, false},
		"wrong password": {"auth", 535, false},
		"sign in first":  {"mail", 530, false},
	} {
		t.Run(name, func(t *testing.T) {
			server, via := serve(t, message.NoTLS)
			via.Username, via.Password = "kroon", "geheim"
			server.refuse[test.command] = &smtp.SMTPError{Code: test.code, Message: "because"}
			err := (channel.Sender{}).SendMail(context.Background(), via, confirmation())
			var refused *message.Refused
			if err == nil || errors.As(err, &refused) != test.permanent {
				t.Fatalf("%v", err)
			}
			if test.permanent && (refused.Code != test.code || !strings.Contains(refused.Reply, "because")) {
				t.Errorf("%+v", refused)
			}
		})
	}
}

func TestAnAddressThatCannotBeIsRefused(t *testing.T) {
	for _, to := range []string{"", "monique", "a@b\r\nRCPT TO:<x@y.nl>", "Monique <m@example.nl>", "a b@example.nl"} {
		m := confirmation()
		m.To = to
		var refused *message.Refused
		if err := (channel.Sender{}).SendMail(context.Background(), message.MailSettings{}, m); !errors.As(err, &refused) {
			t.Errorf("%q: %v", to, err)
		}
	}
}

func TestAServerThatStallsHoldsNobodyUp(t *testing.T) {
	server, via := serve(t, message.NoTLS)
	server.stall = make(chan struct{})
	defer close(server.stall)
	err := (channel.Sender{Patience: 100 * time.Millisecond}).SendMail(context.Background(), via, confirmation())
	var refused *message.Refused
	if !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := (channel.Sender{}).SendMail(ctx, via, confirmation()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestNoServerIsNoRefusal(t *testing.T) {
	server, via := serve(t, message.NoTLS)
	server.listener.Close()
	var refused *message.Refused
	if err := (channel.Sender{}).SendMail(context.Background(), via, confirmation()); err == nil || errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
}

// TestAcceptedAndDropped: the server took the mail and the line broke before it could say so. Nobody can
// know, so it is tried again: one double, under the same Message-ID, by which the reader's server knows it.
func TestAcceptedAndDropped(t *testing.T) {
	server, via := serve(t, message.NoTLS)
	server.dropping(true)
	err := (channel.Sender{}).SendMail(context.Background(), via, confirmation())
	var refused *message.Refused
	if err == nil || errors.As(err, &refused) {
		t.Fatalf("%v", err)
	}
	server.dropping(false)
	if err := (channel.Sender{}).SendMail(context.Background(), via, confirmation()); err != nil {
		t.Fatal(err)
	}
	if len(server.received) != 2 {
		t.Fatalf("%d mails", len(server.received))
	}
	first, _ := read(t, server.received[0].raw)
	second, _ := read(t, server.received[1].raw)
	if first.Get("Message-Id") != second.Get("Message-Id") || first.Get("Message-Id") == "" {
		t.Errorf("%q and %q", first.Get("Message-Id"), second.Get("Message-Id"))
	}
}

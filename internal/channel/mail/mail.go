// Package mail sends what Kroon says by e-mail: it writes the message (RFC 5322, MIME) and hands it to the
// organisation's own mail server (RFC 5321).
package mail

import (
	"bytes"
	"io"
	"net/mail"
	"strings"
	"unicode"

	gomail "github.com/emersion/go-message/mail"

	"kroon/internal/message"
)

// Build writes the mail: the same words as text and as HTML. Nothing in a name or a subject can begin
// another header.
func Build(m message.Mail) ([]byte, error) {
	var h gomail.Header
	h.SetDate(m.Date)
	h.SetMessageID(m.ID)
	h.SetAddressList("From", []*gomail.Address{{Name: displayName(m.FromName), Address: m.From}})
	h.SetAddressList("To", []*gomail.Address{{Name: displayName(m.ToName), Address: m.To}})
	if m.ReplyTo != "" {
		h.SetAddressList("Reply-To", []*gomail.Address{{Name: displayName(m.FromName), Address: m.ReplyTo}})
	}
	h.SetSubject(oneLine(m.Subject))
	h.Set("Auto-Submitted", "auto-generated")
	h.Set("X-Auto-Response-Suppress", "OOF, AutoReply")
	h.Set("Mime-Version", "1.0")
	if m.Lang != "" {
		h.Set("Content-Language", oneLine(m.Lang))
	}
	if m.Code != "" {
		h.Set("X-Kroon-Code", oneLine(m.Code))
	}
	var out bytes.Buffer
	w, err := gomail.CreateInlineWriter(&out, h)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct{ kind, text string }{{"text/plain", m.Plain}, {"text/html", m.HTML}} {
		if err := writePart(w, part.kind, part.text); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func writePart(w *gomail.InlineWriter, kind, text string) error {
	var h gomail.InlineHeader
	h.SetContentType(kind, map[string]string{"charset": "utf-8"})
	part, err := w.CreatePart(h)
	if err != nil {
		return err
	}
	lines := strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	if _, err := io.WriteString(part, lines); err != nil {
		return err
	}
	return part.Close()
}

// displayName is a name as it may stand before an address. A backslash in it is written as a stroke: in an
// encoded word of a phrase it is not allowed (RFC 2047, 5.3), and the library leaves it there.
func displayName(name string) string { return strings.ReplaceAll(oneLine(name), `\`, "/") }

// oneLine takes out whatever could end a header.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""), func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r)
	}), " ")
}

// sendable tells whether an address can stand in an envelope.
func sendable(address string) bool {
	parsed, err := mail.ParseAddress(address)
	return err == nil && parsed.Address == address
}

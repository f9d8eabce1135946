package message

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kroon/internal/fault"
)

// TLSMode is how the connection to a mail server is kept private.
type TLSMode string

// The modes.
const (
	TLS      TLSMode = "tls"      // from the first byte, usually port 465
	StartTLS TLSMode = "starttls" // after a greeting, usually port 587; never without
	NoTLS    TLSMode = "none"     // for a relay on this machine or this network
)

// MailSettings is the organisation's mail server.
type MailSettings struct {
	Host     string
	Port     int // 0 takes the usual one of the mode
	TLS      TLSMode
	Username string
	Password string // kept as it is when empty, unless the user name is empty too
	Kept     bool   // as it is read: a password stands
	From     string // address
	FromName string // the organisation's name
	ReplyTo  string // "antwoord+{code}@voorbeeld.nl"; empty: answers go to From
	Active   bool
	Version  int64
}

// Header is one header that a gateway asks for; its value may hold placeholders.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// SMSSettings is an HTTP gateway for text messages. URL, header values and body may hold {to} (E.164
// with its plus), {to_digits} (without), {text}, {from}, {id}, {secret} and {secret_base64}, each
// written as the place asks: percent-encoded in a URL or a form, escaped in JSON or XML.
type SMSSettings struct {
	URL          string   `json:"url"`
	Method       string   `json:"method"` // POST, PUT or GET
	Headers      []Header `json:"headers"`
	Body         string   `json:"body"`
	From         string   `json:"from"` // a number, or at most eleven letters and figures
	Secret       string   `json:"-"`    // kept as it is when empty
	Kept         bool     `json:"-"`    // as it is read: a secret stands
	Success      string   `json:"success"`
	AllowPrivate bool     `json:"allow_private"` // a gateway on this network
	Active       bool     `json:"-"`
	Version      int64    `json:"-"`
}

const (
	maxSetting = 500
	maxBody    = 8000
	maxHeaders = 20
)

func (s MailSettings) checked() (MailSettings, error) {
	s.Host, s.From, s.ReplyTo = strings.TrimSpace(s.Host), strings.TrimSpace(s.From), strings.TrimSpace(s.ReplyTo)
	s.FromName, s.Username = strings.Join(strings.Fields(s.FromName), " "), strings.TrimSpace(s.Username)
	if s.Port == 0 {
		s.Port = map[TLSMode]int{TLS: 465, StartTLS: 587, NoTLS: 25}[s.TLS]
	}
	switch {
	case s.Host == "" || len(s.Host) > maxSetting || strings.ContainsAny(s.Host, " /@\r\n\t"):
		return s, fault.New(fault.Invalid, "message.mail_host").On("host")
	case s.Port < 1 || s.Port > 65535:
		return s, fault.New(fault.Invalid, "message.mail_port").On("port")
	case s.TLS != TLS && s.TLS != StartTLS && s.TLS != NoTLS:
		return s, fault.New(fault.Invalid, "message.mail_tls").On("tls")
	case !isAddress(s.From):
		return s, fault.New(fault.Invalid, "message.mail_address").On("from")
	case s.ReplyTo != "" && !isAddress(strings.ReplaceAll(s.ReplyTo, "{code}", "K7M4PX")):
		return s, fault.New(fault.Invalid, "message.mail_address").On("reply_to")
	case len(s.FromName) > maxSetting || len(s.Username) > maxSetting || len(s.Password) > maxSetting:
		return s, fault.New(fault.Invalid, "message.setting_long", "max", maxSetting)
	}
	return s, nil
}

func isAddress(text string) bool {
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Address == text && len(text) <= 254
}

func (s SMSSettings) checked() (SMSSettings, error) {
	s.URL, s.Method = strings.TrimSpace(s.URL), strings.ToUpper(strings.TrimSpace(s.Method))
	s.From, s.Success = strings.TrimSpace(s.From), strings.ReplaceAll(s.Success, " ", "")
	if s.Method == "" {
		s.Method = "POST"
	}
	u, err := url.Parse(s.URL)
	said := s.URL + s.Body
	for _, h := range s.Headers {
		said += h.Value
		if !isToken(h.Name) || strings.ContainsAny(h.Value, "\r\n\x00") || len(h.Value) > maxSetting {
			return s, fault.New(fault.Invalid, "message.sms_header", "name", h.Name).On("headers")
		}
	}
	switch {
	case err != nil || len(s.URL) > maxSetting || u.Host == "" || u.User != nil || strings.Contains(u.Host, "{"):
		return s, fault.New(fault.Invalid, "message.sms_url").On("url")
	case u.Scheme != "https" && !(u.Scheme == "http" && s.AllowPrivate):
		return s, fault.New(fault.Invalid, "message.sms_https").On("url")
	case !slices.Contains([]string{"POST", "PUT", "GET"}, s.Method):
		return s, fault.New(fault.Invalid, "message.sms_method").On("method")
	case len(s.Body) > maxBody || len(s.Headers) > maxHeaders || len(s.Secret) > maxSetting || len(s.From) > 20:
		return s, fault.New(fault.Invalid, "message.setting_long", "max", maxSetting).On("body")
	case !strings.Contains(said, "{text}") || !strings.Contains(said, "{to}") && !strings.Contains(said, "{to_digits}"):
		return s, fault.New(fault.Invalid, "message.sms_blanks", "to", "{to}", "text", "{text}").On("body")
	}
	for code := range strings.SplitSeq(s.Success, ",") {
		if n, err := strconv.Atoi(code); code != "" && (err != nil || n < 200 || n > 299) {
			return s, fault.New(fault.Invalid, "message.sms_success").On("success")
		}
	}
	return s, nil
}

// isToken tells whether text may be the name of a header (RFC 9110, 5.6.2).
func isToken(text string) bool {
	return text != "" && len(text) < 100 && strings.Trim(text,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~") == ""
}

// Took tells whether an answer of the gateway means that it took the message.
func (s SMSSettings) Took(status int) bool {
	if s.Success == "" {
		return status >= 200 && status <= 299
	}
	return slices.Contains(strings.Split(s.Success, ","), strconv.Itoa(status))
}

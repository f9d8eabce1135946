package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/message"
	"kroon/internal/web"
)

// Mail shows the organisation's mail server; its password is never shown.
func (p *Pages) Mail(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	house, err := p.See.House(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	m := house.Mail
	values := map[string]string{
		"host": m.Host, "port": whole(m.Port), "tls": string(m.TLS), "username": m.Username, "from": m.From,
		"from_name": m.FromName, "reply_to": m.ReplyTo, "active": yes(m.Active), "kept": yes(m.Kept), "version": strconv.FormatInt(m.Version, 10),
	}
	if m.Host == "" {
		values["tls"], values["from_name"], values["active"] = string(message.StartTLS), house.Organisation.Name, "yes"
	}
	return web.Render(w, r, channelPage(v, mailSheet(v, now(values, nil)), tried(r, "mail", now(nil, nil))))
}

// DoMail sets the mail server.
func (p *Pages) DoMail(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	wanted := message.MailSettings{
		Host: form.Needed("host", 500), Port: form.Int("port", 1, 65535, 0), TLS: message.TLSMode(form.Choice("tls", "starttls", "tls", "none")),
		Username: form.Line("username", 500), Password: form.Secret("channel_password", 500), From: form.Needed("from", maxEmail),
		FromName: form.Line("from_name", 200), ReplyTo: form.Line("reply_to", maxEmail), Active: form.Has("active"), Version: version(form),
	}
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SetMail(r.Context(), v.Who.Actor, wanted); err == nil {
			return web.Redirect(w, r, "/settings/mail", web.Said("admin.channel_saved"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return channelPage(v, mailSheet(v, typed(form, f)), tried(r, "mail", now(nil, nil)))
	})
}

func mailSheet(v *web.View, f filled) sheet {
	return sheet{filled: f, action: "/settings/mail", keep: "mail", press: "admin.save", hidden: hiddenSecret(f), parts: []part{
		{name: "host", required: true, hint: "host"},
		{name: "tls", kind: "select", options: options(v, "tls.", "starttls", "tls", "none")},
		{name: "port", hint: "port"},
		{name: "username", fill: "off"},
		{name: "channel_password", kind: "password", fill: "off", hint: whenKept(f, "channel_password")},
		{name: "from", kind: "email", required: true},
		{name: "from_name"},
		{name: "reply_to", hint: "reply_to"},
		{name: "active", kind: "check"},
	}}
}

// SMS shows the gateway for text messages; its secret is never shown.
func (p *Pages) SMS(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	house, err := p.See.House(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	s := house.SMS
	var headers []string
	for _, one := range s.Headers {
		headers = append(headers, one.Name+": "+one.Value)
	}
	values := map[string]string{
		"url": s.URL, "method": s.Method, "headers": strings.Join(headers, "\n"), "body": s.Body, "from": s.From, "success": s.Success,
		"allow_private": yes(s.AllowPrivate), "active": yes(s.Active), "kept": yes(s.Kept), "version": strconv.FormatInt(s.Version, 10),
	}
	if s.URL == "" {
		values["active"] = "yes"
	}
	return web.Render(w, r, channelPage(v, smsSheet(v, now(values, nil)), tried(r, "sms", now(nil, nil))))
}

// DoSMS sets the gateway.
func (p *Pages) DoSMS(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	wanted := message.SMSSettings{
		URL: form.Needed("url", 500), Method: form.Choice("method", "POST", "PUT", "GET"), Body: form.Text("body", 8000),
		From: form.Line("from", 20), Secret: form.Secret("secret", 500), Success: form.Line("success", 60),
		AllowPrivate: form.Has("allow_private"), Active: form.Has("active"), Version: version(form),
	}
	for line := range strings.SplitSeq(form.Text("headers", 8000), "\n") {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(line) != "" {
			wanted.Headers = append(wanted.Headers, message.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
		}
	}
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SetSMS(r.Context(), v.Who.Actor, wanted); err == nil {
			return web.Redirect(w, r, "/settings/sms", web.Said("admin.channel_saved"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return channelPage(v, smsSheet(v, typed(form, f)), tried(r, "sms", now(nil, nil)))
	})
}

func smsSheet(v *web.View, f filled) sheet {
	return sheet{filled: f, action: "/settings/sms", keep: "sms", press: "admin.save", hidden: hiddenSecret(f), parts: []part{
		{name: "url", required: true, hint: "url"},
		{name: "method", kind: "select", options: []web.Option{{Value: "POST", Text: "POST"}, {Value: "PUT", Text: "PUT"}, {Value: "GET", Text: "GET"}}},
		{name: "headers", kind: "area", hint: "headers"},
		{name: "body", kind: "area", hint: "body"},
		{name: "from", label: "sms_from", hint: "sms_from"},
		{name: "secret", kind: "password", fill: "off", hint: whenKept(f, "secret")},
		{name: "success", hint: "success"},
		{name: "allow_private", kind: "check"},
		{name: "active", kind: "check"},
	}}
}

// hiddenSecret tells, beside the version, whether a password stands; it is never shown itself.
func hiddenSecret(f filled) []web.Hidden {
	return append(hiddenVersion(f), web.Hidden{Name: "kept", Value: f.value("kept")})
}

// whenKept is a hint about the password that stands, when one does.
func whenKept(f filled, hint string) string {
	if f.value("kept") != "yes" {
		return ""
	}
	return hint
}

// TryMail sends a mail to see whether it arrives.
func (p *Pages) TryMail(w http.ResponseWriter, r *http.Request) error {
	return p.try(w, r, message.Email, "/settings/mail")
}

// TrySMS sends a text message to see whether it arrives.
func (p *Pages) TrySMS(w http.ResponseWriter, r *http.Request) error {
	return p.try(w, r, message.SMS, "/settings/sms")
}

func (p *Pages) try(w http.ResponseWriter, r *http.Request, channel message.Channel, back string) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	to := form.Needed("to", maxEmail)
	if err = form.Err(); err == nil {
		err = p.Acts.TryChannel(r.Context(), v.Who.Actor, channel, to, v.Printer)
	}
	if err == nil {
		return web.Redirect(w, r, back, web.Said("admin.tried", "to", to))
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return triedPage(v, back, tried(r, "", typed(form, f))) })
}

// tried is the form that sends a trial message; of an empty channel it goes where it came from.
func tried(r *http.Request, channel string, f filled) sheet {
	action := r.URL.Path
	if channel != "" {
		action = "/settings/" + channel + "/try"
	}
	return sheet{filled: f, action: action, keep: "try", press: "admin.try.press", parts: []part{{name: "to", required: true}}}
}

func whole(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

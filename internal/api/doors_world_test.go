package api_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// silent takes every message and sends none.
type silent struct{}

func (silent) SendMail(context.Context, message.MailSettings, message.Mail) error { return nil }

func (silent) SendSMS(context.Context, message.SMSSettings, message.TextMessage) error { return nil }

func (silent) SendPush(context.Context, message.PushKeys, message.Browser, message.PushNote) error {
	return nil
}

// names say, for the pages where one name in a path means several things, which of them is meant.
var names = map[string]string{
	"/w/{token}": "page", "/welcome/{token}": "invite", "/reset/{token}": "reset", "/setup/{token}": "setup",
}

// nothing are names that no world has: well formed, and of nobody.
func nothing(own things) things {
	out := things{}
	for n, name := range slices.Sorted(maps.Keys(own)) {
		value := own[name]
		switch {
		case len(value) == 36 && strings.Count(value, "-") == 4:
			out[name] = "01900000-0000-7000-8000-" + fmt.Sprintf("%012x", n)
		case name == "day":
			out[name] = "2026-12-23"
		case name == "code":
			out[name] = "222226"
		default:
			out[name] = strings.Repeat(string(rune('A'+n)), len(value)) // none is the beginning of another
		}
	}
	return out
}

// furnished is furnish with what only pages name besides: what is somebody's own, and what leads in.
func (h *house) furnished(w world, whose member) things {
	h.Helper()
	out := h.furnish(w)
	acts := h.app.Acts
	h.must(whose.actor, func(tx *db.Tx) (err error) {
		out["staff"] = whose.actor.StaffID().String()
		if _, err = acts.Access.SignIn(tx, whose.actor.StaffID(), "spare", ""); err != nil {
			return err
		}
		sessions, err := acts.Access.Sessions(tx, whose.actor.StaffID())
		if err != nil {
			return err
		}
		for _, one := range sessions {
			if one.Browser == "spare" {
				out["session"] = one.ID.String()
			}
		}
		seen, err := acts.Message.TurnOnPush(tx, message.Browser{
			Name: "spare", Endpoint: "https://push.example/" + out["promise"], Key: browserKey, Secret: "ZWVuIGdlaGVpbSB2YW4xNg",
		})
		out["browser"] = seen.ID.String()
		return err
	})
	h.must(w.owner.actor, func(tx *db.Tx) (err error) {
		token, _, err := acts.Access.MakeToken(tx, access.NewToken{Staff: whose.actor.StaffID(), Name: "own", Scopes: []string{"customers:read"}})
		if err != nil {
			return err
		}
		out["token"] = token.ID.String()
		return errors.Join(out.entry(tx, acts, w.customer), out.published(tx, acts.Knowledge, w.lead.actor), out.invited(tx, acts, w), out.closed(tx, acts.Team))
	})
	return out
}

// browserKey is a public key as a browser gives one.
const browserKey = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"

func (of things) entry(tx *db.Tx, acts *act.Acts, with id.Customer) error {
	entries, err := acts.Ledger.Entries(tx, with, id.Entry{}, 1)
	if err == nil && len(entries) > 0 {
		of["entry"] = entries[0].ID.String()
	}
	return err
}

// published makes an answer that everybody may read.
func (of things) published(tx *db.Tx, to *knowledge.Service, checks party.Actor) error {
	a, err := to.Begin(tx, knowledge.Details{Public: true}, knowledge.Draft{NL: knowledge.Text{Title: "Mag dat?", Body: "Ja."}, EN: knowledge.Text{Title: "May I?", Body: "Yes."}})
	if err != nil {
		return err
	}
	of["code"] = string(a.Code)
	return tx.As(checks, func() error {
		_, err := to.Approve(tx, a.ID, a.Version, 1)
		return err
	})
}

// invited makes the links that lead in without an account, and a file that is shown on the customer's page.
func (of things) invited(tx *db.Tx, acts *act.Acts, w world) error {
	shown, err := id.Parse[id.File](of["file"])
	if err != nil {
		return err
	}
	if _, err = acts.File.Show(tx, shown, true); err != nil {
		return err
	}
	if _, of["page"], err = acts.Access.LinkFor(tx, "customer", w.customer.Any(), w.customer, now.Add(time.Hour)); err != nil {
		return err
	}
	for name, make := range map[string]func(*db.Tx, id.Staff) (string, error){"invite": acts.Access.Invite, "reset": acts.Access.Reset} {
		forWhom, err := acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: "Nieuw", Email: name + of["promise"] + "@" + w.host, Team: w.team, Share: 100})
		if err != nil {
			return err
		}
		if _, err := acts.Access.Open(tx, access.NewAccount{Staff: forWhom.ID, Kind: party.Staff, Role: party.Colleague, Email: forWhom.Email}); err != nil {
			return err
		}
		if of[name], err = make(tx, forWhom.ID); err != nil {
			return err
		}
	}
	of["setup"] = of["reset"] // who works here cannot begin anew, whatever the link
	return nil
}

func (of things) closed(tx *db.Tx, to *team.Service) error {
	day, err := worktime.ParseDate(of["day"])
	if err != nil {
		return err
	}
	return to.CloseDay(tx, team.ClosedDay{Day: day})
}

package api_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"kroon/internal/db"
)

// A token and a link are answered once more to the same request, and stand nowhere in plain text.
func TestASecretIsAnsweredAgainAndKeptSealed(t *testing.T) {
	h := open(t, db.SQLite)
	staff := "/staff/" + h.linde.staff.actor.StaffID().String()
	token := map[string]any{"name": "night", "scopes": []string{"customers:read"}}
	for path, body := range map[string]any{staff + "/tokens": token, staff + "/invite": nil} {
		first := h.ask(h.linde.owner, "POST", path, body, "Idempotency-Key", "s"+path)
		again := h.ask(h.linde.owner, "POST", path, body, "Idempotency-Key", "s"+path)
		secret := first.text("text") + first.text("link")
		if at := strings.LastIndex(secret, "/"); at >= 0 {
			secret = secret[at+1:]
		}
		if first.code >= 300 || len(secret) < 20 || string(again.raw) != string(first.raw) {
			t.Fatalf("%s: %d %s, and again %s", path, first.code, first.raw, again.raw)
		}
		secret = secret[len(secret)-16:] // a token begins with its id, which is no secret
		everything := strings.ToLower(h.everything())
		if strings.Contains(everything, strings.ToLower(secret)) || strings.Contains(everything, hex.EncodeToString([]byte(secret))) {
			t.Errorf("%s: the secret stands in the database", path)
		}
	}
}

// A token that was made here opens the door, within its scopes, until it is revoked.
func TestATokenIsMadeAndRevoked(t *testing.T) {
	run(t, func(h *house) {
		path := "/staff/" + h.linde.staff.actor.StaffID().String() + "/tokens"
		made := h.want(201, h.linde.owner, "POST", path, map[string]any{"name": "night", "scopes": []string{"customers:read"}})
		program := member{token: made.text("text")}
		h.want(200, program, "GET", "/customers/"+h.linde.customer.String(), nil)
		h.refused(403, "api.scope", program, "GET", path, nil)
		if got := h.want(200, h.linde.owner, "GET", path, nil); strings.Contains(string(got.raw), program.token) || !strings.Contains(string(got.raw), made.text("id")) {
			t.Errorf("listed as %s", got.raw)
		}
		h.want(204, h.linde.owner, "POST", "/tokens/"+made.text("id")+"/revoke", nil)
		h.refused(401, "access.bad_token", program, "GET", "/customers/"+h.linde.customer.String(), nil)
	})
}

// The password of the mail server is written, and never read again.
func TestChannelsAreSet(t *testing.T) {
	h := open(t, db.SQLite)
	h.want(200, h.linde.owner, "PUT", "/channels/mail", `{"host":"smtp.example","tls":"tls","username":"kroon","password":"zeer geheim","from":"kroon@linde.example","active":true}`)
	got := h.want(200, h.linde.owner, "GET", "/channels/mail", nil)
	if got.text("host") != "smtp.example" || strings.Contains(string(got.raw), "geheim") || got.header.Get("ETag") == "" {
		t.Errorf("read as %s", got.raw)
	}
	h.refused(403, "api.scope", h.linde.lead, "GET", "/channels/mail", nil)
	h.want(200, h.linde.owner, "PUT", "/channels/sms", `{"url":"https://sms.example/send","method":"POST","body":"to={to}&text={text}","secret":"zeer geheim","active":false}`)
	if got := h.want(200, h.linde.owner, "GET", "/channels/sms", nil); strings.Contains(string(got.raw), "geheim") {
		t.Errorf("read as %s", got.raw)
	}
}

// A customer's link is the same as long as it works.
func TestACustomersLinkIsGivenAndClosed(t *testing.T) {
	h := open(t, db.SQLite)
	path := "/customers/" + h.linde.customer.String()
	first := h.want(200, h.linde.staff, "POST", path+"/link", nil)
	if again := h.want(200, h.linde.staff, "POST", path+"/link", nil); again.text("link") != first.text("link") || !strings.Contains(first.text("link"), "linde.example:1/w/") {
		t.Errorf("%s and %s", first.raw, again.raw)
	}
	links := h.want(200, h.linde.staff, "GET", path+"/links", nil).items()
	if len(links) != 1 {
		t.Fatalf("%d links", len(links))
	}
	h.want(204, h.linde.staff, "POST", "/links/"+links[0]["id"].(string)+"/close", nil)
	if again := h.want(200, h.linde.staff, "POST", path+"/link", nil); again.text("link") == first.text("link") {
		t.Error("closed, and given again")
	}
}

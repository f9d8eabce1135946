package api_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"kroon/internal/db"
)

// An office behind one address: one of its programs has a wrong token, another a right one.
func TestWrongTokensAreSlowedByAddress(t *testing.T) {
	h := open(t, db.SQLite)
	const who = "/who"
	h.from = "198.51.100.7:4000"
	h.want(200, h.linde.staff, "GET", who, nil)
	before := h.everything()
	wrong := func(i int) member { return member{token: "krn_" + strings.Repeat("0", 40) + fmt.Sprintf("%04d", i)} }
	for i := range 20 {
		h.refused(401, "access.bad_token", wrong(i), "GET", who, nil)
		h.clock.Set(h.clock.Now().Add(time.Second))
	}
	got := h.refused(429, "access.wrong_tokens", wrong(20), "GET", who, nil)
	if seconds, err := strconv.Atoi(got.header.Get("Retry-After")); err != nil || seconds != 15*60-20 || got.header.Get("WWW-Authenticate") != "" {
		t.Errorf("Retry-After %q, WWW-Authenticate %q", got.header.Get("Retry-After"), got.header.Get("WWW-Authenticate"))
	}
	h.want(200, h.linde.staff, "GET", who, nil) // it worked from here before
	unproven := h.refused(429, "access.wrong_tokens", h.linde.lead, "GET", who, nil)
	if string(unproven.raw) != string(got.raw) {
		t.Errorf("a right token that never worked is told apart: %s and %s", unproven.raw, got.raw)
	}
	h.from = "198.51.100.8:4000"
	h.refused(401, "access.bad_token", wrong(21), "GET", who, nil)
	h.want(200, h.linde.lead, "GET", who, nil)
	if after := h.everything(); strings.Count(after, "\n") != strings.Count(before, "\n") {
		t.Error("refusals left rows")
	}
	h.from = "198.51.100.7:4000"
	h.clock.Set(h.clock.Now().Add(15*time.Minute - 20*time.Second))
	h.refused(401, "access.bad_token", wrong(22), "GET", who, nil)
}

// Nobody passes for somebody else by what anybody may write: the header counts only from this machine.
func TestWrongTokensCountBehindAProxy(t *testing.T) {
	h := open(t, db.SQLite)
	h.from = "127.0.0.1:4000"
	wrong := member{token: "krn_" + strings.Repeat("0", 44)}
	for range 20 {
		h.refused(401, "access.bad_token", wrong, "GET", "/who", nil, "X-Forwarded-For", "2001:db8:0:1::5")
	}
	h.refused(429, "access.wrong_tokens", wrong, "GET", "/who", nil, "X-Forwarded-For", "2001:db8:0:1::6") // the same network
	h.refused(401, "access.bad_token", wrong, "GET", "/who", nil, "X-Forwarded-For", "2001:db8:0:2::5")
}

// Without a token nothing is guessed, so nothing is counted.
func TestNoTokenIsNotCounted(t *testing.T) {
	h := open(t, db.SQLite)
	for range 30 {
		h.refused(401, "api.no_token", member{}, "GET", "/who", nil)
	}
	h.want(200, h.linde.staff, "GET", "/who", nil)
}

// What worked and works no longer is no proof.
func TestARevokedTokenIsSlowedToo(t *testing.T) {
	h := open(t, db.SQLite)
	h.from = "198.51.100.9:1"
	path := "/staff/" + h.linde.staff.actor.StaffID().String() + "/tokens"
	made := h.want(201, h.linde.owner, "POST", path, map[string]any{"name": "night", "scopes": []string{"customers:read"}})
	program := member{token: made.text("text")}
	h.want(200, program, "GET", "/who", nil)
	h.want(204, h.linde.owner, "POST", "/tokens/"+made.text("id")+"/revoke", nil)
	for range 20 {
		h.refused(401, "access.bad_token", program, "GET", "/who", nil)
	}
	h.refused(429, "access.wrong_tokens", program, "GET", "/who", nil)
	h.want(200, h.linde.owner, "GET", "/who", nil)
}

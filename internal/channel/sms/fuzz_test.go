package sms

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"kroon/internal/message"
)

// However a gateway says when to come back, it is a time to wait, or nothing.
func FuzzRetryAfter(f *testing.F) {
	for _, said := range []string{"", "120", "-1", "4294967296", "2147483647", "Wed, 21 Oct 2026 07:28:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "1e3"} {
		f.Add(said, "Mon, 01 Jan 0001 00:00:00 GMT")
	}
	f.Fuzz(func(t *testing.T, said, date string) {
		if wait := retryAfter(http.Header{"Retry-After": {said}, "Date": {date}}); wait < 0 {
			t.Errorf("%q at %q is to wait %v", said, date, wait)
		}
	})
}

// What a customer wrote is the value of one place, whatever the form in which a gateway is spoken to.
func FuzzText(f *testing.F) {
	for _, text := range []string{"", "Jeroen belt u", `","to":"+31`, "{secret}{to}", "a&to=b#c", "\r\nX-A: b", "\u2028\x00\xff<b>"} {
		f.Add(text, "+31612345678")
	}
	f.Fuzz(func(t *testing.T, text, from string) {
		if !utf8.ValidString(text) || !utf8.ValidString(from) {
			return
		}
		m := message.TextMessage{To: "+31612345678", Text: text, ID: "id"}
		via := message.SMSSettings{
			URL: "https://gateway.example/?t={text}&to={to}", Method: http.MethodPost, Secret: "geheim", From: from, Body: `{"text":"{text}","from":"{from}","to":"{to}"}`,
			Headers: []message.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "X-Text", Value: "{text}"}},
		}
		request, err := compose(context.Background(), via, m)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		raw, err := io.ReadAll(request.Body)
		if err != nil {
			t.Fatal(err)
		}
		read := map[string]string{}
		if err := json.Unmarshal(raw, &read); err != nil || len(read) != 3 || read["text"] != text || read["from"] != from || read["to"] != m.To {
			t.Errorf("%q from %q is told as %s: %v", text, from, raw, err)
		}
		if query, err := url.ParseQuery(request.URL.RawQuery); err != nil || len(query) != 2 || query.Get("t") != text || query.Get("to") != m.To || request.URL.Host != "gateway.example" {
			t.Errorf("%q is asked as %q: %v", text, request.URL, err)
		}
		if strings.ContainsAny(request.Header.Get("X-Text"), "\r\n\x00") {
			t.Errorf("%q stands in a header as %q", text, request.Header.Get("X-Text"))
		}
	})
}

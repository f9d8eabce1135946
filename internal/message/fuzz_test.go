package message

import (
	"encoding/base64"
	"net/url"
	"testing"
	"unicode/utf8"
)

// A browser that is taken can be reached over https and sealed for, and is the same when it comes again.
func FuzzBrowser(f *testing.F) {
	const key, secret = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg"
	f.Add("https://push.example/a?b#c", key, secret, "Firefox\n op Linux")
	f.Add("https://u:p@push.example", key, secret, "")
	f.Add("http://push.example", key[:86], secret+"=", "\xff")
	f.Add("https://", "", "", "")
	f.Fuzz(func(t *testing.T, endpoint, key, secret, name string) {
		b, err := (Browser{Endpoint: endpoint, Key: key, Secret: secret, Name: name}).checked()
		if err != nil {
			return
		}
		to, err := url.Parse(b.Endpoint)
		if err != nil || to.Scheme != "https" || to.Host == "" || to.User != nil {
			t.Errorf("%q is taken", endpoint)
		}
		raw, err := base64.RawURLEncoding.DecodeString(b.Key)
		if err != nil || len(raw) != publicBytes || !utf8.ValidString(b.Name) || utf8.RuneCountInString(b.Name) > maxAgent {
			t.Errorf("%+v is taken: %v", b, err)
		}
		if again, err := b.checked(); err != nil || again != b {
			t.Errorf("%+v comes again as %+v, %v", b, again, err)
		}
	})
}

// Where text messages are handed in is an https address, without a name or a place to fill in where it says whither.
func FuzzGateway(f *testing.F) {
	for _, address := range []string{"", "https://gateway.example/{to}?t={text}", "https://{to}.example/{text}", "http://gateway.example/{to}{text}", "https://a:b@gateway.example/{to}{text}", "HTTPS://gateway.example:x/{to}{text}"} {
		f.Add(address, "X-A", "{secret}", "200, 202", "post")
	}
	f.Add("https://gateway.example/{to}{text}", "X A", "a\r\nb", "+200", "TRACE")
	f.Fuzz(func(t *testing.T, address, name, value, success, method string) {
		s, err := (SMSSettings{URL: address, Method: method, Success: success, Headers: []Header{{Name: name, Value: value}}}).checked()
		if err != nil {
			return
		}
		to, err := url.Parse(s.URL)
		if err != nil || to.Scheme != "https" || to.Host == "" || to.User != nil || s.Method != "POST" && s.Method != "PUT" && s.Method != "GET" {
			t.Errorf("%q by %q is taken as %+v", address, method, s)
		}
		if s.Took(301) || s.Took(404) || s.Took(500) {
			t.Errorf("%q takes a refusal for a yes", success)
		}
	})
}

package sms_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"kroon/internal/channel/sms"
	"kroon/internal/message"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// seen is what a gateway got.
type seen struct {
	method string
	url    *url.URL
	header http.Header
	body   string
}

// gateway is a real HTTP endpoint on loopback that answers as a test says.
func gateway(t testing.TB, status int, answer string) (*httptest.Server, *[]seen) {
	t.Helper()
	var got []seen
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got = append(got, seen{r.Method, r.URL, r.Header, string(raw)})
		w.WriteHeader(status)
		io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server, &got
}

func settings(server *httptest.Server) message.SMSSettings {
	return message.SMSSettings{
		URL: server.URL + "/send", Method: "POST", AllowPrivate: true, From: "DeLinde", Secret: `sl"eutel`,
		Headers: []message.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Authorization", Value: "Bearer {secret}"}},
		Body:    `{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}`,
	}
}

var text = message.TextMessage{ID: "0193", To: "+31612345678", Text: "Jeroen belt u \"voor\" 13.00 uur & {secret}\nCode K7M 4PX"}

func TestItReachesTheGateway(t *testing.T) {
	server, got := gateway(t, 201, "ok")
	if err := (sms.Sender{}).SendSMS(context.Background(), settings(server), text); err != nil {
		t.Fatal(err)
	}
	var body struct{ To, From, Text, ID string }
	if err := json.Unmarshal([]byte((*got)[0].body), &body); err != nil {
		t.Fatalf("%v in %s", err, (*got)[0].body)
	}
	if body.To != text.To || body.From != "DeLinde" || body.Text != text.Text || body.ID != text.ID ||
		(*got)[0].header.Get("Authorization") != `Bearer sl"eutel` || (*got)[0].method != "POST" {
		t.Errorf("%+v %v", body, (*got)[0])
	}
}

// TestWhateverIsWrittenArrives puts any text through a form, JSON, XML-ish and a query, and reads it back
// with the standard library.
func TestWhateverIsWrittenArrives(t *testing.T) {
	server, got := gateway(t, 200, "")
	rapid.Check(t, func(t *rapid.T) {
		m := message.TextMessage{ID: "1", To: "+31612345678", Text: rapid.StringN(1, 200, -1).Draw(t, "text")}
		via := settings(server)
		form := rapid.Bool().Draw(t, "form")
		if form {
			via.Headers = []message.Header{{Name: "content-type", Value: "application/x-www-form-urlencoded; charset=utf-8"}}
			via.Body = "to={to}&text={text}"
		}
		via.URL += "?text={text}&to={to_digits}"
		*got = nil
		if err := (sms.Sender{}).SendSMS(context.Background(), via, m); err != nil {
			t.Fatal(err)
		}
		read := ""
		if form {
			values, err := url.ParseQuery((*got)[0].body)
			if err != nil {
				t.Fatal(err)
			}
			read = values.Get("text")
		} else {
			var body struct{ Text string }
			if err := json.Unmarshal([]byte((*got)[0].body), &body); err != nil {
				t.Fatal(err)
			}
			read = body.Text
		}
		if query := (*got)[0].url.Query(); read != m.Text || query.Get("text") != m.Text || query.Get("to") != "31612345678" {
			t.Fatalf("%q became %q and %q", m.Text, read, query.Get("text"))
		}
	})
}

func TestAnswersAreToldApart(t *testing.T) {
	for status, want := range map[int]string{
		200: "taken", 201: "taken", 204: "taken", 301: "again", 302: "again", 400: "refused", 401: "again", 402: "refused",
		403: "refused", 404: "refused", 408: "again", 422: "refused", 429: "again", 500: "again", 503: "again",
	} {
		server, _ := gateway(t, status, `the number sl"eutel is wrong`)
		err := (sms.Sender{}).SendSMS(context.Background(), settings(server), text)
		var refused *message.Refused
		got := "taken"
		if errors.As(err, &refused) {
			got = "refused"
			if refused.Code != status {
				t.Errorf("%d: %+v", status, refused)
			}
		} else if err != nil {
			got = "again"
		}
		if got != want {
			t.Errorf("%d: %s, want %s (%v)", status, got, want, err)
		}
		if err != nil && strings.Contains(err.Error(), `sl"eutel`) {
			t.Errorf("the secret is in %v", err)
		}
	}
	server, _ := gateway(t, 200, "queued, not sent")
	via := settings(server)
	via.Success = "201,202"
	if err := (sms.Sender{}).SendSMS(context.Background(), via, text); err == nil {
		t.Error("200 was not among the answers that mean yes")
	}
}

// TestATroubleHasItsName: whoever looks after it reads in one word what is wrong, and how long a gateway
// asks to be left alone.
func TestATroubleHasItsName(t *testing.T) {
	const rfc = "Tue, 24 Nov 2026 10:00:00 GMT"
	for _, c := range []struct {
		status int
		header map[string]string
		want   message.Trouble
		after  time.Duration
	}{
		{500, nil, message.Faulty, 0}, {302, map[string]string{"Location": "http://127.0.0.1:1/"}, message.Redirected, 0},
		{401, nil, message.SignIn, 0}, {429, nil, message.Later, 0},
		{429, map[string]string{"Retry-After": "120"}, message.Later, 2 * time.Minute},
		{503, map[string]string{"Retry-After": " 7 "}, message.Later, 7 * time.Second},
		{429, map[string]string{"Retry-After": "Tue, 24 Nov 2026 10:30:00 GMT", "Date": rfc}, message.Later, 30 * time.Minute},
		{429, map[string]string{"Retry-After": "Tue, 24 Nov 2026 09:30:00 GMT", "Date": rfc}, message.Later, 0},
		{429, map[string]string{"Retry-After": "-5"}, message.Later, 0},
		{429, map[string]string{"Retry-After": "99999999999999999999"}, message.Later, 0},
		{429, map[string]string{"Retry-After": "soon"}, message.Later, 0},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for name, value := range c.header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(c.status)
		}))
		err := (sms.Sender{}).SendSMS(context.Background(), settings(server), text)
		server.Close()
		var setback *message.Setback
		if !errors.As(err, &setback) || setback.Trouble != c.want || setback.After != c.after {
			t.Errorf("%d %v: %+v, want %s after %v", c.status, c.header, setback, c.want, c.after)
		}
	}
	server, _ := gateway(t, 200, "")
	closed := settings(server)
	server.Close()
	guarded := settings(server)
	guarded.AllowPrivate = false
	secret := httptest.NewUnstartedServer(http.NotFoundHandler())
	secret.Config.ErrorLog = log.New(io.Discard, "", 0)
	secret.StartTLS()
	defer secret.Close()
	cut := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer cut.Close()
	unknown := settings(server)
	unknown.URL = "http://gateway.invalid/send"
	plain, _ := gateway(t, 200, "")
	wrongly := settings(plain)
	wrongly.URL = strings.Replace(plain.URL, "http:", "https:", 1)
	for name, c := range map[string]struct {
		via  message.SMSSettings
		want message.Trouble
	}{
		"closed": {closed, message.Unreachable}, "in the house": {guarded, message.InHouse}, "nobody's name": {unknown, message.UnknownHost},
		"certificate": {settings(secret), message.Certificate}, "cut": {settings(cut), message.CutOff}, "no TLS": {wrongly, message.Protection},
	} {
		if got := message.TroubleOf((sms.Sender{}).SendSMS(context.Background(), c.via, text)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	other, got := gateway(t, 200, "")
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	if err := (sms.Sender{}).SendSMS(context.Background(), settings(server), text); err == nil || len(*got) != 0 {
		t.Errorf("%v, %d requests", err, len(*got))
	}
}

func TestTheHouseIsNotReachedUnlessAllowed(t *testing.T) {
	server, got := gateway(t, 200, "")
	port := server.Listener.Addr().String()[strings.LastIndexByte(server.Listener.Addr().String(), ':'):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1", "192.168.1.1",
		"172.16.0.1", "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]"} {
		via := settings(server)
		via.AllowPrivate, via.URL = false, "http://"+host+port+"/send"
		err := (sms.Sender{Patience: 2 * time.Second}).SendSMS(context.Background(), via, text)
		if err == nil || !strings.Contains(err.Error(), "on this network") && !strings.Contains(err.Error(), "cannot assign") &&
			!strings.Contains(err.Error(), "unreachable") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if len(*got) != 0 {
		t.Errorf("%d requests", len(*got))
	}
}

func TestAGatewayThatStallsHoldsNobodyUp(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	err := (sms.Sender{Patience: 100 * time.Millisecond}).SendSMS(context.Background(), settings(server), text)
	var refused *message.Refused
	if !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &refused) || strings.Contains(err.Error(), "http://") {
		t.Errorf("%v", err)
	}
}

func TestAnEndlessAnswerIsCut(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(500)
		for r.Context().Err() == nil {
			if _, err := fmt.Fprint(w, strings.Repeat("x", 4096)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	err := (sms.Sender{Patience: 5 * time.Second}).SendSMS(context.Background(), settings(server), text)
	if err == nil || len(err.Error()) > 300 || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// TestTheExamplesWork sends through the settings of real providers, with the address turned to a
// gateway of our own.
func TestTheExamplesWork(t *testing.T) {
	files, err := filepath.Glob("../../../examples/sms-*.json")
	if err != nil || len(files) < 4 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var via message.SMSSettings
			decoder := json.NewDecoder(strings.NewReader(string(raw)))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&via); err != nil {
				t.Fatal(err)
			}
			status := 200
			if via.Success != "" {
				fmt.Sscan(via.Success, &status)
			}
			server, got := gateway(t, status, "")
			real, err := url.Parse(strings.NewReplacer("{", "%7B", "}", "%7D").Replace(via.URL))
			if err != nil || real.Scheme != "https" && !via.AllowPrivate {
				t.Fatalf("%v, %v", real, err)
			}
			via.URL = server.URL + strings.TrimPrefix(via.URL, real.Scheme+"://"+real.Host)
			via.AllowPrivate, via.Secret = true, "AC1:geheim"
			if err := (sms.Sender{}).SendSMS(context.Background(), via, text); err != nil {
				t.Fatal(err)
			}
			arrives(t, (*got)[0])
		})
	}
}

// arrives finds the text, the number and the secret in a request, wherever the provider wants them.
func arrives(t *testing.T, r seen) {
	t.Helper()
	values := r.url.Query()
	switch {
	case strings.Contains(r.header.Get("Content-Type"), "json"):
		var body any
		if err := json.Unmarshal([]byte(r.body), &body); err != nil {
			t.Fatalf("%v in %s", err, r.body)
		}
		flatten("", body, values)
	case strings.Contains(r.header.Get("Content-Type"), "form"):
		form, err := url.ParseQuery(r.body)
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range form {
			values[name] = value
		}
	}
	all := r.header.Get("Authorization")
	for _, value := range values {
		all += "\n|" + strings.Join(value, "\n|")
	}
	secret := strings.Contains(all, "AC1:geheim") || strings.Contains(all, base64.StdEncoding.EncodeToString([]byte("AC1:geheim")))
	if !strings.Contains(all, "|"+text.Text) || !strings.Contains(all, "31612345678") || !secret || strings.Contains(all, "{to") {
		t.Errorf("%s", all)
	}
}

func flatten(name string, value any, into url.Values) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(name+"."+key, inner, into)
		}
	case []any:
		for _, inner := range v {
			flatten(name, inner, into)
		}
	case string:
		into.Add(name, v)
	}
}

package stories

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// firm is one of two organisations, as its people and programs see it.
type firm struct {
	*testing.T
	port, host string
	session    string // cookie of its owner
	token      string // of its owner's program
	customer   string // id
	page       string // path of the customer's page
}

// Two firms in one installation, told apart by host name. Nothing of the one reaches the other.
func TestTwoOrganisations(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	kroon := func(args ...string) (string, string, error) {
		var out, errs bytes.Buffer
		command := exec.Command(filepath.Join(bin, "kroon"), args...)
		command.Env = []string{"KROON_DATA=" + data, "PATH=/usr/bin:/bin"}
		command.Stdout, command.Stderr = &out, &errs
		err := command.Run()
		return out.String(), errs.String(), err
	}
	said := func(args ...string) string {
		out, errs, err := kroon(args...)
		if err != nil {
			t.Fatalf("kroon %s: %v %s", strings.Join(args, " "), err, errs)
		}
		return out
	}
	refused := func(reason string, args ...string) {
		if _, errs, err := kroon(args...); err == nil || !strings.Contains(errs, reason) {
			t.Errorf("kroon %s: %v %q, want %q", strings.Join(args, " "), err, errs, reason)
		}
	}
	if out := said("organisation", "add", "De Linde", "--host", "linde.example", "--base-url", "https://kroon.example"); !strings.Contains(out, "https://linde.example/setup/") {
		t.Errorf("said %s", out)
	}
	said("organisation", "add", "De Bron", "--host", "bron.example")
	refused("another organisation already", "organisation", "add", "Nog een", "--host", "Linde.Example")
	refused("De Linde (linde.example), De Bron (bron.example)", "staff", "list")
	refused("De Linde (linde.example), De Bron (bron.example)", "staff", "list", "--organisation", "De Wilg")
	said("staff", "list", "--organisation", "de bron")
	if out := said("organisation", "list"); strings.Count(out, "\n") != 2 || !strings.Contains(out, "http://bron.example:7667") {
		t.Errorf("listed as %s", out)
	}

	port, setup := running(t, data)
	linde, bron := &firm{T: t, port: port, host: "linde.example"}, &firm{T: t, port: port, host: "bron.example"}
	for _, f := range []*firm{linde, bron} {
		f.begin(setup[f.host])
		f.token = strings.TrimSpace(said("token", "make", "--organisation", f.host, "--for", "Anna "+f.host, "--name", "story", "--scopes", "customers:write,questions:write,admin"))
		f.meet("Zeger van " + f.host)
	}
	for _, pair := range [][2]*firm{{linde, bron}, {bron, linde}} {
		pair[0].keepsFrom(pair[1])
	}
	linde.hearsOnly(bron)
}

// running serves the data and gives the port, and the path of the first run by host name.
func running(t *testing.T, data string) (port string, setup map[string]string) {
	t.Helper()
	command := exec.Command(filepath.Join(bin, "kroon"), "serve", "--listen", "127.0.0.1:0")
	command.Env = []string{"KROON_DATA=" + data, "PATH=/usr/bin:/bin"}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	setup = map[string]string{}
	for lines := bufio.NewScanner(out); len(setup) < 2 && lines.Scan(); {
		text := lines.Text()
		if at := strings.Index(text, "http://"); at >= 0 {
			where, err := url.Parse(text[at:])
			if err != nil {
				t.Fatal(err)
			}
			port = where.Port()
			if strings.Contains(where.Path, "/setup/") {
				setup[where.Hostname()] = where.Path
			}
		}
	}
	return port, setup
}

// ask sends a request to a host name, on this machine, and gives the answer without following it elsewhere.
func (f *firm) ask(host, method, path, kind, body string, headers ...string) *http.Response {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), method, "http://127.0.0.1:"+f.port+path, strings.NewReader(body))
	if err != nil {
		f.Fatal(err)
	}
	r.Host = host
	if body != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

func (f *firm) read(answer *http.Response) string {
	f.Helper()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		f.Fatal(err)
	}
	return string(raw)
}

// begin does the first run.
func (f *firm) begin(path string) {
	f.Helper()
	form := url.Values{
		"organisation": {f.host}, "opens": {"00:00"}, "closes": {"24:00"}, "your_name": {"Anna " + f.host},
		"email": {"anna@" + f.host}, "password": {"een kroon op het werk"},
	}
	answer := f.ask(f.host, "POST", path, "application/x-www-form-urlencoded", form.Encode())
	for _, cookie := range answer.Cookies() {
		if cookie.Name == "session" {
			f.session = "session=" + cookie.Value
		}
	}
	if f.session == "" {
		f.Fatalf("%s at %q: %d %s", f.host, path, answer.StatusCode, f.read(answer))
	}
}

// api asks the API of a host, with a program's token.
func (f *firm) api(host, token, method, path, body string) (int, map[string]any) {
	f.Helper()
	answer := f.ask(host, method, "/api/v1"+path, "application/json", body, "Authorization", "Bearer "+token)
	var out map[string]any
	if err := json.Unmarshal([]byte(f.read(answer)), &out); err != nil {
		f.Fatal(err)
	}
	return answer.StatusCode, out
}

// meet takes a customer down, and makes the link to his page.
func (f *firm) meet(name string) {
	f.Helper()
	code, known := f.api(f.host, f.token, "POST", "/customers", `{"name":"`+name+`"}`)
	if code != 201 {
		f.Fatal(known)
	}
	f.customer = known["id"].(string)
	code, link := f.api(f.host, f.token, "POST", "/customers/"+f.customer+"/link", "")
	at, err := url.Parse(link["link"].(string))
	if code != 200 || err != nil || at.Hostname() != f.host {
		f.Fatal(link, err)
	}
	f.page = at.Path
}

// keepsFrom: with all that the other has, nobody gets anywhere here.
func (f *firm) keepsFrom(other *firm) {
	f.Helper()
	theirs := "Zeger van " + other.host
	for what, answer := range map[string]*http.Response{
		"their session":          f.ask(f.host, "GET", "/today", "", "", "Cookie", other.session),
		"their customer":         f.ask(f.host, "GET", "/customers/"+other.customer, "", "", "Cookie", f.session),
		"their customer's page":  f.ask(f.host, "GET", other.page, "", ""),
		"their stream":           f.ask(f.host, "GET", "/events", "", "", "Cookie", other.session),
		"their token":            f.ask(f.host, "GET", "/api/v1/customers/"+f.customer, "", "", "Authorization", "Bearer "+other.token),
		"their customer, by API": f.ask(f.host, "GET", "/api/v1/customers/"+other.customer, "", "", "Authorization", "Bearer "+f.token),
	} {
		text := f.read(answer)
		if answer.StatusCode < 300 || strings.Contains(text, theirs) || strings.Contains(text, "Zeger") {
			f.Errorf("at %s, %s: %d %s", f.host, what, answer.StatusCode, text)
		}
	}
	for what, answer := range map[string]*http.Response{
		"our list":   f.ask(f.host, "GET", "/customers", "", "", "Cookie", f.session),
		"our page":   f.ask(f.host, "GET", f.page, "", ""),
		"our search": f.ask(f.host, "GET", "/customers/search?q=zeger", "", "", "Cookie", f.session),
	} {
		if text := f.read(answer); answer.StatusCode != 200 || strings.Contains(text, theirs) || strings.Contains(text, other.host) {
			f.Errorf("at %s, %s: %d %s", f.host, what, answer.StatusCode, text)
		}
	}
	if answer := f.ask("nobody.example", "GET", "/signin", "", ""); answer.StatusCode != 404 {
		f.Errorf("at nobody.example: %d", answer.StatusCode)
	}
}

// hearsOnly: an open page hears of its own house. What happens in the other house happens first, so that it
// would be the first thing heard, and it is of another topic.
func (f *firm) hearsOnly(other *firm) {
	f.Helper()
	streams := map[*firm]*bufio.Scanner{}
	for _, one := range []*firm{f, other} {
		answer := one.ask(one.host, "GET", "/events", "", "", "Cookie", one.session)
		streams[one] = bufio.NewScanner(answer.Body)
		if answer.StatusCode != 200 || !streams[one].Scan() {
			f.Fatal(answer.Status)
		}
	}
	heard := func(at *firm) string {
		for streams[at].Scan() {
			if text, is := strings.CutPrefix(streams[at].Text(), "data: "); is {
				return text
			}
		}
		f.Fatal("the stream ended")
		return ""
	}
	question := `{"customer":"` + other.customer + `","to_customer":"U wilt weten hoe laat.","ending":"answered"}`
	if code, taken := other.api(other.host, other.token, "POST", "/questions", question); code != 201 {
		f.Fatal(taken)
	}
	if topic := heard(other); topic != "today" {
		f.Errorf("%s heard %q of its own question", other.host, topic)
	}
	_, who := f.api(f.host, f.token, "GET", "/who", "")
	staff, _ := who["staff"].(string)
	if code, changed := f.api(f.host, f.token, "PATCH", "/staff/"+staff, `{"name":"Anna de Wit"}`); code != 200 {
		f.Fatal(changed)
	}
	if topic := heard(f); topic != "team" {
		f.Errorf("%s heard %q: that is of the other house", f.host, topic)
	}
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// house is an organisation served by several nodes, as a program over REST sees it.
type house struct {
	*place
	program, database string
	nodes             []*node
	client            *http.Client
	setup             string // path of the first run
	token, session    string
	post              *post
	staff, customers  []string
}

// node is one `kroon serve`.
type node struct {
	number  int
	data    string
	at      atomic.Pointer[string] // http://host:port; nil while it is away
	process atomic.Pointer[child]
}

// newHouse serves an empty database with so many nodes and furnishes it.
func newHouse(ctx context.Context, p *place, program, database string, nodes int) (*house, error) {
	h := &house{place: p, program: program, database: database, client: &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	var err error
	if h.post, err = newPost(); err != nil {
		return nil, err
	}
	for i := range nodes {
		n := &node{number: i, data: filepath.Join(p.dir, fmt.Sprintf("node%d", i+1))}
		h.nodes = append(h.nodes, n)
		if i > 0 {
			if err := h.keyAlong(n); err != nil {
				return nil, err
			}
		}
		if err := h.serve(ctx, n); err != nil {
			return nil, err
		}
	}
	return h, h.furnish(ctx)
}

// keyAlong gives a node the installation key of the first.
func (h *house) keyAlong(n *node) error {
	key, err := os.ReadFile(filepath.Join(h.nodes[0].data, "installation.key"))
	return errors.Join(err, os.MkdirAll(n.data, 0o700), os.WriteFile(filepath.Join(n.data, "installation.key"), key, 0o600))
}

func (h *house) env(n *node) []string {
	return []string{"KROON_DATA=" + n.data, "KROON_DATABASE=" + h.database, "PATH=/usr/bin:/bin"}
}

// serve starts a node and waits until it says where it is.
func (h *house) serve(ctx context.Context, n *node) error {
	log := filepath.Join(h.dir, filepath.Base(n.data)+".log")
	from := int64(0)
	if found, err := os.Stat(log); err == nil {
		from = found.Size()
	}
	c, err := h.start(filepath.Base(n.data), nil, h.dir, h.env(n), h.program, "serve", "--listen", "127.0.0.1:0")
	if err != nil {
		return err
	}
	n.process.Store(c)
	return until(ctx, c.name+" serves", time.Minute, func() bool {
		raw, err := os.ReadFile(log)
		if err != nil || int64(len(raw)) < from {
			return false
		}
		said := string(raw[from:])
		_, after, found := strings.Cut(said, "Kroon: ")
		where, _, whole := strings.Cut(after, "\n")
		at, err := url.Parse(strings.TrimSpace(where))
		if !found || !whole || err != nil {
			return false
		}
		if h.token == "" { // the latest is the one that works
			if _, after, found = strings.Cut(said, "/setup/"); !found {
				return false
			}
			first, _, _ := strings.Cut(after, "\n")
			h.setup = "/setup/" + strings.TrimSpace(first)
		}
		text := "http://" + at.Host
		n.at.Store(&text)
		return true
	})
}

// answer is what came back.
type answer struct {
	code   int
	body   []byte
	header http.Header
}

// ask asks a node.
func (h *house) ask(ctx context.Context, n *node, method, path, kind, body string, headers ...string) (a answer, err error) {
	at := n.at.Load()
	if at == nil {
		return a, errors.New("nobody there")
	}
	r, err := http.NewRequestWithContext(ctx, method, *at+path, strings.NewReader(body))
	if err != nil {
		return a, err
	}
	if body != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := h.client.Do(r)
	if err != nil {
		return a, err
	}
	defer got.Body.Close()
	a.code, a.header = got.StatusCode, got.Header
	a.body, err = io.ReadAll(got.Body)
	return a, err
}

// api asks the API of a node, as the owner's program.
func (h *house) api(ctx context.Context, n *node, method, path, body string, headers ...string) (answer, error) {
	return h.ask(ctx, n, method, "/api/v1"+path, "application/json", body, append(headers, "Authorization", "Bearer "+h.token)...)
}

// want asks the first node for something that must succeed, and gives the id in the answer.
func (h *house) want(ctx context.Context, method, path, body string) (string, error) {
	a, err := h.api(ctx, h.nodes[0], method, path, body)
	if err == nil && a.code/100 != 2 {
		err = fmt.Errorf("%s %s: %d %s", method, path, a.code, a.body)
	}
	var made struct{ ID string }
	if err == nil {
		err = json.Unmarshal(a.body, &made)
	}
	return made.ID, err
}

// run runs a command beside the nodes.
func (h *house) run(args ...string) (string, error) {
	command := exec.Command(h.program, args...)
	command.Env = h.env(h.nodes[0])
	var errs bytes.Buffer
	command.Stderr = &errs
	out, err := command.Output()
	if err != nil {
		err = fmt.Errorf("kroon %s: %w: %s%s", strings.Join(args, " "), err, out, errs.String())
	}
	return strings.TrimSpace(string(out)), err
}

const (
	owners    = 12 // share the load, as people do
	customers = 40
)

// furnish does the first run, opens around the clock, and hires and meets people.
func (h *house) furnish(ctx context.Context) error {
	form := url.Values{
		"organisation": {"De Linde"}, "opens": {"00:00"}, "closes": {"24:00"}, "your_name": {"Anna de Wit"},
		"email": {"anna@linde.example"}, "password": {"een kroon op het werk"},
	}
	begun, err := h.ask(ctx, h.nodes[0], "POST", h.setup, "application/x-www-form-urlencoded", form.Encode())
	if err != nil {
		return err
	}
	for _, line := range begun.header.Values("Set-Cookie") {
		if strings.HasPrefix(line, "session=") {
			h.session, _, _ = strings.Cut(line, ";")
		}
	}
	if h.session == "" {
		return fmt.Errorf("the first run: %d %s", begun.code, begun.body)
	}
	if h.token, err = h.run("token", "make", "--for", "Anna de Wit", "--name", "failover", "--scopes",
		"customers:write,questions:write,promises:write,admin"); err != nil {
		return err
	}
	mail := fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"tls":"none","from":"kroon@linde.example","active":true}`, h.post.port())
	_, mailErr := h.want(ctx, "PUT", "/channels/mail", mail)
	_, hoursErr := h.want(ctx, "PATCH", "/organisation", `{"quiet":{"from":"00:00","until":"00:00"}}`)
	if err := errors.Join(mailErr, hoursErr); err != nil {
		return err
	}
	for i := range owners {
		hired, err := h.want(ctx, "POST", "/staff", fmt.Sprintf(`{"name":"Fatima %[1]d","email":"fatima%[1]d@linde.example","kind":"staff","role":"staff"}`, i+1))
		if err != nil {
			return err
		}
		h.staff = append(h.staff, hired)
	}
	for i := range customers {
		met, err := h.want(ctx, "POST", "/customers", fmt.Sprintf(`{"name":"Klant %d"}`, i+1))
		if err != nil {
			return err
		}
		h.customers = append(h.customers, met)
	}
	return nil
}

// hears measures how long it takes until a page that hangs on one node hears of an act at another.
func (h *house) hears(ctx context.Context, here, there *node) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, *here.at.Load()+"/events", nil)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Cookie", h.session)
	stream, err := h.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	if !lines.Scan() {
		return 0, fmt.Errorf("live updates: %s", stream.Status)
	}
	began := time.Now()
	a, err := h.api(ctx, there, "POST", "/questions", `{"customer":"`+h.customers[0]+`","to_customer":"U wilt weten waar.","ending":"answered"}`)
	if err != nil || a.code != http.StatusCreated {
		return 0, fmt.Errorf("a question: %d %s %w", a.code, a.body, err)
	}
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "data: ") {
			return time.Since(began), nil
		}
	}
	return 0, errors.Join(errors.New("a page at the one node did not hear of an act at the other"), lines.Err())
}

// crash kills a node; freeze stops it in the middle of whatever it does.
func (n *node) crash() error {
	n.at.Store(nil)
	return n.process.Load().kill()
}

func (n *node) freeze() error { return n.process.Load().signal(syscall.SIGSTOP) }
func (n *node) thaw() error   { return n.process.Load().signal(syscall.SIGCONT) }

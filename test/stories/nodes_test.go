package stories

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/message"
	"kroon/internal/party"
)

// node is one of the programs that serve the same database.
type node struct {
	port, setup string
	process     *os.Process
}

// Two programs on one PostgreSQL database are one Kroon: whichever a request comes to, and whichever does what is due. One
// that freezes in the middle of sending a mail is taken over from, and does no harm when it wakes up.
func TestTwoNodesAreOneKroon(t *testing.T) {
	server, err := bare.StartPostgres(context.Background(), dbtest.Isolation()...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	data := t.TempDir()
	one := started(t, filepath.Join(data, "one"), server.URL)
	key, err := os.ReadFile(filepath.Join(data, "one", "installation.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(data, "two"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "two", "installation.key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
	two := started(t, filepath.Join(data, "two"), server.URL)

	f := &firm{T: t, port: one.port, host: "linde.example"}
	f.begin(two.setup) // made by the one, and good at the other
	f.token = token(t, filepath.Join(data, "two"), server.URL)
	f.customer = f.known("Zeger", "")
	f.oneHouse(one, two)
	f.heardElsewhere(one, two)
	f.frozen(one, two, server.URL)
	f.guessed(one, two)
}

// started serves a database and tells where.
func started(t *testing.T, data, database string) *node {
	t.Helper()
	command := exec.Command(filepath.Join(bin, "kroon"), "serve", "--listen", "127.0.0.1:0")
	command.Env = []string{"KROON_DATA=" + data, "KROON_DATABASE=" + database, "PATH=/usr/bin:/bin"}
	var said bytes.Buffer
	command.Stderr = &said
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s said: %s", filepath.Base(data), said.String())
		}
	})
	out, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	n := &node{process: command.Process}
	for lines := bufio.NewScanner(out); n.setup == "" && lines.Scan(); {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 {
			where, err := url.Parse(lines.Text()[at:])
			if err != nil {
				t.Fatal(err)
			}
			n.port = where.Port()
			if strings.Contains(where.Path, "/setup/") {
				n.setup = where.Path
			}
		}
	}
	return n
}

func token(t *testing.T, data, database string) string {
	t.Helper()
	command := exec.Command(filepath.Join(bin, "kroon"), "token", "make", "--for", "Anna linde.example", "--name", "story",
		"--scopes", "customers:write,questions:write,promises:write,admin")
	command.Env = []string{"KROON_DATA=" + data, "KROON_DATABASE=" + database, "PATH=/usr/bin:/bin"}
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// at sends what follows to a node.
func (f *firm) at(n *node) *firm {
	f.port = n.port
	return f
}

// oneHouse: who signed in at the one is known at the other, with the notice of what was just done; a request repeated
// there is the same request; what came in here goes out there; and an act is taken back at either.
func (f *firm) oneHouse(one, two *node) {
	f.Helper()
	form := url.Values{"name": {"Monique Jansen"}}
	made := f.at(one).ask(f.host, "POST", "/customers/new", "application/x-www-form-urlencoded", form.Encode(), "Cookie", f.session)
	notice := f.session
	for _, cookie := range made.Cookies() {
		notice += "; " + cookie.Name + "=" + cookie.Value
	}
	if made.StatusCode != http.StatusSeeOther || notice == f.session {
		f.Fatalf("made: %d, with %q", made.StatusCode, notice)
	}
	page := f.at(two).ask(f.host, "GET", made.Header.Get("Location"), "", "", "Cookie", notice)
	if text := f.read(page); page.StatusCode != 200 || !strings.Contains(text, "Monique Jansen") || !strings.Contains(text, `class="notice`) {
		f.Errorf("at the other node, after it was made: %d %s", page.StatusCode, text)
	}
	question := `{"customer":"` + f.customer + `","to_customer":"U wilt weten hoe laat."}`
	var taken []string
	for _, n := range []*node{one, two} {
		answer := f.at(n).ask(f.host, "POST", "/api/v1/questions", "application/json", question, "Authorization", "Bearer "+f.token, "Idempotency-Key", "vraag-1")
		taken = append(taken, f.read(answer))
	}
	if taken[0] != taken[1] {
		f.Errorf("repeated at the other node: %s %s", taken[0], taken[1])
	}
	added := f.at(one).ask(f.host, "POST", "/api/v1/files?subject_kind=customer&subject="+f.customer+"&name=meter.txt", "application/octet-stream", "stand 4", "Authorization", "Bearer "+f.token)
	var file struct{ ID string }
	if err := json.Unmarshal([]byte(f.read(added)), &file); err != nil || added.StatusCode != 201 {
		f.Fatal(added.Status, err)
	}
	if got := f.read(f.at(two).ask(f.host, "GET", "/api/v1/files/"+file.ID+"/content", "", "", "Authorization", "Bearer "+f.token)); got != "stand 4" {
		f.Errorf("what came in at the one goes out at the other as %q", got)
	}
	promised := f.at(one).promise()
	if code, undone := f.at(two).api(f.host, f.token, "POST", "/promises/"+promised+"/undo", ""); code != 200 {
		f.Errorf("taken back at the other node: %d %v", code, undone)
	}
}

// known makes a customer.
func (f *firm) known(name, addresses string) string {
	f.Helper()
	code, made := f.api(f.host, f.token, "POST", "/customers", `{"name":"`+name+`","emails":[`+addresses+`]}`)
	if code != 201 {
		f.Fatal(made)
	}
	return made["id"].(string)
}

// promise promises the customer something for the day after tomorrow.
func (f *firm) promise() string {
	f.Helper()
	due := time.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339)
	code, made := f.api(f.host, f.token, "POST", "/promises", `{"kind":"answer","customer":"`+f.customer+`","due":"`+due+`","override":true,"words":"De levertijd."}`)
	if code != 201 {
		f.Fatal(made)
	}
	promise, _ := made["promise"].(map[string]any)
	return promise["id"].(string)
}

// heardElsewhere: a page that hangs on the one node hears at once what happened at the other.
func (f *firm) heardElsewhere(one, two *node) {
	f.Helper()
	stream := f.at(two).ask(f.host, "GET", "/events", "", "", "Cookie", f.session)
	lines := bufio.NewScanner(stream.Body)
	if stream.StatusCode != 200 || !lines.Scan() {
		f.Fatal(stream.Status)
	}
	began := time.Now()
	question := `{"customer":"` + f.customer + `","to_customer":"U wilt weten waar.","ending":"answered"}`
	if code, taken := f.at(one).api(f.host, f.token, "POST", "/questions", question); code != 201 {
		f.Fatal(taken)
	}
	for lines.Scan() {
		if topic, is := strings.CutPrefix(lines.Text(), "data: "); is {
			f.Logf("a page at the other node heard of %q after %v", topic, time.Since(began).Round(time.Millisecond))
			return
		}
	}
	f.Error("the stream ended")
}

// frozen: a node stops in the middle of sending.
func (f *firm) frozen(one, two *node, database string) {
	f.Helper()
	peer := newPeer(f.T)
	code, set := f.at(one).api(f.host, f.token, "PUT", "/channels/mail", fmt.Sprintf(
		`{"host":"127.0.0.1","port":%d,"tls":"none","from":"kroon@linde.example","active":true}`, peer.port()))
	if code != 200 {
		f.Fatal(set)
	}
	f.customer = f.known("Peter", `"peter@voorbeeld.example"`)
	f.at(two).promise()
	leave(f.T, database)
	caught := 0
	select {
	case caught = <-peer.stalled:
	case <-time.After(10 * time.Second):
		f.Fatal("nothing was sent")
	}
	stopped, other := one, two
	if !holds(stopped.process.Pid, caught) {
		stopped, other = two, one
	}
	if !holds(stopped.process.Pid, caught) {
		f.Fatal("nobody is sending")
	}
	if err := stopped.process.Signal(syscall.SIGSTOP); err != nil {
		f.Fatal(err)
	}
	began := time.Now()
	select {
	case <-peer.taken:
	case <-time.After(15 * time.Second):
		f.Fatal("nobody took over")
	}
	after := time.Since(began)
	f.Logf("frozen in the middle of sending; the other node had sent it after %v", after.Round(time.Millisecond))
	if after > 10*time.Second {
		f.Errorf("taken over after %v", after)
	}
	if answer := f.at(other).ask(f.host, "GET", "/today", "", "", "Cookie", f.session); answer.StatusCode != 200 {
		f.Errorf("meanwhile the other node says %d", answer.StatusCode)
	}
	if err := stopped.process.Signal(syscall.SIGCONT); err != nil {
		f.Fatal(err)
	}
	select {
	case <-peer.hungUp: // it ended what it was doing, before the mail left
	case <-time.After(10 * time.Second):
		f.Error("woken up late, it goes on sending")
	}
	if answer := f.at(stopped).ask(f.host, "GET", "/today", "", "", "Cookie", f.session); answer.StatusCode != 200 {
		f.Errorf("woken up, it says %d", answer.StatusCode)
	}
	once(f.T, database)
	if mails := peer.mails(); len(mails) != 1 {
		f.Errorf("%d mails left: %q", len(mails), mails)
	}
}

// guessed: wrong passwords count together wherever they are tried.
func (f *firm) guessed(one, two *node) {
	f.Helper()
	try := func(n *node, password string) int {
		form := url.Values{"email": {"anna@linde.example"}, "password": {password}}
		answer := f.at(n).ask(f.host, "POST", "/signin", "application/x-www-form-urlencoded", form.Encode())
		f.read(answer)
		return answer.StatusCode
	}
	for n := range 5 {
		if code := try([]*node{one, two}[n%2], "verkeerd wachtwoord"); code != http.StatusUnprocessableEntity {
			f.Errorf("a wrong password: %d", code)
		}
	}
	for _, n := range []*node{one, two} {
		if code := try(n, "een kroon op het werk"); code < 400 {
			f.Errorf("after five wrong ones: %d", code)
		}
	}
}

// beside opens the database beside the nodes, for the one organisation in it.
func beside(t *testing.T, database string, fn func(*db.Tx) error) {
	t.Helper()
	d, err := db.Open(context.Background(), db.Config{URL: database, MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	var org id.Org
	err = d.Read(context.Background(), party.Itself(id.Org{}), func(tx *db.Tx) error {
		org, err = db.One[id.Org](tx, "SELECT org FROM organisation")
		return err
	})
	if err == nil {
		err = d.Write(context.Background(), party.Itself(org), fn)
	}
	if err == nil {
		err = d.Close() // which tells the nodes that there is work
	}
	if err != nil {
		t.Fatal(err)
	}
}

// leave cuts short the quarter of a minute in which a message can be taken back, and the quiet hours.
func leave(t *testing.T, database string) {
	t.Helper()
	beside(t, database, func(tx *db.Tx) error {
		tx.Put("UPDATE organisation SET quiet_from = 0, quiet_until = 0 WHERE org = $1", tx.Org)
		recipients, err := db.All[id.Any](tx, "SELECT recipient FROM message WHERE org = $1 AND state = 'waiting'", tx.Org)
		if len(recipients) != 1 {
			t.Errorf("%d messages wait", len(recipients))
		}
		for _, recipient := range recipients {
			tx.Put("UPDATE message SET not_before = $3 WHERE org = $1 AND recipient = $2", tx.Org, recipient, tx.Now)
			job.Hasten(tx, message.JobDeliver, recipient, tx.Now)
		}
		return err
	})
}

// once looks what the database says of the one mail.
func once(t *testing.T, database string) {
	t.Helper()
	beside(t, database, func(tx *db.Tx) error {
		states, err := db.All[string](tx, "SELECT state FROM message WHERE org = $1 AND sent_at IS NOT NULL", tx.Org)
		if len(states) != 1 {
			t.Errorf("sent according to the rows: %v", states)
		}
		n, countErr := db.One[int](tx, "SELECT count(*) FROM event WHERE org = $1 AND kind = 'message.sent'", tx.Org)
		if n != 1 {
			t.Errorf("%d times recorded as sent", n)
		}
		failing, failErr := job.FailingWork(tx, 5)
		if len(failing) != 0 {
			t.Errorf("failing: %+v", failing)
		}
		if err == nil {
			err = countErr
		}
		if err == nil {
			err = failErr
		}
		return err
	})
}

package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// words follows what a screen says: it knows no address and no name of a field, only what can be read.
type words struct {
	t   *testing.T
	ctx context.Context
}

// reading is how a person finds something on a screen: by the words on it, as far as they are in sight.
const reading = `((what, words) => {
	const seen = (e) => e.checkVisibility && e.checkVisibility() && e.getClientRects().length > 0;
	const says = (e) => (e.innerText || e.getAttribute("aria-label") || "").replace(/\s+/g, " ").trim();
	const found = [...document.querySelectorAll(what)].filter(seen).find((e) => says(e).startsWith(words));
	if (!found) return "";
	const target = found.control || found;
	target.setAttribute("data-read", "yes");
	document.querySelectorAll("[data-read]").forEach((e) => { if (e !== target) e.removeAttribute("data-read"); });
	return "[data-read]";
})`

// finds waits until something with these words stands there.
func (w words) finds(what, said string) {
	w.t.Helper()
	a, _ := json.Marshal(what)
	b, _ := json.Marshal(said)
	stands := chromedp.Poll(fmt.Sprintf("%s(%s, %s) !== ''", reading, a, b), nil, chromedp.WithPollingTimeout(30*time.Second))
	for range 5 { // the page that is left takes what waits on it along
		if chromedp.Run(w.ctx, stands) == nil {
			return
		}
	}
	do(w.t, w.ctx, stands)
}

// presses follows a link, or presses a button, by its words.
func (w words) presses(said string) {
	w.t.Helper()
	w.finds("a, button", said)
	do(w.t, w.ctx, chromedp.Click("[data-read]", chromedp.ByQuery))
}

// fills writes in the field that has these words as its label.
func (w words) fills(label, text string) {
	w.t.Helper()
	w.finds("label", label)
	do(w.t, w.ctx, chromedp.SendKeys("[data-read]", text, chromedp.ByQuery))
}

var (
	shownAddress  = regexp.MustCompile(`http://[0-9.:]+`)
	shownEmail    = regexp.MustCompile(`e-mail\s+(\S+)`)
	shownPassword = regexp.MustCompile(`password\s+(\S+)`)
)

// startDemo starts the program as make demo does, and reads what it prints: where, who and with what password.
func startDemo(t *testing.T) (address, email, password string) {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "kroon")
	if made, err := exec.Command("go", "build", "-o", bin, "kroon/cmd/kroon").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, made)
	}
	program := exec.Command(bin, "demo", "--listen", "127.0.0.1:0")
	program.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	program.Stdout, program.Stderr = in, in
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	_ = in.Close()
	t.Cleanup(func() {
		_ = program.Process.Signal(syscall.SIGTERM)
		_ = program.Wait()
		_ = out.Close()
	})
	var said strings.Builder
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		said.WriteString(lines.Text() + "\n")
		a, e, p := shownAddress.FindString(said.String()), shownEmail.FindStringSubmatch(said.String()), shownPassword.FindStringSubmatch(said.String())
		if a != "" && e != nil && p != nil {
			go func() { // so that the program never waits for a reader
				for lines.Scan() {
				}
			}()
			return a, e[1], p[1]
		}
	}
	t.Fatalf("the demo does not say where it is and who may come in:\n%s", said.String())
	return "", "", ""
}

// From the demo in a new browser to a first promise of one's own, following only what the screen says.
func TestFromTheDemoToAFirstPromise(t *testing.T) {
	t.Parallel()
	began := time.Now()
	address, email, password := startDemo(t)
	ctx := browserFor(t, 3*time.Minute)
	w := words{t, ctx}
	do(t, ctx, chromedp.Navigate(address))
	w.fills("E-mail", email)
	w.fills("Wachtwoord", password+kb.Enter)
	w.finds("h1", "Vandaag")
	w.presses("Nieuwe vraag")
	w.fills("Wie belt er?", "Monique de Wit")
	w.fills("Bereikbaar op", "06 12 34 56 78")
	w.fills("Wat vraagt", "U wilt weten wanneer de koelkast komt.")
	w.fills("Waarover", "de koelkast")
	w.finds("p", "Zeg:")
	w.presses("Beloof")
	w.finds("h1", "Beloofd aan Monique de Wit")
	w.presses("Naar vandaag")
	w.finds("h1", "Vandaag")
	took := time.Since(began)
	t.Logf("a first promise after %.1f s, building and three months of De Linde included", took.Seconds())
	if took > 3*time.Minute {
		t.Errorf("it took %s", took)
	}
}

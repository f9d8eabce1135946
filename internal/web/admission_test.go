package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"kroon/internal/fault"
	"kroon/internal/party"
)

// fill takes all places of a kind.
func fill(t *testing.T, a *Admission, work Work, n int) (leave []func()) {
	t.Helper()
	for range n {
		out, err := a.Enter(context.Background(), work)
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, out)
	}
	return leave
}

func TestWhereThereIsNoRoomItIsSaidAtOnce(t *testing.T) {
	asked := 0
	done := func(w http.ResponseWriter, r *http.Request) error { asked++; return Redirect(w, r, "/done", nil) }
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "/x", Role: party.Reader, Handle: done})
	leave := fill(t, f.Admission(), Intake, mostIntake)
	w := f.ask("POST", "/x", "a=b", "Test-Role", "staff", "Accept-Language", "en")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || asked != 0 || !strings.Contains(w.Body.String(), "still there") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := f.ask("GET", "/x", "", "Test-Role", "staff"); w.Code != 303 {
		t.Errorf("looking is refused with it: %d", w.Code)
	}
	leave[0]()
	if w := f.ask("POST", "/x", "a=b", "Test-Role", "staff"); w.Code != 303 || asked != 2 {
		t.Errorf("there was room again: %d", w.Code)
	}
	if w := f.ask("POST", "/x", "a=b", "Test-Role", "staff"); w.Code != 303 {
		t.Errorf("the place was not given back: %d", w.Code)
	}
}

func TestIntakeGoesBeforeBulk(t *testing.T) {
	a := &Admission{}
	people := fill(t, a, Intake, calm+1)
	began := make(chan func(), mostWaiting)
	var group sync.WaitGroup
	for range mostWaiting {
		group.Go(func() {
			leave, err := a.Enter(context.Background(), Bulk)
			if err != nil {
				t.Error(err)
			}
			began <- leave
		})
	}
	for len(a.line()) < mostWaiting {
		runtime.Gosched()
	}
	if _, err := a.Enter(context.Background(), Bulk); fault.Of(err).Kind != fault.Busy {
		t.Errorf("more wait than fit: %v", err)
	}
	fill(t, a, Intake, 1)
	if len(began) != 0 {
		t.Error("bulk began while people were waiting")
	}
	people[0]()
	people[1]()
	for range mostWaiting { // as one leaves the next begins, never more than two
		leave := <-began
		a.mu.Lock()
		if a.under[Bulk] > mostBulk {
			t.Errorf("%d at once", a.under[Bulk])
		}
		a.mu.Unlock()
		leave()
	}
	group.Wait()
	if a.under[Bulk] != 0 {
		t.Errorf("%d did not leave", a.under[Bulk])
	}
	fill(t, a, Intake, calm)
	gone, stop := context.WithCancel(context.Background())
	stop()
	if _, err := a.Enter(gone, Bulk); fault.Of(err).Kind != fault.Busy || len(a.line()) != 0 {
		t.Errorf("who went away is still waited for: %v", err)
	}
}

func (a *Admission) line() []chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.waiting
}

func TestWhoTypesSlowlyHoldsNoPlace(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "POST /x", Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error {
		form, err := ReadForm(r)
		if err != nil {
			return err
		}
		return Redirect(w, r, "/done?"+form.Text("a", 10), nil)
	}})
	body, typing := io.Pipe()
	r := httptest.NewRequest("POST", "/x", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Test-Role", "staff")
	w := httptest.NewRecorder()
	var group sync.WaitGroup
	group.Go(func() { f.door.ServeHTTP(w, r) })
	if _, err := typing.Write([]byte("a=")); err != nil {
		t.Fatal(err)
	}
	fill(t, f.Admission(), Intake, mostIntake-1)
	if err := f.Admission().Full(Intake); err != nil {
		t.Error("a place is held by who is typing")
	}
	_, _ = typing.Write([]byte("b"))
	_ = typing.Close()
	group.Wait()
	if w.Code != 303 || w.Header().Get("Location") != "/done?b" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// Strangers who begin to send what is long get no more room than there is, and give it back; what people type always comes in.
func TestWhatIsLongSharesARoom(t *testing.T) {
	a := &Admission{}
	long := strings.Repeat("x", 1<<20)
	var leave []func()
	for range 1000 {
		typed, done, err := a.Typed(io.NopCloser(strings.NewReader(long)))
		if err != nil {
			if !fault.Is(err, "web.crowded") || typed != nil || done != nil {
				t.Errorf("refused with %v", err)
			}
			continue
		}
		if back, err := io.ReadAll(typed); err != nil || string(back) != long {
			t.Errorf("%d bytes came back: %v", len(back), err)
		}
		leave = append(leave, done)
	}
	if held := len(leave) << 20; held*typedTimes > mostTyped || held*typedTimes < mostTyped*3/4 {
		t.Errorf("%d were let in, of %d bytes", len(leave), held)
	}
	for n := range freely {
		short := strings.Repeat("y", n)
		if n%977 != 0 {
			continue
		}
		typed, done, err := a.Typed(io.NopCloser(strings.NewReader(short)))
		if err != nil {
			t.Fatalf("what is typed in %d bytes finds no room: %v", n, err)
		}
		if back, err := io.ReadAll(typed); err != nil || string(back) != short {
			t.Errorf("%d of %d bytes came back: %v", len(back), n, err)
		}
		done()
	}
	for _, done := range leave {
		done()
	}
	if left := a.typed.Load(); left != 0 {
		t.Errorf("%d bytes of room were not given back", left)
	}
	broken := errors.New("the line broke")
	typed, done, err := a.Typed(io.NopCloser(io.MultiReader(strings.NewReader(long), failing{broken})))
	if err != nil {
		t.Fatal(err)
	}
	if back, err := io.ReadAll(typed); !errors.Is(err, broken) || string(back) != long {
		t.Errorf("%d bytes and %v came back", len(back), err)
	}
	if done(); a.typed.Load() != 0 {
		t.Error("a line that broke kept its room")
	}
}

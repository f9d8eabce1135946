package imports_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/imports"
	"kroon/internal/party"
	"kroon/internal/report"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var friday = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// house is an installation with one organisation, put together as it is for real.
type house struct {
	*testing.T
	*app.App
	config app.Config
	clock  *clock.Stepped
	actor  party.Actor
}

// inHouse runs a test in a fresh house per engine.
func inHouse(t *testing.T, test func(h *house)) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			h := &house{T: t, clock: clock.NewStepped(friday)}
			h.config = app.Config{
				Data: t.TempDir(), Clock: h.clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Listen: "127.0.0.1:1",
			}
			if engine == db.Postgres {
				h.config.Database = dbtest.Config(t, engine).URL
			}
			h.open()
			t.Cleanup(func() { _ = h.App.Close() })
			test(h)
		})
	}
}

func (h *house) open() {
	h.Helper()
	var err error
	if h.App, err = app.Open(context.Background(), h.config); err != nil {
		h.Fatal(err)
	}
	all, err := h.Organisations(context.Background())
	if err != nil || len(all) != 1 {
		h.Fatal(len(all), err)
	}
	h.actor = party.Itself(all[0].ID)
}

// again closes the house and opens it, as after a crash.
func (h *house) again() {
	h.Helper()
	if err := h.App.Close(); err != nil {
		h.Fatal(err)
	}
	h.open()
}

func (h *house) read(fn func(tx *db.Tx) error) {
	h.Helper()
	if err := h.DB.Read(context.Background(), h.actor, fn); err != nil {
		h.Fatal(err)
	}
}

// count runs a query that gives one number for the organisation.
func (h *house) count(query string) (n int) {
	h.Helper()
	h.read(func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, query, tx.Org)
		return err
	})
	return n
}

// take imports rows and returns what became of them, with the refusals as "row key".
func (h *house) take(kind imports.Kind, m imports.Map, rows io.Reader) (act.Imported, []string, error) {
	var refused []string
	done, err := h.Acts.Import(context.Background(), h.actor, act.ImportFile{
		Kind: kind, Map: m, Encoding: imports.UTF8, Rows: rows,
		Refused: func(r imports.Refusal) error {
			refused = append(refused, fmt.Sprintf("%d %s", r.Row, r.Fault.Key))
			return nil
		},
	})
	return done, refused, err
}

func (h *house) mustTake(kind imports.Kind, m imports.Map, rows string) act.Imported {
	h.Helper()
	done, refused, err := h.take(kind, m, strings.NewReader(rows))
	if err != nil || len(refused) > 0 {
		h.Fatal(refused, err)
	}
	return done
}

func (h *house) kept() (rate report.KeptRate) {
	h.Helper()
	h.read(func(tx *db.Tx) (err error) {
		rate, err = report.Kept(tx, report.Scope{})
		return err
	})
	return rate
}

func (h *house) mapOf(kind imports.Kind, raw string) imports.Map {
	h.Helper()
	m, err := imports.ParseMap(kind, []byte(raw))
	if err != nil {
		h.Fatal(err)
	}
	return m
}

// log is the municipality's log and its map.
func (h *house) log() (imports.Map, string) {
	h.Helper()
	root := filepath.Join("..", "..")
	data := os.Getenv("KROON_TESTDATA")
	if data == "" {
		data = filepath.Join(root, "..", "shared", "data")
	}
	rows, err := os.ReadFile(filepath.Join(data, "logs", "receipt_nl_municipality_open.csv"))
	if errors.Is(err, os.ErrNotExist) {
		h.Skip("KROON_TESTDATA has no logs/receipt_nl_municipality_open.csv")
	}
	if err != nil {
		h.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(root, "examples", "receipt_nl_municipality.json"))
	if err != nil {
		h.Fatal(err)
	}
	return h.mapOf(imports.Promises, string(raw)), string(rows)
}

// probe reads text and, once it is that far, does something.
type probe struct {
	text string
	at   int
	do   func()
}

// Read implements io.Reader.
func (p *probe) Read(into []byte) (int, error) {
	if p.do != nil && p.at <= 0 {
		do := p.do
		p.do = nil
		do()
	}
	if p.text == "" {
		return 0, io.EOF
	}
	n := copy(into[:min(len(into), 4096)], p.text)
	p.text, p.at = p.text[n:], p.at-n
	return n, nil
}

// killed does work whose goroutine dies in the middle, as a process does: nothing is cleaned up.
func killed(work func(die func())) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work(runtime.Goexit)
	}()
	<-done
}

// is fails the test unless err carries this fault.
func (h *house) is(err error, key string) {
	h.Helper()
	if !fault.Is(err, key) {
		h.Errorf("got %v, want %s", err, key)
	}
}

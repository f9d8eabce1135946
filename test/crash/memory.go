package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"kroon/internal/act"
	"kroon/internal/clock"
)

// memory serves in so many megabytes, of which the system lets nobody have more, and sends the largest of all that may be
// sent, several at once. Each is done or refused in words; nothing is killed. It makes a cgroup, so it needs root.
func memory(ctx context.Context, megabytes int, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-memory")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	g, err := confine(megabytes)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(string(g)) }()
	inside := []string{"sh", "-c", `echo $$ > "$0/cgroup.procs" && exec "$@"`, string(g)}
	s, err := startServed(ctx, dir, nil, inside...)
	if err != nil {
		return err
	}
	b := &burden{served: s, codes: map[string]map[string]int{}}
	b.all(ctx)
	a, err := s.promise(ctx, 1)
	if err == nil && a.Code != http.StatusCreated {
		err = fmt.Errorf("afterwards a promise is answered with %s", code(a))
	}
	after, errAfter := s.holds()
	for _, what := range slices.Sorted(maps.Keys(b.codes)) {
		fmt.Fprintf(out, "%-44s%v\n", what, b.codes[what])
	}
	fmt.Fprintf(out, "%-44s%s MB of %d, %.0f MB afterwards; killed by the system: %s\n", "memory, files cached included", g.most(), megabytes, after.Megabytes, g.killed())
	err = errors.Join(err, errAfter, s.end())
	if err == nil && (b.cut > 0 || g.killed() != "0") {
		err = fmt.Errorf("%d were neither done nor refused", b.cut)
	}
	return err
}

// group is the folder of a cgroup, of either version.
type group string

func confine(megabytes int) (g group, err error) {
	base, limit := "/sys/fs/cgroup/memory", "memory.limit_in_bytes"
	if _, err := os.Stat(filepath.Join(base, limit)); err != nil {
		base, limit = "/sys/fs/cgroup", "memory.max"
	}
	g = group(filepath.Join(base, "kroon-crash-"+strconv.Itoa(os.Getpid())))
	if err := os.Mkdir(string(g), 0o755); err != nil {
		return "", err
	}
	return g, os.WriteFile(filepath.Join(string(g), limit), []byte(strconv.Itoa(megabytes<<20)), 0o600)
}

// read gives the first of these files that is there.
func (g group) read(names ...string) string {
	for _, name := range names {
		if raw, err := os.ReadFile(filepath.Join(string(g), name)); err == nil {
			return string(raw)
		}
	}
	return ""
}

// most is the most it held, in megabytes.
func (g group) most() string {
	n, err := strconv.Atoi(strings.TrimSpace(g.read("memory.max_usage_in_bytes", "memory.peak")))
	if err != nil {
		return "?"
	}
	return strconv.Itoa(n >> 20)
}

// killed is how many processes the system killed for want of memory.
func (g group) killed() string {
	for line := range strings.Lines(g.read("memory.oom_control", "memory.events")) {
		if n, is := strings.CutPrefix(line, "oom_kill "); is {
			return strings.TrimSpace(n)
		}
	}
	return "0"
}

// burden is what is sent.
type burden struct {
	*served
	mu    sync.Mutex
	codes map[string]map[string]int
	cut   int // answered by nothing
}

// send has so many send the same at once.
func (b *burden) send(ctx context.Context, together *sync.WaitGroup, what string, times int, method, path, body string, headers ...string) {
	for n := range times {
		together.Go(func() {
			token := b.Tokens[n%len(b.Tokens)]
			if strings.Contains(path, "import") {
				token = b.Master
			}
			headers := append(slices.Clone(headers), "Authorization", "Bearer "+token)
			if method != http.MethodGet {
				headers = append(headers, "Idempotency-Key", fmt.Sprintf("%s-%d", what, n))
			}
			a, err := b.asks.Ask(ctx, method, path, body, headers...)
			b.mu.Lock()
			defer b.mu.Unlock()
			said := code(a)
			if err != nil && a.Code == 0 {
				said = err.Error()
				b.cut++
			}
			if b.codes[what] == nil {
				b.codes[what] = map[string]int{}
			}
			b.codes[what][said]++
		})
	}
}

// all sends the largest of everything: one kind after another, and then all of them together.
func (b *burden) all(ctx context.Context) {
	line := "naam;e-mail;telefoon\n" + strings.Repeat("Jansen en zonen;info@jansen.example;030 261 44 10\n", 1000)
	csv := strings.Repeat(line, act.MaxImport/len(line))
	pdf := "%PDF-1.7\n" + strings.Repeat("0123456789abcde\n", (25<<20)/16-1)
	deep := `{"kind":"call-back","act":"x","customer":"` + b.Customer + `","owner":"` + b.Owner + `","proof":"` + strings.Repeat("é", 60_000) + `"}`
	binary := []string{"Content-Type", "application/octet-stream"}
	kinds := []func(*sync.WaitGroup, string){
		func(g *sync.WaitGroup, again string) {
			b.send(ctx, g, "files of 25 MB"+again, 8, http.MethodPost, "/api/v1/files?subject_kind=customer&subject="+b.Customer+"&name=bewijs.pdf", pdf, binary...)
		},
		func(g *sync.WaitGroup, again string) {
			b.send(ctx, g, "imports of 25 MB"+again, 8, http.MethodPost, "/api/v1/import-files?kind=customers&name=klanten.csv", csv, binary...)
		},
		func(g *sync.WaitGroup, again string) {
			b.send(ctx, g, "JSON of 128 kB"+again, 400, http.MethodPost, "/api/v1/promises", deep, "Content-Type", "application/json")
		},
		func(g *sync.WaitGroup, again string) { b.strangers(g, "forms of 1 MB, never ended"+again, 1000) },
	}
	for _, kind := range kinds {
		var g sync.WaitGroup
		kind(&g, "")
		g.Wait()
	}
	var g sync.WaitGroup
	for _, kind := range kinds {
		kind(&g, ", all together")
	}
	g.Wait()
}

// strangers begin to send the largest form that there is, all but its last byte, and then wait: nobody has signed in.
func (b *burden) strangers(together *sync.WaitGroup, what string, times int) {
	form := "email=" + strings.Repeat("x", 1<<20-100)
	host := strings.TrimPrefix(b.URL, "http://")
	for range times {
		together.Go(func() {
			said := "no connection"
			if conn, err := net.Dial("tcp", host); err == nil {
				_ = conn.SetDeadline(clock.System().Now().Add(10 * time.Second))
				_, _ = fmt.Fprintf(conn, "POST /signin HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", host, len(form)+1, form)
				answer := make([]byte, 12)
				if n, err := io.ReadFull(conn, answer); err == nil {
					said = string(answer[9:n])
				} else {
					said = "still waited for after ten seconds"
				}
				_ = conn.Close()
			}
			b.mu.Lock()
			defer b.mu.Unlock()
			if b.codes[what] == nil {
				b.codes[what] = map[string]int{}
			}
			b.codes[what][said]++
		})
	}
}

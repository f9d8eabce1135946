package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kroon/internal/db/bare"
)

// cluster is three PostgreSQL servers under Patroni, one of which is written and at least one other of which has
// every commit before it is acknowledged. An etcd holds who is which.
type cluster struct {
	*place
	members []*member
	env     []string
}

// member is one of the servers with the Patroni that minds it.
type member struct {
	name, dir  string
	port, rest int
	patroni    *child
}

// patience is how long the leader may be silent before another is promoted; the least that Patroni's
// documents allow. Its own default is 30 s.
const patience = 20

const settings = `scope: kroon
name: %[1]s
restapi: {listen: "127.0.0.1:%[3]d", connect_address: "127.0.0.1:%[3]d"}
etcd3: {host: "127.0.0.1:%[5]d"}
bootstrap:
  dcs:
    ttl: %[6]d
    loop_wait: 2
    retry_timeout: 5
    maximum_lag_on_failover: 1048576
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      remove_data_directory_on_rewind_failure: true
      parameters:
        fsync: "on"
        synchronous_commit: "on"
        wal_log_hints: "on"
        wal_keep_size: 256MB
        max_connections: 120
        shared_buffers: 64MB
  initdb: [{encoding: UTF8}, {auth: trust}, "no-locale"]
postgresql:
  listen: "127.0.0.1:%[2]d"
  connect_address: "127.0.0.1:%[2]d"
  data_dir: %[4]s/data
  bin_dir: %[7]s
  pgpass: %[4]s/pgpass
  pg_hba: ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
  authentication:
    superuser: {username: postgres}
    replication: {username: replicator, password: replicator}
    rewind: {username: rewinder, password: rewinder}
  parameters: {unix_socket_directories: %[4]s}
watchdog: {mode: "off"}
tags: {}
`

// newCluster starts everything and returns once two servers follow the first.
func newCluster(ctx context.Context, p *place, size int) (*cluster, error) {
	ports, err := freePorts(2 + 2*size)
	if err != nil {
		return nil, err
	}
	dir, err := p.folder("etcd")
	if err != nil {
		return nil, err
	}
	c := &cluster{place: p, env: []string{"PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=" + p.dir}}
	client, peer := fmt.Sprintf("http://127.0.0.1:%d", ports[0]), fmt.Sprintf("http://127.0.0.1:%d", ports[1])
	if _, err := p.start("etcd", p.owner, dir, c.env, "etcd", "--name", "one", "--data-dir", dir, "--listen-client-urls", client,
		"--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
		"--initial-cluster", "one="+peer, "--log-level", "warn"); err != nil {
		return nil, err
	}
	bin, err := exec.Command("pg_config", "--bindir").Output()
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin"); err != nil && len(found) > 0 {
		bin = []byte(found[len(found)-1])
	}
	for i := range size {
		m := &member{name: fmt.Sprintf("server%d", i+1), port: ports[2+2*i], rest: ports[3+2*i]}
		if m.dir, err = p.folder(m.name); err != nil {
			return nil, err
		}
		text := fmt.Sprintf(settings, m.name, m.port, m.rest, m.dir, ports[0], patience, strings.TrimSpace(string(bin)))
		if err := os.WriteFile(filepath.Join(p.dir, m.name+".yml"), []byte(text), 0o644); err != nil {
			return nil, err
		}
		c.members = append(c.members, m)
		if err := c.begin(m); err != nil {
			return nil, err
		}
	}
	return c, c.whole(ctx)
}

// begin starts a member's Patroni, which starts its server.
func (c *cluster) begin(m *member) (err error) {
	m.patroni, err = c.start(m.name, c.owner, m.dir, c.env, "patroni", filepath.Join(c.dir, m.name+".yml"))
	return err
}

// url is how Kroon reaches whichever server is written.
func (c *cluster) url(database string) string {
	var hosts []string
	for _, m := range c.members {
		hosts = append(hosts, fmt.Sprintf("127.0.0.1:%d", m.port))
	}
	return "postgres://postgres@" + strings.Join(hosts, ",") + "/" + database + "?target_session_attrs=read-write&sslmode=disable"
}

// seen is a member as Patroni sees it.
type seen struct {
	Name, Role, State string
	Timeline          int
	Lag               any
}

// look asks whichever Patroni answers.
func (c *cluster) look(ctx context.Context) (out []seen) {
	client := http.Client{Timeout: time.Second}
	for _, m := range c.members { // one that is frozen does not answer
		if !m.patroni.alive() {
			continue
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://127.0.0.1:%d/cluster", m.rest), nil)
		if err != nil {
			continue
		}
		answer, err := client.Do(r)
		if err != nil {
			continue
		}
		var found struct{ Members []seen }
		err = json.NewDecoder(answer.Body).Decode(&found)
		_ = answer.Body.Close()
		if err == nil {
			return found.Members
		}
	}
	return nil
}

// having are the members with a role.
func (c *cluster) having(ctx context.Context, role string) (out []*member) {
	for _, s := range c.look(ctx) {
		if s.Role == role && (s.State == "running" || s.State == "streaming") {
			for _, m := range c.members {
				if m.name == s.Name {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// whole waits until one server leads, all others follow, and one of them has every commit.
func (c *cluster) whole(ctx context.Context) error {
	err := until(ctx, "the servers follow each other", 3*time.Minute, func() bool {
		found := c.look(ctx)
		lags := slices.ContainsFunc(found, func(s seen) bool {
			lag, is := s.Lag.(float64)
			return s.Role != "leader" && (!is || lag > 1<<20)
		})
		return len(found) == len(c.members) && !lags && len(c.having(ctx, "leader")) == 1 && len(c.having(ctx, "sync_standby")) > 0 &&
			len(c.having(ctx, "replica"))+2 == len(c.members)
	})
	if err != nil {
		err = fmt.Errorf("%w: %+v", err, c.look(ctx))
	}
	return err
}

// crash kills a member, server and Patroni, as if its machine were gone.
func (c *cluster) crash(m *member) error {
	pids := m.server()
	err := m.patroni.signal(syscall.SIGSTOP) // so that it sees nothing of what follows
	return errors.Join(err, all(pids, syscall.SIGKILL), m.patroni.kill())
}

// freeze stops a member, server and Patroni, in the middle of whatever they do; thaw has them go on.
func (c *cluster) freeze(m *member) (thaw func() error, err error) {
	pids := append(m.server(), m.patroni.cmd.Process.Pid)
	return func() error { return all(pids, syscall.SIGCONT) }, all(pids, syscall.SIGSTOP)
}

// server are the processes of a member's PostgreSQL.
func (m *member) server() []int {
	raw, err := os.ReadFile(filepath.Join(m.dir, "data", "postmaster.pid"))
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return nil
	}
	return family(pid)
}

// switchover has another member lead, as one does to maintain a machine.
func (c *cluster) switchover(ctx context.Context, from, to *member) error {
	body, err := json.Marshal(map[string]string{"leader": from.name, "candidate": to.name})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, fmt.Sprintf("http://127.0.0.1:%d/switchover", from.rest), bytes.NewReader(body))
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("switchover: %s", answer.Status)
	}
	return nil
}

// finish stops the servers for good, and what their Patroni left running.
func (c *cluster) finish() (err error) {
	for _, m := range c.members {
		pids := m.server()
		_ = all(append(pids, m.patroni.cmd.Process.Pid), syscall.SIGCONT)
		if stopped := m.patroni.stop(); stopped != nil {
			err = errors.Join(err, stopped)
		}
		if left := m.server(); len(left) > 0 {
			err = errors.Join(err, all(left, syscall.SIGKILL))
		}
	}
	return err
}

// database makes an empty one, and waits until every member has it: one that does not know it yet, says so to who asks.
func (c *cluster) database(ctx context.Context, name string) error {
	if err := bare.Execute(ctx, c.url("postgres"), "CREATE DATABASE "+name); err != nil {
		return err
	}
	return until(ctx, "every server has the database", time.Minute, func() bool {
		for _, m := range c.members {
			if bare.Execute(ctx, fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", m.port, name), "SELECT 1") != nil {
				return false
			}
		}
		return true
	})
}

package dbtest

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
)

// server is the address of a PostgreSQL server for this test binary.
var server = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("KROON_TEST_POSTGRES"); given != "" {
		return given, nil
	}
	started, err := StartPostgres("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	if err != nil {
		return "", err
	}
	running = started
	return started.URL, nil
})

var running *Server

// Main runs the tests of a package and stops the server that they started: call it from TestMain.
func Main(m *testing.M) {
	code := m.Run()
	if running != nil {
		if err := running.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "dbtest:", err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// Server is a PostgreSQL server in a temporary folder, listening on a socket there and nowhere else.
type Server struct {
	URL  string
	Dir  string
	args []string
	cmd  *exec.Cmd
}

// StartPostgres makes a fresh cluster and starts it. The process dies with this one.
func StartPostgres(options ...string) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "kroon-pg")
	if err != nil {
		return nil, err
	}
	s := &Server{Dir: dir}
	owner, err := s.owner()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
		"--no-locale", "--no-sync")
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	initdb.Dir = dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	s.args = append([]string{filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=",
		"-c", "max_connections=200"}, options...)
	query := url.Values{"host": {dir}, "user": {"postgres"}} // a dbname here would outweigh the path
	s.URL = "postgres://localhost/postgres?" + query.Encode()
	return s, s.Start()
}

// owner is whose server it is: user postgres when we are root.
func (s *Server) owner() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	postgres, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root and there is no user postgres: make deps: %w", err)
	}
	uid, uidErr := strconv.Atoi(postgres.Uid)
	gid, gidErr := strconv.Atoi(postgres.Gid)
	if err := errors.Join(uidErr, gidErr, os.Chown(s.Dir, uid, gid)); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// Start starts the server, again after Kill.
func (s *Server) Start() error {
	owner, err := s.owner()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.Dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = exec.Command(s.args[0], s.args[1:]...)
	s.cmd.Dir = s.Dir
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Pdeathsig: syscall.SIGINT}
	if err := s.cmd.Start(); err != nil {
		return err
	}
	for range 3000 { // half a minute: each failed try waits on the kernel, not on a guess
		if execute(s.URL, "SELECT 1") == nil {
			return nil
		}
		if conn, err := net.Dial("unix", filepath.Join(s.Dir, ".s.PGSQL.5432")); err == nil {
			conn.Close()
		}
		pause()
	}
	raw, _ := os.ReadFile(log.Name())
	return fmt.Errorf("PostgreSQL did not start: %s", raw)
}

// Kill stops the server at once, as a crash would.
func (s *Server) Kill() error {
	err := s.cmd.Process.Signal(syscall.SIGQUIT)
	_, waited := s.cmd.Process.Wait()
	return errors.Join(err, waited)
}

// Stop stops the server and removes its folder.
func (s *Server) Stop() error {
	err := s.cmd.Process.Signal(syscall.SIGINT)
	_, waited := s.cmd.Process.Wait()
	return errors.Join(err, waited, os.RemoveAll(s.Dir))
}

func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			found = append(found, real)
		}
	}
	if len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed: make deps")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

package bare

import (
	"context"
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
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"kroon/internal/clock"
)

// Server is a PostgreSQL server in a temporary folder, listening on a socket there and nowhere else.
type Server struct {
	URL  string
	Dir  string
	args []string
	cmd  *exec.Cmd
}

// StartPostgres makes a fresh cluster and starts it. The process dies with this one.
func StartPostgres(ctx context.Context, options ...string) (*Server, error) {
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
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", // #nosec G204 -- the same
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
	return s, s.Start(ctx)
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
func (s *Server) Start(ctx context.Context) error {
	owner, err := s.owner()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.Dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = exec.Command(s.args[0], s.args[1:]...) // #nosec G204 -- PostgreSQL as found on this machine
	s.cmd.Dir = s.Dir
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Pdeathsig: syscall.SIGINT, Setpgid: true}
	if err := s.cmd.Start(); err != nil {
		return err
	}
	for range 3000 { // half a minute: each failed try waits on the kernel, not on a guess
		if Execute(ctx, s.URL, "SELECT 1") == nil {
			return nil
		}
		if conn, err := net.Dial("unix", filepath.Join(s.Dir, ".s.PGSQL.5432")); err == nil {
			_ = conn.Close()
		}
		clock.Wait(ctx, 10*time.Millisecond, nil) // another process, which has no signal to give
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

// Execute runs one statement on a server.
func Execute(ctx context.Context, server, statement string) error {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// Named is the address of one database of a server.
func Named(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// Ask is the one value that a question to a database gives, as text.
func Ask(ctx context.Context, address, question string) (answer string, err error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return "", err
	}
	err = conn.QueryRow(ctx, question).Scan(&answer)
	return answer, errors.Join(err, conn.Close(ctx))
}

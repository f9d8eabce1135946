package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// place is a folder with the programs that were started in it.
type place struct {
	dir      string
	owner    *syscall.Credential // of PostgreSQL's programs; nil: ourselves
	children []*child
}

func newPlace() (*place, error) {
	dir, err := os.MkdirTemp("", "kroon-failover")
	if err != nil {
		return nil, err
	}
	p := &place{dir: dir}
	if os.Getuid() != 0 {
		return p, nil
	}
	postgres, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root, and there is no user postgres: make test-ha installs it: %w", err)
	}
	uid, uidErr := strconv.Atoi(postgres.Uid)
	gid, gidErr := strconv.Atoi(postgres.Gid)
	p.owner = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return p, errors.Join(uidErr, gidErr, os.Chown(dir, uid, gid), os.Chmod(dir, 0o755))
}

// folder makes one that belongs to PostgreSQL's user.
func (p *place) folder(name string) (string, error) {
	dir := filepath.Join(p.dir, name)
	err := os.Mkdir(dir, 0o700)
	if err == nil && p.owner != nil {
		err = os.Chown(dir, int(p.owner.Uid), int(p.owner.Gid))
	}
	return dir, err
}

// child is a program that was started here.
type child struct {
	name string
	cmd  *exec.Cmd
	gone chan struct{}
}

// start runs a program with its words in a log beside it. It ends when this program does, however that ends.
func (p *place) start(name string, owner *syscall.Credential, dir string, env []string, args ...string) (*child, error) {
	log, err := os.OpenFile(filepath.Join(p.dir, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	c := &child{name: name, cmd: exec.Command(args[0], args[1:]...), gone: make(chan struct{})}
	c.cmd.Dir, c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = dir, env, log, log
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Pdeathsig: syscall.SIGTERM, Setpgid: true}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { _ = c.cmd.Wait(); close(c.gone) }()
	p.children = append(p.children, c)
	return c, nil
}

func (c *child) alive() bool {
	select {
	case <-c.gone:
		return false
	default:
		return true
	}
}

// signal reaches this one process.
func (c *child) signal(s syscall.Signal) error {
	if !c.alive() {
		return nil
	}
	return c.cmd.Process.Signal(s)
}

// kill ends it at once, and waits until it is gone.
func (c *child) kill() error {
	err := c.signal(syscall.SIGKILL)
	<-c.gone
	return err
}

// stop has it end in its own way, within half a minute.
func (c *child) stop() error {
	_ = c.signal(syscall.SIGCONT)
	err := c.signal(syscall.SIGTERM)
	select {
	case <-c.gone:
		return err
	case <-time.After(30 * time.Second):
		return errors.Join(fmt.Errorf("%s does not stop", c.name), c.kill())
	}
}

// end stops whatever still runs, the latest first.
func (p *place) end() (err error) {
	for _, c := range slices.Backward(p.children) {
		err = errors.Join(err, c.stop())
	}
	return err
}

// family is a process with everything that came of it.
func family(pid int) []int {
	out, parents := []int{pid}, map[int]int{}
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		one, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		raw, err := os.ReadFile(filepath.Join("/proc", e.Name(), "stat"))
		if err != nil {
			continue
		}
		_, after, _ := strings.Cut(string(raw), ") ")
		if fields := strings.Fields(after); len(fields) > 1 {
			parents[one], _ = strconv.Atoi(fields[1])
		}
	}
	for i := 0; i < len(out); i++ {
		for one, parent := range parents {
			if parent == out[i] {
				out = append(out, one)
			}
		}
	}
	return out
}

// all gives every process of a family the same signal.
func all(pids []int, s syscall.Signal) (err error) {
	for _, pid := range pids {
		if e := syscall.Kill(pid, s); e != nil && !errors.Is(e, syscall.ESRCH) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// freePorts are ports of loopback that nobody has.
func freePorts(n int) (ports []int, err error) {
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer listener.Close() // all of them at the end, so that no two are the same
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// until asks again and again until it is so, for at most a while.
func until(ctx context.Context, what string, longest time.Duration, is func() bool) error {
	for end := time.Now().Add(longest); ; {
		if is() {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s: not within %v", what, longest)
		}
		if err := rest(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

package wire

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// Program is Kroon as a process of its own.
type Program struct {
	URL string
	cmd *exec.Cmd
}

// Start runs `kroon serve` on a folder and returns once it says where it is.
func Start(ctx context.Context, program, dir, database string) (*Program, error) {
	cmd := exec.CommandContext(ctx, program, "serve", "--listen", "127.0.0.1:0", "--data", dir) // #nosec G204 -- this very program
	cmd.Env = append(os.Environ(), "KROON_DATABASE="+database, "KROON_BASE_URL=")
	// Who stops the benchmark stops this too, but not at the same instant by the same key.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Program{cmd: cmd}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, at, found := strings.Cut(lines.Text(), "http://"); found {
			address, _, _ := strings.Cut(at, "/")
			p.URL = "http://" + address
			return p, nil
		}
	}
	return nil, errors.Join(errors.New("the program did not say where it serves"), lines.Err(), p.Stop())
}

// Memory is how much of this machine's memory the process holds, in megabytes.
func (p *Program) Memory() (float64, error) { return memoryOf(p.cmd.Process.Pid) }

// OwnMemory is what this process holds, in megabytes.
func OwnMemory() (float64, error) { return memoryOf(os.Getpid()) }

func memoryOf(process int) (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(raw)) {
		if rest, is := strings.CutPrefix(line, "VmRSS:"); is {
			var kilobytes float64
			_, err := fmt.Sscan(rest, &kilobytes)
			return kilobytes / 1024, err
		}
	}
	return 0, errors.New("this machine does not tell how much memory a process holds")
}

// Stop has it finish what is under way.
func (p *Program) Stop() error {
	signalled := p.cmd.Process.Signal(syscall.SIGTERM)
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) || signalled != nil {
		return nil // it had gone, or went with a status of its own
	}
	return err
}

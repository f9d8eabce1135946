package mail

import (
	"bufio"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"kroon/internal/message"
)

// TestWithoutTLSNoPasswordLeavesTheMachine speaks over a pipe, which is no address of this machine.
func TestWithoutTLSNoPasswordLeavesTheMachine(t *testing.T) {
	ours, theirs := net.Pipe()
	heard := make(chan string)
	go func() {
		lines := bufio.NewReader(theirs)
		io.WriteString(theirs, "220 smtp.example\r\n")
		first, _ := lines.ReadString('\n')
		io.WriteString(theirs, "250-smtp.example\r\n250 AUTH PLAIN\r\n")
		rest, _ := io.ReadAll(lines)
		heard <- first + string(rest)
	}()
	via := message.MailSettings{Host: "smtp.example", TLS: message.NoTLS, Username: "kroon", Password: "geheim"}
	err := Sender{}.converse(ours, via, message.Mail{}, nil, time.Second)
	ours.Close()
	if said := <-heard; !errors.Is(err, errPlain) || strings.Contains(said, "AUTH") || !strings.HasPrefix(said, "EHLO") {
		t.Errorf("%v, said %q", err, said)
	}
}

package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"kroon/internal/message"
)

// server is a real SMTP server on loopback, whose manners a test decides.
type server struct {
	mu       sync.Mutex
	received []envelope
	signedIn []string
	refuse   map[string]error // by command: mail, rcpt, data, auth
	stall    chan struct{}    // closed when a stalled command may go on
	drop     bool             // takes the mail and cuts the line before saying so

	address  *net.TCPAddr
	roots    *x509.CertPool
	listener *droppable
}

type envelope struct {
	from, to string
	raw      []byte
}

func (s *server) dropping(is bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop = is
}

func (s *server) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }

type session struct {
	server *server
	from   string
	to     string
}

func (s *session) answer(command string) error {
	s.server.mu.Lock()
	err, stall := s.server.refuse[command], s.server.stall
	s.server.mu.Unlock()
	if stall != nil && command == "mail" {
		<-stall
	}
	return err
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if err := s.answer("auth"); err != nil {
			return err
		}
		s.server.mu.Lock()
		defer s.server.mu.Unlock()
		s.server.signedIn = append(s.server.signedIn, username+"/"+password)
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return s.answer("mail")
}
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error { s.to = to; return s.answer("rcpt") }
func (s *session) Reset()                                    {}
func (s *session) Logout() error                             { return nil }

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.answer("data"); err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.received = append(s.server.received, envelope{s.from, s.to, raw})
	if s.server.drop {
		s.server.listener.cut()
		return errors.New("cut")
	}
	return nil
}

// droppable remembers its connections so that they can be cut.
type droppable struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

func (d *droppable) Accept() (net.Conn, error) {
	conn, err := d.Listener.Accept()
	if err == nil {
		d.mu.Lock()
		d.conns = append(d.conns, conn)
		d.mu.Unlock()
	}
	return conn, err
}

func (d *droppable) cut() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, conn := range d.conns {
		conn.Close()
	}
}

// serve starts a server under one of the protections.
func serve(t *testing.T, mode message.TLSMode) (*server, message.MailSettings) {
	t.Helper()
	certificate, roots := certificate(t)
	s := &server{refuse: map[string]error{}, roots: roots}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = listener.Addr().(*net.TCPAddr)
	s.listener = &droppable{Listener: listener}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}}
	front := smtp.NewServer(s)
	front.Domain, front.AllowInsecureAuth, front.ErrorLog = "smtp.delinde.example", true, silent{}
	var open net.Listener = s.listener
	switch mode {
	case message.TLS:
		open = tls.NewListener(s.listener, config)
	case message.StartTLS:
		front.TLSConfig = config
	}
	done := make(chan struct{})
	go func() { defer close(done); front.Serve(open) }()
	t.Cleanup(func() {
		front.Close()
		s.listener.cut()
		<-done
	})
	return s, message.MailSettings{Host: "127.0.0.1", Port: s.address.Port, TLS: mode, From: "kroon@delinde.example"}
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}

package dial_test

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"kroon/internal/dial"
)

var errHouse = errors.New("this leads into the house")

// The addresses that lead into a house, in every guise that a resolver or a person gives them, and a few that do not.
func TestOnlyTheInternetIsPublic(t *testing.T) {
	for _, address := range []string{
		"0.0.0.0", "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
		"169.254.1.1", "169.254.169.254", // what clouds answer their keys on
		"192.0.0.192", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
		"2002:7f00:1::", "2002:a9fe:a9fe::", "2001::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		if dial.Public(netip.MustParseAddr(address)) {
			t.Errorf("%s is taken for public", address)
		}
	}
	for _, address := range []string{"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"} {
		if !dial.Public(netip.MustParseAddr(address)) {
			t.Errorf("%s is taken for private", address)
		}
	}
	if dial.Public(netip.Addr{}) {
		t.Error("no address is taken for public")
	}
}

// What is refused is refused where it connects: a name, a number in another notation and a bare address alike, so that
// what a name meant a moment ago counts for nothing.
func TestNothingInTheHouseIsReached(t *testing.T) {
	reached := 0
	house := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	defer house.Close()
	_, port, err := net.SplitHostPort(house.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	client := dial.Client(dial.Terms{Refused: errHouse, Patience: 10 * time.Second})
	for _, host := range []string{"127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"} {
		answer, err := client.Get("http://" + host + ":" + port + "/")
		if err == nil {
			_ = answer.Body.Close()
		}
		if !errors.Is(err, errHouse) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if reached != 0 {
		t.Errorf("the house was reached %d times", reached)
	}
}

// An answer that leads elsewhere is an answer: nobody goes there. No proxy of this machine connects in our stead.
func TestNobodyIsLedOn(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	visits := []string{}
	house := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visits = append(visits, r.URL.Path)
		http.Redirect(w, r, "/secret", http.StatusTemporaryRedirect)
	}))
	defer house.Close()
	open := func(a netip.Addr) bool { return a.Unmap().IsLoopback() }
	answer, err := dial.Client(dial.Terms{Allow: open, Refused: errHouse, Patience: 10 * time.Second}).Get(house.URL + "/agenda")
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusTemporaryRedirect || strings.Join(visits, " ") != "/agenda" {
		t.Errorf("%d after %v", answer.StatusCode, visits)
	}
}

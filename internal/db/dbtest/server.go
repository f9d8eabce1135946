package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"kroon/internal/db/bare"
)

// server is the address of a PostgreSQL server for this test binary.
var server = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("KROON_TEST_POSTGRES"); given != "" {
		return given, nil
	}
	options := []string{"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"}
	started, err := bare.StartPostgres(context.Background(), append(options, Isolation()...)...)
	if err != nil {
		return "", err
	}
	running = started
	return started.URL, nil
})

var running *bare.Server

// Isolation is the option of a server of its own that KROON_TEST_ISOLATION asks for.
func Isolation() []string {
	if isolation := os.Getenv("KROON_TEST_ISOLATION"); isolation != "" {
		return []string{"-c", "default_transaction_isolation=" + isolation}
	}
	return nil
}

// Main runs the tests of a package and stops the server that they started: call it from TestMain.
func Main(m *testing.M) {
	code := m.Run()
	err := dropCitus()
	if running != nil {
		err = errors.Join(err, running.Stop())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "dbtest:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// Server is the address of the PostgreSQL server, for a test that makes databases itself.
func Server(t testing.TB) string {
	t.Helper()
	address, err := server()
	if err != nil {
		t.Fatal(err)
	}
	return address
}

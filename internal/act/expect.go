package act

import (
	"context"
	"crypto/sha256"
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// Said is how the answer to a request reads for whoever asked, where that is to be kept for a next time
// instead of the act's own result.
type Said struct {
	Keep    func(result any) ([]byte, error) // writes the answer down; it may run more than once
	Earlier []byte                           // the answer of the first time; nil when this is the first time
}

// OnceSaid is Once for a request whose answer is put down in words of its own. When it was done before the
// act gives a zero result, and the answer stands in said.Earlier.
func OnceSaid(ctx context.Context, key string, request []byte, said *Said) context.Context {
	if key == "" {
		return ctx
	}
	sum := sha256.Sum256(request)
	return context.WithValue(ctx, onceKey{}, onceOnly{key: key, hash: sum[:], said: said})
}

// onceAlso has the key of ctx stand for more than the request: the bytes that came after it.
func onceAlso(ctx context.Context, more []byte) context.Context {
	once, has := ctx.Value(onceKey{}).(onceOnly)
	if !has {
		return ctx
	}
	sum := sha256.Sum256(append(slices.Clone(once.hash), more...))
	once.hash = sum[:]
	return context.WithValue(ctx, onceKey{}, once)
}

// Expected is something as somebody saw it: exactly one id, and its version.
type Expected struct {
	Promise  id.Promise
	Question id.Question
	Version  int64
}

type expectKey struct{}

// Expect makes the act under ctx happen only if what it is about still is as it was seen: otherwise fault
// Conflict. It is checked in the act's own transaction.
func Expect(ctx context.Context, seen Expected) context.Context {
	return context.WithValue(ctx, expectKey{}, seen)
}

// expect holds what the act is about and checks its version.
func (a *Acts) expect(ctx context.Context, tx *db.Tx) error {
	seen, _ := ctx.Value(expectKey{}).(Expected)
	if !seen.Promise.IsZero() {
		promise.Expect(tx, seen.Promise, seen.Version)
	}
	if seen.Question.IsZero() {
		return nil
	}
	_, err := a.Intake.Change(tx, seen.Question, seen.Version, func(*intake.Details) {})
	return err
}

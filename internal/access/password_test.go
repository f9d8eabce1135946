package access

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"
	"pgregory.net/rapid"

	"kroon/internal/fault"
	"kroon/internal/id"
)

func TestPasswordsAreLongRatherThanStrange(t *testing.T) {
	for password, want := range map[string]string{
		"paarse fiets in de regen":       "",
		"kwjfhqpzmxvt":                   "",
		"Een zin met ruimte":             "",
		"日本語のとても長い合言葉です":                 "",
		"elf tekens.":                    "access.short_password",
		"":                               "access.short_password",
		"éééééé":                         "access.short_password",
		strings.Repeat("kwjfhqpz", 32):   "",
		strings.Repeat("kwjfhqpz", 33):   "access.long_password",
		"aaaaaaaaaaaa":                   "access.common_password",
		"abcabcabcabcabc":                "access.common_password",
		"123456789012":                   "access.common_password",
		"abcdefghijklmn":                 "access.common_password",
		"poiuytrewqlk":                   "",
		"lkjhgfdsapoiuytrewq":            "access.common_password",
		"Wachtwoord2026!":                "access.common_password",
		"!!Welkom!!2026":                 "access.common_password",
		"password1234":                   "access.common_password",
		"Correct" + "HorseBatteryStaple": "access.common_password",
		"jeroen.smit2026":                "access.common_password",
		"jeroenjeroen1!":                 "access.common_password",
		"delindedelinde":                 "access.common_password",
		"jeroen houdt van appeltaart":    "",
	} {
		err := checkPassword(password, "Jeroen.Smit@delinde.example")
		if want == "" && err != nil || want != "" && (!fault.Is(err, want) || fault.Of(err).Field != "password") {
			t.Errorf("%.40q: %v, want %s", password, err, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) { // whatever is typed gets an answer
		_ = checkPassword(rapid.String().Draw(t, "password"), rapid.String().Draw(t, "email"))
	})
}

func source() *id.Source {
	return id.NewSource(func() time.Time { return time.Unix(1795000000, 0) }, nil)
}

func TestAHashIsArgon2idAndSaysItsCost(t *testing.T) {
	ctx, h, ids := context.Background(), NewHasher(), source()
	hash, err := h.Hash(ctx, ids, "paarse fiets")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") || outdated(hash) {
		t.Fatal(hash, err)
	}
	again, err := h.Hash(ctx, ids, "paarse fiets")
	if err != nil || again == hash {
		t.Error("the salt is always the same")
	}
	cheap := cost{Memory: 64, Passes: 1, Threads: 2}
	salt := []byte("0123456789abcdef")
	old := encode(cheap, salt, argon2.IDKey([]byte("oud"), salt, 1, 64, 2, 32))
	for _, c := range []struct {
		password, hash string
		want           bool
	}{{"paarse fiets", hash, true}, {"paarse fietS", hash, false}, {"", hash, false}, {"oud", old, true}, {"", "", false}} {
		if right, err := h.Matches(ctx, c.password, c.hash); err != nil || right != c.want {
			t.Errorf("%q matches %.20q: %v, %v", c.password, c.hash, right, err)
		}
	}
	if !outdated(old) {
		t.Error("a hash of an older cost is not renewed")
	}
	for _, broken := range []string{"x", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA", "$2a$10$abc", strings.Replace(hash, "m=19456", "m=99999999", 1),
		strings.Replace(hash, "v=19", "v=16", 1), strings.Replace(hash, "argon2id", "argon2i", 1), hash + "$"} {
		if right, err := h.Matches(ctx, "paarse fiets", broken); err == nil || right {
			t.Errorf("%.50q was taken for a hash", broken)
		}
	}
}

func TestHashingsTakeTurnsAndDoNotPileUp(t *testing.T) {
	h, ids := NewHasher(), source()
	h.running <- struct{}{}
	h.running <- struct{}{} // two are at work
	ctx, stop := context.WithCancel(context.Background())
	var group sync.WaitGroup
	for range maxWaiting {
		group.Go(func() {
			if _, err := h.Hash(ctx, ids, "wie wacht"); !fault.Is(err, "access.busy") {
				t.Errorf("a third hashing began: %v", err)
			}
		})
	}
	for len(h.waiting) < maxWaiting {
		runtime.Gosched()
	}
	if _, err := h.Hash(ctx, ids, "te veel"); !fault.Is(err, "access.busy") {
		t.Errorf("one too many waits: %v", err)
	}
	stop()
	group.Wait()
	<-h.running
	if _, err := h.Hash(context.Background(), ids, "er is weer plaats"); err != nil {
		t.Error(err)
	}
}

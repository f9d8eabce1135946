package access_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/access"
	"kroon/internal/fault"
	"kroon/internal/id"
)

var ids = id.NewSource(func() time.Time { return time.Unix(1795000000, 0) }, nil)

func TestTheKeyIsMadeOnceAndReadByNobodyElse(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kroon.key")
	names := make([]string, 16)
	var group sync.WaitGroup
	for i := range names {
		group.Go(func() {
			key, err := access.OpenKey(path, ids)
			if err != nil {
				t.Error(err)
			}
			names[i] = key.ID()
		})
	}
	group.Wait()
	for _, name := range names {
		if name != names[0] || len(name) != 8 {
			t.Fatalf("keys differ: %v", names)
		}
	}
	found, err := os.Stat(path)
	if err != nil || found.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", found.Mode(), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		mode os.FileMode
		key  string
	}{
		{string(text), 0o640, "access.key_open"},
		{string(text), 0o604, "access.key_open"},
		{"", 0o600, "access.key_broken"},
		{string(text[:20]), 0o600, "access.key_broken"},
		{strings.Replace(string(text), "key-1", "key-2", 1), 0o600, "access.key_broken"},
	} {
		other := filepath.Join(t.TempDir(), "kroon.key")
		if err := os.WriteFile(other, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(other, c.mode); err != nil {
			t.Fatal(err)
		}
		if _, err := access.OpenKey(other, ids); !fault.Is(err, c.key) {
			t.Errorf("%q %v: %v", c.text, c.mode, err)
		}
	}
	if _, err := access.OpenKey(filepath.Join(dir, "nergens", "kroon.key"), ids); err == nil {
		t.Error("a key in a folder that is not there")
	}
}

func key(t *rapid.T) access.Key {
	k, err := access.KeyOf(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatIsSealedOpensInItsOwnPlaceOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := key(t)
		org, purpose := id.New[id.Org](ids), rapid.String().Draw(t, "purpose")
		secret := rapid.SliceOf(rapid.Byte()).Draw(t, "secret")
		sealed, err := k.Seal(ids, org, purpose, secret)
		if err != nil {
			t.Fatal(err)
		}
		if opened, err := k.Open(org, purpose, sealed); err != nil || !bytes.Equal(opened, secret) {
			t.Fatalf("%x, %v", opened, err)
		}
		again, err := k.Seal(ids, org, purpose, secret)
		if err != nil || bytes.Equal(again, sealed) {
			t.Fatal("two seals are alike")
		}
		refused := func(what string, k access.Key, org id.Org, purpose string, sealed []byte) {
			if _, err := k.Open(org, purpose, sealed); err == nil {
				t.Fatalf("%s opens", what)
			}
		}
		at, bit := rapid.IntRange(0, len(sealed)-1).Draw(t, "at"), rapid.IntRange(0, 7).Draw(t, "bit")
		flipped := bytes.Clone(sealed)
		flipped[at] ^= 1 << bit
		refused("one bit changed", k, org, purpose, flipped)
		refused("a part", k, org, purpose, sealed[:at])
		refused("another organisation", k, id.New[id.Org](ids), purpose, sealed)
		refused("another purpose", k, org, purpose+"x", sealed)
		other, err := access.KeyOf(append([]byte("another"), make([]byte, 25)...))
		if err != nil {
			t.Fatal(err)
		}
		refused("another key", other, org, purpose, sealed)
	})
}

func TestAKeyIsNotPrinted(t *testing.T) {
	secret := bytes.Repeat([]byte{0xAB}, 32)
	k, err := access.KeyOf(secret)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); text != strings.TrimSpace(strings.Repeat("key "+k.ID()+" ", 4)) {
		t.Errorf("printed as %s", text)
	}
	if _, err := access.KeyOf(secret[:31]); !fault.Is(err, "access.key_broken") {
		t.Error(err)
	}
}

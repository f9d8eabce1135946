package access

import (
	"encoding/base64"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzToken: sixteen bytes have one spelling, and nothing else is one.
func FuzzToken(f *testing.F) {
	for _, text := range []string{"", spell([tokenSize]byte{}), spell([tokenSize]byte{255, 255, 255}), "zzzzzzzzzzzzzzzzzzzzzz", "7N42dgm5tFLK9N8MT7fHC7", "7N42dgm5tFLK9N8MT7fHC8"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if raw, ok := unspell(text); ok && spell(raw) != text {
			t.Errorf("%q is %x, which is spelt %q", text, raw, spell(raw))
		}
	})
}

// FuzzNetwork: tries are counted for one network, whatever an address looks like: writing it in another way is not another.
func FuzzNetwork(f *testing.F) {
	for _, address := range []string{"10.0.0.1", "::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1%eth0", "nonsense", ""} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		from := network(address)
		at, err := netip.ParseAddr(address)
		if err != nil {
			return
		}
		if long := network(at.StringExpanded()); long != from || network(netip.AddrFrom16(at.As16()).String()) != from {
			t.Errorf("%q is %q, and written in full %q", address, from, long)
		}
	})
}

// A file is an installation key or it is refused: half a key would seal what nobody opens again.
func FuzzKey(f *testing.F) {
	whole := keyPrefix + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
	for _, text := range []string{"", whole, whole + "\n", whole[:len(whole)-1], " " + whole, whole + whole, "kroon-key-2 " + whole, whole + strings.Repeat("\n", 300)} {
		f.Add(text)
	}
	path := filepath.Join(f.TempDir(), "key")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), keyMode); err != nil {
			t.Fatal(err)
		}
		read, err := readKey(path)
		secret, bad := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimSpace(text), keyPrefix))
		if err != nil {
			return
		}
		if bad != nil || len(secret) != keySize {
			t.Fatalf("%q is taken for a key", text)
		}
		if meant, err := KeyOf(secret); err != nil || meant != read {
			t.Errorf("%q is read as another key, %v", text, err)
		}
	})
}

package access

import (
	"net/netip"
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

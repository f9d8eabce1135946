package access

import (
	"crypto/sha256"
	"encoding/binary"
	"net/netip"
	"slices"
	"time"
)

// How many failed tries to get in there may be in any fifteen minutes: by one account from one
// address, from one address, and by one account from anywhere (ASVS asks for at most a hundred an hour).
// An office of hundreds has one address, so that bound is wider.
const (
	tryWindow     = 15 * time.Minute
	triesHere     = 5
	triesAddress  = 50
	triesAnywhere = 25
)

// counted is one thing of which tries are counted.
type counted struct {
	subject []byte
	most    int
}

// countedFor lists what a try counts for, always in the same order, so that two never wait for each other.
func countedFor(emailKey, address string) []counted {
	from := network(address)
	return []counted{
		{subjectOf("here", emailKey, from), triesHere},
		{subjectOf("address", from), triesAddress},
		{subjectOf("account", emailKey), triesAnywhere},
	}
}

// subjectOf is a digest, so that the rows list nobody's address.
func subjectOf(parts ...string) []byte {
	sum := sha256.New()
	for _, part := range parts {
		sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part))))
		sum.Write([]byte(part))
	}
	return sum.Sum(nil)
}

// network is the address itself, or of IPv6 the network of 64 bits that one connection gets.
func network(address string) string {
	at, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	at = at.Unmap().WithZone("")
	if at.Is6() {
		return netip.PrefixFrom(at, 64).Masked().String()
	}
	return at.String()
}

// within keeps of the tries those in the last fifteen minutes, oldest first. One from further ahead
// was counted while the clock was wrong, and would keep somebody out for as long.
func within(tries []time.Time, now time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(tries), func(at time.Time) bool { return now.Sub(at).Abs() >= tryWindow })
}

// take adds a try, or tells from when on there is room again.
func take(tries []time.Time, now time.Time, most int) (after []time.Time, again time.Time) {
	recent := within(tries, now)
	if len(recent) >= most {
		return recent, recent[len(recent)-most].Add(tryWindow)
	}
	return append(recent, now), time.Time{}
}

// giveBack takes away the newest try, which turned out not to have failed.
func giveBack(tries []time.Time) []time.Time {
	if len(tries) == 0 {
		return nil
	}
	return tries[:len(tries)-1]
}

func packTries(tries []time.Time) []byte {
	out := make([]byte, 0, len(tries)*8)
	for _, at := range tries {
		out = binary.BigEndian.AppendUint64(out, uint64(at.UnixMicro()))
	}
	return out
}

func unpackTries(raw []byte) []time.Time {
	var out []time.Time
	for ; len(raw) >= 8; raw = raw[8:] {
		out = append(out, time.UnixMicro(int64(binary.BigEndian.Uint64(raw))).UTC())
	}
	return out
}

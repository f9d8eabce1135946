package customer

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"

	"kroon/internal/alike"
	"kroon/internal/id"
)

// Suspect is two customers who may be one; low comes before high.
type Suspect struct {
	Low, High id.Customer
	Rank      int64 // the score in hundredths of a bit
}

// Score is the same in bits.
func (s Suspect) Score() float64 { return float64(s.Rank) / hundred }

// Agreeing is how well two agree on a trait, in the words of package alike.
type Agreeing struct{ Trait, Level string }

// hundred is in how many parts a bit is kept.
const hundred = 100

// least is the lowest rank that is kept: what is suggested among the fewest. Among more, only what is higher is shown.
var least = rankOf(alike.From(0))

func rankOf(score float64) int64 { return int64(math.Floor(score * hundred)) }

// maxSame is how many customers may share a key before it tells too little to compare them all.
const maxSame = 40

func recordOf(d Details) alike.Record {
	out := alike.Record{Name: d.Name, Street: d.Street, House: d.HouseNumber, Postcode: d.Postcode, City: d.City, Emails: d.Emails}
	for _, number := range d.Numbers {
		out.Phones = append(out.Phones, number.Number)
	}
	return out
}

// Likeness is how likely two are one, in hundredths of a bit, and on what they agree, each trait once.
func Likeness(a, b Details) (rank int64, on []Agreeing) {
	score, agreed := alike.Compare(alike.Prepare(recordOf(a)), alike.Prepare(recordOf(b)))
	for _, one := range agreed {
		same := func(a Agreeing) bool { return a.Trait == string(one.Trait) }
		if !slices.ContainsFunc(on, same) {
			on = append(on, Agreeing{string(one.Trait), one.Level.String()})
		}
	}
	return rankOf(score), on
}

// keysOf are the keys of somebody, each once, in order. Two that are alike in nothing share one by chance only, and
// are compared in vain.
func keysOf(d Details) []int64 {
	var out []int64
	for _, key := range alike.Prepare(recordOf(d)).Keys() {
		h := fnv.New64a()
		_, _ = h.Write([]byte(key)) // a hash takes everything
		out = append(out, int64(h.Sum64()))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// packed are keys as they are kept.
func packed(keys []int64) []byte {
	out := make([]byte, 0, 8*len(keys)) // none is not nothing: the column holds bytes
	for _, key := range keys {
		out = binary.BigEndian.AppendUint64(out, uint64(key))
	}
	return out
}

func unpacked(kept []byte) (out []int64) {
	for ; len(kept) >= 8; kept = kept[8:] {
		out = append(out, int64(binary.BigEndian.Uint64(kept)))
	}
	return out
}

// likeliest orders candidates by how likely each is the one of whom this is told, and leaves out who is not.
func likeliest(told Details, candidates []Customer, limit int) (out []Customer) {
	rank := map[id.Customer]int64{}
	for _, c := range candidates {
		if _, twice := rank[c.ID]; twice {
			continue
		}
		rank[c.ID], _ = Likeness(told, c.Details)
		if rank[c.ID] >= least {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Customer) int { return cmp.Compare(rank[b.ID], rank[a.ID]) })
	return out[:min(len(out), limit)]
}

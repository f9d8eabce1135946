package alike

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// Pair is two records that may be one.
type Pair struct {
	A, B  int // their places, A before B
	Score float64
	On    []Agreement
}

// maxBlock is how many records may share a key before it tells too little to compare them all.
const maxBlock = 40

// Pairs finds the pairs with a score of at least from, the highest first. It compares only records that share
// one of their keys, so that the work grows with the number of records, not with its square.
func Pairs(all []Record, from float64) []Pair {
	prepared := make([]Prepared, len(all))
	type entry struct {
		key uint64
		of  int32
	}
	var index []entry
	seed := maphash.MakeSeed()
	for i, r := range all {
		prepared[i] = Prepare(r)
		for _, key := range prepared[i].Keys() {
			index = append(index, entry{maphash.String(seed, key), int32(i)})
		}
	}
	slices.SortFunc(index, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.of, b.of)) })
	index = slices.Compact(index)
	seen := map[uint64]bool{}
	var out []Pair
	for begin := 0; begin < len(index); {
		end := begin
		for end < len(index) && index[end].key == index[begin].key {
			end++
		}
		block := index[begin:end]
		begin = end
		if len(block) > maxBlock {
			continue
		}
		for i, one := range block {
			for _, other := range block[i+1:] {
				both := uint64(one.of)<<32 | uint64(other.of)
				if seen[both] {
					continue
				}
				seen[both] = true
				if score, on := Compare(prepared[one.of], prepared[other.of]); score >= from {
					out = append(out, Pair{int(one.of), int(other.of), score, on})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return out
}

// Keys are what two records of one person mostly have at least one of in common.
func (p Prepared) Keys() []string {
	var out []string
	add := func(parts ...string) { out = append(out, strings.Join(parts, "|")) }
	birth := string(p.birth)
	for _, number := range p.phones {
		add("p", number)
	}
	for _, address := range p.emails {
		name, house, _ := strings.Cut(address, "@")
		add("e", address)
		add("n", name)
		add("b", bone([]rune(name)), bone([]rune(house)))
		add("h", house[:min(len(house), 8)], name[:min(len(name), 2)])
	}
	if birth != "" {
		add("d", birth)
	}
	if p.code != "" {
		add("c", p.code, p.house)
	}
	var bones []string
	for _, word := range p.name {
		bones = append(bones, bone(word))
	}
	slices.Sort(bones)
	for i, one := range bones {
		for _, other := range bones[i+1:] {
			add("w", one, other)
		}
		if len(birth) == 8 {
			add("y", one, birth[:4])
			add("m", one, birth[4:])
		}
		if p.code != "" {
			add("a", one, p.code)
		}
		if len(p.place) > 0 {
			add("t", one, bone(p.place))
		}
	}
	return out
}

// bone is a word without its vowels and doubled letters, but for the first: what mishearing mostly leaves.
func bone(word []rune) string {
	var out []rune
	for i, r := range word {
		if i > 0 && strings.ContainsRune("aeiouyh.-_0123456789", r) || len(out) > 0 && out[len(out)-1] == r {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

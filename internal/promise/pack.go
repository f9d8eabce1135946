package promise

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"kroon/internal/id"
)

// weight is what one open promise asks of its owner's time: what feasibility reads of it and no more.
type weight struct {
	ID      id.Promise
	DueAt   time.Time
	Minutes int
	Fixed   bool // at that time and not before
	Broken  bool
}

// weight tells what the promise asks of its owner; false when it asks nothing: it is over, or it is for the
// customer to keep.
func (p Promise) weight() (weight, bool) {
	return weight{p.ID, p.DueAt, p.Minutes, p.Fixed, p.State == Broken}, p.Open && p.Direction != Theirs
}

// inOrder is the one order of weights: earliest due first.
func inOrder(a, b weight) int {
	return cmp.Or(a.DueAt.Compare(b.DueAt), slices.Compare(a.ID[:], b.ID[:]))
}

// without leaves one promise out.
func without(all []weight, promise id.Promise) []weight {
	return slices.DeleteFunc(slices.Clone(all), func(w weight) bool { return w.ID == promise })
}

// with puts a weight in its place.
func with(all []weight, w weight) []weight {
	at, _ := slices.BinarySearchFunc(all, w, inOrder)
	return slices.Insert(slices.Clip(all), at, w)
}

// packed is how weights are kept: a mark of the form, then of each its id, how long after the one before it
// it is due, and its minutes with the two marks. Due times mostly lie whole minutes apart; those are counted
// in minutes and have an even number, others in microseconds and have an odd one.
const packed = 1

const minute = int64(time.Minute / time.Microsecond)

// pack writes weights down in as few bytes as is simple: about twenty each.
func pack(all []weight) []byte {
	out := make([]byte, 1, 1+20*len(all))
	out[0] = packed
	last := int64(0)
	for _, w := range all {
		due := w.DueAt.UnixMicro()
		out = append(out, w.ID[:]...)
		if after := due - last; after%minute == 0 {
			out = binary.AppendVarint(out, after/minute*2)
		} else {
			out = binary.AppendVarint(out, after*2+1)
		}
		last = due
		out = binary.AppendUvarint(out, uint64(w.Minutes)<<2|mark(w.Fixed)<<1|mark(w.Broken))
	}
	return out
}

func mark(yes bool) uint64 {
	if yes {
		return 1
	}
	return 0
}

var errPack = errors.New("promise: a pack of loads that cannot be read")

// unpack reads what pack wrote.
func unpack(in []byte) ([]weight, error) {
	all := make([]weight, 0, len(in)/18)
	err := eachPacked(in, func(of id.Promise, due int64, asks uint64) {
		all = append(all, weight{of, time.UnixMicro(due).UTC(), int(asks >> 2), asks&fixedMark != 0, asks&brokenMark != 0})
	})
	return all, err
}

// The marks beside the minutes of a weight.
const (
	brokenMark = 1
	fixedMark  = 2
)

// eachPacked tells of each weight its promise, when it is due in microseconds since 1970, and its minutes with their marks.
func eachPacked(in []byte, tell func(of id.Promise, due int64, asks uint64)) error {
	if len(in) == 0 || in[0] != packed {
		return errPack
	}
	in = in[1:]
	last := int64(0)
	for len(in) > 0 {
		var of id.Promise
		if copy(of[:], in) < len(of) {
			return errPack
		}
		in = in[len(of):]
		after, n := binary.Varint(in)
		if n <= 0 {
			return errPack
		}
		asks, m := binary.Uvarint(in[n:])
		if m <= 0 {
			return errPack
		}
		in = in[n+m:]
		if after&1 == 0 {
			last += after / 2 * minute
		} else {
			last += (after - 1) / 2
		}
		tell(of, last, asks)
	}
	return nil
}

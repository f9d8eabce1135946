package ledger

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kroon/internal/fault"
)

// A tariff that is taken is written as a file that is read as the same tariff.
func FuzzTariff(f *testing.F) {
	for _, shipped := range Shipped() {
		few := shipped.Kinds()[:3]
		shipped.Decisions = maps.Clone(shipped.Decisions)
		maps.DeleteFunc(shipped.Decisions, func(kind string, _ Decision) bool { return !slices.Contains(few, kind) })
		raw, err := shipped.File()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	kind := Shipped()[0].Kinds()[0]
	f.Add([]byte(`{"version":"2027-1","valid_from":"2027-01-01","half_life_days":730,"decisions":{"` + kind + `":{"points":3,"why_nl":"a\u2028<b>","why_en":"\"c\\"}}}`))
	f.Add([]byte(`{"version":"a","VERSION":"b","valid_from":"2027-02-29","decisions":null}`))
	f.Add([]byte(`{} {}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		read, err := ReadTariff(raw)
		if err != nil {
			if !strings.HasPrefix(fault.Of(err).Key, "ledger.tariff") {
				t.Errorf("%q is refused without a sentence: %v", raw, err)
			}
			return
		}
		file, err := read.File()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadTariff(file)
		if len(read.Decisions) == 0 {
			read.Decisions, again.Decisions = nil, nil
		}
		if err != nil || !reflect.DeepEqual(again, read) {
			t.Errorf("%q is read as %+v, which is written as %q and read as %+v, %v", raw, read, file, again, err)
		}
	})
}

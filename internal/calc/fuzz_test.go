package calc

import (
	"math"
	"strings"
	"testing"

	"kroon/internal/fault"
)

// Tables that somebody gives to reckon with are read whole, or refused with a sentence.
func FuzzTables(f *testing.F) {
	for _, text := range []string{"", "frequency,recency,T\n2,3.5,10\n", "x,t_x,T\n1,NaN,Inf\n", "x,t_x,age\n-0,0,1e308\n1e30,1,2\n", "\ufeffid,name,dob\n1,Zeger,1970-01-01\n", "name\n\"a\nb\"\n", "naam,phone,phone_2\nx\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadSummaries(strings.NewReader(text))
		if err != nil && fault.Of(err).Key == "" {
			t.Errorf("%q is refused without a sentence: %v", text, err)
		}
		for _, one := range all {
			if one.Repeat < 0 || !(one.Recency >= 0) || !(one.Age >= one.Recency) || math.IsInf(one.Age, 0) {
				t.Errorf("%q holds %+v", text, one)
			}
		}
		ids, records, err := readRecords(strings.NewReader(text))
		if len(ids) != len(records) || err != nil && (fault.Of(err).Key == "" || ids != nil) {
			t.Errorf("%q is %d records with %d names, %v", text, len(records), len(ids), err)
		}
	})
}

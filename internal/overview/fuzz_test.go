package overview

import "testing"

func FuzzSuspected(f *testing.F) {
	const low, high = "0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11", "0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a12"
	for _, text := range []string{"", "..", "1234." + low + "." + high, "-9223372036854775808." + low + "." + low, "1." + low, "1.00000000-0000-0000-0000-000000000000." + high} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := ReadSuspected(text)
		if again := ReadSuspected(SuspectedAs(read)); again != read {
			t.Errorf("%q is read as %+v, which is written as one that is read as %+v", text, read, again)
		}
	})
}

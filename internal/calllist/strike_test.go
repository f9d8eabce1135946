package calllist

import "testing"

// A name is off the lists from the moment somebody strikes it, whatever a second person thinks, until it returns; and what
// alone strikes nobody off is refused without what happened, or without what a fact rests on.
func TestWhatStrikesANameOff(t *testing.T) {
	for state, off := range map[StrikeState]bool{Standing: true, Waiting: true, Refused: true, Returned: false, Lifted: false} {
		if state.Off() != off {
			t.Errorf("%s is off: %v", state, state.Off())
		}
	}
	for _, one := range []struct {
		said Striking
		key  string
	}{
		{Striking{Reason: Opinion}, "calllist.what_happened"}, {Striking{Reason: Opinion, Why: Said("Hij gromde.")}, ""},
		{Striking{Reason: Fact, Fact: FactKinds()[0]}, "calllist.no_evidence"},
		{Striking{Reason: Fact, Fact: FactKinds()[0], Evidence: Said("Zijn mail.")}, ""}, {Striking{Reason: Fact, Evidence: Said("x")}, "calllist.which_fact"},
		{Striking{}, "calllist.reason"},
	} {
		err := one.said.checked()
		if one.key == "" && err != nil || one.key != "" && (err == nil || err.Error() == "") {
			t.Errorf("%+v: %v, want %q", one.said, err, one.key)
		}
	}
}

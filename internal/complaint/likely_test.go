package complaint_test

import (
	"testing"

	"kroon/internal/complaint"
)

// What weighs as much as the threshold may be a complaint; what weighs less is not suggested.
func TestTheThresholdItselfIsLikely(t *testing.T) {
	if !(complaint.Sign{Score: complaint.Threshold}).Likely() || (complaint.Sign{Score: complaint.Threshold - 1}).Likely() {
		t.Error("the threshold is somewhere else")
	}
}

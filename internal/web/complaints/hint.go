package complaints

import (
	"kroon/internal/complaint"
	"kroon/internal/overview"
)

func hintPath(h overview.HintLine, end string) string {
	if h.SubjectKind == complaint.InQuestion {
		return "/questions/" + h.Subject.String() + end
	}
	return "/interactions/" + h.Subject.String() + end
}

// hintHref is where the text stands.
func hintHref(h overview.HintLine) string {
	if h.SubjectKind == complaint.InQuestion {
		return hintPath(h, "")
	}
	if h.Customer.IsZero() {
		return ""
	}
	return "/customers/" + h.Customer.String()
}

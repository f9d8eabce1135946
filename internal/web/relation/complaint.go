package relation

import (
	"strings"

	"kroon/internal/overview"
	"kroon/internal/web"
)

// complaintLine says what is open: "Zeger klaagde 20 november; wij antwoorden vóór vrijdag."
func complaintLine(v *web.View, name string, line overview.ComplaintLine) string {
	return v.T("relation.complaint."+string(line.Stage), "name", name, "day", v.Day(line.ReceivedAt, v.Now),
		"due", v.Due(line.AnswerDue, v.Now), "by", v.Due(line.AcknowledgeBy, v.Now))
}

// signs says in which words a complaint was suspected.
func signs(v *web.View, h overview.HintLine) string {
	return v.T("relation.complaint.signs", "words", strings.Join(h.Signs(), v.T("relation.complaint.and")))
}

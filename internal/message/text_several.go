package message

import "strings"

// several are the paragraphs of a message that tells of more than one promise: each with what was promised
// and what is true of it now.
func (w writer) several(out []paragraph) []paragraph {
	args := map[string]any{"n": 1 + len(w.f.Also)}
	out = append(out, paragraph{text: begun(w.p.Fill("message."+string(w.m.Kind)+".several", args))})
	if w.m.Words != "" {
		out = append(out, paragraph{text: w.m.Words})
	}
	for _, each := range w.each() {
		out = append(out, paragraph{text: each})
	}
	return out
}

// each says of every promise in the message, in order, what becomes of it. What was due by now is told as
// not done, whatever the message is called.
func (w writer) each() (said []string) {
	for _, f := range append([]Facts{w.f}, w.f.Also...) {
		one := writer{p: w.p, m: w.m, f: f.tidy(), terse: w.terse}
		one.args = one.arguments()
		key := "message.each.ahead"
		if !f.OldDue.After(w.f.Now) {
			key = "message.each.past"
		}
		text := begun(w.p.Fill(key, one.args))
		if f.Due.IsZero() {
			text += " " + w.p.Fill("message.when_then", one.args)
		} else {
			text += " " + begun(w.p.Fill("message.each.next", one.args))
		}
		said = append(said, text)
	}
	return said
}

// shortSeveral is the text message of it. Nothing of it is cut: each new time is a promise.
func (w writer) shortSeveral() string {
	args := map[string]any{"n": 1 + len(w.f.Also)}
	said := []string{w.p.Fill("message.sms_from", w.args), w.p.Fill("message."+string(w.m.Kind)+".several", args)}
	for _, f := range append([]Facts{w.f}, w.f.Also...) {
		one := writer{p: w.p, m: w.m, f: f.tidy(), terse: true}
		one.args = one.arguments()
		if !f.Due.IsZero() {
			said = append(said, begun(w.p.Fill("message.each.short", one.args)))
		}
	}
	switch {
	case w.f.Link != "":
		said = append(said, w.f.Link)
	case w.f.OrgPhone != "":
		said = append(said, w.p.Fill("message.sms_call", w.args))
	}
	if w.m.Code != "" {
		said = append(said, w.p.Fill("message.sms_code", w.args))
	}
	return simple(strings.Join(said, " "))
}

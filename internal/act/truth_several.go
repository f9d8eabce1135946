package act

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/promise"
)

// promises says what is true of all that one message tells of. What no longer is, is left out; the message
// is no longer true when nothing of it is.
func (t Truth) promises(tx *db.Tx, m message.Message, o organisation.Organisation, f *message.Facts) (message.Verdict, error) {
	also, err := t.Acts.Message.Also(tx, m.ID)
	if err != nil || len(also) == 0 {
		if err != nil {
			return message.NotAnyMore, err
		}
		return t.promise(tx, m, o, f)
	}
	verdict := message.NotAnyMore
	var told []message.Facts
	for _, subject := range append([]id.Any{m.Subject}, also...) {
		about, one := m, *f
		about.Subject = subject
		said, err := t.promise(tx, about, o, &one)
		if err != nil {
			return message.NotAnyMore, err
		}
		if p, err := t.Acts.Promise.Get(tx, id.Promise(subject)); err != nil || p.State == promise.Agreed {
			if err != nil {
				return message.NotAnyMore, err
			}
			continue // that it moves was taken back
		}
		if said.True || said.Instead != "" {
			told = append(told, one)
		}
		if !verdict.True && (said.True || said.Instead != "") {
			verdict = said
		}
	}
	if len(told) == 0 {
		return message.NotAnyMore, nil
	}
	link := ""
	for _, one := range told {
		if link == "" {
			link = one.Link
		}
	}
	*f = told[0]
	f.Link, f.Also = link, told[1:]
	return verdict, nil
}

// becomes is the promise that makes a broken one good as it stands now: when that one broke as well, what
// makes that good.
func (t Truth) becomes(tx *db.Tx, broken id.Promise) (next promise.Promise, found bool, err error) {
	for {
		after, more, err := t.Acts.Promise.Recovery(tx, broken)
		if err != nil || !more {
			return next, found, err
		}
		next, found = after, true
		if next.State != promise.Broken {
			return next, found, nil
		}
		broken = next.ID
	}
}

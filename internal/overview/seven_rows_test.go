package overview_test

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// called is a call, or whatever passed between a customer and us, with how a missed one ended.
func called(fields columns, ends ...columns) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		writes(tx, "interaction", columns{
			"id": one, "customer": of, "kind": "call", "direction": "in", "result": "missed", "began_at": at(10, 0), "noted_at": tx.Now,
		}.more(fields))
		for i, end := range ends {
			writes(tx, "interaction_end", columns{"interaction": one, "version": i + 1, "ended_at": at(10, 5)}.more(end))
		}
		return one
	}
}

// promised is a promise of ours to call back that somebody of us owns; by is what it is known as to the rows beside it.
func promised(fields columns, beside ...func(tx *db.Tx, of id.Any)) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		writes(tx, "promise", columns{
			"id": one, "code": id.NewCode(tx.IDs, 10), "root": one, "customer": of, "owner": id.New[id.Any](tx.IDs), "direction": "ours",
			"kind": "call-back", "state": "agreed", "made_at": ago(3), "agreed_at": ago(3), "due_at": at(10, 30),
		}.more(fields))
		for _, row := range beside {
			row(tx, one)
		}
		return one
	}
}

// staged is a promise of an import that nobody sees yet.
func staged(fields columns) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		run := id.New[id.Any](tx.IDs)
		writes(tx, "import_run", columns{"id": run, "started_at": ago(1), "lease_until": tx.Now})
		return promised(fields.more(columns{"import_run": run}))(tx, of)
	}
}

// reachRows: what counts as reached, and what is no call of theirs or not due.
func (s *scene) reachRows() {
	kept := columns{"deed_at": at(10, 30), "state": "done"}
	s.weighs(overview.AskReach, "answered called-back kept", map[string]int{"answered": 2, "back": 1, "left": 3, "kept": 1, "due": 4}, []sevenRow{
		{"picked up", "answered", called(columns{"result": "answered"})},
		{"of a year ago to the second", "answered", called(columns{"result": "answered", "began_at": ago(365)})},
		{"of longer ago", "", called(columns{"result": "answered", "began_at": ago(365).Add(-time.Second)})},
		{"our own call", "", called(columns{"result": "answered", "direction": "out"})},
		{"a visit", "", called(columns{"kind": "visit"})},
		{"taken back", "", called(columns{"undone_at": at(10, 6)})},
		{"left", "left", called(nil)},
		{"called back", "called-back", called(nil, columns{"how": "call"})},
		{"asks for nothing", "", called(nil, columns{"how": "reason"})},
		{"told by its promise", "", called(nil, columns{"how": "promise"})},
		{"with a reason that was taken back", "left", called(nil, columns{"how": "reason", "undone_at": at(10, 6)})},
		{"called back, which was taken back", "left", called(nil, columns{"how": "call", "undone_at": at(10, 6)})},
		{"kept at its time", "kept", promised(kept)},
		{"a second late", "late", promised(kept.more(columns{"deed_at": at(10, 30).Add(time.Second)}))},
		{"denied", "late", promised(kept.more(columns{"state": "disputed"}))},
		{"not done", "late", promised(nil)},
	})
	s.weighs(overview.AskReach, "kept", map[string]int{"kept": 1, "due": 1}, []sevenRow{
		{"due now", "kept", promised(columns{"due_at": at(10, 52), "deed_at": at(10, 40)})},
		{"due in a second", "", promised(columns{"due_at": at(10, 52).Add(time.Second)})},
		{"released", "", promised(columns{"state": "released"})},
		{"revised", "", promised(columns{"state": "revised"})},
		{"taken back", "", promised(columns{"undone_at": at(10, 31)})},
		{"only offered", "", promised(columns{"agreed_at": nil})},
		{"theirs", "", promised(columns{"direction": "theirs"})},
		{"something to send", "", promised(columns{"kind": "send"})},
		{"of an import not shown yet", "", staged(nil)},
	})
}

// tried is an attempt of a promise; only what became of it is told.
func tried(result string) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		promised(nil, func(tx *db.Tx, p id.Any) {
			writes(tx, "promise_attempt", columns{"promise": p, "id": one, "result": result, "began_at": at(10, 20), "recorded_at": tx.Now})
		})(tx, of)
		return one
	}
}

// asked is a question, with what belongs to it.
func asked(fields columns, beside ...func(tx *db.Tx, of id.Any)) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		writes(tx, "question", columns{
			"id": one, "code": id.NewCode(tx.IDs, 10), "customer": of, "contact": one, "channel": "phone", "taker": id.New[id.Any](tx.IDs), "noted_at": at(10, 10),
		}.more(fields))
		for _, row := range beside {
			row(tx, one)
		}
		return one
	}
}

// contactRows: who spoke, and of whom there is only silence. Each silent row stands alone: an attempt that only
// began is no silence.
func (s *scene) contactRows() {
	s.weighs(overview.AskContact, "spoken asked", map[string]int{}, []sevenRow{
		{"picked up", "spoken", called(columns{"result": "answered"})},
		{"called back", "spoken", called(columns{"result": "called-back", "direction": "out"})},
		{"missed", "", called(nil)},
		{"met", "spoken", called(columns{"kind": "meeting"})},
		{"visited", "spoken", called(columns{"kind": "visit"})},
		{"chatted", "spoken", called(columns{"kind": "chat"})},
		{"a letter", "", called(columns{"kind": "letter"})},
		{"met, which was taken back", "", called(columns{"kind": "meeting", "undone_at": at(10, 6)})},
		{"spoken for a promise", "spoken", tried("spoken")},
		{"not there", "", tried("no-answer")},
		{"spoken, which was taken back", "", tried("undone")},
		{"asked on the phone", "asked", asked(nil)},
		{"asked at the desk", "asked", asked(columns{"channel": "desk"})},
		{"asked in a mail", "", asked(columns{"channel": "mail"})},
		{"noted by nobody", "", asked(columns{"taker": nil})},
		{"asked longer ago", "", asked(columns{"noted_at": ago(366)})},
	})
	for _, one := range []struct {
		name   string
		silent bool
		rows   happens
	}{
		{"missed", true, called(nil)}, {"something that happened", false, called(columns{"kind": "event"})}, {"begun", false, tried("begun")},
		{"undone", false, tried("undone")}, {"not there", true, tried("no-answer")}, {"noted by nobody", true, asked(columns{"taker": nil})},
	} {
		a := s.weighs(overview.AskContact, "", map[string]int{}, []sevenRow{{one.name, "", one.rows}})
		want := overview.SaysUnknown
		if one.silent {
			want = overview.SaysNo
		}
		if a.Silent != one.silent || a.Says != want {
			s.T.Errorf("%s: %s, silent %v", one.name, a.Says, a.Silent)
		}
	}
}

// handed is a hand-off of a question.
func handed(number int, repeated string) func(tx *db.Tx, of id.Any) {
	return func(tx *db.Tx, of id.Any) {
		one := id.New[id.Any](tx.IDs)
		writes(tx, "transfer", columns{"id": one, "question": of, "sender": one, "taker": one, "state": "accepted", "number": number, "handed_at": at(10, 20)})
		writes(tx, "transfer_words", columns{"transfer": one, "repeated": repeated})
	}
}

func reading(state string) func(tx *db.Tx, of id.Any) {
	return func(tx *db.Tx, of id.Any) {
		writes(tx, "question_reading", columns{"question": of, "number": 1, "state": state, "written_at": at(10, 20), "stated_at": at(10, 20)})
	}
}

// historyRows: told again only in a hand-off that took place, set right only where the customer did so.
func (s *scene) historyRows() {
	s.weighs(overview.AskHistory, "asked", map[string]int{"repeats": 3, "corrected": 2}, []sevenRow{
		{"asked", "asked", asked(nil)},
		{"no question after all", "", asked(columns{"ending": "no_question"})},
		{"answered", "asked", asked(columns{"ending": "answered"})},
		{"handed on", "asked", asked(nil, handed(1, ""))},
		{"handed on and told again", "repeated", asked(nil, handed(1, "Het nummer."))},
		{"told again twice", "repeated", asked(nil, handed(1, "Het nummer."), handed(2, "De datum."), reading("corrected"))},
		{"not taken over", "asked", asked(nil, handed(0, "Het nummer."))},
		{"set right", "corrected", asked(nil, reading("corrected"))},
		{"confirmed", "asked", asked(nil, reading("confirmed"))},
		{"of a year ago", "asked", asked(columns{"noted_at": ago(365)})},
		{"of longer ago", "", asked(columns{"noted_at": ago(365).Add(-time.Second)})},
	})
}

package overview_test

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// noted is what is said of a customer.
func noted(kind string, confirmed time.Time, fields columns) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		writes(tx, "claim", columns{
			"id": one, "customer": of, "kind": kind, "meant": kind, "source": "customer", "written_at": confirmed, "confirmed_at": confirmed,
		}.more(fields))
		writes(tx, "claim_words", columns{"claim": one, "text": "Liever in de ochtend."})
		return one
	}
}

// wishRows: what is past its shelf life does not count, however good it once was to know.
func (s *scene) wishRows() {
	s.weighs(overview.AskWishes, "wish worry", map[string]int{"wishes": 2, "worries": 1, "fresh": 3}, []sevenRow{
		{"a wish", "wish", noted("wish", ago(1), nil)},
		{"a wish of almost a year", "wish", noted("wish", ago(365).Add(time.Second), nil)},
		{"a wish of a year", "", noted("wish", ago(365), nil)},
		{"a worry of five months", "worry", noted("worry", ago(150), nil)},
		{"a worry of seven months", "", noted("worry", ago(210), nil)},
		{"a wish that ended", "", noted("wish", ago(1), columns{"ended_at": at(9, 0), "ending": "withdrawn"})},
		{"an assumption", "", noted("assumption", ago(1), nil)},
		{"an opinion", "", noted("opinion", ago(1), nil)},
	})
}

// recovered is a promise that makes up for another.
func recovered(fields columns, beside ...func(tx *db.Tx, of id.Any)) func(tx *db.Tx, of id.Any) {
	return func(tx *db.Tx, of id.Any) {
		promised(columns{"customer": nil, "recovery_of": of}.more(fields), beside...)(tx, id.Customer{})
	}
}

func complained(fields columns) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		writes(tx, "complaint", columns{"id": one, "customer": of, "received_at": at(9, 30), "acknowledge_by": at(16, 0)}.more(fields))
		return one
	}
}

// troubleRows: at once is within a working day, of hours in which the doors are open: here from Friday at
// ten over the weekend to Monday at ten. What was solved later counts against us under the same name.
func (s *scene) troubleRows() {
	friday, monday := at(10, 0).AddDate(0, 0, -4), at(10, 0).AddDate(0, 0, -1)
	late := monday.Add(time.Minute)
	broken := columns{"broken_at": friday, "due_at": friday.Add(-time.Hour)}
	done := func(at time.Time) columns { return broken.more(columns{"deed_at": at}) }
	s.weighs(overview.AskTrouble, "made-good complaint-solved", map[string]int{"broken": 5, "complaints": 2, "open": 3, "soon": 4}, []sevenRow{
		{"done within a working day", "made-good", promised(done(monday))},
		{"done late, made good before", "made-good", promised(done(late), recovered(columns{"deed_at": monday}))},
		{"done, made good late", "made-good", promised(done(monday), recovered(columns{"deed_at": late}))},
		{"not yet", "not-yet", promised(broken)},
		{"made good, which was taken back", "not-yet", promised(broken, recovered(columns{"deed_at": monday, "undone_at": late}))},
		{"in time after all", "", promised(broken.more(columns{"deed_at": friday.Add(-2 * time.Hour)}))},
		{"taken back", "", promised(broken.more(columns{"undone_at": late}))},
		{"theirs", "", promised(broken.more(columns{"direction": "theirs"}))},
		{"longer ago", "", promised(columns{"broken_at": ago(366)})},
		{"of an import not shown yet", "", staged(broken)},
		{"complained and answered", "complaint-solved", complained(columns{"answered_at": at(10, 0)})},
		{"complained", "complaint-open", complained(nil)},
		{"complained, which was taken back", "", complained(columns{"undone_at": at(10, 0)})},
		{"complained longer ago", "", complained(columns{"received_at": ago(366)})},
	})
	s.weighs(overview.AskTrouble, "", map[string]int{"broken": 2, "complaints": 1, "later": 3}, []sevenRow{
		{"a minute more than a working day", "made-good", promised(done(late))},
		{"made good so", "made-good", promised(broken, recovered(columns{"deed_at": late}))},
		{"answered so", "complaint-solved", complained(columns{"received_at": friday, "answered_at": late})},
	})
}

// said is a message about a promise, with how it stands; together tells that the promise is one of several in it.
func said(kind, state string, together bool) func(tx *db.Tx, of id.Any) {
	return func(tx *db.Tx, of id.Any) {
		one, subject := id.New[id.Any](tx.IDs), of
		if together {
			subject = one
			writes(tx, "message_about", columns{"message": one, "subject": of})
		}
		writes(tx, "message", columns{
			"id": one, "kind": kind, "recipient": one, "subject": subject, "state": state, "use_by": at(16, 0), "not_before": at(9, 0), "created_at": at(10, 0),
		})
	}
}

// thanksRows: what we said sorry for, in which message, and only when it has left the house.
func (s *scene) thanksRows() {
	broken := columns{"broken_at": at(9, 30), "due_at": at(9, 30)}
	early := columns{"due_at": at(10, 30), "deed_at": at(9, 30), "state": "done"}
	s.weighs(overview.AskThanks, "sorry", map[string]int{"broken": 11, "sorry": 5}, []sevenRow{
		{"sent", "sorry", promised(broken, said("broken", "sent", false))},
		{"handed over", "sorry", promised(broken, said("broken", "handed", false))},
		{"a draft", "no-sorry", promised(broken, said("broken", "draft", false))},
		{"of something else", "no-sorry", promised(broken, said("revised", "sent", false))},
		{"in one for several", "sorry", promised(broken, said("broken", "sent", true))},
		{"in a draft for several", "no-sorry", promised(broken, said("broken", "draft", true))},
		{"in one for several of something else", "no-sorry", promised(broken, said("revised", "sent", true))},
		{"in how it is made good", "sorry", promised(broken, recovered(columns{"deed_at": at(9, 40)}, said("recovery", "sent", false)))},
		{"made good, which was taken back", "no-sorry", promised(broken, recovered(columns{"undone_at": at(9, 50)}, said("recovery", "sent", false)))},
		{"made good, not said yet", "no-sorry", promised(broken, recovered(columns{"deed_at": at(9, 40)}, said("recovery", "draft", false)))},
		{"both ways", "sorry", promised(broken, said("broken", "sent", false), said("broken", "sent", true))},
		{"in time after all", "", promised(broken.more(columns{"deed_at": at(9, 0)}))},
		{"taken back", "", promised(broken.more(columns{"undone_at": at(9, 50)}))},
		{"longer ago", "", promised(broken.more(columns{"broken_at": ago(366)}))},
	})
	s.weighs(overview.AskThanks, "early", map[string]int{"early": 1}, []sevenRow{
		{"an hour before", "early", promised(early)},
		{"less than an hour before", "", promised(early.more(columns{"deed_at": at(9, 30).Add(time.Second)}))},
		{"what makes up for another", "", promised(early.more(columns{"recovery_of": id.New[id.Any](s.App.DB.IDs())}))},
		{"denied", "", promised(early.more(columns{"state": "disputed"}))},
		{"something to send", "", promised(early.more(columns{"kind": "send"}))},
		{"theirs", "", promised(early.more(columns{"direction": "theirs"}))},
		{"taken back", "", promised(early.more(columns{"undone_at": at(10, 0)}))},
		{"longer ago", "", promised(early.more(columns{"deed_at": ago(366)}))},
		{"of an import not shown yet", "", staged(early)},
	})
}

// gave is an answer that was given under its stamp, the numbers of its versions as given, oldest first.
func gave(numbers []int, beside ...func(tx *db.Tx, of id.Any, to id.Customer)) happens {
	return func(tx *db.Tx, of id.Customer) id.Any {
		one := id.New[id.Any](tx.IDs)
		for i, n := range numbers {
			writes(tx, "answer_given", columns{"id": id.New[id.Any](tx.IDs), "answer": one, "number": n, "customer": of, "given_at": at(10, i)})
		}
		for _, row := range beside {
			row(tx, one, of)
		}
		return one
	}
}

func edition(number int, contradicts bool, approved time.Time) func(tx *db.Tx, of id.Any, to id.Customer) {
	return func(tx *db.Tx, of id.Any, _ id.Customer) {
		writes(tx, "answer_edition", columns{"answer": of, "number": number, "contradicts": contradicts, "written_at": at(9, 0), "approved_at": approved})
	}
}

func told(number int, to id.Customer) func(tx *db.Tx, of id.Any, to id.Customer) {
	return func(tx *db.Tx, of id.Any, self id.Customer) {
		if to.IsZero() {
			to = self
		}
		writes(tx, "answer_told", columns{"answer": of, "customer": to, "number": number, "told_at": at(10, 30)})
	}
}

// sameRows: an answer was wrong when an approved version of later says otherwise, and was put right when this
// customer was told so, or given a version that knows of it.
func (s *scene) sameRows() {
	otherwise, never, self := edition(2, true, at(9, 30)), time.Time{}, id.Customer{}
	s.weighs(overview.AskSame, "given", map[string]int{"wrong": 9, "untold": 5}, []sevenRow{
		{"given", "given", gave([]int{1})},
		{"of a version that contradicts", "given", gave([]int{2}, otherwise)},
		{"worded anew", "given", gave([]int{1}, edition(2, false, at(9, 30)))},
		{"contradicted in a draft", "given", gave([]int{1}, edition(2, true, never))},
		{"contradicted", "wrong", gave([]int{1}, otherwise)},
		{"told", "wrong-told", gave([]int{1}, otherwise, told(2, self))},
		{"told of its own version", "wrong", gave([]int{1}, otherwise, told(1, self))},
		{"somebody else told", "wrong", gave([]int{1}, otherwise, told(2, s.Monique))},
		{"given anew", "given wrong-told", gave([]int{1, 2}, otherwise)},
		{"given a version that does not know of it", "wrong wrong", gave([]int{1, 2}, edition(3, true, at(9, 30)))},
		{"given a version after a draft", "given wrong-told", gave([]int{1, 3}, edition(2, true, never), edition(3, true, at(9, 30)))},
		{"told after two", "wrong-told", gave([]int{1}, otherwise, edition(3, true, at(9, 30)), told(3, self))},
	})
	again := edition(4, true, at(9, 40))
	s.weighs(overview.AskSame, "", map[string]int{"wrong": 6, "untold": 6}, []sevenRow{
		{"given a draft that knew of it", "wrong wrong", gave([]int{1, 2}, edition(2, true, never), again)},
		{"given what was only worded anew", "wrong wrong", gave([]int{1, 2}, edition(2, false, at(9, 30)), again)},
		{"put right before, and wrong again", "wrong wrong", gave([]int{2, 3}, otherwise, again)},
	})
}

package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// The kinds of question whose paths can be read: all that were asked here, those of a topic, those without one, and
// the cases of a log that was taken over.
const (
	AllQuestions = "questions"
	NoTopic      = "no-topic"
	topicPrefix  = "topic:"
	logPrefix    = "log:"
)

// PathKind is a kind of question with how many there were.
type PathKind struct {
	Kind  string `json:"kind"`
	NL    string `json:"nl,omitempty"` // the name of a topic
	EN    string `json:"en,omitempty"`
	Log   string `json:"log,omitempty"` // the name of another system
	Cases int64  `json:"cases"`
}

// mostCases bounds how many questions paths are read of, the newest ones.
const mostCases = 20_000

// inLog are the steps that another system logged, in sight.
const inLog = ` FROM interaction i WHERE i.org = $1 AND i.case_name IS NOT NULL AND i.undone_at IS NULL
	AND NOT EXISTS (SELECT 1 FROM interaction_run_hidden h WHERE h.org = $1 AND h.run = i.import_run)`

// PathKinds lists the kinds of question of a period, with the logs of all time.
func PathKinds(tx *db.Tx, from, until time.Time) (out []PathKind, err error) {
	since, before := stretch(from, until)
	all, err := db.One[int64](tx, `SELECT COUNT(*) FROM question q WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3
		AND q.ending <> 'no_question'`, tx.Org, since, before)
	if err != nil {
		return nil, err
	}
	topics, err := db.All[struct {
		Topic  id.Topic
		NL, EN string
		Cases  int64
	}](tx, `SELECT t.id AS topic, t.name_nl AS nl, t.name_en AS en, COUNT(DISTINCT g.question) AS cases FROM answer_given g
		JOIN answer a ON a.org = g.org AND a.id = g.answer JOIN answer_topic t ON t.org = g.org AND t.id = a.topic
		JOIN question q ON q.org = g.org AND q.id = g.question
		WHERE g.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 AND q.ending <> 'no_question' AND NOT EXISTS (SELECT 1 FROM answer_given f
			JOIN answer b ON b.org = f.org AND b.id = f.answer
			WHERE f.org = $1 AND f.question = g.question AND f.id < g.id AND b.topic IS NOT NULL)
		GROUP BY t.id, t.name_nl, t.name_en ORDER BY COUNT(DISTINCT g.question) DESC, t.id`, tx.Org, since, before)
	if err != nil {
		return nil, err
	}
	out, rest := append(out, PathKind{Kind: AllQuestions, Cases: all}), all
	for _, t := range topics {
		out, rest = append(out, PathKind{Kind: topicPrefix + t.Topic.String(), NL: t.NL, EN: t.EN, Cases: t.Cases}), rest-t.Cases
	}
	if len(topics) > 0 {
		out = append(out, PathKind{Kind: NoTopic, Cases: rest})
	}
	logs, err := db.All[PathKind](tx, `SELECT i.source AS log, COUNT(DISTINCT i.case_name) AS cases`+inLog+` GROUP BY i.source ORDER BY i.source`, tx.Org)
	for _, one := range logs {
		one.Kind = logPrefix + one.Log
		out = append(out, one)
	}
	return out, err
}

// happening is one row of what happened in a case.
type happening struct {
	Question id.Question
	CaseName string
	Step     PathStep
	Label    string
	Staff    id.Staff
	At       time.Time
}

// ReadPaths reads the cases of a kind; of questions those that were noted from an instant until another. What was
// done is told to people only.
func ReadPaths(tx *db.Tx, kind string, from, until time.Time) (*PathLog, error) {
	if tx.Actor.Kind == party.Agent {
		return nil, fault.New(fault.Forbidden, "report.paths_for_people")
	}
	if log, is := strings.CutPrefix(kind, logPrefix); is {
		all, err := db.All[happening](tx, `SELECT i.case_name, 'logged' AS step, COALESCE((SELECT w.words FROM interaction_words w
			WHERE w.org = $1 AND w.interaction = i.id), '') AS label, i.staff, i.began_at AS at`+inLog+` AND i.source = $2
			ORDER BY i.case_name, i.began_at, i.import_row`, tx.Org, log)
		if err != nil {
			return nil, err
		}
		return gathered(kind, all, named(all)), nil
	}
	all, err := happenedIn(tx, from, until)
	if err != nil {
		return nil, err
	}
	if kind != AllQuestions {
		if all, err = ofKind(tx, kind, all); err != nil {
			return nil, err
		}
	}
	places, err := placesOf(tx)
	if err != nil {
		return nil, err
	}
	return gathered(kind, all, func(h happening) PathNode {
		switch {
		case h.Step == StepCorrected || h.Step == StepElsewhere || h.Step == StepRefused || h.Staff.IsZero():
			return PathNode{Step: h.Step, Place: AtCustomer}
		}
		at := places[h.Staff]
		return PathNode{Step: h.Step, Place: at.Place, Team: at.Team}
	}), nil
}

// mostLabels is how many names of steps a log may have; a log with more says what was done in free words, which
// are for reading one by one and not for a picture.
const mostLabels = 60

// named gives the steps of a log their names, when there are few enough of them to be names.
func named(all []happening) func(happening) PathNode {
	labels := map[string]bool{}
	for _, h := range all {
		labels[h.Label] = true
	}
	return func(h happening) PathNode {
		if len(labels) > mostLabels {
			return PathNode{Step: StepLogged}
		}
		return PathNode{Step: StepLogged, Label: h.Label}
	}
}

// ofKind keeps what happened to questions of a topic, or without one.
func ofKind(tx *db.Tx, kind string, all []happening) ([]happening, error) {
	given, err := db.All[struct {
		Question id.Question
		Topic    id.Topic
	}](tx, `SELECT g.question, a.topic FROM answer_given g JOIN answer a ON a.org = g.org AND a.id = g.answer
		WHERE g.org = $1 AND g.question IS NOT NULL AND a.topic IS NOT NULL ORDER BY g.id DESC`, tx.Org)
	topic := map[id.Question]id.Topic{}
	for _, g := range given {
		topic[g.Question] = g.Topic // the first one given stays
	}
	return slices.DeleteFunc(all, func(h happening) bool {
		of, has := topic[h.Question]
		if kind == NoTopic {
			return has
		}
		return !has || topicPrefix+of.String() != kind
	}), err
}

// gathered puts what happened together by case, in order of time.
func gathered(kind string, all []happening, nodeOf func(happening) PathNode) *PathLog {
	l, nodes, cases := &PathLog{kind: kind}, map[PathNode]int{}, map[string]int{}
	for _, h := range all {
		name := h.CaseName
		if !h.Question.IsZero() {
			name = h.Question.String()
		}
		at, known := cases[name]
		if !known {
			at = len(l.cases)
			cases[name] = at
			l.cases = append(l.cases, pathCase{name: h.CaseName, question: h.Question})
		}
		node := nodeOf(h)
		number, known := nodes[node]
		if !known {
			number = len(l.nodes)
			nodes[node] = number
			l.nodes, l.ids = append(l.nodes, node), append(l.ids, node.ID())
		}
		l.cases[at].steps = append(l.cases[at].steps, caseStep{number, h.At, h.Staff})
	}
	if !IsLog(kind) {
		for _, one := range l.cases {
			slices.SortStableFunc(one.steps, func(a, b caseStep) int {
				return cmp.Or(a.at.Compare(b.at), rank[l.nodes[a.node].Step]-rank[l.nodes[b.node].Step])
			})
		}
	}
	slices.SortStableFunc(l.cases, func(a, b pathCase) int {
		return cmp.Or(b.steps[0].at.Compare(a.steps[0].at), cmp.Compare(a.name, b.name))
	})
	return l
}

// IsLog tells whether a kind is the cases of a log, which are of all time.
func IsLog(kind string) bool { return strings.HasPrefix(kind, logPrefix) }

// rank is the order of what happens at the same instant.
var rank = map[PathStep]int{
	StepNoted: 0, StepReopened: 1, StepCorrected: 2, StepHanded: 3, StepTaken: 4, StepDeclined: 4, StepPromised: 5, StepBroken: 6,
	StepAnswered: 7, StepRefused: 8, StepElsewhere: 8,
}

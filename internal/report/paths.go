package report

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"time"

	"kroon/internal/id"
	"kroon/internal/worktime"
)

// PathStep is what happened in a case.
type PathStep string

// The steps of a question that was asked here. What another system logged has its own names.
const (
	StepNoted     PathStep = "noted"
	StepPromised  PathStep = "promised"
	StepHanded    PathStep = "handed"   // passed on, and waiting for a yes
	StepTaken     PathStep = "taken"    // by who it was passed on to
	StepDeclined  PathStep = "declined" // by who it was passed on to
	StepCorrected PathStep = "corrected"
	StepBroken    PathStep = "broken"
	StepAnswered  PathStep = "answered"
	StepReopened  PathStep = "reopened"
	StepRefused   PathStep = "refused"
	StepElsewhere PathStep = "elsewhere"
	StepLogged    PathStep = "logged"
)

// Place is where a step was done: a team that is large enough for a figure of its own, or else a role. It never is
// a person.
type Place string

// The roles, for teams that are too small to be named.
const (
	Nowhere    Place = ""
	AtDesk     Place = "desk" // who answers the phone
	AtExpert   Place = "expert"
	AtLead     Place = "lead"
	AtAgent    Place = "agent"
	AtCustomer Place = "customer"
	AtLeft     Place = "left" // who works here no more
	AtTeam     Place = "team"
)

// PathNode is a step at a place.
type PathNode struct {
	Step   PathStep `json:"step"`
	Label  string   `json:"label,omitempty"` // of StepLogged, by the name that the log has for it
	Place  Place    `json:"place,omitempty"`
	Team   string   `json:"team,omitempty"` // of AtTeam
	N      int      `json:"n"`
	Begins int      `json:"begins"` // cases that begin with it
	Ends   int      `json:"ends"`   // cases that ended, or have got no further
}

// ID names the node, whatever else happened.
func (n PathNode) ID() string { return shortly(string(n.Step), n.Label, string(n.Place), n.Team) }

// shortly is a short name for what is told by these words.
func shortly(words ...string) string {
	sum := fnv.New64a()
	for _, word := range words {
		_, _ = sum.Write([]byte(word + "\x00")) // a hash never fails
	}
	return strconv.FormatUint(sum.Sum64(), 36)
}

// Arrow is one step directly followed by another: the directly-follows graph of process mining.
type Arrow struct {
	From    int   `json:"from"` // places in the list of nodes
	To      int   `json:"to"`
	N       int   `json:"n"`
	Cases   int   `json:"cases"`
	Handed  int   `json:"hand_offs"` // of the times, those in which another person did it
	Working Spell `json:"working"`
	Clock   Spell `json:"clock"`
	Waited  int64 `json:"waited"` // minutes of working time, of all times together
}

// Spell is how long something took, in minutes: half of the times no longer than P50, nine of ten no longer than P90.
type Spell struct {
	P50 int64 `json:"p50"`
	P90 int64 `json:"p90"`
}

// Path is a way that cases went, from beginning to end.
type Path struct {
	Key   string `json:"key"`
	Nodes []int  `json:"nodes"`
	Cases int    `json:"cases"`
	Clock Spell  `json:"clock"` // from the first step to the last
}

// Paths is how it really works here, for one kind of question.
type Paths struct {
	Kind      string     `json:"kind"`
	Cases     int        `json:"cases"`
	Steps     int        `json:"steps"`
	HandOffs  int        `json:"hand_offs"`
	GaveUp    int        `json:"gave_up"`   // cases in which the customer refused
	Elsewhere int        `json:"elsewhere"` // and in which they bought elsewhere
	Open      int        `json:"open"`      // and those that came to no end yet, of questions asked here
	Different int        `json:"different"` // how many paths there are
	Shown     int        `json:"shown"`     // cases on the paths that follow
	Paths     []Path     `json:"paths"`     // most cases first
	Nodes     []PathNode `json:"nodes"`
	Arrows    []Arrow    `json:"arrows"` // most times first, of the paths that follow
}

// caseStep is one step of one case.
type caseStep struct {
	node  int
	at    time.Time
	staff id.Staff
}

// pathCase is one question, or one case of a log.
type pathCase struct {
	name     string
	question id.Question // zero of a log
	steps    []caseStep
}

// PathLog is the cases of one kind with the steps they went through.
type PathLog struct {
	kind  string
	nodes []PathNode
	ids   []string // of the nodes
	cases []pathCase
}

// keyOf names the path of a case.
func (l *PathLog) keyOf(c pathCase) string {
	words := make([]string, len(c.steps))
	for i, s := range c.steps {
		words[i] = l.ids[s.node]
	}
	return shortly(words...)
}

// Paths reckons the paths that most cases went, at most top of them (all when 0), with their arrows in the working
// time of a calendar.
func (l *PathLog) Paths(c worktime.Calendar, top int) Paths {
	out := Paths{Kind: l.kind, Cases: len(l.cases), Nodes: slices.Clone(l.nodes), Paths: []Path{}, Arrows: []Arrow{}}
	byKey, lengths := map[string]*Path{}, map[string][]time.Duration{}
	for _, one := range l.cases {
		out.Steps += len(one.steps)
		key := l.keyOf(one)
		if byKey[key] == nil {
			byKey[key] = &Path{Key: key, Nodes: nodesOf(one)}
		}
		byKey[key].Cases++
		lengths[key] = append(lengths[key], one.steps[len(one.steps)-1].at.Sub(one.steps[0].at))
		for i, s := range one.steps {
			out.Nodes[s.node].N++
			if i > 0 && s.handedFrom(one.steps[i-1], l.nodes) {
				out.HandOffs++
			}
		}
		out.Nodes[one.steps[0].node].Begins++
		last := one.steps[len(one.steps)-1].node
		out.Nodes[last].Ends++
		switch l.nodes[last].Step {
		case StepRefused:
			out.GaveUp++
		case StepElsewhere:
			out.Elsewhere++
		case StepAnswered, StepLogged:
		default:
			out.Open++
		}
	}
	for key, p := range byKey {
		p.Clock = spellOf(lengths[key])
		out.Paths = append(out.Paths, *p)
	}
	slices.SortFunc(out.Paths, func(a, b Path) int {
		return cmp.Or(b.Cases-a.Cases, len(a.Nodes)-len(b.Nodes), cmp.Compare(a.Key, b.Key))
	})
	out.Different = len(out.Paths)
	if top > 0 && top < len(out.Paths) {
		out.Paths = out.Paths[:top]
	}
	shown := map[string]bool{}
	for _, p := range out.Paths {
		shown[p.Key], out.Shown = true, out.Shown+p.Cases
	}
	out.Arrows = l.arrows(c, shown)
	return out
}

func nodesOf(c pathCase) []int {
	out := make([]int, len(c.steps))
	for i, s := range c.steps {
		out[i] = s.node
	}
	return out
}

// handedFrom tells whether a step is a hand-off: of a log when another person did it than the step before, and
// here when somebody took it.
func (s caseStep) handedFrom(before caseStep, nodes []PathNode) bool {
	if nodes[s.node].Step == StepLogged {
		return !s.staff.IsZero() && !before.staff.IsZero() && s.staff != before.staff
	}
	return nodes[s.node].Step == StepTaken
}

// arrows counts what directly follows what, in the cases of the paths that are shown.
func (l *PathLog) arrows(c worktime.Calendar, shown map[string]bool) []Arrow {
	type pair struct{ from, to int }
	type times struct {
		arrow          Arrow
		lastCase       int
		working, clock []time.Duration
	}
	first, last := l.span()
	open, all := newOpenClock(c, first, last), map[pair]*times{}
	for n, one := range l.cases {
		if !shown[l.keyOf(one)] {
			continue
		}
		for i := 1; i < len(one.steps); i++ {
			from, to := one.steps[i-1], one.steps[i]
			t := all[pair{from.node, to.node}]
			if t == nil {
				t = &times{arrow: Arrow{From: from.node, To: to.node}, lastCase: -1}
				all[pair{from.node, to.node}] = t
			}
			t.arrow.N++
			if t.lastCase != n {
				t.arrow.Cases, t.lastCase = t.arrow.Cases+1, n
			}
			if to.handedFrom(from, l.nodes) {
				t.arrow.Handed++
			}
			waited := open.between(from.at, to.at)
			t.working, t.clock = append(t.working, waited), append(t.clock, to.at.Sub(from.at))
			t.arrow.Waited += int64(waited)
		}
	}
	out := make([]Arrow, 0, len(all))
	for _, t := range all {
		t.arrow.Working, t.arrow.Clock = spellOf(t.working), spellOf(t.clock)
		t.arrow.Waited /= int64(time.Minute)
		out = append(out, t.arrow)
	}
	slices.SortFunc(out, func(a, b Arrow) int { return cmp.Or(b.N-a.N, a.From-b.From, a.To-b.To) })
	return out
}

// span is from when until when anything happened.
func (l *PathLog) span() (first, last time.Time) {
	for _, one := range l.cases {
		if from := one.steps[0].at; first.IsZero() || from.Before(first) {
			first = from
		}
		if until := one.steps[len(one.steps)-1].at; until.After(last) {
			last = until
		}
	}
	return first, last
}

// spellOf reads the times at a half and at nine tenths of all, each the shortest that so many did not exceed.
func spellOf(all []time.Duration) Spell {
	if len(all) == 0 {
		return Spell{}
	}
	slices.Sort(all)
	at := func(tenths int) int64 {
		return int64(all[(len(all)*tenths+9)/10-1] / time.Minute)
	}
	return Spell{P50: at(5), P90: at(9)}
}

// PathWait is an arrow with how much of all waiting is on it.
type PathWait struct {
	Arrow
	Percent int
}

// WhereItWaits are the arrows on which most working time goes by, most first.
func (p Paths) WhereItWaits(limit int) (out []PathWait) {
	all := int64(0)
	for _, a := range p.Arrows {
		all += a.Waited
	}
	if all == 0 {
		return nil
	}
	for _, a := range p.Arrows {
		out = append(out, PathWait{a, int(math.Round(float64(a.Waited) * 100 / float64(all)))})
	}
	slices.SortStableFunc(out, func(a, b PathWait) int { return cmp.Compare(b.Waited, a.Waited) })
	return out[:min(limit, len(out))]
}

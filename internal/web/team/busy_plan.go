package team

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// plannedView is the second step: the new times, and the words above the notices.
type plannedView struct {
	keepers   []keeper
	left      []planned // no time was found for these: they stay as they are
	moves     int
	customers int // who hear of it, each once
	words     string
	stop      bool // promise nothing more for today
	web.Refusal
}

// keeper is one person with what they keep then, in order of time.
type keeper struct {
	name  string
	lines []planned
	tight int
}

// planned is one promise with its new time.
type planned struct {
	Line overview.PromiseLine
	Move act.Move
}

// planned reads what is moved, and who keeps it then.
func (p *Pages) planned(r *http.Request, plan []act.Move) (view plannedView, err error) {
	which := make([]id.Promise, len(plan))
	for i, move := range plan {
		which[i] = move.Promise
	}
	err = p.Acts.DB.Read(r.Context(), web.ViewOf(r).Who.Actor, func(tx *db.Tx) error {
		people, err := p.Acts.Team.List(tx)
		if err != nil {
			return err
		}
		lines, err := overview.LinesOf(tx, which)
		if err != nil {
			return err
		}
		names := map[id.Staff]string{}
		for _, one := range people {
			names[one.ID] = one.Name
		}
		view = gatherPlan(plan, lines, names)
		return nil
	})
	return view, err
}

func gatherPlan(plan []act.Move, lines map[id.Promise]overview.PromiseLine, names map[id.Staff]string) (view plannedView) {
	of, told := map[id.Staff]*keeper{}, map[id.Customer]bool{}
	for _, move := range plan {
		one := planned{lines[move.Promise], move}
		if move.Due.IsZero() {
			view.left = append(view.left, one)
			continue
		}
		if of[move.Owner] == nil {
			of[move.Owner] = &keeper{name: names[move.Owner]}
		}
		k := of[move.Owner]
		k.lines = append(k.lines, one)
		if move.Verdict == "tight" {
			k.tight++
		}
		view.moves++
		told[one.Line.Customer] = true
	}
	view.customers = len(told)
	for _, k := range of {
		slices.SortStableFunc(k.lines, func(a, b planned) int { return a.Move.Due.Compare(b.Move.Due) })
		view.keepers = append(view.keepers, *k)
	}
	slices.SortFunc(view.keepers, func(a, b keeper) int { return cmp.Compare(a.name, b.name) })
	return view
}

// field is a planned move as the page sends it on.
func (p planned) field() string {
	return p.Move.Promise.String() + " " + p.Move.Due.UTC().Format(time.RFC3339) + " " + p.Move.Owner.String()
}

// Move gives the promises their new times and every customer an honest notice.
func (p *Pages) Move(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	var plan []act.Move
	for _, text := range form.Lines("move", 200) {
		move, err := readMove(text)
		if err != nil {
			form.Refuse(err)
		}
		plan = append(plan, move)
	}
	words, stop := form.Text("words", 2000), form.Has("stop")
	if err = form.Err(); err == nil {
		var moved act.Moved
		if moved, err = p.Acts.MoveBusyDay(r.Context(), v.Who.Actor, plan, words); err == nil {
			return p.moved(w, r, moved, stop)
		}
	}
	view, failed := p.planned(r, plan)
	if failed != nil {
		return failed
	}
	view.words, view.stop = words, stop
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		view.Refusal = f
		return plannedPage(v, view)
	})
}

// moved leads to what every customer got, and stops new promises for today when that was asked too.
func (p *Pages) moved(w http.ResponseWriter, r *http.Request, moved act.Moved, stop bool) error {
	if stop {
		if _, err := p.Acts.StopSameDay(r.Context(), web.ViewOf(r).Who.Actor, true); err != nil {
			return err
		}
	}
	path := "/team/busy/told?at=" + strconv.FormatInt(moved.At.UnixMicro(), 10)
	return web.Redirect(w, r, path, web.Said("teamwork.said.moved", "n", moved.Promises))
}

func readMove(text string) (move act.Move, err error) {
	parts := strings.Fields(text)
	unclear := fault.New(fault.Invalid, "web.not_offered").On("move")
	if len(parts) != 3 {
		return move, unclear
	}
	if move.Promise, err = id.Parse[id.Promise](parts[0]); err != nil {
		return move, unclear.Because(err)
	}
	if move.Due, err = time.Parse(time.RFC3339, parts[1]); err != nil {
		return move, unclear.Because(err)
	}
	if move.Owner, err = id.Parse[id.Staff](parts[2]); err != nil {
		return move, unclear.Because(err)
	}
	return move, nil
}

package overview

import (
	"cmp"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// TeamPage is who is there, who is not, and what each of them has on their hands.
type TeamPage struct {
	People   []Person // present, then not now, then away; by name
	Duties   []DutyNow
	SameDay  time.Time // until when no new promises for today are made; zero when they are
	MayLead  bool
	MayWrite bool
}

// Person is a member of staff as they are now.
type Person struct {
	Staff   team.Staff
	Team    string
	Present bool
	Until   time.Time // of who is present: when they go home; zero when that is more than a day away
	Away    bool
	Back    time.Time // of who is away: when they work again; zero when that is not known
	Load    Load
	Room    *PersonRoom // when it was reckoned, and of who keeps promises
	Me      bool
	MyTeam  bool // the reader looks after them
}

// Load is what somebody has to keep.
type Load struct {
	Open    int
	Today   int // still due today
	Broken  int // not kept and not yet made good
	Minutes int // effort of all that is open
}

// DutyNow is a duty and who has it now.
type DutyNow struct {
	Duty  team.Duty
	Team  string
	Holds string // first name; empty when nobody is there
}

// Present tells which of the people is the reader; the zero Person when he is not among them.
func (p TeamPage) Present() Person {
	at := slices.IndexFunc(p.People, func(one Person) bool { return one.Me })
	if at < 0 {
		return Person{}
	}
	return p.People[at]
}

// Team reads the team.
func Team(tx *db.Tx, people *team.Service, endOfDay time.Time) (page TeamPage, err error) {
	page.MayLead, page.MayWrite = tx.Actor.May(party.TeamLead), tx.Actor.May(party.Colleague)
	all, err := people.List(tx)
	if err != nil {
		return page, err
	}
	teams, err := people.Teams(tx)
	if err != nil {
		return page, err
	}
	present, err := people.WhoIsPresent(tx, tx.Now)
	if err != nil {
		return page, err
	}
	away, err := people.WhoIsAway(tx, tx.Now)
	if err != nil {
		return page, err
	}
	loads, err := loadsOf(tx, endOfDay)
	if err != nil {
		return page, err
	}
	for _, one := range all {
		if !one.Here(tx.Now) {
			continue
		}
		p := Person{Staff: one, Load: loads[one.ID], Me: one.ID == tx.Actor.StaffID(), MyTeam: tx.Actor.May(party.Owner)}
		for _, t := range teams {
			if t.ID == one.Team {
				p.Team, p.MyTeam = t.Name, p.MyTeam || t.Lead == tx.Actor.StaffID()
			}
		}
		for _, there := range present {
			if there.Staff.ID == one.ID {
				p.Present, p.Until = true, there.Until
			}
		}
		for _, gone := range away {
			if gone.Staff.ID == one.ID {
				p.Away, p.Back = true, gone.Back
			}
		}
		page.People = append(page.People, p)
	}
	slices.SortStableFunc(page.People, func(a, b Person) int { return cmp.Compare(a.rank(), b.rank()) })
	if page.Duties, err = dutiesNow(tx, people, teams); err != nil {
		return page, err
	}
	page.SameDay, err = stoppedUntil(tx)
	return page, err
}

func (p Person) rank() int {
	switch {
	case p.Present:
		return 0
	case !p.Away:
		return 1
	}
	return 2
}

func dutiesNow(tx *db.Tx, people *team.Service, teams []team.Team) ([]DutyNow, error) {
	duties, err := people.Duties(tx)
	if err != nil {
		return nil, err
	}
	held, err := people.OnDuty(tx, tx.Now)
	if err != nil {
		return nil, err
	}
	var out []DutyNow
	for _, duty := range duties {
		now := DutyNow{Duty: duty}
		for _, t := range teams {
			if t.ID == duty.Team {
				now.Team = t.Name
			}
		}
		for _, one := range held {
			if one.Duty.ID == duty.ID {
				now.Holds = one.Staff.FirstName
			}
		}
		out = append(out, now)
	}
	return out, nil
}

// loadsOf counts per owner what is open. What customers promised us takes nobody's time.
func loadsOf(tx *db.Tx, endOfDay time.Time) (map[id.Staff]Load, error) {
	rows, err := db.All[struct {
		Owner                        id.Staff
		Open, Today, Broken, Minutes int
	}](tx, `SELECT p.owner, COUNT(*) AS open,
		SUM(CASE WHEN p.due_at >= $2 AND p.due_at < $3 THEN 1 ELSE 0 END) AS today,
		SUM(CASE WHEN p.state = 'broken' THEN 1 ELSE 0 END) AS broken, SUM(p.minutes) AS minutes
		FROM promise p WHERE p.org = $1 AND p.open = 1 AND p.direction <> 'theirs' AND p.undone_at IS NULL`+notStaged+`
		GROUP BY p.owner`, tx.Org, tx.Now, endOfDay)
	out := make(map[id.Staff]Load, len(rows))
	for _, row := range rows {
		out[row.Owner] = Load{row.Open, row.Today, row.Broken, row.Minutes}
	}
	return out, err
}

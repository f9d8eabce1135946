package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// staffVerb is who works here.
type staffVerb struct {
	Add    staffAddVerb    `cmd:"" help:"Add a colleague, or a virtual one, with access."`
	List   staffListVerb   `cmd:"" help:"List everyone, who left included."`
	Depart staffDepartVerb `cmd:"" help:"Record that somebody no longer works here."`
}

type staffAddVerb struct {
	within
	reached
	Name         string   `arg:"" help:"Full name."`
	Email        string   `help:"With which they sign in; a person needs one."`
	Role         string   `enum:"owner,team-lead,staff,reader" default:"staff" help:"owner, team-lead, staff or reader."`
	Team         string   `help:"Name of the team." placeholder:"NAME"`
	Phone        string   `help:"As +31612345678."`
	AnswersPhone bool     `help:"Answers the phone: half of the day is free for promises."`
	Skills       []string `help:"What they can do."`
	Agent        bool     `help:"A program: a virtual colleague."`
	Answerable   string   `help:"Of a virtual colleague: the name of the person who answers for it." placeholder:"NAME"`
}

// Run adds somebody and prints the link with which they choose a password.
func (s staffAddVerb) Run(ctx context.Context, v *verbs) error {
	return s.enterAt(ctx, v, s.reached, func(o *office) error {
		c := act.Colleague{Role: party.Role(s.Role), Skills: s.Skills, Staff: team.Staff{
			Kind: party.Staff, Name: s.Name, Email: s.Email, Phone: s.Phone, AnswersPhone: s.AnswersPhone,
		}}
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			if s.Agent {
				c.Staff.Kind = party.Agent
				if c.Staff.Answerable, err = o.person(tx, s.Answerable, "answerable"); err != nil {
					return err
				}
			}
			c.Staff.Team, err = o.teamCalled(tx, s.Team)
			return err
		})
		if err != nil {
			return err
		}
		hired, err := o.Acts.Hire(ctx, o.actor, c)
		if err != nil {
			return err
		}
		fmt.Println(hired.Staff.ID, hired.Staff.Name)
		if hired.Invite != "" {
			o.say("command.invited", "link", o.Address(o.organisation, "/welcome/"+hired.Invite))
		}
		return nil
	})
}

// teamCalled finds a team by name; none for no name.
func (o *office) teamCalled(tx *db.Tx, name string) (id.Team, error) {
	if name == "" {
		return id.Team{}, nil
	}
	teams, err := o.Acts.Team.Teams(tx)
	if err != nil {
		return id.Team{}, err
	}
	for _, t := range teams {
		if strings.EqualFold(t.Name, name) {
			return t.ID, nil
		}
	}
	return id.Team{}, fault.New(fault.NotFound, "team.unknown_team").On("team")
}

// person finds somebody who works here, by full name or id.
func (o *office) person(tx *db.Tx, who, field string) (id.Staff, error) {
	if known, err := id.Parse[id.Staff](who); err == nil {
		s, err := o.Acts.Team.Get(tx, known)
		return s.ID, err
	}
	found, err := o.Acts.Team.ByName(tx, who)
	if err != nil {
		return id.Staff{}, err
	}
	var here []team.Staff
	for _, s := range found {
		if s.Here(tx.Now) {
			here = append(here, s)
		}
	}
	switch len(here) {
	case 0:
		return id.Staff{}, fault.New(fault.NotFound, "team.unknown_staff").On(field)
	case 1:
		return here[0].ID, nil
	}
	return id.Staff{}, fault.New(fault.Conflict, "command.several", "name", who).On(field)
}

type staffListVerb struct {
	within
	JSON bool `help:"A line of JSON for each."`
}

// Run lists everyone.
func (s staffListVerb) Run(ctx context.Context, v *verbs) error {
	return s.enter(ctx, v, func(o *office) error {
		var all []team.Staff
		roles := map[id.Staff]party.Role{}
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			if all, err = o.Acts.Team.List(tx); err != nil {
				return err
			}
			accounts, err := o.Acts.Access.List(tx)
			for _, a := range accounts {
				if a.ClosedAt.IsZero() {
					roles[a.Staff] = a.Role
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		if s.JSON {
			return printLines(all, roles)
		}
		table := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		for _, one := range all {
			left := ""
			if !one.LeftAt.IsZero() {
				left = o.printer.T("command.left", "day", o.printer.Date(one.LeftAt))
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", one.ID, one.Name, roles[one.ID], one.Email, left)
		}
		return table.Flush()
	})
}

// line is a colleague for programs.
type line struct {
	ID     id.Staff   `json:"id"`
	Kind   party.Kind `json:"kind"`
	Name   string     `json:"name"`
	Role   party.Role `json:"role,omitempty"`
	Email  string     `json:"email,omitempty"`
	LeftAt string     `json:"left_at,omitempty"`
}

func printLines(all []team.Staff, roles map[id.Staff]party.Role) error {
	encoder := json.NewEncoder(os.Stdout)
	var err error
	for _, one := range all {
		l := line{ID: one.ID, Kind: one.Kind, Name: one.Name, Role: roles[one.ID], Email: one.Email}
		if !one.LeftAt.IsZero() {
			l.LeftAt = one.LeftAt.Format("2006-01-02T15:04:05.999999Z07:00")
		}
		err = errors.Join(err, encoder.Encode(l))
	}
	return err
}

type staffDepartVerb struct {
	within
	Name string `arg:"" help:"Full name or id."`
}

// Run records that somebody left.
func (s staffDepartVerb) Run(ctx context.Context, v *verbs) error {
	return s.enter(ctx, v, func(o *office) error {
		var who id.Staff
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			who, err = o.person(tx, s.Name, "name")
			return err
		})
		if err != nil {
			return err
		}
		left, err := o.Acts.Depart(ctx, o.actor, who, 0)
		if err == nil {
			o.say("command.departed", "name", left.Name)
		}
		return err
	})
}

// tokenVerb is how programs get in.
type tokenVerb struct {
	Make tokenMakeVerb `cmd:"" help:"Make an API token; it is shown once."`
}

type tokenMakeVerb struct {
	within
	For    string   `required:"" help:"For whom: full name or id." placeholder:"NAME"`
	Name   string   `required:"" help:"What it is for."`
	Scopes []string `required:"" help:"What it may do." placeholder:"SCOPE,..."`
}

// Run makes a token and prints it alone, so that a script can keep it.
func (t tokenMakeVerb) Run(ctx context.Context, v *verbs) error {
	return t.enter(ctx, v, func(o *office) error {
		n := access.NewToken{Name: t.Name, Scopes: t.Scopes}
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			n.Staff, err = o.person(tx, t.For, "for")
			return err
		})
		if err != nil {
			return err
		}
		made, err := o.Acts.MakeToken(ctx, o.actor, n)
		if err == nil {
			fmt.Println(made.Text)
		}
		return err
	})
}

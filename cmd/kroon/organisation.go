package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"kroon/internal/app"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/organisation"
)

// organisationVerb is who lives in this installation.
type organisationVerb struct {
	Add  organisationAddVerb  `cmd:"" help:"Add an organisation beside the others, and print the link of its first run."`
	List organisationListVerb `cmd:"" help:"List the organisations."`
	Host organisationHostVerb `cmd:"" help:"Give an organisation the host name by which browsers reach it."`
}

type organisationAddVerb struct {
	common
	reached
	Name  string `arg:"" help:"As its customers know it."`
	Host  string `required:"" help:"The host name by which its staff reach it." placeholder:"HOST"`
	Speak string `enum:"nl,en" default:"nl" help:"Its language: nl or en." placeholder:"LANG"`
}

// Run adds an organisation. Its first run is done at the link, once, within a day.
func (o organisationAddVerb) Run(ctx context.Context, v *verbs) error {
	a, err := o.openAt(ctx, o.reached)
	if err != nil {
		return err
	}
	added, err := a.AddOrganisation(ctx, organisation.Setup{Name: o.Name, Host: o.Host, Lang: lang.Lang(o.Speak)})
	if err == nil {
		err = o.print(ctx, a, v, added)
	}
	return errors.Join(err, a.Close())
}

func (o organisationAddVerb) print(ctx context.Context, a *app.App, v *verbs, added organisation.Organisation) error {
	link, err := a.SetupLink(ctx, added)
	if err == nil {
		fmt.Println(added.ID, added.Name)
		fmt.Println(v.printer(added).T("command.organisation_begins", "link", link))
	}
	return err
}

type organisationListVerb struct {
	common
	reached
	JSON bool `help:"A line of JSON for each."`
}

// world is an organisation for programs.
type world struct {
	ID      id.Org `json:"id"`
	Name    string `json:"name"`
	Host    string `json:"host,omitempty"`
	Address string `json:"address"`
}

// Run lists the organisations, the oldest first.
func (o organisationListVerb) Run(ctx context.Context, _ *verbs) error {
	a, err := o.openAt(ctx, o.reached)
	if err != nil {
		return err
	}
	all, err := a.Organisations(ctx)
	table := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, one := range all {
		line := world{ID: one.ID, Name: one.Name, Host: one.Host, Address: a.Address(one, "")}
		if o.JSON {
			err = errors.Join(err, json.NewEncoder(os.Stdout).Encode(line))
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", line.ID, line.Name, line.Host, line.Address)
	}
	return errors.Join(err, table.Flush(), a.Close())
}

type organisationHostVerb struct {
	within
	Host string `arg:"" help:"The host name, such as linde.example.nl."`
}

// Run gives an organisation its host name.
func (o organisationHostVerb) Run(ctx context.Context, v *verbs) error {
	return o.enter(ctx, v, func(office *office) error {
		changed, err := office.Rehost(ctx, office.organisation.ID, "", o.Host)
		if err == nil {
			office.say("command.rehosted", "name", changed.Name, "host", changed.Host)
		}
		return err
	})
}

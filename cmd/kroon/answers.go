package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
)

// answersVerb is what everybody here answers.
type answersVerb struct {
	List           answersListVerb           `cmd:"" help:"List the answers that stand, with until when they were looked after."`
	Export         answersExportVerb         `cmd:"" help:"Print every answer that stands, as Markdown or JSON."`
	Contradictions answersContradictionsVerb `cmd:"" help:"Who was told what turned out not to be right, and has not heard since."`
	Gaps           answersGapsVerb           `cmd:"" help:"What many asked and no public answer says."`
}

type answersListVerb struct {
	within
	Expired bool `help:"Only those that nobody looked after in time."`
	JSON    bool `help:"One line of JSON for each."`
}

// Run lists the answers.
func (a answersListVerb) Run(ctx context.Context, v *verbs) error {
	return a.enter(ctx, v, func(o *office) error {
		all, err := o.answers(ctx)
		for _, one := range all {
			if a.Expired && !one.Expired {
				continue
			}
			if a.JSON {
				err = json.NewEncoder(os.Stdout).Encode(one)
			} else {
				o.say("answers.listed", "code", one.Code, "title", one.title(o.printer.Lang), "day", one.ReviewOn, "state", o.printer.T(one.state()))
			}
			if err != nil {
				return err
			}
		}
		return err
	})
}

// answerJSON is an answer for a program to read.
type answerJSON struct {
	ID       id.Answer `json:"id"`
	Code     string    `json:"code"`
	Number   int       `json:"number"`
	Public   bool      `json:"public"`
	ReviewOn string    `json:"review_on"`
	Expired  bool      `json:"expired"`
	NL       *textJSON `json:"nl,omitempty"`
	EN       *textJSON `json:"en,omitempty"`
}

type textJSON struct {
	Title string     `json:"title"`
	Body  string     `json:"body"`
	Table [][]string `json:"table,omitempty"`
}

func (a answerJSON) state() string {
	if a.Expired {
		return "answers.cli.expired"
	}
	return "answers.cli.stands"
}

func (a answerJSON) title(in lang.Lang) string {
	if t := a.in(in); t != nil {
		return t.Title
	}
	return ""
}

// in is the text in a language, or in the other one.
func (a answerJSON) in(in lang.Lang) *textJSON {
	if in == lang.EN && a.EN != nil || a.NL == nil {
		return a.EN
	}
	return a.NL
}

// answers reads every answer that stands.
func (o *office) answers(ctx context.Context) (out []answerJSON, err error) {
	err = o.read(ctx, func(tx *db.Tx) error {
		var last id.Answer
		for {
			some, err := o.Acts.Knowledge.List(tx, last, 100)
			if err != nil || len(some) == 0 {
				return err
			}
			last = some[len(some)-1].ID
			for _, one := range some {
				if one.Stands() {
					out = append(out, answerJSON{one.ID, string(one.Code), one.Edition.Number, one.Public, one.ReviewOn.String(), one.Expired,
						written(one.Edition.NL.Title, one.Edition.NL.Body, one.Edition.NL.Rows()), written(one.Edition.EN.Title, one.Edition.EN.Body, one.Edition.EN.Rows())})
				}
			}
		}
	})
	return out, err
}

func written(title, body string, table [][]string) *textJSON {
	if title == "" {
		return nil
	}
	return &textJSON{title, body, table}
}

type answersExportVerb struct {
	within
	JSON bool `help:"One line of JSON for each, in both languages, instead of Markdown."`
}

// Run prints every answer.
func (a answersExportVerb) Run(ctx context.Context, v *verbs) error {
	return a.enter(ctx, v, func(o *office) error {
		all, err := o.answers(ctx)
		for _, one := range all {
			if a.JSON {
				err = json.NewEncoder(os.Stdout).Encode(one)
			} else if text := one.in(o.printer.Lang); text != nil {
				_, err = fmt.Print(text.markdown())
			}
			if err != nil {
				return err
			}
		}
		return err
	})
}

// markdown is a heading, the text, and the comparison as a table. What was written can be no heading or row of its own.
func (t textJSON) markdown() string {
	plain := func(text string) string {
		return strings.NewReplacer("\\", "\\\\", "|", "\\|", "\n", " ").Replace(text)
	}
	out := "# " + plain(t.Title) + "\n\n"
	for line := range strings.Lines(t.Body) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			line = "\\" + strings.TrimLeft(line, " ")
		}
		out += line
	}
	out = strings.TrimRight(out, "\n") + "\n\n"
	for i, row := range t.Table {
		var cells []string
		for _, cell := range row {
			cells = append(cells, plain(cell))
		}
		out += "| " + strings.Join(cells, " | ") + " |\n"
		if i == 0 {
			out += strings.Repeat("| --- ", len(row)) + "|\n"
		}
	}
	if len(t.Table) > 0 {
		out += "\n"
	}
	return out
}

type answersContradictionsVerb struct {
	within
	JSON bool `help:"One line of JSON for each."`
}

type contradictionJSON struct {
	Answer   id.Answer   `json:"answer"`
	Title    string      `json:"title"`
	Customer id.Customer `json:"customer"`
	Name     string      `json:"name"`
	Heard    int         `json:"heard"`     // the version they were told
	SetRight int         `json:"set_right"` // the version that stands
}

// Run lists who is still to hear what is right.
func (a answersContradictionsVerb) Run(ctx context.Context, v *verbs) error {
	return a.enter(ctx, v, func(o *office) error {
		all, err := o.answers(ctx)
		if err != nil {
			return err
		}
		var found []contradictionJSON
		err = o.read(ctx, func(tx *db.Tx) error {
			for _, one := range all {
				people, _, number, err := o.Acts.Knowledge.ToTell(tx, one.ID)
				if err != nil {
					return err
				}
				for _, p := range people {
					who, err := o.Acts.Customer.Get(tx, p.Customer)
					if err != nil {
						return err
					}
					found = append(found, contradictionJSON{one.ID, one.title(o.printer.Lang), who.ID, who.Name, p.Number, number})
				}
			}
			return nil
		})
		for _, one := range found {
			if a.JSON {
				err = json.NewEncoder(os.Stdout).Encode(one)
			} else {
				o.say("answers.contradiction", "name", one.Name, "title", one.Title, "heard", one.Heard, "right", one.SetRight)
			}
			if err != nil {
				return err
			}
		}
		return err
	})
}

type answersGapsVerb struct {
	within
	JSON bool `help:"One line of JSON for each."`
}

// Run lists what many asked and no public answer says, as it was weighed last.
func (a answersGapsVerb) Run(ctx context.Context, v *verbs) error {
	return a.enter(ctx, v, func(o *office) error {
		var gaps []overview.AnswerGap
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			gaps, err = o.Acts.Knowledge.Gaps(tx)
			return err
		})
		for _, one := range gaps {
			if a.JSON {
				err = json.NewEncoder(os.Stdout).Encode(gapJSON{one.Words, one.People, one.Questions})
			} else {
				o.say("answers.gap_line", "n", one.People, "words", one.Words)
			}
			if err != nil {
				return err
			}
		}
		return err
	})
}

type gapJSON struct {
	Words     string `json:"words"`
	People    int    `json:"people"`
	Questions int    `json:"questions"`
}

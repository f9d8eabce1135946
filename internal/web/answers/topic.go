package answers

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// topicForm is a topic with what is worth asking, a line for each question.
type topicForm struct {
	topic          knowledge.Topic
	asksNL, asksEN string
	refusal        web.Refusal
}

const maxAsksText = 600

// Topics shows what answers are about, each in a form of its own.
func (p *Pages) Topics(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	page, err := p.See.List(r.Context(), v.Who.Actor, "", id.Answer{})
	if err != nil {
		return err
	}
	return web.Render(w, r, topicsPage(v, page, topicForm{}))
}

// SaveTopic adds or changes one.
func (p *Pages) SaveTopic(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	f := topicForm{
		topic:  knowledge.Topic{ID: web.FormID[id.Topic](form, "topic"), NL: form.Line("name_nl", maxTyped), EN: form.Line("name_en", maxTyped)},
		asksNL: form.Text("asks_nl", maxAsksText), asksEN: form.Text("asks_en", maxAsksText),
	}
	f.topic.Asks = asksOf(f.asksNL, f.asksEN)
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SetTopic(r.Context(), v.Who.Actor, f.topic); err == nil {
			return web.Redirect(w, r, root+"/topics", web.Said("answers.said.topic"))
		}
	}
	var page overview.AnswersPage
	refused := err
	if page, err = p.See.List(r.Context(), v.Who.Actor, "", id.Answer{}); err != nil {
		return err
	}
	return web.Again(w, r, refused, func(one web.Refusal) templ.Component {
		f.refusal = one
		return topicsPage(v, page, f)
	})
}

// asksOf puts the questions of both languages together, line by line.
func asksOf(nl, en string) (out []knowledge.Ask) {
	dutch, english := linesOf(nl), linesOf(en)
	for i := range max(len(dutch), len(english)) {
		var ask knowledge.Ask
		if i < len(dutch) {
			ask.NL = dutch[i]
		}
		if i < len(english) {
			ask.EN = english[i]
		}
		out = append(out, ask)
	}
	return out
}

func linesOf(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// formOf is the form of a topic as it is; what was refused stays as it was typed.
func formOf(t knowledge.Topic, refused topicForm) topicForm {
	if refused.refusal.Refused() && refused.topic.ID == t.ID {
		return refused
	}
	f := topicForm{topic: t}
	for _, ask := range t.Asks {
		f.asksNL += ask.NL + "\n"
		f.asksEN += ask.EN + "\n"
	}
	return f
}

// idOf is the id of a field: what was refused has the one to which the box above leads.
func (f topicForm) idOf(name, at string) string {
	if at != "" && f.refusal.On(at) != "" {
		return "f-" + at
	}
	return "f-" + name + idText(f.topic.ID)
}

// marked tells what reads the page aloud that a field is wrong, and where it says so.
func (topicForm) marked(id, wrong string) templ.Attributes {
	if wrong == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": id + "-wrong"}
}

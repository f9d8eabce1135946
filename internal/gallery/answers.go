package gallery

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// answered is an answer that an entry points at.
type answered struct {
	ID   id.Answer
	Code id.Code
}

const mostAnswers = 50

func (f *house) answers(tx *db.Tx) (out []answered, err error) {
	written, err := f.w.app.Acts.Knowledge.List(tx, id.Answer{}, mostAnswers)
	for _, one := range written {
		out = append(out, answered{one.ID, one.Code})
	}
	return out, err
}

// answered are the screens of what De Linde answers: which one is public with a comparison, which one nobody looked
// after, which one was not right and which one waits is in the demo.
func (p pointed) answered() []Entry {
	at := func(n int) string { return "/answers/" + p.answers[n].ID.String() }
	const public, expired, wrong, waits = 0, 3, 4, 5
	code := string(p.answers[public].Code)
	return []Entry{
		get("answers", isFull, "/answers", "/answers", lead),
		get("answers-found", isFull, "/answers", "/answers?q=training", lead),
		get("answer-new", isEmpty, "/answers/new", "/answers/new", lead),
		post("answer-new", "/answers/new", "/answers/new", lead, map[string]string{"body_nl": "Ja.", "table_en": "A | B\nC"}),
		get("answer-topics", isFull, "/answers/topics", "/answers/topics", lead),
		post("answer-topics", "/answers/topics", "/answers/topics", lead, map[string]string{"asks_nl": "1\n2\n3\n4", "name_nl": "Ovens"}),
		get("answer", isFull, "/answers/{answer}", at(public), lead),
		get("answer-expired", isFull, "/answers/{answer}", at(expired), lead),
		get("answer-wrong", isFull, "/answers/{answer}", at(wrong), lead),
		get("answer-waits", isFull, "/answers/{answer}", at(waits), lead),
		get("answer-edit", isFull, "/answers/{answer}/edit", at(public)+"/edit", lead),
		post("answer-edit", "/answers/{answer}/edit", at(public)+"/edit", lead, map[string]string{"title_nl": "Wat kost het?"}),
		get("answers-open", isFull, "/a", "/a", ""),
		get("answer-open", isFull, "/a/{code}", "/a/"+code, ""),
	}
}

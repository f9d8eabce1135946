package relation

import (
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// saidPath is where something that was said stands.
func saidPath(line overview.SaidLine) string {
	switch line.Kind {
	case "promise":
		return promisePath(id.Promise(line.ID))
	case "complaint":
		return "/complaints/" + line.ID.String()
	case "contact":
		if line.Customer.IsZero() {
			return "/today"
		}
		return customerPath(line.Customer)
	}
	return questionPath(id.Question(line.ID))
}

// answerTitle is what an answer is about, in the language of who reads, when it was written in that.
func answerTitle(v *web.View, answer overview.AnswerFound) string {
	words, _ := answer.Edition.In(v.Lang)
	return words.Title
}

package relation

import (
	"strconv"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// saidPath is where something that was said stands.
func saidPath(line overview.SaidLine) string {
	switch line.Kind {
	case "promise", "deed":
		return promisePath(id.Promise(line.ID))
	case "complaint":
		return "/complaints/" + line.ID.String()
	case overview.ThingFile:
		return filePath(id.File(line.ID))
	case overview.ThingOrder:
		return orderPath(line)
	case overview.ThingList:
		return listPath(id.CallList(line.ID))
	case "message":
		return aboutPath(line)
	case "strike":
		return callingPath(line.Customer)
	case "claim":
		return claimPath(id.Claim(line.ID))
	case "contact":
		if line.Customer.IsZero() {
			return "/today"
		}
		return customerPath(line.Customer)
	}
	return questionPath(id.Question(line.ID))
}

// aboutPath is where a message to a customer stands: at what it is about.
func aboutPath(line overview.SaidLine) string {
	switch line.About {
	case "question":
		return questionPath(id.Question(line.Subject))
	case "complaint":
		return "/complaints/" + line.Subject.String()
	case "promise":
		return promisePath(id.Promise(line.Subject))
	}
	return customerPath(line.Customer)
}

// saidSort is what was found, in a word; of an opinion with whose it is.
func saidSort(v *web.View, line overview.SaidLine) string {
	switch {
	case line.Author != "":
		return v.T("search.opinion", "name", line.Author)
	case line.Sort != "":
		return v.T(line.Sort.Key())
	}
	return v.T("search.kind." + string(line.Kind))
}

// foundOn is what was found and of which day, in the short list.
func foundOn(v *web.View, line overview.SaidLine) string {
	if line.Sort != "" {
		return v.T("search.said.claim", "what", saidSort(v, line), "day", v.DayDate(line.At, v.Now))
	}
	return v.T("search.said."+string(line.Kind), "day", v.DayDate(line.At, v.Now))
}

// orderPath is where an order stands: at the top of the list of its customer.
func orderPath(line overview.SaidLine) string {
	return ordersPath(line.Customer) + "?before=" + strconv.FormatInt(line.At.UnixMicro()+1, 10) + "." + line.ID.String()
}

// answerTitle is what an answer is about, in the language of who reads, when it was written in that.
func answerTitle(v *web.View, answer overview.AnswerFound) string {
	words, _ := answer.Edition.In(v.Lang)
	return words.Title
}

package desk

import (
	"time"

	"github.com/a-h/templ"

	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// spreadPath is where a team lead gives promises another owner.
const spreadPath = "/team/redistribute"

func customerOf(row overview.TodayRow) string {
	if row.Customer.IsZero() {
		return ""
	}
	return "/customers/" + row.Customer.String()
}

// emphasis is that of the first button of a row: of what presses it asks to be pressed.
func emphasis(press bool) web.Emphasis {
	if press {
		return web.Primary
	}
	return web.Secondary
}

// doneWord is what the button says; after due that it was done after all.
func doneWord(v *web.View, row overview.TodayRow, done string) string {
	if row.State == promise.Broken {
		done += "_late"
	}
	return v.T("desk.press." + done)
}

// tagsOf says beside the name what makes this one different.
func tagsOf(v *web.View, row overview.TodayRow) (tags []templ.Component) {
	if row.Employer != "" {
		tags = append(tags, web.TagNamed(web.Neutral, row.Employer))
	}
	if row.Half {
		tags = append(tags, web.Tag(web.Amber, v.T("desk.tag.half")))
	}
	if row.Buying {
		tags = append(tags, web.Tag(web.Neutral, v.T("desk.tag.buying")))
	}
	if row.Calling {
		tags = append(tags, web.Tag(web.Green, v.T("desk.tag.calling")))
	}
	if row.State == promise.Offered {
		tags = append(tags, web.Tag(web.Neutral, v.T("promise.state.offered")))
	}
	return tags
}

// asideOf is the small line below what was promised: how to begin, and how often was tried.
func asideOf(v *web.View, row overview.TodayRow) templ.Component {
	text := beginOf(v, row)
	if row.Tries > 0 {
		if text != "" {
			text += " "
		}
		text += v.T("desk.tries", "n", row.Tries)
	}
	if !row.ProposedTo.IsZero() && text == "" {
		text = v.T("desk.waits_for_colleague")
	}
	if text == "" {
		return nil
	}
	return sentence(text)
}

func theirHaste(row overview.TodayRow) web.Haste {
	if row.State == promise.Broken {
		return web.Late
	}
	return web.Calm
}

// dayShort is the day in the little room below an hour.
func dayShort(v *web.View, at time.Time) string {
	year, month, day := at.In(v.Zone).Date()
	y, m, d := v.Now.In(v.Zone).Date()
	if year == y && month == m && day == d {
		return v.T("time.today")
	}
	return v.ShortDate(at, v.Now)
}

func nameOf(v *web.View, one overview.TodayMessage) string {
	if one.Name == "" {
		return v.T("desk.nobody")
	}
	return one.Name
}

func questioner(v *web.View, q overview.QuestionLine) string {
	if q.Name == "" {
		return v.T("desk.nobody")
	}
	return q.Name
}

func questionText(v *web.View, q overview.QuestionLine) string {
	if q.Text == "" {
		return v.T("desk.questions.no_text")
	}
	return q.Text
}

// fewLetters is how many letters stand open; more of them would push the work away.
const fewLetters = 3

// besides tells whether anything stands beside the work: who begins sees no empty cards.
func (s todayScreen) besides() bool {
	return s.Aside.Word.Due > 0 || s.Aside.Closed || len(s.Aside.Room)+len(s.Aside.Thanks) > 0
}

func drafts(v *web.View, s todayScreen) (rows []templ.Component) {
	for _, one := range s.Drafts {
		rows = append(rows, draftRow(v, s, one))
	}
	return rows
}

func byHand(v *web.View, s todayScreen) (rows []templ.Component) {
	for _, one := range s.ByHand {
		rows = append(rows, handRow(v, one))
	}
	return rows
}

// roomName is a person, or a duty with who has it now.
func roomName(v *web.View, room overview.TodayRoom) string {
	if room.By == "" {
		return room.Name
	}
	return v.T("desk.room.duty", "duty", room.Name, "name", room.By)
}

package public

import (
	"context"
	"net/http"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Settle is what a customer thinks of our answer to his complaint.
func (s Screens) Settle(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, func(ctx context.Context, v act.Visitor, posted *web.Form, f *form) (*web.Flash, error) {
		of := web.FormID[id.Complaint](posted, "complaint")
		content := posted.Choice("verdict", "accept", "refuse") == "accept"
		f.Settled, f.Reply = of, posted.Raw("reply")
		said := posted.Text("reply", act.MaxToCustomer)
		if err := posted.Err(); err != nil {
			return nil, err
		}
		if said == "" && !content {
			return nil, fault.New(fault.Invalid, "public.no_words").On("reply")
		}
		_, err := s.Acts.SettleByLink(ctx, v, of, content, said)
		if content {
			return web.Said("public.said.complaint_accepted"), err
		}
		return web.Said("public.said.complaint_refused"), err
	})
}

// complaintStands says in a sentence how far it is.
func complaintStands(v *web.View, c overview.PublicComplaint) string {
	who := c.Staff
	if who == "" {
		who = v.T("message.somebody")
	}
	args := []any{"staff", web.Begun(who), "day", v.Day(c.ReceivedAt, v.Now)}
	if c.DueAt.IsZero() {
		return unbroken(v.T("public.complaint."+string(c.Stage), append(args, "due", "")...))
	}
	return unbroken(v.T("public.complaint."+string(c.Stage), append(args, "due", v.CustomerDue(c.DueAt, v.Now))...))
}

// reply is what he typed about an answer before.
func (f form) reply(c overview.PublicComplaint) string {
	if f.Settled == c.ID {
		return f.Reply
	}
	return ""
}

// replyKey names the field; the refused one has the name that the refusal leads to.
func replyKey(f form, c overview.PublicComplaint) string {
	if f.Settled == c.ID {
		return "reply"
	}
	return "reply-" + c.ID.String()
}

func (f form) wrongReply(c overview.PublicComplaint) string {
	if f.Settled == c.ID {
		return f.Refusal.On("reply")
	}
	return ""
}

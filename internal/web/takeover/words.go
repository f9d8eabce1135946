package takeover

import (
	"slices"
	"time"

	"kroon/internal/act"
	"kroon/internal/web"
)

// wordOf is what stands in a cell as people say it, where we have a word of our own for it.
func wordOf(v *web.View, kind act.ImportKind, field, cell string) string {
	if string(kind) == "customers" && field == "kind" && (cell == "person" || cell == "organisation") {
		return v.T("calls.kind." + cell)
	}
	return cell
}

// columnOptions are the columns of the file, each with what stands below it.
func columnOptions(v *web.View, look act.ImportLook) []web.Option {
	out := []web.Option{{Text: v.T("takeover.not_there")}}
	for i, column := range look.Columns {
		text := column
		for _, row := range look.First {
			if row[i] != "" {
				text = v.T("takeover.such_as", "column", column, "text", shortened(row[i]))
				break
			}
		}
		if column != "" {
			out = append(out, web.Option{Value: column, Text: text})
		}
	}
	return out
}

// shortened keeps an example short.
func shortened(text string) string {
	const most = 24
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// fieldsOf parts the fields of a kind: what is needed or was found, and the rest, which can stay folded.
func fieldsOf(look act.ImportLook) (shown, rest []string) {
	all, needed := act.ImportFields(look.Kind)
	for _, field := range all {
		if needed(field) || look.Drawn.Of[field] != "" || slices.Contains(usual, field) {
			shown = append(shown, field)
		} else {
			rest = append(rest, field)
		}
	}
	return shown, rest
}

// usual are fields that most files have.
var usual = []string{"name", "phone", "email", "what", "kind"}

// missingField is the field that a map does not fill and must.
func missingField(look act.ImportLook) string {
	if look.Missing == nil {
		return ""
	}
	field, _ := look.Missing.Args["field"].(string)
	return field
}

func fieldLabel(v *web.View, field string) string { return v.T("takeover.field." + field) }

func when(v *web.View, at time.Time) string { return v.Day(at, v.Now) + " " + v.Clock(at) }

func tried(look act.ImportLook) int {
	return int(look.Tried.Taken + look.Tried.Known + look.Tried.Refused)
}

func read(look act.ImportLook) int { return int(look.Run.Taken + look.Run.Known + look.Run.Refused) }

func kindOptions(v *web.View) (out []web.Option) {
	for _, kind := range act.ImportKinds() {
		out = append(out, web.Option{Value: string(kind), Text: web.Begun(v.T("imports.kind." + string(kind)))})
	}
	return out
}

// fieldHint says what a field is for, where its name does not.
func fieldHint(v *web.View, look act.ImportLook, field string) string {
	switch {
	case field == "external_id":
		return v.T("takeover.hint.external_id")
	case field == "customer":
		return v.T("takeover.hint.customer")
	case field == missingField(look):
		return v.T("takeover.hint.needed")
	}
	return ""
}

func missingLabel(v *web.View, look act.ImportLook) string {
	if field := missingField(look); field != "" {
		return fieldLabel(v, field)
	}
	return v.T("takeover.source")
}

// hasOwner tells whether the rows of a file name colleagues.
func hasOwner(look act.ImportLook) bool {
	all, _ := act.ImportFields(look.Kind)
	return slices.Contains(all, "owner")
}

// emphasisOf is that of trying the columns: once they are tried, taking over comes first.
func emphasisOf(look act.ImportLook) web.Emphasis {
	if len(look.Rows) > 0 {
		return web.Secondary
	}
	return web.Primary
}

func firstOf(all []act.ImportRefusal) []act.ImportRefusal {
	return all[:min(len(all), 20)]
}

func refusedTone(look act.ImportLook) web.Tone {
	if look.Refused > 0 {
		return web.Amber
	}
	return web.Neutral
}

func toneOf(u act.ImportUpload) web.Tone {
	switch u.Step() {
	case act.ImportFailed:
		return web.Red
	case act.ImportWaiting:
		return web.Amber
	}
	return web.Neutral
}

// standLine says when it was and what came of a run.
func standLine(v *web.View, page listing, run act.ImportRun) string {
	return v.T("takeover.stand."+string(run.Stand(page.Now)), "when", when(v, run.StartedAt),
		"taken", int(run.Taken), "known", int(run.Known), "refused", int(run.Refused))
}

// uploadOf is the upload of which a run came.
func uploadOf(page listing, run act.ImportRun) (act.ImportUpload, bool) {
	for _, u := range page.Uploads {
		if u.Run == run.ID {
			return u, true
		}
	}
	return act.ImportUpload{}, false
}

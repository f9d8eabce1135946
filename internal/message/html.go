package message

import (
	"html"
	"strings"
)

func plain(paragraphs []paragraph) string {
	var out []string
	for _, p := range paragraphs {
		if p.link != "" {
			out = append(out, p.text+":\n"+p.link)
			continue
		}
		out = append(out, strings.ReplaceAll(strings.TrimSpace(p.text), "\r\n", "\n"))
	}
	return strings.Join(out, "\n\n") + "\n"
}

// How a mail looks. Text and background are the reader's own, in the light and in the dark: a colour of ours
// behind the text is what programs that turn a mail dark make unreadable. Only the link to press brings both its
// colours along, as blue on which white stands out 8 to 1.
const (
	// On the cell: where no doctype is left of a mail, a table takes no font from around it.
	letterStyle = "font:16px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere;word-break:break-word"
	tableStyle  = "width:100%;max-width:600px;margin:0 auto"
	keyStyle    = "margin:0 0 1.1em;padding:2px 0 2px 14px;border-left:4px solid #5f79e0;font-size:1.15em;font-weight:bold"
	pressStyle  = "display:inline-block;padding:12px 18px;border-radius:8px;background:#1f3fae;color:#ffffff;font-weight:bold;text-decoration:none"
)

// page is the same as plain in HTML, as a letter: nothing to fetch, no image, and a table only because some
// programs know no other way to keep the lines short. Programs that show a mail inside their own page leave
// out its html element, so language and name stand on an element within as well. Everything in it is escaped here.
func page(language, title string, paragraphs []paragraph) string {
	language, title = html.EscapeString(language), html.EscapeString(title)
	var out strings.Builder
	out.WriteString(`<!doctype html>
<html lang="` + language + `"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width, initial-scale=1">` +
		`<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">` +
		`<base target="_blank"><title>` + title + `</title></head>
<body style="margin:0;padding:0">
<div role="article" aria-label="` + title + `" lang="` + language + `">
<table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0" border="0" style="` + tableStyle + `"><tr><td style="padding:24px 16px;` + letterStyle + `">
`)
	for _, p := range paragraphs {
		out.WriteString(p.html())
	}
	out.WriteString("</td></tr></table>\n</div>\n</body></html>\n")
	return out.String()
}

// html is one paragraph, its lines kept.
func (p paragraph) html() string {
	text := strings.ReplaceAll(html.EscapeString(strings.TrimSpace(p.text)), "\n", "<br>\n")
	style := "margin:0 0 1.1em"
	switch {
	case isWeb(p.link):
		text = `<a href="` + html.EscapeString(p.link) + `" style="` + pressStyle + `">` + text + `</a>`
	case p.key:
		style = keyStyle
	}
	return `<p style="` + style + `">` + text + "</p>\n"
}

// isWeb keeps anything but a web address out of an href.
func isWeb(link string) bool {
	return strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")
}

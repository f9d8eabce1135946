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

// page is the same as plain in HTML: no tables, no images, nothing fetched, the reader's own colours in
// the light and in the dark. Everything in it is escaped here.
func page(language, title string, paragraphs []paragraph) string {
	var out strings.Builder
	out.WriteString(`<!doctype html><html lang="` + html.EscapeString(language) + `"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
		`<title>` + html.EscapeString(title) + `</title></head>` +
		`<body style="max-width:36em;margin:1.5em auto;padding:0 1em;font:1em/1.5 sans-serif">` + "\n")
	for _, p := range paragraphs {
		text := strings.ReplaceAll(html.EscapeString(strings.TrimSpace(p.text)), "\n", "<br>\n")
		if isWeb(p.link) {
			text = `<a href="` + html.EscapeString(p.link) + `">` + text + `</a>`
		}
		out.WriteString("<p>" + text + "</p>\n")
	}
	out.WriteString("</body></html>\n")
	return out.String()
}

// isWeb keeps anything but a web address out of an href.
func isWeb(link string) bool {
	return strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")
}

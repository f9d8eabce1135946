package web

import (
	"strings"

	"kroon/internal/id"
)

// news is that a topic changed, and whom it concerns: everybody, or one member of staff only, or all but one.
type news struct {
	org       id.Org
	topic     string
	only, but id.Staff
}

func (n news) concerns(staff id.Staff) bool {
	return (n.only.IsZero() || n.only == staff) && (n.but.IsZero() || n.but != staff)
}

// pageWord begins what one node passes to another about pages.
const pageWord = "page "

// word is the news as nodes pass it: ids and a topic, nothing of what a page shows.
func (n news) word() string {
	whom := "all"
	switch {
	case !n.only.IsZero():
		whom = "only:" + n.only.String()
	case !n.but.IsZero():
		whom = "but:" + n.but.String()
	}
	return pageWord + n.org.String() + " " + whom + " " + n.topic
}

// newsOf reads what another node passed; false for what is not about pages, or is not understood.
func newsOf(word string) (n news, is bool) {
	rest, is := strings.CutPrefix(word, pageWord)
	parts := strings.Split(rest, " ")
	if !is || len(parts) != 3 || parts[2] == "" {
		return n, false
	}
	n.topic = parts[2]
	how, whom, one := strings.Cut(parts[1], ":")
	var err error
	if n.org, err = id.Parse[id.Org](parts[0]); err != nil {
		return n, false
	}
	switch how {
	case "all":
		return n, !one
	case "only":
		n.only, err = id.Parse[id.Staff](whom)
	case "but":
		n.but, err = id.Parse[id.Staff](whom)
	default:
		return n, false
	}
	return n, err == nil
}

// Relay has what pages are told passed to the other nodes, whose pages are to hear it too. It is set once, before
// anything is told.
func (l *Live) Relay(pass func(word string)) { l.pass = pass }

// Heard takes in what another node passed. An empty word is that some may have been missed: then everything that is
// open is fetched anew.
func (l *Live) Heard(word string) {
	if word == "" {
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, readers := range l.readers {
			for one := range readers {
				one.hear(Everything)
			}
		}
		return
	}
	if n, is := newsOf(word); is {
		l.tell(n)
	}
}

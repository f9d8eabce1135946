package web

import (
	"encoding/xml"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// icons are the drawings inside the Lucide icons in static/icons, by name. They stand in the page
// itself, so that they take the colour of the text around them and cost no request.
var icons = sync.OnceValue(func() map[string]string {
	drawn := map[string]string{}
	names, err := fs.Glob(static, "static/icons/*.svg")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		raw, err := static.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var svg struct {
			Inner string `xml:",innerxml"`
		}
		if err := xml.Unmarshal(raw, &svg); err != nil {
			panic("web: " + name + ": " + err.Error())
		}
		drawn[strings.TrimSuffix(path.Base(name), ".svg")] = strings.Join(strings.Fields(svg.Inner), " ")
	}
	return drawn
})

// drawing is the inside of an icon. An unknown name is a mistake of the programmer.
func drawing(name string) string {
	inner, ok := icons()[name]
	if !ok {
		panic("web: no icon " + name)
	}
	return inner
}

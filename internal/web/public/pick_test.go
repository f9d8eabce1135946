package public_test

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// pick finds what a selector means: "details.one h2", tags and classes below each other; "#id" too.
func (a answer) pick(selector string) []*html.Node {
	a.t.Helper()
	root, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		a.t.Fatal(err)
	}
	found := []*html.Node{root}
	for _, step := range strings.Fields(selector) {
		var next []*html.Node
		for _, above := range found {
			for n := range above.Descendants() {
				if n.Type == html.ElementNode && means(n, step) && !slices.Contains(next, n) {
					next = append(next, n)
				}
			}
		}
		found = next
	}
	return found
}

func means(n *html.Node, step string) bool {
	name, id, _ := strings.Cut(step, "#")
	parts := strings.Split(name, ".")
	if parts[0] != "" && parts[0] != n.Data || id != "" && attr(n, "id") != id {
		return false
	}
	classes := strings.Fields(attr(n, "class"))
	for _, class := range parts[1:] {
		if !slices.Contains(classes, class) {
			return false
		}
	}
	return true
}

func attr(n *html.Node, name string) string {
	for _, one := range n.Attr {
		if one.Key == name {
			return one.Val
		}
	}
	return ""
}

// words is what a reader sees of a part of the page.
func words(n *html.Node) string {
	var out []string
	for below := range n.Descendants() {
		if below.Type == html.TextNode {
			out = append(out, below.Data)
		}
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

// at is the words of the only part that a selector means.
func (a answer) at(selector string) string {
	a.t.Helper()
	found := a.pick(selector)
	if len(found) != 1 {
		a.t.Errorf("%s: %d of them", selector, len(found))
		return ""
	}
	return words(found[0])
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

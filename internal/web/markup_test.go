package web

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// document is parsed HTML, for assertions by element.
type document struct{ root *html.Node }

func parse(t testing.TB, source string) document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	return document{root}
}

// all finds the elements of a name, or all of them for "*".
func (d document) all(name string) []*html.Node {
	var out []*html.Node
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && (name == "*" || n.Data == name) {
			out = append(out, n)
		}
	}
	return out
}

func (d document) one(t testing.TB, name string) *html.Node {
	t.Helper()
	found := d.all(name)
	if len(found) != 1 {
		t.Fatalf("%d <%s>, want 1", len(found), name)
	}
	return found[0]
}

func (d document) id(t testing.TB, id string) *html.Node {
	t.Helper()
	for _, n := range d.all("*") {
		if attribute(n, "id") == id {
			return n
		}
	}
	t.Fatalf("nothing has id %q", id)
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(out.String())
}

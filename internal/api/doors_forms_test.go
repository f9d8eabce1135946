package api_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// harvest reads the forms that the pages about De Linde have, so that each route is sent what a browser would send it.
func (d *doors) harvest(colleagues []visitor) map[string]url.Values {
	d.Helper()
	patterns := http.NewServeMux()
	for _, route := range d.routes() {
		patterns.Handle(route.Pattern, http.NotFoundHandler())
	}
	out := map[string]url.Values{}
	for _, route := range d.routes() {
		method, path := split(route.Pattern)
		if method != http.MethodGet {
			continue
		}
		for _, who := range append(colleagues, visitor{}) {
			page, err := html.Parse(bytes.NewReader(d.knock(who, method, d.fill(path, d.own), nil).Body.Bytes()))
			if err != nil {
				d.Fatal(err)
			}
			for node := range page.Descendants() {
				if node.Data != "form" || !strings.EqualFold(attribute(node, "method"), http.MethodPost) {
					continue
				}
				sent, err := http.NewRequest(http.MethodPost, attribute(node, "action"), nil)
				if err != nil {
					d.Fatal(err)
				}
				if _, pattern := patterns.Handler(sent); out[pattern] == nil {
					out[pattern] = fields(node)
				}
			}
		}
	}
	return out
}

func attribute(node *html.Node, name string) string {
	for _, one := range node.Attr {
		if one.Key == name {
			return one.Val
		}
	}
	return ""
}

// fields are what a form sends with something typed in every field, and every box ticked.
func fields(form *html.Node) url.Values {
	out := url.Values{}
	for node := range form.Descendants() {
		name, value, kind := attribute(node, "name"), attribute(node, "value"), attribute(node, "type")
		switch {
		case name == "" && node.Data != "option":
		case node.Data == "textarea", node.Data == "input" && value == "" && (kind == "" || kind == "text" || kind == "search"):
			out.Set(name, "Iets.")
		case node.Data == "input" && kind == "radio" && out.Has(name):
		case node.Data == "input", node.Data == "button" && !out.Has(name):
			out.Add(name, value)
		case node.Data == "select":
			out.Set(name, lastOption(node))
		}
	}
	return out
}

// lastOption is the last choice, as the first is often none.
func lastOption(choice *html.Node) (value string) {
	for node := range choice.Descendants() {
		if node.Data == "option" {
			value = attribute(node, "value")
		}
	}
	return value
}

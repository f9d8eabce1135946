package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"kroon/internal/fault"
	"kroon/internal/id"
)

type fuzzedPage struct {
	After id.Any    `query:"after"`
	Limit int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
	From  time.Time `query:"from"`
	Open  bool      `query:"open"`
	Sort  string    `query:"sort" enum:"new,old"`
	Text  string    `query:"text" maxLength:"20"`
}

// Parameters are taken within what the document says of them, or refused with a sentence.
func FuzzParameters(f *testing.F) {
	for _, query := range []string{"", "limit=200&open=true&sort=new", "limit=0", "limit=9223372036854775808", "limit=+5", "after=0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11", "after=x", "from=2026-11-24T12:00:00%2B01:00", "from=24:00", "text=%00", "text=%ff", "text=a;b", "text=a&text=b", "%6cimit=1", "x=1", "open=T"} {
		f.Add(query)
	}
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	o := &operation{parameters: parametersOf(schemas, reflect.TypeFor[fuzzedPage]())}
	f.Fuzz(func(t *testing.T, query string) {
		r := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/", RawQuery: query}}
		var read fuzzedPage
		err := readable(r.URL)
		if err == nil {
			err = o.decode(schemas, r, nil, reflect.ValueOf(&read).Elem())
		}
		if err != nil {
			if key := fault.Of(err).Key; key != "api.bad_text" && key != "api.bad_parameter" && key != "api.unknown_parameter" {
				t.Errorf("%q is refused as %v", query, err)
			}
			return
		}
		if read.Limit < 1 || read.Limit > 200 || read.Sort != "" && read.Sort != "new" && read.Sort != "old" || utf8.RuneCountInString(read.Text) > 20 || !isText(read.Text) {
			t.Errorf("%q is read as %+v", query, read)
		}
		if said := r.URL.Query().Get("after"); (said == "") != read.After.IsZero() && said != "00000000-0000-0000-0000-000000000000" {
			t.Errorf("%q is read as after %v", query, read.After)
		}
	})
}

// A condition is a version that was seen, or refused: what is misread would overwrite what somebody else wrote.
func FuzzCondition(f *testing.F) {
	for _, named := range []string{"", "*", `"3"`, `W/"3"`, `"3`, `3`, `"0"`, `"-1"`, `"3", "4"`, `"9223372036854775808"`, `""`} {
		f.Add(named)
	}
	f.Fuzz(func(t *testing.T, named string) {
		r := httptest.NewRequest(http.MethodPut, "/", nil)
		r.Header["If-Match"] = []string{named}
		c := &call{op: &operation{method: http.MethodPut, versioned: true}}
		err := c.condition(r)
		any := strings.TrimSpace(named) == "*"
		switch said := strings.TrimSpace(named) != ""; {
		case err != nil && (!fault.Is(err, "api.never_stale") || c.seen != 0):
			t.Errorf("%q is version %d, %v", named, c.seen, err)
		case err == nil && (c.conditional != said || (c.seen >= 1) != (said && !any)):
			t.Errorf("%q is version %d, conditional %v", named, c.seen, c.conditional)
		}
	})
}

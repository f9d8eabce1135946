package api

import (
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"kroon/internal/id"
)

// uuid describes an id in the document.
type uuid struct{}

// Schema implements huma.SchemaProvider.
func (uuid) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "uuid"}
}

// identifiers are the types of id that stand in requests and answers.
func identifiers() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[id.Org](), reflect.TypeFor[id.Staff](), reflect.TypeFor[id.Team](), reflect.TypeFor[id.Duty](),
		reflect.TypeFor[id.Customer](), reflect.TypeFor[id.Question](), reflect.TypeFor[id.Promise](),
		reflect.TypeFor[id.Event](), reflect.TypeFor[id.Entry](), reflect.TypeFor[id.Message](), reflect.TypeFor[id.Any](),
		reflect.TypeFor[id.Answer](), reflect.TypeFor[id.Topic](),
	}
}

// schemaName is the Go name of a type without what only Go needs: CustomerView is Customer.
func schemaName(t reflect.Type, hint string) string {
	return strings.ReplaceAll(huma.DefaultSchemaNamer(t, hint), "View", "")
}

// at is an instant as the API gives it: in UTC, or absent.
func at(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// each shows every one of a list; the list is never absent.
func each[T, V any](all []T, show func(T) V) []V {
	out := make([]V, len(all))
	for i, one := range all {
		out[i] = show(one)
	}
	return out
}

// given changes what stands to what a request says, when it says something.
func given[T any](to *T, said *T) {
	if said != nil {
		*to = *said
	}
}

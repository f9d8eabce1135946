package web

import (
	"net/http"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// PathID reads an id from the path of the request: PathID[id.Promise](r, "promise"). What is no id
// names nothing, so it is not found.
func PathID[I ~[16]byte](r *http.Request, name string) (I, error) {
	found, err := id.Parse[I](r.PathValue(name))
	if err != nil {
		return found, fault.New(fault.NotFound, "web.not_found").Because(err)
	}
	return found, nil
}

// FormID reads an id that the page itself had put in a field; the zero id when it was left empty.
func FormID[I ~[16]byte](f *Form, name string) I {
	var none I
	text := f.Line(name, 40)
	if text == "" {
		return none
	}
	found, err := id.Parse[I](text)
	if err != nil {
		f.Refuse(fault.New(fault.Invalid, "web.not_offered").On(name))
	}
	return found
}

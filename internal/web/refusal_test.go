package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/party"
)

func TestEachKindHasItsCode(t *testing.T) {
	for _, c := range []struct {
		kind      fault.Kind
		get, post int
	}{
		{fault.Invalid, 422, 422}, {fault.NotFound, 404, 404}, {fault.Forbidden, 403, 403}, {fault.Conflict, 409, 409},
		{fault.TooLate, 410, 409}, {fault.Busy, 503, 503}, {fault.Internal, 500, 500},
	} {
		err := fault.New(c.kind, "web.not_between", "lowest", 3, "highest", 9)
		f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "/x", Role: party.Reader, Handle: fails(err)})
		get, post := f.ask("GET", "/x", "", "Test-Role", "owner"), f.ask("POST", "/x", "", "Test-Role", "owner", "Test-Lang", "en")
		if get.Code != c.get || post.Code != c.post {
			t.Errorf("%s: %d and %d, want %d and %d", c.kind, get.Code, post.Code, c.get, c.post)
		}
		if c.kind == fault.Internal {
			continue
		}
		if !strings.Contains(get.Body.String(), "van 3 tot en met 9") || !strings.Contains(post.Body.String(), "from 3 up to 9") {
			t.Errorf("%s: the sentence is missing", c.kind)
		}
	}
}

func TestBrieflySaid(t *testing.T) {
	for whole, first := range map[string]string{
		"Aan “12” ontbreken cijfers. De rest staat er nog.":         "Aan “12” ontbreken cijfers.",
		"“tel. 030 en meer” is meer dan een nummer. Laat iets weg.": "“tel. 030 en meer” is meer dan een nummer.",
		"Bedoel je vrijdag? Kies er een.":                           "Bedoel je vrijdag?",
		"Kies een klant; de rest staat er nog.":                     "Kies een klant",
		"Om 10.30 uur kan het niet.":                                "Om 10.30 uur kan het niet.",
	} {
		f := Refusal{Code: 422, faults: []said{{Field: "when", Sentence: whole}}}
		if f.On("when") != whole || f.Brief().On("when") != first {
			t.Errorf("%q, in brief %q", f.On("when"), f.Brief().On("when"))
		}
	}
}

func TestOursIsNeverShown(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /x", Role: party.Reader, Handle: fails(errors.Join(fault.New(fault.Invalid, "web.needed"), errBoom))})
	w := f.ask("GET", "/x", "", "Test-Role", "owner")
	if w.Code != 500 || strings.Contains(w.Body.String(), "boom") || !strings.Contains(f.log.String(), "boom") {
		t.Errorf("%d %s", w.Code, f.log)
	}
}

func TestAPartThatFailsBecomesANotice(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /x", Role: party.Reader, Handle: fails(fault.New(fault.Busy, "web.busy"))})
	w := f.ask("GET", "/x", "", "Test-Role", "owner", "HX-Request", "true", "HX-Request-Type", "partial")
	if w.Code != 503 || w.Header().Get("HX-Retarget") != "#notices" || w.Header().Get("HX-Reswap") != "innerHTML" || strings.Contains(w.Body.String(), "<html") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

func TestAFormComesBackWithWhatWasTyped(t *testing.T) {
	form := func(w http.ResponseWriter, r *http.Request) error {
		f, err := ReadForm(r)
		if err != nil {
			return err
		}
		name, note := f.Needed("name", 5), f.Text("note", 10)
		if err := f.Err(); err != nil {
			return Again(w, r, err, func(refused Refusal) templ.Component {
				field := Field{Name: "name", Label: "Naam", Value: f.Raw("name"), Refusal: refused}
				other := Field{Name: "note", Label: "Notitie", Type: "area", Value: f.Raw("note"), Refusal: refused}
				return templ.Join(FaultBox(ViewOf(r), refused), field.Input(), other.Input())
			})
		}
		return Redirect(w, r, "/done?"+name+note, Said("web.undo"))
	}
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "POST /x", Role: party.Reader, Handle: form})
	w := f.ask("POST", "/x", "name=+&note=%3Cb%3Elange+notitie", "Test-Role", "staff")
	doc := parse(t, w.Body.String())
	if w.Code != 422 {
		t.Fatal(w.Code)
	}
	if got := text(doc.one(t, "textarea")); got != "<b>lange notitie" {
		t.Errorf("typed text comes back as %q", got)
	}
	input := doc.one(t, "input")
	if attribute(input, "aria-invalid") != "true" || attribute(input, "aria-describedby") != "f-name-wrong" {
		t.Errorf("the field does not point at its fault: %v", input.Attr)
	}
	if wrong := doc.id(t, "f-name-wrong"); !strings.Contains(text(wrong), "nog leeg") {
		t.Errorf("at the field stands %q", text(wrong))
	}
	if !strings.Contains(text(doc.id(t, "f-note-wrong")), "6 tekens te lang") {
		t.Error("the second fault is not told")
	}
	done := f.ask("POST", "/x", "name=+Bos+&note=", "Test-Role", "staff")
	if done.Code != 303 || done.Header().Get("Location") != "/done?Bos" {
		t.Errorf("%d %v", done.Code, done.Header())
	}
	if part := f.ask("POST", "/x", "name=Bos", "Test-Role", "staff", "HX-Request", "true"); part.Header().Get("HX-Redirect") != "/done?Bos" {
		t.Errorf("%d %v", part.Code, part.Header())
	}
}

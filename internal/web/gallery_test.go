package web

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// within renders parts as the children of a component.
func within(outer templ.Component, inner ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, templ.Join(inner...)), w)
	})
}

// refused is a refusal of two fields and of the whole.
func refused(v *View) Refusal {
	return Refusal{Code: 422, faults: []said{{Field: "note", Sentence: v.T("web.needed")}, {Field: "slot", Sentence: v.T("web.not_offered")}, {Sentence: v.T("web.too_large")}}}
}

// gallery shows every part once.
func gallery(v *View) templ.Component {
	name := func(key string) string { return v.T("web." + key) }
	press := ActionForm("/act", Button{Text: name("undo"), Icon: "undo-2", Name: "how", Value: "now"}, Hidden{"version", "3"})
	more := within(More(name("nav.figures")), ActionForm("/act", Button{Text: name("undo"), Emphasis: Quiet, Wide: true}))
	late := Row{ID: "r1", Haste: Late, Due: DueIn(v, v.Now.Add(-12*time.Minute)), Who: "Zeger van Dam", Href: "/customers/1",
		Tags: []templ.Component{TagNamed(Neutral, "Van Dam Techniek")}, Aside: words("aside"), Acts: templ.Join(LinkButton("020 555 01 23", "tel:+31205550123", Primary, "phone"), more)}
	calm := Row{Due: DueAt(v, v.Now.Add(2*time.Hour), name("nav.callback")), Who: "Monique Jansen", Acts: press}
	bare := Row{Haste: Risk, Who: "06 13 29 42 22"}
	card := Card{Title: name("nav.today"), ID: "now", Live: "today team", Source: "/today/now", Aside: "3"}
	form := within(PostForm("/intake", "intake"),
		Field{Name: "question", Label: name("nav.question"), Aside: name("keys.half"), Type: "area", Value: "<b>", Focus: true, Required: true}.Input(),
		Field{Name: "note", Label: name("nav.team"), Hint: name("slogan"), Example: "?", Value: "Bos", Fill: "off", Refusal: refused(v)}.Input(),
		Field{Name: "password", Label: name("brand"), Type: "password", Value: "hunter2"}.Input(),
		Field{Name: "kind", Label: name("nav.figures"), Value: "b", Hint: name("slogan")}.Select([]Option{{"a", "A"}, {"b", "B"}}),
		within(Slots(name("nav.callback"), "slot", refused(v)),
			Slot{Name: "slot", Value: "1", When: "13:00", Rest: ", Jeroen", Note: "ruim", Chosen: true}.Radio(),
			Slot{Name: "slot", Value: "2", When: "15:30", Note: "krap", Tone: Amber}.Radio()),
		Check("agreed", "yes", name("close"), true), Wrong("agreed", name("slogan")), Button{Text: name("undo"), Key: "1", Shown: true}.Press(),
		within(FootBar(name("slogan")), Button{Text: name("close"), Emphasis: Primary}.Press(), Button{Text: name("undo"), CtrlEnter: true}.Press()))
	return within(Page(v, PageHead{Title: name("nav.today"), Lead: name("slogan"), Eyebrow: name("brand"), Note: words("note"), Acts: press}),
		FilesForm(v, "/files"), FilesField(v, "Kies bestanden", "Hoogstens 25 MB", refused(v)),
		FaultBox(v, refused(v)), FlashNotice(v, Said("web.too_long", "n", 2, "limit", 5).WithUndo("/undo")), FlashNotice(v, &Flash{Key: "web.needed", Heed: true}),
		KeyLink("Nog een vraag", "#", "message-square-plus", AnotherKey),
		within(card.Box(), within(Rows(), within(late.Line(), words("what")), within(calm.Line(), words("what")), within(bare.Line(), words("what")))),
		within(Card{Title: name("nav.figures"), Quiet: true}.Box(),
			Measure("Mark", "10:45", "", Neutral), Measure("Saldo", "-8", "/cause", Red), Icon("search"),
			within(Point(Green, name("step.done"), Tag(Green, "feit")), words("point")), within(Entry(v.Now, "09:14", Tag(Red, "tag")), words("entry")),
			Sparkline(name("nav.figures"), []int{1, 5, 3}), Sparkline(name("nav.team"), nil), Standing(name("nav.settings"), []int{4, 2, -3, 1})),
		Back(name("nav.settings"), "/settings"), Way(name("nav.team"), "3", "/team"), within(Pick("a", "?a", true), Pick("b", "?b", false)),
		Say(name("slogan")),
		Steps(v, []Step{{Done, "a", ""}, {Now, "b", "small"}, {Missed, "c", ""}, {Next, "d", ""}, {Past, "e", ""}}),
		within(Empty(name("nav.today"), name("slogan")), press),
		Strip([]Bar{{Class: "busy", X: "0", Wide: "400"}}), Swatch("busy"), Progress(name("nav.customers"), 3, 10), Progress(name("nav.team"), 0, 0),
		SearchBox(v, Search{Name: "wide", Large: true, Value: "bos", Action: "/find"}), SearchBox(v, Search{Name: "list", Into: "now"}), form)
}

func galleryPages(v *View) map[string]templ.Component {
	ours := Refusal{Code: 500, Incident: "U55HKZ", faults: []said{{Sentence: v.T("internal", "incident", "U55HKZ")}}}
	return map[string]templ.Component{
		"gallery": gallery(v), "public": within(Public(v, "Jeroen", "lead", ""), Say("a")), "plain": within(Plain(v, "a", "lead"), Mark()),
		"refusal": deskRefusal(v, refused(v)), "incident": plainRefusal(v, ours),
	}
}

// TestGallery renders every part in both languages and looks at what no page may have.
func TestGallery(t *testing.T) {
	for _, l := range lang.Langs() {
		f := newSite(t, "http://127.0.0.1", doorman{})
		show := func(w http.ResponseWriter, r *http.Request) error {
			for name, page := range galleryPages(ViewOf(r)) {
				t.Run(string(l)+" "+name, func(t *testing.T) {
					var out strings.Builder
					if err := page.Render(r.Context(), &out); err != nil {
						t.Fatal(err)
					}
					sound(t, l, parse(t, out.String()))
				})
			}
			return nil
		}
		mux := http.NewServeMux()
		f.Mount(mux, []Route{{Pattern: "GET /gallery", Role: party.Reader, Handle: show}})
		f.door = f.Handler(mux)
		f.ask("GET", "/gallery", "", "Test-Role", "owner", "Test-Lang", string(l))
	}
}

// sound looks for inline style and script, for what has no name, and for sentences that are missing.
func sound(t *testing.T, l lang.Lang, doc document) {
	ids := map[string]bool{}
	for _, n := range doc.all("*") {
		if id := attribute(n, "id"); has(n, "id") {
			if id == "" || ids[id] {
				t.Errorf("<%s id=%q> twice or empty", n.Data, id)
			}
			ids[id] = true
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") || strings.Contains(a.Val, "js:") || strings.HasPrefix(strings.TrimSpace(a.Val), "javascript:") {
				t.Errorf("<%s %s=%q> is inline", n.Data, a.Key, a.Val)
			}
			if a.Key == "hx-trigger" && strings.ContainsAny(a.Val, "[]") {
				t.Errorf("hx-trigger=%q needs eval", a.Val)
			}
			if strings.HasPrefix(a.Val, "web.") {
				t.Errorf("<%s %s=%q> has no sentence", n.Data, a.Key, a.Val)
			}
		}
		switch n.Data {
		case "style":
			t.Error("inline style")
		case "script":
			if !has(n, "src") || !has(n, "defer") || text(n) != "" {
				t.Error("inline or blocking script")
			}
		}
	}
	for _, n := range doc.all("*") {
		for _, refers := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls"} {
			for id := range strings.FieldsSeq(attribute(n, refers)) {
				if !ids[id] {
					t.Errorf("<%s %s=%q> refers to nothing", n.Data, refers, id)
				}
			}
		}
	}
	named(t, doc)
	if strings.Contains(text(doc.one(t, "body")), "web.") || strings.Contains(text(doc.one(t, "body")), "hunter2") {
		t.Error("a missing sentence or a password is shown")
	}
	if attribute(doc.one(t, "html"), "lang") != string(l) || len(doc.all("main")) != 1 || len(doc.all("h1")) != 1 || attribute(doc.one(t, "main"), "id") != "main" {
		t.Error("language, landmark or heading is missing")
	}
}

// named finds what can be filled in, pressed or looked at without having a name.
func named(t *testing.T, doc document) {
	labelled := map[string]bool{}
	for _, label := range doc.all("label") {
		labelled[attribute(label, "for")] = true
		for n := range label.Descendants() {
			labelled[attribute(n, "name")+"="+attribute(n, "value")] = text(label) != ""
		}
	}
	for _, kind := range []string{"input", "select", "textarea"} {
		for _, n := range doc.all(kind) {
			if attribute(n, "type") != "hidden" && !has(n, "aria-label") && !labelled[attribute(n, "id")] && !labelled[attribute(n, "name")+"="+attribute(n, "value")] {
				t.Errorf("<%s name=%q> has no label", kind, attribute(n, "name"))
			}
			if attribute(n, "type") == "password" && attribute(n, "value") != "" {
				t.Error("a password comes back")
			}
		}
	}
	for _, kind := range []string{"a", "button", "summary", "legend", "h1", "h2", "h3", "title"} {
		for _, n := range doc.all(kind) {
			if text(n) == "" {
				t.Errorf("an empty <%s>", kind)
			}
		}
	}
	for _, n := range doc.all("svg") {
		if attribute(n, "aria-hidden") != "true" && (attribute(n, "role") != "img" || attribute(n, "aria-label") == "") {
			t.Error("a drawing without words")
		}
	}
	for _, n := range doc.all("nav") {
		if attribute(n, "aria-label") == "" {
			t.Error("a menu without a name")
		}
	}
}

// TestTheGalleryShowsEveryPart fails for an exported part that the gallery leaves out.
func TestTheGalleryShowsEveryPart(t *testing.T) {
	source, err := os.ReadFile("gallery_test.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range regexp.MustCompile(`(?m)^templ (?:\(\w+ (\w+)\) )?([A-Z]\w*)\(`).FindAllStringSubmatch(string(raw), -1) {
			call := part[2] + "("
			if part[1] != "" {
				call = "." + call
			}
			if !strings.Contains(string(source), call) {
				t.Errorf("%s: %s is not in the gallery", file, part[2])
			}
		}
	}
}

func TestTypedTextIsEscaped(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /x", Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error {
		evil := `"><script>alert(1)</script>`
		return Render(w, r, within(Page(ViewOf(r), PageHead{Title: evil, Lead: evil, Eyebrow: evil}), Say(evil), Tag(Red, evil),
			Field{Name: evil, Label: evil, Hint: evil, Value: evil, Example: evil}.Input(), Measure(evil, evil, "javascript:alert(1)", Red),
			LinkButton(evil, "javascript:alert(1)", Primary, ""), Sparkline(evil, nil)))
	}}, Route{Pattern: "GET /y", Role: party.Reader, Handle: fails(fault.New(fault.Invalid, "web.not_between", "lowest", "<script>"))})
	for _, target := range []string{"/x", "/y"} {
		doc := parse(t, f.ask("GET", target, "", "Test-Role", "owner").Body.String())
		if len(doc.all("script")) != 4 {
			t.Errorf("%s: typed text became markup", target)
		}
		for _, n := range doc.all("a") {
			if strings.HasPrefix(attribute(n, "href"), "javascript:") {
				t.Errorf("%s: a link runs script", target)
			}
		}
	}
}

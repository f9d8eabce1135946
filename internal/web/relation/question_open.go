package relation

import (
	"net/http"

	"kroon/internal/id"
	"kroon/internal/web"
)

// OpenTopic is the news that somebody opened a question, or left it.
func OpenTopic(of id.Question) string { return "open-" + of.String() }

// OpenQuestion tells that somebody has a question on the screen, and answers with who else has.
func (s Screens) OpenQuestion(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	if err := s.Acts.OpenQuestion(r.Context(), v.Who.Actor, of); err != nil {
		return err
	}
	names, err := s.See.HaveOpen(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, openNames(v, names))
}

// LeftQuestion tells that somebody has a question on the screen no more.
func (s Screens) LeftQuestion(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	if err := s.Acts.ShutQuestion(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Noted(w)
}

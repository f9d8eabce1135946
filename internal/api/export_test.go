package api

import (
	"context"
	"errors"
	"net/http"
)

// Break adds operations that fail in ways that no act should.
func (s *Server) Break() {
	serve(s, operation{id: "panics", method: http.MethodGet, path: "/api/broken/panics", open: true, summary: "It panics"},
		func(context.Context, *call, *nothing) (nothing, error) { panic("secret of the house") })
	serve(s, operation{id: "fails", method: http.MethodGet, path: "/api/broken/fails", open: true, summary: "It fails"},
		func(context.Context, *call, *nothing) (nothing, error) {
			return nothing{}, errors.New("secret of the house")
		})
}

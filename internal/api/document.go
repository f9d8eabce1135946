package api

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// Document is the OpenAPI document of the API, the same for every installation.
func (s *Server) Document() ([]byte, error) {
	raw, err := json.MarshalIndent(s.describe(), "", "  ")
	return append(raw, '\n'), err
}

// documentType is the media type of the document.
const documentType = "application/openapi+json"

type explainedView struct {
	Key string `json:"key"`
	NL  string `json:"nl" doc:"The sentence in Dutch, with its placeholders."`
	EN  string `json:"en" doc:"The sentence in English."`
}

func addDocument(s *Server) {
	written := sync.OnceValues(s.Document)
	serve(s, operation{
		id: "getDocument", method: http.MethodGet, path: documentPath, open: true, summary: "This document", media: documentType,
	}, func(context.Context, *call, *nothing) (stream, error) {
		raw, err := written()
		return func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Content-Type", documentType)
			_, err := w.Write(raw)
			return err
		}, err
	})
	serve(s, operation{
		id: "getProblem", method: http.MethodGet, path: "/api/problems/{key}", open: true, summary: "What the key of a problem means",
	}, func(_ context.Context, _ *call, in *struct {
		Key string `path:"key"`
	}) (out explainedView, err error) {
		if !lang.Has(lang.NL, in.Key) || !lang.Has(lang.EN, in.Key) {
			return out, fault.New(fault.NotFound, "api.no_such_key").On("key")
		}
		return explainedView{
			Key: in.Key, NL: lang.Catalogue(lang.NL)[in.Key].Other, EN: lang.Catalogue(lang.EN)[in.Key].Other,
		}, nil
	})
}

type whoView struct {
	Organisation     id.Org     `json:"organisation"`
	OrganisationName string     `json:"organisation_name"`
	Zone             string     `json:"zone" doc:"The zone in which civil times are meant."`
	Staff            id.Staff   `json:"staff" doc:"For whom the token acts."`
	Kind             party.Kind `json:"kind" enum:"staff,agent"`
	Role             party.Role `json:"role" enum:"owner,team-lead,staff,reader"`
	Scopes           []string   `json:"scopes"`
}

func addWho(s *Server) {
	serve(s, operation{
		id: "getWho", method: http.MethodGet, path: "~/who", summary: "For whom the token acts, and what it may do", scope: anyToken, role: party.Reader,
	}, func(_ context.Context, c *call, _ *nothing) (whoView, error) {
		return whoView{
			Organisation: c.world.ID, OrganisationName: c.world.Name, Zone: c.world.Zone.String(), Staff: c.actor.StaffID(),
			Kind: c.actor.Kind, Role: c.actor.Role, Scopes: c.actor.Scopes,
		}, nil
	})
}

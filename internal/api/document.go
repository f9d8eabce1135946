package api

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// Document is the OpenAPI document of the API, the same for every installation.
func (s *Server) Document() ([]byte, error) {
	raw, err := json.MarshalIndent(s.huma.OpenAPI(), "", "  ")
	return append(raw, '\n'), err
}

type documentReply struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

type explainedView struct {
	Key string `json:"key"`
	NL  string `json:"nl" doc:"The sentence in Dutch, with its placeholders."`
	EN  string `json:"en" doc:"The sentence in English."`
}

func addDocument(s *Server) {
	written := sync.OnceValues(s.Document)
	serve(s, operation{
		id: "getDocument", method: http.MethodGet, path: documentPath, open: true, summary: "This document",
	}, func(context.Context, *call, *struct{}) (*documentReply, error) {
		raw, err := written()
		return &documentReply{ContentType: "application/openapi+json", Body: raw}, err
	})
	serve(s, operation{
		id: "getProblem", method: http.MethodGet, path: "/api/problems/{key}", open: true, summary: "What the key of a problem means",
	}, func(_ context.Context, _ *call, in *struct {
		Key string `path:"key"`
	}) (*reply[explainedView], error) {
		if !lang.Has(lang.NL, in.Key) || !lang.Has(lang.EN, in.Key) {
			return nil, fault.New(fault.NotFound, "api.no_such_key").On("key")
		}
		return &reply[explainedView]{Body: explainedView{
			Key: in.Key, NL: lang.Catalogue(lang.NL)[in.Key].Other, EN: lang.Catalogue(lang.EN)[in.Key].Other,
		}}, nil
	})
	opaque := s.huma.OpenAPI().Paths[documentPath].Get.Responses["200"]
	opaque.Content = map[string]*huma.MediaType{"application/openapi+json": {Schema: &huma.Schema{Type: huma.TypeObject}}}
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
	}, func(_ context.Context, c *call, _ *struct{}) (*reply[whoView], error) {
		return &reply[whoView]{Body: whoView{
			Organisation: c.world.ID, OrganisationName: c.world.Name, Zone: c.world.Zone.String(), Staff: c.actor.StaffID(),
			Kind: c.actor.Kind, Role: c.actor.Role, Scopes: c.actor.Scopes,
		}}, nil
	})
}

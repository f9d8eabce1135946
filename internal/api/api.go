// Package api is Kroon for programs: REST under /api/v1, described by an OpenAPI document that follows from
// the Go types. It holds no rules: an operation turns a request into an act and says what came of it, so
// what holds at a screen holds here. It only ever adds: a field, an operation or a value of a list once
// published stays.
//
// enter.go is the way in (organisation, token, scope, limits), strict.go reads JSON, problem.go says what
// went wrong, operation.go registers operations; the other files hold one resource each.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/party"
	"kroon/internal/web"
)

// Version is the version of the API in its paths.
const Version = "v1"

const (
	prefix       = "/api/" + Version
	documentPath = "/api/openapi.json"
)

// Config is what the API needs to be told.
type Config struct {
	Acts *act.Acts
	Door *access.Door
	// Organisation is the world that a request is for: by its host name, or the only one.
	Organisation func(r *http.Request) (web.Organisation, error)
	// Link is the address of a path as people outside reach it.
	Link func(path string) string
	// Address is the same for what leads to an organisation's own pages.
	Address func(ctx context.Context, actor party.Actor, path string) (string, error)
	// From is the address that a request came from, without a port.
	From   func(r *http.Request) string
	Secure bool // people reach it over https
	// Admission bounds the work that is under way; nil: by its own.
	Admission *web.Admission
	Log       *slog.Logger
}

// Server answers everything under /api/.
type Server struct {
	cfg        Config
	mux        *http.ServeMux
	schemas    huma.Registry
	operations map[string]*operation // by the pattern of the mux
	order      []*operation          // as they were registered
}

// neverNull has lists described as they are given: empty, not null.
var neverNull sync.Once

// New makes the API with all its operations.
func New(cfg Config) *Server {
	if cfg.Admission == nil {
		cfg.Admission = &web.Admission{}
	}
	neverNull.Do(func() { huma.DefaultArrayNullable = false })
	s := &Server{cfg: cfg, mux: http.NewServeMux(), schemas: schemas(), operations: map[string]*operation{}}
	for _, add := range []func(*Server){
		addDocument, addWho, addCustomers, addQuestions, addReadBacks, addPromises, addTransitions, addChanges, addMessages,
		addOffers, addCalendars, addFeeds, addAbsences, addStaff, addFigures, addOtherFigures, addMeasuring, addLedger, addRed, addTariffs, addInteractions, addFiles, addOrders, addForecast, addService, addOrganisation, addBusyDay, addTokens, addLinks, addChannels, addAnswers, addClaims,
		addCallLists, addComplaints,
	} {
		add(s)
	}
	return s
}

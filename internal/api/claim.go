package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/worktime"
)

// ClaimPath names something said of a customer.
type ClaimPath struct {
	Claim id.Claim `path:"claim"`
}

// ClaimEvidence is what something said of a customer rests on.
type ClaimEvidence struct {
	Ground  overview.ClaimGround `json:"ground" enum:"interaction,promise,question,order,file,document,person"`
	Subject id.Any               `json:"subject,omitzero" doc:"The interaction, promise, question, order or file."`
	Proof   string               `json:"proof,omitempty" doc:"The document, or the name of the person." example:"offerte 2026-0417"`
	SaidOn  string               `json:"said_on,omitempty" format:"date" doc:"When the person said so."`
}

func (e ClaimEvidence) evidence() (out overview.ClaimEvidence, err error) {
	out = overview.ClaimEvidence{Ground: e.Ground, Subject: e.Subject, Proof: e.Proof}
	if e.SaidOn != "" {
		if out.SaidOn, err = worktime.ParseDate(e.SaidOn); err != nil {
			err = fault.New(fault.Invalid, "claim.no_day").On("said_on")
		}
	}
	return out, err
}

// ClaimWords is what is said of a customer; of a change what is left out stays as it is.
type ClaimWords struct {
	Kind      *overview.ClaimKind      `json:"kind,omitempty" enum:"fact,wish,worry,assumption,opinion" doc:"A fact without evidence is kept as an assumption."`
	Text      *string                  `json:"text,omitempty" example:"Belt liever dan bezoek."`
	Source    *overview.ClaimSource    `json:"source,omitempty" enum:"himself,observed,document,colleague,third" doc:"Who says it; observed when left out."`
	Evidence  *ClaimEvidence           `json:"evidence,omitempty"`
	Happened  *string                  `json:"happened,omitempty" doc:"Of an opinion: what exactly happened. The customer can ask for it."`
	Complaint *overview.ClaimComplaint `json:"complaint,omitempty" enum:"yes,no,unknown" doc:"Of an opinion: whether it is an open complaint."`
	Against   *id.Claim                `json:"against,omitempty" doc:"What else said of the customer it speaks against."`
	Aware     bool                     `json:"aware,omitempty" doc:"A word that may be about health, faith or private matters is meant, after it was asked about."`
}

func (w ClaimWords) onto(d *act.Telling) (err error) {
	given(&d.Meant, w.Kind)
	given(&d.Text, w.Text)
	given(&d.Source, w.Source)
	given(&d.Happened, w.Happened)
	given(&d.Complaint, w.Complaint)
	given(&d.Against, w.Against)
	if w.Evidence != nil {
		d.Evidence, err = w.Evidence.evidence()
	}
	return err
}

// ClaimView is something said of a customer.
type ClaimView struct {
	ID          id.Claim                `json:"id"`
	Customer    id.Customer             `json:"customer"`
	Kind        overview.ClaimKind      `json:"kind" enum:"fact,wish,worry,assumption,opinion" doc:"As it counts."`
	Meant       overview.ClaimKind      `json:"meant" enum:"fact,wish,worry,assumption,opinion" doc:"As it was written."`
	Text        string                  `json:"text"`
	Source      overview.ClaimSource    `json:"source" enum:"himself,observed,document,colleague,third"`
	Evidence    *ClaimEvidence          `json:"evidence,omitempty"`
	Happened    string                  `json:"happened,omitempty"`
	Complaint   overview.ClaimComplaint `json:"complaint,omitempty" enum:"yes,no,unknown"`
	Against     id.Claim                `json:"against,omitzero"`
	Author      id.Staff                `json:"author,omitzero"`
	WrittenAt   time.Time               `json:"written_at"`
	FreshUntil  time.Time               `json:"fresh_until" doc:"No rule uses it from then on, unless somebody says that it still holds."`
	EndedAt     time.Time               `json:"ended_at,omitzero"`
	Ending      overview.ClaimEnd       `json:"ending,omitempty" enum:"outdated,untrue,mistake"`
	Counter     string                  `json:"counter,omitempty" doc:"The customer's own words beside it."`
	CounteredAt time.Time               `json:"countered_at,omitzero"`
	Version     int64                   `json:"version"`
}

func (v ClaimView) version() int64 { return v.Version }

func showEvidence(e overview.ClaimEvidence) *ClaimEvidence {
	if !e.Given() {
		return nil
	}
	out := &ClaimEvidence{Ground: e.Ground, Subject: e.Subject, Proof: e.Proof}
	if e.SaidOn != (worktime.Date{}) {
		out.SaidOn = e.SaidOn.String()
	}
	return out
}

func showClaim(c overview.SaidOfCustomer) ClaimView {
	v := ClaimView{
		ID: c.ID, Customer: c.Customer, Kind: c.Kind, Meant: c.Meant, Text: c.Text, Source: c.Source, Evidence: showEvidence(c.Evidence),
		Happened: c.Happened, Complaint: c.Complaint, Against: c.Against, Author: c.Author, WrittenAt: at(c.WrittenAt),
		FreshUntil: at(c.FreshUntil()), Ending: c.Ending, Counter: c.Counter, Version: c.Version,
	}
	if !c.EndedAt.IsZero() {
		v.EndedAt = at(c.EndedAt)
	}
	if !c.CounteredAt.IsZero() {
		v.CounteredAt = at(c.CounteredAt)
	}
	return v
}

// toPeople is said of every operation about what is said of customers.
const toPeople = "For people only: a virtual employee is refused."

func addClaims(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "writeClaim", method: http.MethodPost, path: "~/customers/{customer}/claims", scope: "customers:write", role: "staff",
		summary: "Note a fact, wish, worry, assumption or opinion about a customer", note: toPeople},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body ClaimWords
		}) (overview.SaidOfCustomer, error) {
			var d act.Telling
			if err := in.Body.onto(&d); err != nil {
				return overview.SaidOfCustomer{}, err
			}
			return acts.WriteClaim(ctx, c.actor, in.Customer, d, in.Body.Aware)
		}, showClaim)
	do(s, operation{id: "changeClaim", method: http.MethodPatch, path: "~/claims/{claim}", scope: "customers:write", role: "staff",
		summary: "Say it in other words, as another kind or on other evidence", note: toPeople},
		func(ctx context.Context, c *call, in *struct {
			ClaimPath
			Body struct {
				ClaimWords
				Version int64 `json:"version,omitempty" doc:"As it was seen: what has changed since is left alone."`
			}
		}) (overview.SaidOfCustomer, error) {
			var bad error
			changed, err := acts.ChangeClaim(ctx, c.actor, in.Claim, in.Body.Version, in.Body.Aware, func(d *act.Telling) { bad = in.Body.onto(d) })
			if bad != nil {
				return overview.SaidOfCustomer{}, bad
			}
			return changed, err
		}, showClaim)
	one := func(id, path, summary string, act func(context.Context, *call, *ClaimPath) (overview.SaidOfCustomer, error)) {
		do(s, operation{id: id, method: http.MethodPost, path: "~/claims/{claim}/" + path, scope: "customers:write", role: "staff", summary: summary, note: toPeople}, act, showClaim)
	}
	one("confirmClaim", "confirm", "Say that it still holds: it is fresh again", func(ctx context.Context, c *call, in *ClaimPath) (overview.SaidOfCustomer, error) {
		return acts.ConfirmClaim(ctx, c.actor, in.Claim)
	})
	one("dropEvidence", "drop-evidence", "Take back what it rests on: a fact is kept as an assumption from then on", func(ctx context.Context, c *call, in *ClaimPath) (overview.SaidOfCustomer, error) {
		return acts.DropEvidence(ctx, c.actor, in.Claim)
	})
	do(s, operation{id: "endClaim", method: http.MethodPost, path: "~/claims/{claim}/end", scope: "customers:write", role: "staff",
		summary: "Say that it counts no more", note: toPeople},
		func(ctx context.Context, c *call, in *struct {
			ClaimPath
			Body struct {
				Ending overview.ClaimEnd `json:"ending" enum:"outdated,untrue,mistake"`
			}
		}) (overview.SaidOfCustomer, error) {
			return acts.EndClaim(ctx, c.actor, in.Claim, in.Body.Ending)
		}, showClaim)
	do(s, operation{id: "counterClaim", method: http.MethodPost, path: "~/claims/{claim}/counter", scope: "customers:write", role: "staff",
		summary: "Put the customer's own words beside what is said of him", note: toPeople},
		func(ctx context.Context, c *call, in *struct {
			ClaimPath
			Body struct {
				Words string `json:"words"`
			}
		}) (overview.SaidOfCustomer, error) {
			return acts.CounterClaim(ctx, c.actor, in.Claim, in.Body.Words)
		}, showClaim)
	addClaimReading(s)
	addDoubts(s)
}

// addClaimReading is reading what is said of customers, and with what eyes.
func addClaimReading(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listClaims", path: "~/customers/{customer}/claims", scope: "customers:read", summary: "What is said of a customer and counts, the newest first",
		note: toPeople + " Opinions of others wait for one's own contact with the customer, one's own impression or openOpinions."},
		func(tx *db.Tx, _ *call, in *CustomerPath) (claimsView, error) { return s.claims(tx, in.Customer) })
	get(s, operation{id: "accessClaims", path: "~/customers/{customer}/access", scope: "customers:read", summary: "What is said of a customer, for the customer himself to read",
		note: toPeople + " Opinions and his own words beside them are included; who else is named is blotted out."},
		func(tx *db.Tx, c *call, in *CustomerPath) (listOf[AccessView], error) {
			all, err := overview.AccessClaims(tx, acts.Claim, acts.Customer, in.Customer)
			return listOf[AccessView]{Items: each(all, showAccess)}, err
		})
	silently(s, operation{id: "openOpinions", method: http.MethodPost, path: "~/customers/{customer}/open-opinions", scope: "customers:write", role: "reader",
		summary: "Read the opinions of others before having met the customer", note: toPeople},
		func(ctx context.Context, c *call, in *CustomerPath) error {
			_, err := acts.OpenOpinions(ctx, c.actor, in.Customer)
			return err
		})
	do(s, operation{id: "takeOverCustomer", method: http.MethodPost, path: "~/customers/{customer}/take-over", scope: "customers:write", role: "staff",
		summary: "Take a customer over, and look with fresh eyes", note: toPeople},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body struct {
				Staff id.Staff `json:"staff,omitzero" doc:"Who takes over; whoever the token is of when left out. Only a team lead names somebody else."`
			}
		}) (overview.CustomerLook, error) {
			return acts.TakeOverCustomer(ctx, c.actor, in.Customer, in.Body.Staff)
		}, func(l overview.CustomerLook) customerTakenView {
			return customerTakenView{l.Staff, at(l.BeganAt), at(l.UntilAt)}
		})
}

type customerTakenView struct {
	Staff   id.Staff  `json:"staff"`
	BeganAt time.Time `json:"began_at"`
	UntilAt time.Time `json:"until_at" doc:"Until then opinions of others stay closed, or until the first contact."`
}

type claimsView struct {
	Items  []ClaimView         `json:"items"`
	Hidden int                 `json:"hidden" doc:"Opinions of others that wait."`
	Sight  overview.ClaimSight `json:"sight" enum:"open,first,fresh" doc:"Why they wait: one's own impression comes first, or one looks with fresh eyes."`
}

func (s *Server) claims(tx *db.Tx, of id.Customer) (out claimsView, err error) {
	acts := s.cfg.Acts
	him, err := acts.Customer.Get(tx, of)
	if err != nil {
		return out, err
	}
	all, err := overview.ClaimsFor(tx, acts.Claim, him.ID)
	if err != nil {
		return out, err
	}
	out.Hidden, out.Sight, out.Items = all.Hidden, all.Sight, []ClaimView{}
	for _, lines := range [][]overview.ClaimLine{all.Known, all.Opinions} {
		for _, line := range lines {
			out.Items = append(out.Items, showClaim(line.Claim))
		}
	}
	return out, nil
}

// AccessView is something said of a customer as he may read it.
type AccessView struct {
	Kind        overview.ClaimKind   `json:"kind" enum:"fact,wish,worry,assumption,opinion"`
	Source      overview.ClaimSource `json:"source" enum:"himself,observed,document,colleague,third"`
	Text        string               `json:"text"`
	Happened    string               `json:"happened,omitempty"`
	Ground      overview.ClaimGround `json:"evidence,omitempty" enum:"interaction,promise,question,order,document,person"`
	Proof       string               `json:"proof,omitempty"`
	SaidOn      string               `json:"said_on,omitempty" format:"date"`
	WrittenAt   time.Time            `json:"written_at"`
	Stale       bool                 `json:"stale"`
	Counter     string               `json:"counter,omitempty" doc:"His own words."`
	CounteredAt time.Time            `json:"countered_at,omitzero"`
}

func showAccess(a overview.AccessClaim) AccessView {
	v := AccessView{Kind: a.Kind, Source: a.Source, Text: a.Text, Happened: a.Happened, Ground: a.Ground, Proof: a.Proof,
		WrittenAt: at(a.WrittenAt), Stale: a.Stale, Counter: a.Counter, SaidOn: a.SaidOn}
	if !a.CounteredAt.IsZero() {
		v.CounteredAt = at(a.CounteredAt)
	}
	return v
}

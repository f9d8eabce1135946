package overview

import "kroon/internal/claim"

// What screens and the API show of claims, by the names of package claim.
type (
	ClaimKind      = claim.Kind
	ClaimSight     = claim.Sight
	ClaimSource    = claim.Source
	ClaimGround    = claim.Ground
	ClaimEvidence  = claim.Evidence
	ClaimComplaint = claim.Complaint
	ClaimEnd       = claim.End
	SaidOfCustomer = claim.Claim
	CustomerLook   = claim.Look
)

// The kinds, sights, grounds and answers that a screen treats apart.
const (
	Fact        = claim.Fact
	Worry       = claim.Worry
	Opinion     = claim.Opinion
	FreshSight  = claim.FreshSight
	ByDocument  = claim.ByDocument
	ByFile      = claim.ByFile
	ByPerson    = claim.ByPerson
	ByContact   = claim.ByInteraction
	ByPromise   = claim.ByPromise
	ByQuestion  = claim.ByQuestion
	ByOrder     = claim.ByOrder
	IsComplaint = claim.IsOne
)

// ClaimKinds are all kinds, the commonest first.
func ClaimKinds() []ClaimKind { return claim.Kinds() }

// ClaimSources are all who can say it, the most to be trusted first.
func ClaimSources() []ClaimSource { return claim.Sources() }

// ClaimEnds are the reasons for which something counts no more.
func ClaimEnds() []ClaimEnd { return claim.Ends() }

// ClaimComplaints are the answers to whether an opinion is an open complaint.
func ClaimComplaints() []ClaimComplaint {
	return []ClaimComplaint{claim.NotKnown, claim.IsOne, claim.IsNone}
}

// ClaimLife is how long a kind counts, and why.
func ClaimLife(kind ClaimKind) claim.Life { return claim.LifeOf(kind) }

// FreshEyes is for how long who takes a customer over is spared the opinions of others, and why.
func FreshEyes() claim.Life { return claim.FreshEyes() }

package overview

import "kroon/internal/calllist"

// What screens show of whom we call, by the names of package calllist.
type (
	Called          = calllist.Called
	Caller          = calllist.Caller
	CallConsent     = calllist.Consent
	CallConsentHow  = calllist.ConsentHow
	CallFactKind    = calllist.FactKind
	CallFilter      = calllist.Filter
	CallGround      = calllist.Ground
	CallList        = calllist.List
	CallName        = calllist.Name
	CallNew         = calllist.New
	CallOffer       = calllist.Offer
	CallOutcome     = calllist.Outcome
	CallPurpose     = calllist.Purpose
	CallReason      = calllist.Reason
	CallRule        = calllist.Rule
	CallSaved       = calllist.Saved
	CallSeason      = calllist.Season
	CallState       = calllist.State
	CallStrike      = calllist.Strike
	CallStrikeState = calllist.StrikeState
	CallStriking    = calllist.Striking
	CallTry         = calllist.Try
	CallVerdict     = calllist.Verdict
	CallWhy         = calllist.Why
	CallWords       = calllist.Words
)

// Its values.
const (
	CallAside       = calllist.Aside
	CallBought      = calllist.Bought
	CallByConsent   = calllist.ByConsent
	CallEnded       = calllist.Ended
	CallFact        = calllist.Fact
	CallForSale     = calllist.ForSale
	CallForService  = calllist.ForService
	CallLater       = calllist.Later
	CallLeft        = calllist.Left
	CallLifted      = calllist.Lifted
	CallMaxWords    = calllist.MaxWords
	CallNoAnswer    = calllist.NoAnswer
	CallNoGround    = calllist.NoGround
	CallNoMore      = calllist.NoMore
	CallNotTold     = calllist.NotTold
	CallObjected    = calllist.Objected
	CallObjection   = calllist.Objection
	CallOpen        = calllist.Open
	CallOpinion     = calllist.Opinion
	CallPerson      = calllist.Person
	CallPromised    = calllist.Promised
	CallRefused     = calllist.Refused
	CallRelation    = calllist.Relation
	CallReturned    = calllist.Returned
	CallSpoken      = calllist.Spoken
	CallStanding    = calllist.Standing
	CallStruck      = calllist.Struck
	CallTold        = calllist.Told
	CallTwice       = calllist.Twice
	CallUnlawful    = calllist.Unlawful
	CallVoicemail   = calllist.Voicemail
	CallWaiting     = calllist.Waiting
	CallWithdrawn   = calllist.Withdrawn
	CallWrongNumber = calllist.WrongNumber
)

// Callers are all there are.
func Callers() []calllist.Caller { return calllist.Callers() }

// CallConsentHows are all there are.
func CallConsentHows() []calllist.ConsentHow { return calllist.ConsentHows() }

// CallFactKinds are all there are.
func CallFactKinds() []calllist.FactKind { return calllist.FactKinds() }

// CallForms are all there are.
func CallForms() []calllist.Called { return calllist.Forms() }

// CallOutcomes are all there are.
func CallOutcomes() []calllist.Outcome { return calllist.Outcomes() }

// CallPurposes are all there are.
func CallPurposes() []calllist.Purpose { return calllist.Purposes() }

// CallReasons are all there are.
func CallReasons() []calllist.Reason { return calllist.Reasons() }

// CallRules are the rows of the dated table.
func CallRules() []calllist.Rule { return calllist.Rules() }

// CallSaid makes words.
func CallSaid(text string) calllist.Words { return calllist.Said(text) }

// CallSeasons are all there are.
func CallSeasons() []calllist.Season { return calllist.Seasons() }

// CallTries are all there are.
func CallTries() []calllist.Try { return calllist.Tries() }

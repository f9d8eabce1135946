package act

import "kroon/internal/calllist"

// What is told of whom we call, by the names of package calllist.
type (
	CallCalled   = calllist.Called
	CallConsent  = calllist.Consent
	CallFilter   = calllist.Filter
	CallNew      = calllist.New
	CallStriking = calllist.Striking
)

// Its values.
const (
	CallBought         = calllist.Bought
	CallForSale        = calllist.ForSale
	CallIncorporated   = calllist.Incorporated
	CallLater          = calllist.Later
	CallNoAnswer       = calllist.NoAnswer
	CallNotTold        = calllist.NotTold
	CallObjection      = calllist.Objection
	CallOnSite         = calllist.OnSite
	CallOpinion        = calllist.Opinion
	CallSpoken         = calllist.Spoken
	CallTold           = calllist.Told
	CallUnincorporated = calllist.Unincorporated
)

// CallSaid makes the words of a colleague.
func CallSaid(text string) calllist.Words { return calllist.Said(text) }

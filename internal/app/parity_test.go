package app_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"kroon/internal/app"
)

// possible is the operation of the API for each act of a screen. Several may be one.
var possible = map[string]string{
	"POST /settings/tokens": "makeToken", "POST /settings/tokens/{token}/revoke": "revokeToken",
	"POST /settings/measuring": "beginMeasuring", "POST /settings/measuring/stop": "stopMeasuring",
	"POST /settings/organisation": "changeOrganisation", "POST /settings/holidays": "changeOrganisation",
	"POST /settings/hours": "setHours", "POST /settings/closed": "closeDay", "POST /settings/closed/{day}/reopen": "reopenDay",
	"POST /settings/teams": "formTeam", "POST /settings/teams/{team}": "changeTeam", "POST /settings/teams/{team}/hours": "setTeamHours",
	"POST /settings/mail": "setMail", "POST /settings/mail/try": "tryMail", "POST /settings/sms": "setSMS", "POST /settings/sms/try": "trySMS",
	"POST /settings/staff": "hire", "POST /settings/staff/{staff}": "changeStaff", "POST /settings/staff/{staff}/invite": "inviteStaff",
	"POST /settings/staff/{staff}/depart": "depart", "POST /settings/staff/{staff}/hours": "setStaffHours", "POST /settings/staff/{staff}/opened": "setOpened",
	"POST /settings/staff/{staff}/calendar": "setFeed", "POST /settings/staff/{staff}/calendar/stop": "dropFeed",
	"POST /team/away/ill": "fallIll", "POST /team/away/{staff}/undo": "undoIll", "POST /team/away/back": "back", "POST /team/away/leave": "planLeave",
	"POST /team/away/cancel": "cancelLeave", "POST /team/redistribute": "reassignPromise", "POST /team/redistribute/all": "handOutPromises", "POST /team/duties": "addDuty", "POST /team/duties/{duty}": "setDuty",
	"POST /team/busy": "planBusyDay", "POST /team/busy/move": "moveBusyDay", "POST /team/busy/stop": "stopSameDay", "POST /team/busy/allow": "stopSameDay",
	"POST /today/seen": "seeNotices", "POST /today/{promise}/call": "beginCall", "POST /today/{promise}/spoken": "deliverPromise",
	"POST /today/{promise}/tried": "logAttempt", "POST /today/{promise}/done": "deliverPromise", "POST /today/{promise}/acknowledge": "acknowledgePromise",
	"POST /today/{promise}/take": "takeOverPromise", "POST /today/{promise}/undo": "undoPromise", "POST /today/letters/{message}/send": "sendMessage",
	"POST /today/letters/{message}/handed": "handMessage", "POST /today/letters/{message}/drop": "dropMessage", "POST /today/letters/{message}/hold": "takeMessageInHand",
	"POST /intake": "takeQuestion", "POST /intake/kept": "takeQuestion", "POST /intake/times": "offerTimes", "POST /intake/echo": "readDeadline", "POST /intake/who": "searchCustomers",
	"POST /intake/{question}/undo": "undoPromise",
	"POST /try/{promise}/end":      "releasePromise",
	"POST /customers/new":          "addCustomer", "POST /customers/{customer}/change": "changeCustomer", "POST /customers/{customer}/promises": "makePromise",
	"POST /customers/{customer}/merge": "mergeCustomers", "POST /customers/{customer}/distinct": "sayDistinct", "POST /merges/{merge}/split": "splitCustomers",
	"POST /customers/{customer}/erase": "eraseCustomer", "POST /customers/{customer}/erase/stop": "callOffErasure",
	"POST /customers/{customer}/log": "logInteraction", "POST /customers/{customer}/callback": "callBackSoon",
	"POST /customers/{customer}/orders": "addOrder",
	"POST /questions/{question}/files":  "addFile", "POST /promises/{promise}/files": "addFile", "POST /customers/{customer}/files": "addFile",
	"POST /files/{file}/show": "showFile", "POST /files/{file}/remove": "removeFile",
	"POST /interactions/{interaction}/dismiss": "dismissMissed", "POST /interactions/{interaction}/undo": "undoInteraction",
	"POST /customers/{customer}/claims": "writeClaim", "POST /customers/{customer}/opinions": "openOpinions", "POST /customers/{customer}/takeover": "takeOverCustomer",
	"POST /claims/{claim}/change": "changeClaim", "POST /claims/{claim}/confirm": "confirmClaim", "POST /claims/{claim}/evidence": "dropEvidence",
	"POST /claims/{claim}/end": "endClaim", "POST /claims/{claim}/counter": "counterClaim",
	"POST /claims/{claim}/heard": "hearDoubt", "POST /customers/{customer}/claims/weigh": "listPatterns",
	"POST /customers/{customer}/link": "linkCustomer", "POST /customers/{customer}/link/close": "closeLink",
	"POST /questions/{question}/confirm": "confirmReadBack", "POST /questions/{question}/correct": "correctReadBack", "POST /questions/{question}/write": "writeReadBack",
	"POST /questions/{question}/notes": "changeQuestion", "POST /questions/{question}/end": "endQuestion", "POST /questions/{question}/reopen": "reopenQuestion",
	"POST /questions/{question}/pass": "passQuestion", "POST /transfers/{transfer}/accept": "acceptHandOff",
	"POST /transfers/{transfer}/decline": "declineHandOff", "POST /transfers/{transfer}/withdraw": "withdrawHandOff", "POST /promises/{promise}/call": "beginCall", "POST /promises/{promise}/attempt": "logAttempt",
	"POST /promises/{promise}/done": "deliverPromise", "POST /promises/{promise}/move": "revisePromise", "POST /promises/{promise}/release": "releasePromise",
	"POST /promises/{promise}/agree": "agreeToPromise", "POST /promises/{promise}/decline": "declinePromise", "POST /promises/{promise}/accept": "acceptPromise",
	"POST /promises/{promise}/dispute": "disputePromise", "POST /promises/{promise}/uphold": "upholdDispute", "POST /promises/{promise}/acknowledge": "acknowledgePromise",
	"POST /promises/{promise}/takeover": "takeOverPromise", "POST /promises/{promise}/turndown": "turnDownPromise", "POST /promises/{promise}/propose": "proposePromise", "POST /promises/{promise}/assign": "reassignPromise",
	"POST /promises/{promise}/undo": "undoPromise", "POST /promises/{promise}/share": "linkPromise", "POST /messages/{message}/send": "sendMessage",
	"POST /messages/{message}/handed": "handMessage", "POST /messages/{message}/again": "sendMessageAgain", "POST /messages/{message}/drop": "dropMessage",
	"POST /messages/{message}/hand":        "takeMessageInHand",
	"POST /customers/{customer}/complaint": "receiveComplaint", "POST /complaints/{complaint}/acknowledge": "acknowledgeComplaint",
	"POST /complaints/{complaint}/assess": "assessComplaint", "POST /complaints/{complaint}/answer": "answerComplaint",
	"POST /complaints/{complaint}/settle": "settleComplaint", "POST /complaints/{complaint}/learn": "learnFromComplaint",
	"POST /complaints/{complaint}/withdraw": "withdrawComplaint", "POST /complaints/{complaint}/undo": "undoComplaint",
	"POST /questions/{question}/complaint": "complainOfQuestion", "POST /questions/{question}/no-complaint": "setQuestionHintAside",
	"POST /interactions/{interaction}/complaint": "complainOfInteraction", "POST /interactions/{interaction}/no-complaint": "setInteractionHintAside",
	"POST /settings/imports": "uploadImport", "POST /settings/imports/{upload}/draw": "drawImport", "POST /settings/imports/{upload}/take": "takeImport",
	"POST /settings/imports/{upload}/drop": "dropImport", "POST /settings/imports/runs/{run}/undo": "undoImport",
	"POST /settings/complaints": "setComplaintTerms", "POST /settings/complaints/causes": "setComplaintCause",
	"POST /answers/new": "beginAnswer", "POST /answers/topics": "setTopic", "POST /answers/{answer}/edit": "writeAnswer",
	"POST /answers/{answer}/approve": "approveAnswer", "POST /answers/{answer}/change": "changeAnswer",
	"POST /customers/{customer}/asked": "noteAsked", "POST /asked/{asked}/undo": "undoAsked",
	"POST /settings/tariff/try": "tryTariff", "POST /settings/tariff/{version}/withdraw": "withdrawTariff",
	"POST /lists/new": "makeCallList", "POST /lists/rules": "setCaller", "POST /lists/{list}/close": "closeCallList", "POST /lists/{list}/next": "takeCallCard",
	"POST /calls/{name}/end": "endCall", "POST /calls/{name}/try": "tryCall", "POST /calls/{name}/pass": "passCall", "POST /calls/{name}/strike": "strikeName",
	"POST /calls/{name}/reopen": "reopenCall", "POST /strikes/{strike}/second": "secondStrike", "POST /strikes/{strike}/lift": "liftStrike",
	"POST /customers/{customer}/calling/consent": "noteConsent", "POST /customers/{customer}/calling/form": "sayForm",
	"POST /customers/{customer}/calling/strike": "strikeCustomer", "POST /consents/{consent}/withdraw": "withdrawConsent",
	"POST /answers/{answer}/retire": "retireAnswer", "POST /answers/{answer}/right": "setAnswerRight", "POST /intake/answers": "listAnswers",
}

// screenOnly are the acts that a program has no use for, or must not do, with why.
var screenOnly = map[string]string{
	"POST /signin": "a program comes in with a token", "POST /signout": "a session is of a browser",
	"POST /try":    "a person tries on himself what a customer gets",
	"POST /forgot": "a program has no password", "POST /welcome/{token}": "a person chooses a password, alone", "POST /reset/{token}": "a person chooses a password, alone",
	"POST /setup/{token}": "before the first owner there is nobody to make a token", "POST /settings/own/password": "asks a person for the old password",
	"POST /settings/own/lang": "how a screen looks to the person at it", "POST /settings/own/theme": "how a screen looks to the person at it",
	"POST /settings/own/sessions/{session}/end": "a session is of a browser", "POST /intake/say": "draws the sentence that a person then says",
	"POST /settings/own/push": "a notification is of a browser", "POST /settings/own/push/key": "a notification is of a browser",
	"POST /settings/own/push/try": "a notification is of a browser", "POST /settings/own/push/here/end": "a notification is of a browser",
	"POST /settings/own/push/{browser}/end": "a notification is of a browser",
	"POST /intake/beside":                   "draws what stands beside what a person types",
	"POST /intake/left":                     "says that a browser shows a page no more",
	"POST /questions/{question}/open":       "says that a browser shows a page, and draws who else has it open",
	"POST /questions/{question}/left":       "says that a browser shows a page no more",
}

// Every act of a screen is possible over the API, or there is a reason why not; and nothing here is left over.
func TestEveryActOfAScreenIsPossibleOverTheAPI(t *testing.T) {
	f := open(t, app.Config{})
	t.Cleanup(func() { _ = f.app.Close() })
	answer := httptest.NewRecorder()
	f.app.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/api/openapi.json", nil))
	var document struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	operations := map[string]bool{}
	for _, methods := range document.Paths {
		for _, one := range methods {
			operations[one.OperationID] = true
		}
	}
	var acts []string
	for _, route := range f.app.Routes() {
		if strings.HasPrefix(route.Pattern, "GET ") || route.Customer {
			continue // a customer's page is for who has no account
		}
		acts = append(acts, route.Pattern)
		operation, excused := possible[route.Pattern], screenOnly[route.Pattern]
		switch {
		case operation == "" && excused == "":
			t.Errorf("%s is possible on a screen only: add an operation to internal/api, or a reason here", route.Pattern)
		case operation != "" && excused != "":
			t.Errorf("%s is both possible and excused", route.Pattern)
		case operation != "" && !operations[operation]:
			t.Errorf("%s: the API has no operation %s", route.Pattern, operation)
		}
	}
	for _, list := range []map[string]string{possible, screenOnly} {
		for pattern := range list {
			if !slices.Contains(acts, pattern) {
				t.Errorf("%s stands here and is no route", pattern)
			}
		}
	}
}

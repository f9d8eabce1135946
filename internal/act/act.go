// Package act is what people do with Kroon: one act is one transaction over several concepts. Screens,
// the API, the command line and mail all end here, so every rule holds everywhere.
package act

import (
	"context"
	"crypto/sha256"
	"encoding/json"

	"kroon/internal/access"
	"kroon/internal/calllist"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/knowledge"
	"kroon/internal/ledger"
	"kroon/internal/message"
	"kroon/internal/order"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/search"
	"kroon/internal/team"
	"kroon/internal/transfer"
)

// Acts are the doors to the concepts.
type Acts struct {
	DB           *db.DB
	Organisation *organisation.Service
	Access       *access.Service
	CallList     *calllist.Service
	Team         *team.Service
	Claim        *claim.Service
	Customer     *customer.Service
	Complaint    *complaint.Service
	Intake       *intake.Service
	Knowledge    *knowledge.Service
	Interaction  *interaction.Service
	Promise      *promise.Service
	Ledger       *ledger.Service
	Message      *message.Service
	Imports      *imports.Service
	Order        *order.Service
	Search       *search.Service
	Transfer     *transfer.Service
	File         *file.Service
	Key          access.Key // seals what is stored secretly

	// Beside is called when somebody came to a customer at the desk or left it, once that is durable; nil: nobody listens.
	Beside func(who party.Actor, with id.Customer)
	// Opened is the same of a question that somebody opened or left.
	Opened func(who party.Actor, of id.Question)

	// Uploads counts the files that are coming in.
	Uploads Uploads

	// Disk is how many bytes the disk of the data has left, if that is known; nil: it is not.
	Disk func() (free int64, known bool)

	// Refers lists what outside an import refers to its rows; reading across concepts is not for acts.
	Refers func(tx *db.Tx, run id.Import, limit int) ([]imports.Reference, error)

	// Find finds whom a filter is about, for a list of whom to call; it reads across concepts too.
	Find func(tx *db.Tx, f calllist.Filter, limit int) ([]id.Customer, error)
}

type onceKey struct{}

type onceOnly struct {
	key  string
	hash []byte // of the request
	said *Said  // nil: the act's own result is kept
}

// Once makes the acts under ctx happen once per key: doing the same request again under the same key
// gives the first answer again. request is what was asked, so that a key that is used for something else
// is refused.
func Once(ctx context.Context, key string, request []byte) context.Context {
	if key == "" {
		return ctx
	}
	sum := sha256.Sum256(request)
	return context.WithValue(ctx, onceKey{}, onceOnly{key: key, hash: sum[:]})
}

// run does an act in one transaction: it checks the role, gives the earlier answer when the act was done
// before under the same key, and keeps the answer for a next time.
func run[R any](ctx context.Context, a *Acts, actor party.Actor, needs party.Role, fn func(*db.Tx) (R, error)) (R, error) {
	var answer R
	if needs != "" && !actor.May(needs) {
		return answer, fault.New(fault.Forbidden, "act.role", "role", string(needs))
	}
	once, hasKey := ctx.Value(onceKey{}).(onceOnly)
	act := func(tx *db.Tx) error {
		var fresh R // fn may run again after a conflict
		if hasKey {
			earlier, found, err := access.Replay(tx, once.key, once.hash)
			if err != nil {
				return err
			}
			if found {
				answer = fresh
				if earlier, err = a.Key.Open(tx.Org, purposeAnswer, earlier); err != nil {
					return fault.New(fault.Conflict, "act.answer_gone").On("Idempotency-Key").Because(err)
				}
				return once.again(earlier, &answer)
			}
		}
		if err := a.expect(ctx, tx); err != nil {
			return err
		}
		fresh, err := fn(tx)
		if err != nil {
			return err
		}
		answer = fresh
		if !hasKey {
			return nil
		}
		kept, err := once.put(fresh)
		if err != nil {
			return err
		}
		if kept, err = a.Key.Seal(tx.IDs, tx.Org, purposeAnswer, kept); err != nil {
			return err
		}
		access.Remember(tx, once.key, kept)
		return nil
	}
	err := a.DB.Write(ctx, actor, act)
	for again := 0; hasKey && again < certain && fault.Is(err, "db.unsure") && ctx.Err() == nil; again++ {
		err = a.DB.Write(ctx, actor, act)
	}
	return answer, err
}

// certain is how often an act under a key is asked for again where it is not certain that it was written: if it was, its
// answer is found under the key.
const certain = 3

// purposeAnswer is for what kept answers are sealed: some hold a token or a link, which stands nowhere else
// in plain text.
const purposeAnswer = "remembered answer"

// put writes down what is answered a next time.
func (o onceOnly) put(result any) ([]byte, error) {
	if o.said == nil {
		return json.Marshal(result)
	}
	o.said.Earlier = nil
	return o.said.Keep(result)
}

// again gives what was answered before.
func (o onceOnly) again(earlier []byte, answer any) error {
	if o.said == nil {
		return json.Unmarshal(earlier, answer)
	}
	o.said.Earlier = earlier
	return nil
}

// anybody: the act itself checks who may do it (a customer by his link).
const anybody party.Role = ""

package promise

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// batch is how many owners one query takes; sixtyFour are its placeholders.
const batch = 64

const sixtyFour = `($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
	$18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
	$34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49,
	$50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)`

// ownerLoad is the row of an owner: what is open in his name, packed; nil when it is to be read from the
// promises themselves.
type ownerLoad struct {
	Owner id.Staff
	Pack  []byte
}

// lockLoad raises the version of an owner's load, so that two decisions on one owner never both go by
// what they saw before the other. More than one owner is locked in the order of their ids.
func lockLoad(tx *db.Tx, owner id.Staff) error {
	_, err := takeLoad(tx, owner)
	return err
}

// loadKey is under which a transaction knows the load that it holds: nobody else can change it any more.
type loadKey struct{ owner id.Staff }

func heldLoad(tx *db.Tx, owner id.Staff) (all []weight, held bool) {
	all, held = tx.Value(loadKey{owner}).([]weight)
	return all, held
}

// takeLoad is lockLoad, and gives what is open in the owner's name. A pack that is not there is made. What this
// transaction took already is not asked for again.
func takeLoad(tx *db.Tx, owner id.Staff) ([]weight, error) {
	if all, held := heldLoad(tx, owner); held {
		return all, nil
	}
	kept, err := db.One[[]byte](tx, `INSERT INTO owner_load (org, owner, version) VALUES ($1, $2, 1)
		ON CONFLICT (org, owner) DO UPDATE SET version = owner_load.version + 1 RETURNING pack`, tx.Org, owner)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		all, err := unpack(kept)
		if err == nil {
			tx.SetValue(loadKey{owner}, all)
		}
		return all, err
	}
	all, err := weightsInRows(tx, []id.Staff{owner})
	if err != nil {
		return nil, err
	}
	putLoad(tx, owner, all[owner])
	return all[owner], nil
}

func putLoad(tx *db.Tx, owner id.Staff, all []weight) {
	tx.Put("UPDATE owner_load SET pack = $3 WHERE org = $1 AND owner = $2", tx.Org, owner, pack(all))
	tx.SetValue(loadKey{owner}, all)
}

// weightsOf reads what is open in the names of many owners, earliest due first: one row for each.
func weightsOf(tx *db.Tx, owners []id.Staff) (map[id.Staff][]weight, error) {
	if len(owners) == 1 { // it is being decided on
		if all, held := heldLoad(tx, owners[0]); held {
			return map[id.Staff][]weight{owners[0]: all}, nil
		}
	}
	kept, rest, err := packsOf(tx, owners)
	if err != nil {
		return nil, err
	}
	out, err := weightsInRows(tx, rest)
	if err != nil {
		return nil, err
	}
	for _, one := range kept {
		if out[one.Owner], err = unpack(one.Pack); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// packsOf reads the packs of many owners, and tells who has none.
func packsOf(tx *db.Tx, owners []id.Staff) (kept []ownerLoad, rest []id.Staff, err error) {
	found := make(map[id.Staff]bool, len(owners))
	for part := range slices.Chunk(owners, batch) {
		some, err := db.All[ownerLoad](tx, "SELECT owner, pack FROM owner_load WHERE org = $1 AND pack IS NOT NULL AND owner IN "+
			sixtyFour, batched(tx, part)...)
		if err != nil {
			return nil, nil, err
		}
		kept = append(kept, some...)
	}
	for _, one := range kept {
		found[one.Owner] = true
	}
	for _, owner := range owners {
		if !found[owner] {
			rest = append(rest, owner)
		}
	}
	return kept, rest, nil
}

// weightsInRows counts from the promises themselves what weightsOf reads. What a hidden import brought
// weighs on nobody.
func weightsInRows(tx *db.Tx, owners []id.Staff) (map[id.Staff][]weight, error) {
	type row struct {
		Owner   id.Staff
		ID      id.Promise
		DueAt   time.Time
		Minutes int
		Fixed   bool
		Broken  bool
	}
	out := make(map[id.Staff][]weight, len(owners))
	for part := range slices.Chunk(owners, batch) {
		rows, err := db.All[row](tx, `SELECT owner, id, due_at, minutes, fixed, CASE WHEN state = 'broken' THEN 1 ELSE 0 END AS broken
			FROM promise WHERE org = $1 AND open = 1 AND direction <> 'theirs' AND owner IN `+sixtyFour+inSight+`
			ORDER BY owner, due_at, id`, batched(tx, part)...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.Owner] = append(out[r.Owner], weight{r.ID, r.DueAt, r.Minutes, r.Fixed, r.Broken})
		}
	}
	return out, nil
}

func batched(tx *db.Tx, owners []id.Staff) []any {
	args := make([]any, 1+batch)
	args[0] = tx.Org
	for i, owner := range owners {
		args[1+i] = owner
	}
	return args
}

// weigh has the pack of a promise's owner tell what it asks of him now.
func weigh(tx *db.Tx, p Promise, open []weight) {
	open = without(open, p.ID)
	if w, asks := p.weight(); asks {
		open = with(open, w)
	}
	putLoad(tx, p.Owner, open)
}

// save writes what may change of a promise, if nobody else changed it since it was read, and what it asks
// of its owner's time; whoever owned it before is free of it. When it is due is not written: what is set moves in every index in which
// it stands, also when it is what it was.
func save(tx *db.Tx, p Promise) error {
	open, err := takeLoad(tx, p.Owner)
	if err != nil {
		return err
	}
	before := p.Owner
	if !slices.ContainsFunc(open, func(w weight) bool { return w.ID == p.ID }) { // not his until now, or not open
		if before, err = ownerOf(tx, p.ID); err != nil {
			return err
		}
	}
	n, err := tx.Change(`UPDATE promise SET owner = $4, proposed_to = $5, state = $6, open = $7, version = $3 + 1,
		agreed_at = $8, acknowledge_by = $9, acknowledged_at = $10, deed_at = $11, broken_at = $12, closed_at = $13,
		undone_at = $14, awaits = $15, lapses_at = $16
		WHERE org = $1 AND id = $2 AND version = $3`,
		tx.Org, p.ID, p.Version, p.Owner, p.ProposedTo, p.State, p.Open, p.AgreedAt, p.AcknowledgeBy,
		p.AcknowledgedAt, p.DeedAt, p.BrokenAt, p.ClosedAt, p.UndoneAt, p.Awaits, p.LapsesAt)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "promise.changed")
	}
	if err != nil {
		return err
	}
	weigh(tx, p, open)
	if before == p.Owner {
		return nil
	}
	if open, err = takeLoad(tx, before); err == nil {
		putLoad(tx, before, without(open, p.ID))
	}
	return err
}

func ownerOf(tx *db.Tx, promise id.Promise) (id.Staff, error) {
	return db.One[id.Staff](tx, "SELECT owner FROM promise WHERE org = $1 AND id = $2", tx.Org, promise)
}

// ownersOfRun reads in whose names the promises of an import are open.
func ownersOfRun(tx *db.Tx, run id.Import) ([]id.Staff, error) {
	return db.All[id.Staff](tx, `SELECT DISTINCT owner FROM promise
		WHERE org = $1 AND import_run = $2 AND open = 1 ORDER BY owner`, tx.Org, run)
}

// weighRun counts again what is open in the names of those for whom an import brought work, once the run
// went into or out of sight. Whoever gets such a promise meanwhile is found by looking again.
func weighRun(tx *db.Tx, run id.Import) error {
	var done []id.Staff
	for {
		owners, err := ownersOfRun(tx, run)
		owners = slices.DeleteFunc(owners, func(owner id.Staff) bool { return slices.Contains(done, owner) })
		if err != nil || len(owners) == 0 {
			return err
		}
		for _, owner := range owners {
			if err := recount(tx, owner); err != nil {
				return err
			}
		}
		done = append(done, owners...)
	}
}

// recount makes an owner's pack anew from the promises.
func recount(tx *db.Tx, owner id.Staff) error {
	if err := lockLoad(tx, owner); err != nil {
		return err
	}
	all, err := weightsInRows(tx, []id.Staff{owner})
	if err == nil {
		putLoad(tx, owner, all[owner])
	}
	return err
}

// unpacked reads owners without a pack. Whoever has an open promise has a row here.
func unpacked(tx *db.Tx, limit int) ([]id.Staff, error) {
	return db.All[id.Staff](tx, "SELECT owner FROM owner_load WHERE org = $1 AND pack IS NULL ORDER BY owner LIMIT $2", tx.Org, limit)
}

// packedAfter reads packs in the order of their owners.
func packedAfter(tx *db.Tx, after id.Staff, limit int) ([]ownerLoad, error) {
	if after.IsZero() {
		after = id.Staff{15: 1}
	}
	return db.All[ownerLoad](tx, `SELECT owner, pack FROM owner_load WHERE org = $1 AND owner > $2 AND pack IS NOT NULL
		ORDER BY owner LIMIT $3`, tx.Org, after, limit)
}

package team

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// batch is how many ids one query takes; sixtyFour are its placeholders.
const batch = 64

const sixtyFour = `($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
	$18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
	$34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49,
	$50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)`

// inBatches reads per sixty-four ids: the arguments are the organisation, the ids, filled up with NULL,
// and what else is given, from $66.
func inBatches[T any, I ~[16]byte](tx *db.Tx, ids []I, read func(args []any) ([]T, error), more ...any) ([]T, error) {
	var out []T
	for part := range slices.Chunk(ids, batch) {
		args := make([]any, 1+batch, 1+batch+len(more))
		args[0] = tx.Org
		for i, one := range part {
			args[1+i] = one
		}
		rows, err := read(append(args, more...))
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

const staffColumns = `id, kind, name, first_name, email, phone, team, answers_phone, share, answerable, lang, theme, zone, left_at, version`

func insertStaff(tx *db.Tx, s Staff) {
	tx.Put(`INSERT INTO staff (org, id, kind, name, name_key, first_name, email, phone, team, answers_phone, share,
		answerable, lang, theme, zone, left_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		tx.Org, s.ID, s.Kind, s.Name, nameKey(s.Name), s.FirstName, s.Email, s.Phone, s.Team, s.AnswersPhone, s.Share,
		s.Answerable, s.Lang, s.Theme, s.Zone, s.LeftAt, s.Version)
}

// takeStaff keeps the row for this transaction.
func takeStaff(tx *db.Tx, staff id.Staff) (int64, error) {
	return tx.Exec("UPDATE staff SET version = version WHERE org = $1 AND id = $2", tx.Org, staff)
}

func putStaffVersion(tx *db.Tx, staff id.Staff, version int64) {
	tx.Put("UPDATE staff SET version = $3 WHERE org = $1 AND id = $2", tx.Org, staff, version)
}

func updateStaff(tx *db.Tx, s Staff) {
	tx.Put(`UPDATE staff SET name = $3, name_key = $4, first_name = $5, email = $6, phone = $7, team = $8,
		answers_phone = $9, share = $10, answerable = $11, lang = $12, theme = $13, zone = $14, left_at = $15
		WHERE org = $1 AND id = $2`,
		tx.Org, s.ID, s.Name, nameKey(s.Name), s.FirstName, s.Email, s.Phone, s.Team,
		s.AnswersPhone, s.Share, s.Answerable, s.Lang, s.Theme, s.Zone, s.LeftAt)
}

func readStaff(tx *db.Tx, staff id.Staff) (Staff, bool, error) {
	return db.Maybe[Staff](tx, "SELECT "+staffColumns+" FROM staff WHERE org = $1 AND id = $2", tx.Org, staff)
}

func readStaffs(tx *db.Tx, staff []id.Staff) ([]Staff, error) {
	return inBatches(tx, staff, func(args []any) ([]Staff, error) {
		return db.All[Staff](tx, "SELECT "+staffColumns+" FROM staff WHERE org = $1 AND id IN "+sixtyFour, args...)
	})
}

func listStaff(tx *db.Tx) ([]Staff, error) {
	return db.All[Staff](tx, "SELECT "+staffColumns+" FROM staff WHERE org = $1 ORDER BY name_key, id", tx.Org)
}

func listTeamStaff(tx *db.Tx, team id.Team) ([]Staff, error) {
	return db.All[Staff](tx, "SELECT "+staffColumns+" FROM staff WHERE org = $1 AND team = $2 ORDER BY name_key, id", tx.Org, team)
}

func staffByName(tx *db.Tx, key string) ([]Staff, error) {
	return db.All[Staff](tx, "SELECT "+staffColumns+" FROM staff WHERE org = $1 AND name_key = $2 ORDER BY id", tx.Org, key)
}

// firstStaff is the person who has been here longest.
func firstStaff(tx *db.Tx) ([]id.Staff, error) {
	return db.All[id.Staff](tx, `SELECT id FROM staff WHERE org = $1 AND kind = 'staff' AND left_at IS NULL
		ORDER BY id LIMIT 1`, tx.Org)
}

func countAnswerable(tx *db.Tx, person id.Staff) (int, error) {
	return db.One[int](tx, "SELECT count(*) FROM staff WHERE org = $1 AND answerable = $2 AND left_at IS NULL", tx.Org, person)
}

const teamColumns = `id, name, lead, version`

func insertTeam(tx *db.Tx, t Team) {
	tx.Put("INSERT INTO team (org, id, name, lead, version) VALUES ($1, $2, $3, $4, $5)", tx.Org, t.ID, t.Name, t.Lead, t.Version)
}

func raiseTeam(tx *db.Tx, team id.Team) (int64, error) {
	return tx.Exec("UPDATE team SET version = version + 1 WHERE org = $1 AND id = $2", tx.Org, team)
}

func updateTeam(tx *db.Tx, t Team) {
	tx.Put("UPDATE team SET name = $3, lead = $4 WHERE org = $1 AND id = $2", tx.Org, t.ID, t.Name, t.Lead)
}

func readTeam(tx *db.Tx, team id.Team) (Team, bool, error) {
	return db.Maybe[Team](tx, "SELECT "+teamColumns+" FROM team WHERE org = $1 AND id = $2", tx.Org, team)
}

func listTeams(tx *db.Tx) ([]Team, error) {
	return db.All[Team](tx, "SELECT "+teamColumns+" FROM team WHERE org = $1 ORDER BY name, id", tx.Org)
}

func replaceSkills(tx *db.Tx, staff id.Staff, skills []string) {
	tx.Put("DELETE FROM staff_skill WHERE org = $1 AND staff = $2", tx.Org, staff)
	for _, skill := range skills {
		tx.Put("INSERT INTO staff_skill (org, staff, skill) VALUES ($1, $2, $3)", tx.Org, staff, skill)
	}
}

func listSkills(tx *db.Tx, staff id.Staff) ([]string, error) {
	return db.All[string](tx, "SELECT skill FROM staff_skill WHERE org = $1 AND staff = $2 ORDER BY skill", tx.Org, staff)
}

func allSkills(tx *db.Tx) ([]string, error) {
	return db.All[string](tx, "SELECT DISTINCT skill FROM staff_skill WHERE org = $1 ORDER BY skill", tx.Org)
}

func staffWithSkill(tx *db.Tx, skill string) ([]id.Staff, error) {
	return db.All[id.Staff](tx, "SELECT staff FROM staff_skill WHERE org = $1 AND skill = $2", tx.Org, skill)
}

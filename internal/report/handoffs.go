package report

import (
	"kroon/internal/db"
)

// HandOffs says how often questions went to another person: those asked here, and the cases of logs that were taken
// over, in which a hand-off is another person than at the step before, in the order of time.
type HandOffs struct {
	Questions int64   `json:"questions"`
	HandOffs  int64   `json:"hand_offs"`
	Most      int64   `json:"most"`       // of one question
	HandedOff int64   `json:"handed_off"` // questions with one or more
	BeyondTwo int64   `json:"beyond_two"` // questions with more than two
	ByNumber  []int64 `json:"by_number"`  // how many questions had 0, 1, 2 and so on
}

// HandedOff counts the hand-offs.
func HandedOff(tx *db.Tx) (out HandOffs, err error) {
	rows, err := db.All[struct{ HandOffs, Questions int64 }](tx, `SELECT n AS hand_offs, COUNT(*) AS questions FROM (
		SELECT source, case_name, SUM(moved) AS n FROM (
			SELECT i.source, i.case_name, CASE WHEN i.staff <> LAG(i.staff)
				OVER (PARTITION BY i.source, i.case_name ORDER BY i.began_at, i.import_row) THEN 1 ELSE 0 END AS moved
			FROM interaction i WHERE i.org = $1 AND i.case_name IS NOT NULL AND i.staff IS NOT NULL AND i.undone_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM interaction_run_hidden h WHERE h.org = $1 AND h.run = i.import_run)) step
		GROUP BY source, case_name
		UNION ALL SELECT '', '', COUNT(t.id) FROM question q
			LEFT JOIN transfer t ON t.org = q.org AND t.question = q.id AND t.number > 0
			WHERE q.org = $1 GROUP BY q.id) question GROUP BY n ORDER BY n`, tx.Org)
	for _, r := range rows {
		for int64(len(out.ByNumber)) <= r.HandOffs {
			out.ByNumber = append(out.ByNumber, 0)
		}
		out.ByNumber[r.HandOffs] += r.Questions
	}
	for n, questions := range out.ByNumber {
		out.Questions += questions
		out.HandOffs += int64(n) * questions
		if questions > 0 {
			out.Most = int64(n)
		}
		if n > 0 {
			out.HandedOff += questions
		}
		if n > 2 {
			out.BeyondTwo += questions
		}
	}
	return out, err
}

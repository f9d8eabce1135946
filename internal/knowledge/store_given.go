package knowledge

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func insertGiven(tx *db.Tx, g Given) {
	tx.Put(`INSERT INTO answer_given (org, id, answer, number, question, customer, how, lang, actor_kind, actor, given_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, tx.Org, g.ID, g.Answer, g.Number, g.Question, g.Customer,
		g.How, g.Lang, g.ActorKind, g.Actor, g.GivenAt)
}

const selectedGiven = `SELECT id, answer, number, question, customer, how, lang, actor_kind, actor, given_at FROM answer_given `

func stamp(tx *db.Tx, given id.Any) (Given, bool, error) {
	return db.Maybe[Given](tx, selectedGiven+"WHERE org = $1 AND id = $2", tx.Org, given)
}

func givenOf(tx *db.Tx, answer id.Answer, limit int) ([]Given, error) {
	return db.All[Given](tx, selectedGiven+"WHERE org = $1 AND answer = $2 ORDER BY id DESC LIMIT $3", tx.Org, answer, limit)
}

func givenFor(tx *db.Tx, question id.Question, limit int) ([]Given, error) {
	return db.All[Given](tx, selectedGiven+"WHERE org = $1 AND question = $2 ORDER BY id LIMIT $3", tx.Org, question, limit)
}

// contradicting is the newest approved edition that says that what we told before was not right; 0: none.
func contradicting(tx *db.Tx, answer id.Answer) (int, error) {
	return db.One[int](tx, `SELECT COALESCE(MAX(number), 0) FROM answer_edition
		WHERE org = $1 AND answer = $2 AND contradicts = 1 AND approved_at IS NOT NULL`, tx.Org, answer)
}

// toTell lists who heard an edition before number, and nothing that sets it right since.
func toTell(tx *db.Tx, answer id.Answer, number, limit int) ([]ToTell, error) {
	return db.All[ToTell](tx, `SELECT g.customer, MAX(g.number) AS number, MAX(g.given_at) AS given_at FROM answer_given g
		WHERE g.org = $1 AND g.answer = $2 AND g.customer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM answer_told t
			WHERE t.org = $1 AND t.answer = $2 AND t.customer = g.customer AND t.number >= $3)
		GROUP BY g.customer HAVING MAX(g.number) < $3 ORDER BY MAX(g.given_at), g.customer LIMIT $4`, tx.Org, answer, number, limit)
}

// unknownTold counts how often somebody we do not know heard an edition before number.
func unknownTold(tx *db.Tx, answer id.Answer, number int) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM (SELECT 1 FROM answer_given
		WHERE org = $1 AND answer = $2 AND number < $3 AND customer IS NULL LIMIT 1000) AS unknown`, tx.Org, answer, number)
}

func insertTold(tx *db.Tx, answer id.Answer, f WasCorrected) {
	tx.Put(`INSERT INTO answer_told (org, answer, customer, number, how, promise, actor_kind, actor, told_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org, answer, customer, number) DO NOTHING`,
		tx.Org, answer, f.Customer, f.Number, f.How, f.Promise, tx.Actor.Kind, tx.Actor.ID, tx.Now)
}

func topics(tx *db.Tx) ([]Topic, error) {
	all, err := db.All[topicRow](tx, `SELECT id, name_nl, name_en, version FROM answer_topic
		WHERE org = $1 ORDER BY name_nl, name_en, id LIMIT $2`, tx.Org, maxTopics)
	if err != nil {
		return nil, err
	}
	asks, err := db.All[askRow](tx, "SELECT topic, text_nl, text_en FROM answer_ask WHERE org = $1 ORDER BY topic, place", tx.Org)
	out := make([]Topic, len(all))
	for i, one := range all {
		out[i] = Topic{ID: one.ID, NL: one.NameNL, EN: one.NameEN, Version: one.Version}
		for _, ask := range asks {
			if ask.Topic == one.ID {
				out[i].Asks = append(out[i].Asks, Ask{ask.TextNL, ask.TextEN})
			}
		}
	}
	return out, err
}

const maxTopics = 200

type topicRow struct {
	ID      id.Topic
	NameNL  string `db:"name_nl"`
	NameEN  string `db:"name_en"`
	Version int64
}

type askRow struct {
	Topic  id.Topic
	TextNL string `db:"text_nl"`
	TextEN string `db:"text_en"`
}

func putTopic(tx *db.Tx, t Topic) {
	tx.Put(`INSERT INTO answer_topic (org, id, name_nl, name_en, version) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (org, id) DO UPDATE SET name_nl = excluded.name_nl, name_en = excluded.name_en, version = excluded.version`,
		tx.Org, t.ID, t.NL, t.EN, t.Version)
	tx.Put("DELETE FROM answer_ask WHERE org = $1 AND topic = $2", tx.Org, t.ID)
	for place, ask := range t.Asks {
		tx.Put("INSERT INTO answer_ask (org, topic, place, text_nl, text_en) VALUES ($1, $2, $3, $4, $5)", tx.Org, t.ID, place, ask.NL, ask.EN)
	}
}

// raiseTopic keeps a topic from others and tells its version; 0 when there is none.
func raiseTopic(tx *db.Tx, topic id.Topic) (int64, error) {
	if _, err := tx.Exec("UPDATE answer_topic SET version = version WHERE org = $1 AND id = $2", tx.Org, topic); err != nil {
		return 0, err
	}
	version, _, err := db.Maybe[int64](tx, "SELECT version FROM answer_topic WHERE org = $1 AND id = $2", tx.Org, topic)
	return version, err
}

func putGaps(tx *db.Tx, gaps []Gap) {
	tx.Put("DELETE FROM answer_gap WHERE org = $1", tx.Org)
	for place, gap := range gaps {
		tx.Put(`INSERT INTO answer_gap (org, place, words, answer, people, questions, since_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			tx.Org, place, gap.Words, gap.Answer, gap.People, gap.Questions, gap.SinceAt)
	}
}

func gaps(tx *db.Tx) ([]Gap, error) {
	return db.All[Gap](tx, "SELECT words, answer, people, questions, since_at FROM answer_gap WHERE org = $1 ORDER BY place", tx.Org)
}

// titles are the approved answers with their titles, to compare questions with.
func titles(tx *db.Tx, limit int) ([]known, error) {
	rows, err := db.All[struct {
		ID      id.Answer
		Public  bool
		TitleNL string `db:"title_nl"`
		TitleEN string `db:"title_en"`
	}](tx, `SELECT a.id, a.public, e.title_nl, e.title_en FROM answer a
		JOIN answer_edition e ON e.org = a.org AND e.answer = a.id AND e.number = a.approved
		WHERE a.org = $1 AND a.retired_at IS NULL ORDER BY a.id LIMIT $2`, tx.Org, limit)
	out := make([]known, len(rows))
	for i, r := range rows {
		out[i] = known{ID: r.ID, Public: r.Public}
		for _, title := range []string{r.TitleNL, r.TitleEN} {
			if title != "" {
				out[i].Titles = append(out[i].Titles, title)
			}
		}
	}
	return out, err
}

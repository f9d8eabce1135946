package file_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// house is an organisation that keeps files.
type house struct {
	t        testing.TB
	database *db.DB
	org      id.Org
	files    *file.Service
	me       id.Staff
	customer id.Customer
	question id.Question
}

func newHouse(t testing.TB, database *db.DB) *house {
	ids := database.IDs()
	return &house{
		t: t, database: database, org: id.New[id.Org](ids), files: file.NewService(event.NewLog()), me: id.New[id.Staff](ids),
		customer: id.New[id.Customer](ids), question: id.New[id.Question](ids),
	}
}

func (h *house) staff(role party.Role) party.Actor {
	return party.Actor{Org: h.org, Kind: party.Staff, ID: h.me.Any(), Role: role}
}

func (h *house) visitor() party.Actor {
	return party.Actor{Org: h.org, Kind: party.Customer, ID: h.customer.Any()}
}

func (h *house) write(actor party.Actor, fn func(*db.Tx) error) error {
	return h.database.Write(context.Background(), actor, fn)
}

func (h *house) read(fn func(*db.Tx) error) {
	h.t.Helper()
	if err := h.database.Read(context.Background(), h.staff(party.Colleague), fn); err != nil {
		h.t.Fatal(err)
	}
}

// add brings content in by stretches of whole chunks and adds it to the question.
func (h *house) add(actor party.Actor, name string, content []byte, shown bool) (f file.File, err error) {
	var of id.Any
	if err := h.write(actor, func(tx *db.Tx) (err error) { of, err = h.files.Begin(tx); return err }); err != nil {
		return f, err
	}
	seen := file.NewInspector()
	for place := 0; place*file.ChunkSize < len(content); place += 4 {
		stretch := content[place*file.ChunkSize:]
		stretch = stretch[:min(len(stretch), 4*file.ChunkSize)]
		if _, err := seen.Write(stretch); err != nil {
			return f, err
		}
		if err := h.write(actor, func(tx *db.Tx) error { h.files.Append(tx, of, place, stretch); return nil }); err != nil {
			return f, err
		}
	}
	is, name, err := seen.Verdict(name)
	if err != nil {
		return f, err
	}
	err = h.write(actor, func(tx *db.Tx) error {
		content, err := h.files.Seal(tx, of, seen.Sum(), seen.Size())
		if err != nil {
			return err
		}
		f, err = h.files.Add(tx, file.New{Content: content, Name: name, Type: is, Shown: shown,
			Subject: file.Subject{Kind: file.OfQuestion, ID: h.question.Any(), Customer: h.customer}})
		return err
	})
	return f, err
}

func (h *house) must(f file.File, err error) file.File {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	return f
}

func (h *house) refused(key string, err error) {
	h.t.Helper()
	if !fault.Is(err, key) {
		h.t.Errorf("want %s, got %v", key, err)
	}
}

// onClock runs a test on each engine, on a clock that the test moves.
func onClock(t *testing.T, test func(t *testing.T, database *db.DB, hands *clock.Stepped)) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			hands := clock.NewStepped(time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC))
			test(t, dbtest.Open(t, engine, hands), hands)
		})
	}
}

// rows counts what stands in a table.
func (h *house) rows(table string) (n int64) {
	h.t.Helper()
	h.read(func(tx *db.Tx) (err error) {
		n, err = db.One[int64](tx, "SELECT COUNT(*) FROM "+table+" WHERE org = $1", tx.Org)
		return err
	})
	return n
}

// bytesOf reads a file back, chunk by chunk.
func (h *house) bytesOf(f file.File) []byte {
	h.t.Helper()
	var out bytes.Buffer
	for place := int64(0); place*file.ChunkSize < f.Size; place++ {
		h.read(func(tx *db.Tx) error {
			data, err := h.files.Chunk(tx, f.Content, place)
			out.Write(data)
			return err
		})
	}
	return out.Bytes()
}

func text(n int) []byte { return bytes.Repeat([]byte("de koelcel "), n/11+1)[:n] }

// TestWhatComesInComesOut: of any size, the bytes are those that came in, under their SHA-256.
func TestWhatComesInComesOut(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		rapid.Check(t, func(r *rapid.T) {
			around := rapid.SampledFrom([]int{0, file.ChunkSize, 4 * file.ChunkSize, 8 * file.ChunkSize}).Draw(r, "around")
			size := max(1, around+rapid.IntRange(-3, 200).Draw(r, "more"))
			content := text(size)
			content[size-1] = byte('a' + rapid.IntRange(0, 25).Draw(r, "last"))
			f := h.must(h.add(h.staff(party.Colleague), "verslag.txt", content, false))
			want := sha256.Sum256(content)
			if f.Size != int64(size) || !bytes.Equal(f.Sum, want[:]) || !bytes.Equal(h.bytesOf(f), content) {
				r.Fatalf("%d bytes came back as %d", size, f.Size)
			}
		})
		h.read(func(tx *db.Tx) error {
			damaged, err := h.files.Damaged(tx)
			if len(damaged) > 0 {
				t.Errorf("damaged: %v", damaged)
			}
			return err
		})
	})
}

// TestDamageIsFound: a byte that is not the one that came in, or a row that is gone, is told.
func TestDamageIsFound(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		sound := h.must(h.add(h.staff(party.Colleague), "a.txt", text(200), false))
		changed := h.must(h.add(h.staff(party.Colleague), "b.txt", text(2*file.ChunkSize), false))
		gone := h.must(h.add(h.staff(party.Colleague), "c.txt", text(3*file.ChunkSize), false))
		err := h.write(h.staff(party.Owner), func(tx *db.Tx) error {
			tx.Put("UPDATE file_chunk SET data = $3 WHERE org = $1 AND content = $2 AND place = 1", tx.Org, changed.Content, bytes.ToUpper(text(file.ChunkSize)))
			tx.Put("DELETE FROM file_chunk WHERE org = $1 AND content = $2 AND place = 2", tx.Org, gone.Content)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		h.read(func(tx *db.Tx) error {
			damaged, err := h.files.Damaged(tx)
			if len(damaged) != 2 || damaged[0] != changed.Content || damaged[1] != gone.Content || sound.Content.IsZero() {
				t.Errorf("damaged: %v", damaged)
			}
			return err
		})
	})
}

// TestTheSameIsKeptOnce: the bytes stay for as long as one file has them, and are gone with the last.
func TestTheSameIsKeptOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		first := h.must(h.add(h.staff(party.Colleague), "a.txt", text(100_000), false))
		second := h.must(h.add(h.staff(party.Colleague), "b.txt", text(100_000), false))
		if first.Content != second.Content || h.rows("file_content") != 1 || h.rows("file_chunk") != 2 {
			t.Errorf("%d contents, %d chunks", h.rows("file_content"), h.rows("file_chunk"))
		}
		remove := func(f file.File) {
			if err := h.write(h.staff(party.Colleague), func(tx *db.Tx) error { _, err := h.files.Remove(tx, f.ID, ""); return err }); err != nil {
				t.Fatal(err)
			}
		}
		remove(first)
		if !bytes.Equal(h.bytesOf(second), text(100_000)) {
			t.Error("the other lost its bytes")
		}
		remove(second)
		if n := h.rows("file_content") + h.rows("file_chunk") + h.rows("file"); n != 0 {
			t.Errorf("%d rows left", n)
		}
	})
}

// TestTakingAway: at once by who added it, later by a team lead with a reason, and by nobody else.
func TestTakingAway(t *testing.T) {
	onClock(t, func(t *testing.T, database *db.DB, hands *clock.Stepped) {
		h := newHouse(t, database)
		f := h.must(h.add(h.staff(party.Colleague), "a.txt", text(10), false))
		remove := func(actor party.Actor, reason file.Reason) error {
			return h.write(actor, func(tx *db.Tx) error { _, err := h.files.Remove(tx, f.ID, reason); return err })
		}
		other := h.staff(party.Colleague)
		other.ID = id.New[id.Staff](database.IDs()).Any()
		h.refused("file.not_yours", remove(other, ""))
		h.refused("file.unknown", remove(h.visitor(), ""))
		hands.Advance(file.Regret + time.Microsecond)
		h.refused("file.not_yours", remove(h.staff(party.Colleague), ""))
		h.refused("file.why", remove(h.staff(party.TeamLead), ""))
		h.refused("file.why", remove(h.staff(party.TeamLead), file.Mistaken))
		if err := remove(h.staff(party.TeamLead), file.Private); err != nil {
			t.Fatal(err)
		}
		h.read(func(tx *db.Tx) error {
			all, err := h.files.RemovalsOf(tx, h.question.Any())
			if len(all) != 1 || all[0].Reason != file.Private || all[0].Type != file.Text {
				t.Errorf("%+v", all)
			}
			return err
		})
		h.refused("file.unknown", remove(h.staff(party.TeamLead), file.Private))
	})
}

// TestErasedWithItsSubject: what the question held is gone, and what another held stays.
func TestErasedWithItsSubject(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		gone := h.question
		h.must(h.add(h.staff(party.Colleague), "a.txt", text(10), true))
		h.must(h.add(h.visitor(), "b.txt", text(70_000), true))
		h.question = id.New[id.Question](database.IDs())
		stays := h.must(h.add(h.staff(party.Colleague), "c.txt", text(20), false))
		if err := h.write(h.staff(party.Owner), func(tx *db.Tx) error { return h.files.Erase(tx, gone.Any()) }); err != nil {
			t.Fatal(err)
		}
		if h.rows("file") != 1 || h.rows("file_content") != 1 || h.rows("file_chunk") != 1 || !bytes.Equal(h.bytesOf(stays), text(20)) {
			t.Error("what was erased is not what belonged to the question")
		}
		if err := h.write(h.staff(party.Owner), func(tx *db.Tx) error { return h.files.EraseCustomer(tx, h.customer) }); err != nil {
			t.Fatal(err)
		}
		if n := h.rows("file") + h.rows("file_content") + h.rows("file_chunk"); n != 0 {
			t.Errorf("%d rows left of the customer", n)
		}
	})
}

// TestACustomerFindsHisOwn: what he is shown of his own and nothing else.
func TestACustomerFindsHisOwn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		inside := h.must(h.add(h.staff(party.Colleague), "intern.txt", text(10), false))
		shown := h.must(h.add(h.staff(party.Colleague), "offerte.txt", text(11), true))
		own := h.must(h.add(h.visitor(), "foto.txt", text(12), false))
		finds := func(actor party.Actor, f file.File) bool {
			err := database.Read(context.Background(), actor, func(tx *db.Tx) error { _, err := h.files.Get(tx, f.ID); return err })
			if err != nil && !fault.Is(err, "file.unknown") {
				t.Fatal(err)
			}
			return err == nil
		}
		stranger := h.visitor()
		stranger.ID = id.New[id.Customer](database.IDs()).Any()
		if finds(h.visitor(), inside) || !finds(h.visitor(), shown) || !finds(h.visitor(), own) || finds(stranger, shown) || finds(stranger, own) {
			t.Error("a customer found what is not his, or did not find what is")
		}
		if !finds(h.staff(party.Reader), inside) {
			t.Error("a colleague does not find what stays inside")
		}
		h.refused("file.his_own", h.write(h.staff(party.Colleague), func(tx *db.Tx) error { _, err := h.files.Show(tx, own.ID, false); return err }))
		err := h.write(h.staff(party.Colleague), func(tx *db.Tx) error { _, err := h.files.Show(tx, shown.ID, false); return err })
		if err != nil || finds(h.visitor(), shown) {
			t.Errorf("shown no more, he finds it still (%v)", err)
		}
	})
}

// TestNobodyFillsTheDisk: a customer adds so many a day, and an organisation has so much room.
func TestNobodyFillsTheDisk(t *testing.T) {
	onClock(t, func(t *testing.T, database *db.DB, hands *clock.Stepped) {
		h := newHouse(t, database)
		for n := range file.MostADay {
			h.must(h.add(h.visitor(), "a.txt", text(10+n), true))
		}
		_, err := h.add(h.visitor(), "a.txt", text(9), true)
		h.refused("file.enough_today", err)
		h.must(h.add(h.staff(party.Colleague), "a.txt", text(9), true))
		hands.Advance(24 * time.Hour)
		h.must(h.add(h.visitor(), "a.txt", text(8), true))
		h.refused("file.room_unclear", h.write(h.staff(party.Owner), func(tx *db.Tx) error { return h.files.SetMost(tx, 1) }))
		if err := h.write(h.staff(party.Owner), func(tx *db.Tx) error { return h.files.SetMost(tx, file.MaxSize) }); err != nil {
			t.Fatal(err)
		}
		h.must(h.add(h.staff(party.Colleague), "a.txt", text(file.MaxSize), true))
		_, err = h.add(h.staff(party.Colleague), "b.txt", text(5), true)
		h.refused("file.full", err)
	})
}

// TestWhatBrokeOffGoes: a content that never was whole is nobody's, and is dropped when a day has passed.
func TestWhatBrokeOffGoes(t *testing.T) {
	onClock(t, func(t *testing.T, database *db.DB, hands *clock.Stepped) {
		h := newHouse(t, database)
		var of id.Any
		err := h.write(h.visitor(), func(tx *db.Tx) (err error) {
			if of, err = h.files.Begin(tx); err == nil {
				h.files.Append(tx, of, 0, text(3*file.ChunkSize))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = h.write(h.visitor(), func(tx *db.Tx) error {
			_, err := h.files.Seal(tx, of, make([]byte, 32), 5*file.ChunkSize)
			return err
		})
		h.refused("file.cut_off", err)
		hands.Advance(25 * time.Hour)
		h.must(h.add(h.staff(party.Colleague), "a.txt", text(10), false))
		if h.rows("file_content") != 1 || h.rows("file_chunk") != 1 {
			t.Errorf("%d contents and %d chunks", h.rows("file_content"), h.rows("file_chunk"))
		}
	})
}

// TestTooBig: the byte that is one too many refuses the file.
func TestTooBig(t *testing.T) {
	seen := file.NewInspector()
	if _, err := io.CopyBuffer(seen, io.LimitReader(zeros{}, file.MaxSize), make([]byte, 100_000)); err != nil {
		t.Fatal(err)
	}
	_, err := seen.Write([]byte{0})
	if !fault.Is(err, "file.too_big") || seen.Size() != file.MaxSize+1 {
		t.Errorf("%v after %d bytes", err, seen.Size())
	}
	var said *fault.Error
	if !errors.As(err, &said) || said.Args["max"] != 25 {
		t.Errorf("%+v", said)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

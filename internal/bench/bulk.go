package bench

import (
	"context"
	"errors"
	"strings"
	"time"

	"kroon/internal/bench/people"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// together is how many statements are sent in one transaction of made data.
const together = 20_000

// bulk plays the tapes.
func (m *maker) bulk(ctx context.Context) error {
	if m.Size.Customers == 0 {
		return nil
	}
	if m.engine == db.SQLite { // what is lost in a crash is made again
		loose := errors.Join(
			m.raw.Run(ctx, "PRAGMA synchronous = OFF"), m.raw.Run(ctx, "PRAGMA cache_size = -262144"), m.raw.Run(ctx, "PRAGMA foreign_keys = OFF"),
		)
		if loose != nil {
			return loose
		}
	}
	m.ids = id.NewSource(m.clock.Now, &chance{seed})
	m.counts = map[[16]byte]int64{}
	began := m.clock.Now()
	for n := range m.Size.Customers {
		m.clock.Set(began.Add(time.Duration(n) * time.Second / 20))
		if err := m.addCustomer(ctx, n); err != nil {
			return err
		}
	}
	began = m.clock.Now()
	span := m.At.Sub(began) - 72*time.Hour
	for n := range m.Size.Past {
		m.clock.Set(began.Add(span / time.Duration(m.Size.Past) * time.Duration(n)))
		if err := m.promise(ctx, m.past, n, m.clock.Now().Add(49*time.Hour)); err != nil {
			return err
		}
	}
	each := max(m.Size.Open/m.Size.Staff, 1)
	for n := range m.Size.Open {
		m.clock.Set(m.At.Add(-72*time.Hour + time.Duration(n)*72*time.Hour/time.Duration(m.Size.Open)))
		due := m.At.Add(24*time.Hour + time.Duration(n/m.Size.Staff)*24*400/time.Duration(each)*time.Hour).Truncate(time.Minute)
		if err := m.promise(ctx, m.open, n, due); err != nil {
			return err
		}
	}
	return m.send(ctx)
}

// chance is randomness that is the same in each run: splitmix64, which is good enough for scatter.
type chance struct{ state uint64 }

func (c *chance) next() uint64 {
	c.state += 0x9e3779b97f4a7c15
	z := c.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Read implements io.Reader.
func (c *chance) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = byte(c.next() >> 32)
	}
	return len(into), nil
}

func (m *maker) addCustomer(ctx context.Context, n int) error {
	first, last := people.First(n), people.Last(n)
	fresh := id.New[id.Customer](m.ids)
	m.all = append(m.all, fresh)
	return m.play(ctx, m.customers[n%len(m.customers)], score.Cast{
		IDs:   [][16]byte{m.someone(n), fresh},
		Words: []string{first, last, strings.ToLower(first), strings.ToLower(last), people.Number(n), people.Backward(people.Number(n))},
	})
}

func (m *maker) someone(n int) [16]byte { return m.Staff[n%len(m.Staff)] }

func (m *maker) promise(ctx context.Context, of []*score.Score, n int, due time.Time) error {
	to := m.all[people.Scatter(n)%len(m.all)]
	if n%100 == 0 {
		to = m.all[0]
	}
	m.codes++
	return m.play(ctx, of[people.Scatter(n)%len(of)], score.Cast{
		IDs: [][16]byte{m.someone(n), to}, Words: []string{codeOf(m.codes)}, Due: due,
	})
}

// play adds the statements of one thing, and sends what has gathered.
func (m *maker) play(ctx context.Context, s *score.Score, c score.Cast) error {
	c.Shift, c.Count = m.clock.Now().Sub(s.At), m.count
	m.waiting = append(m.waiting, s.Play(m.ids, c, m.engine == db.SQLite)...)
	m.done++
	if len(m.waiting) < together {
		return nil
	}
	return m.send(ctx)
}

// count numbers what befalls one subject. A customer's first event is that he was added.
func (m *maker) count(kind string, of [16]byte) int64 {
	if kind == "customer" {
		return 1
	}
	m.counts[of]++
	return m.counts[of]
}

func (m *maker) send(ctx context.Context) error {
	m.progress(100 * m.done / (m.Size.Customers + m.Size.Past + m.Size.Open))
	waiting := m.waiting
	m.waiting = m.waiting[:0]
	if err := ctx.Err(); err != nil || len(waiting) == 0 {
		return err
	}
	return m.raw.Pipeline(ctx, waiting)
}

// finish packs what is open in each owner's name, as a start after an older version does, and says what is there.
func (m *maker) finish(ctx context.Context) error {
	m.clock.Set(m.At)
	kroon, err := open(ctx, m.place(), m.clock)
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		err = kroon.DB.Write(ctx, party.Itself(m.Org), func(tx *db.Tx) (err error) {
			more, err = kroon.Acts.Promise.Repack(tx, 200)
			return err
		})
	}
	if len(m.all) > 0 {
		m.Busiest, m.Customers = m.all[0], m.all[:min(kept, len(m.all))]
	}
	return errors.Join(err, kroon.Close())
}

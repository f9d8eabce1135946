package act

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// What screens say of files.
type (
	File       = file.File
	FileAbout  = file.SubjectKind
	FileReason = file.Reason
)

// What a file can belong to.
const (
	AboutQuestion    = file.OfQuestion
	AboutPromise     = file.OfPromise
	AboutInteraction = file.OfInteraction
	AboutCustomer    = file.OfCustomer
)

// MaxFile is how large a file may be, in bytes.
const MaxFile = file.MaxSize

// FileReasons are why a team lead can take a file away.
func FileReasons() []FileReason { return file.Reasons() }

// FileWish is a file that comes in: what it belongs to, what it is called, and its bytes.
type FileWish struct {
	About file.SubjectKind
	ID    id.Any
	Name  string
	Shown bool // the customer sees it
	Proof bool // of a promise: it shows that it was kept
	Bytes io.Reader
	// More is called before each stretch is read, to give a slow line more time; nil does nothing.
	More func()
}

// mostUploads is how many files come in at once; each has a stretch of memory.
const mostUploads = 64

// stretch is how many bytes are read and written at a time: a transaction each.
const stretch = 4 * file.ChunkSize

// leastDisk is how much of the disk must be left, in bytes: everything else needs it too.
const leastDisk = 500 << 20

// mostOfOne is how many of those one person sends.
const mostOfOne = 8

// Uploads counts the files that are coming in, and from whom.
type Uploads struct {
	mu  sync.Mutex
	n   int
	who map[string]int
}

// begin takes one of the places; false when there is none.
func (u *Uploads) begin(who string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.n >= mostUploads || u.who[who] >= mostOfOne {
		return false
	}
	if u.who == nil {
		u.who = map[string]int{}
	}
	u.n++
	u.who[who]++
	return true
}

func (u *Uploads) end(who string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.n--
	if u.who[who]--; u.who[who] == 0 {
		delete(u.who, who)
	}
}

// AddFile takes a file in and adds it. It is refused as soon as its beginning shows that it must be.
func (a *Acts) AddFile(ctx context.Context, actor party.Actor, w FileWish) (file.File, error) {
	return a.takeIn(ctx, actor.ID.String(), w, func(ctx context.Context, fn func(*db.Tx) (file.File, error)) (file.File, error) {
		return run(ctx, a, actor, party.Colleague, fn)
	}, func(tx *db.Tx) (file.Subject, error) { return a.fileSubject(tx, w.About, w.ID) })
}

// AddFileByLink takes in a file that a customer adds on his page, to a question or a promise of his own. Whoever
// keeps the promise hears it.
func (a *Acts) AddFileByLink(ctx context.Context, v Visitor, w FileWish) (file.File, error) {
	w.Shown, w.Proof = true, false
	return a.takeIn(ctx, v.Token, w, func(ctx context.Context, fn func(*db.Tx) (file.File, error)) (file.File, error) {
		return byLink(ctx, a, v, func(tx *db.Tx, _ access.Link) (file.File, error) { return fn(tx) })
	}, func(tx *db.Tx) (file.Subject, error) {
		subject, err := a.fileSubject(tx, w.About, w.ID)
		if err == nil && (subject.Customer.Any() != tx.Actor.ID || w.About == file.OfInteraction) {
			err = fault.New(fault.NotFound, "file.about_unknown")
		}
		return subject, err
	})
}

// asSomebody runs a stretch of work in a transaction, as whoever sends the file.
type asSomebody func(context.Context, func(*db.Tx) (file.File, error)) (file.File, error)

// takeIn reads a file stretch by stretch, looks at it while it passes, and adds it once it is whole. What came in of
// one that does not get so far is dropped. What is refused names the file.
func (a *Acts) takeIn(ctx context.Context, who string, w FileWish, as asSomebody, about func(*db.Tx) (file.Subject, error)) (f file.File, err error) {
	defer func() { err = naming(err, w.Name) }()
	if !a.Uploads.begin(who) {
		return f, fault.New(fault.Busy, "file.busy").On("file")
	}
	defer a.Uploads.end(who)
	if err := a.enoughDisk(); err != nil {
		return f, err
	}
	alone := context.WithValue(ctx, onceKey{}, nil) // only adding it is kept under the key of the request
	var of id.Any
	_, err = as(alone, func(tx *db.Tx) (file.File, error) {
		_, err := about(tx)
		if err == nil {
			of, err = a.File.Begin(tx)
		}
		return file.File{}, err
	})
	if err != nil {
		return f, err
	}
	defer func() {
		if err != nil || f.Content != of {
			err = errors.Join(err, a.abandon(alone, as, of))
		}
	}()
	seen := file.NewInspector()
	if err := a.stream(alone, w, seen, as, of); err != nil {
		return f, err
	}
	is, name, err := seen.Verdict(w.Name)
	if err != nil {
		return f, err
	}
	return as(onceAlso(ctx, seen.Sum()), func(tx *db.Tx) (file.File, error) {
		subject, err := about(tx)
		if err != nil {
			return file.File{}, err
		}
		content, err := a.File.Seal(tx, of, seen.Sum(), seen.Size())
		if err != nil {
			return file.File{}, err
		}
		added, err := a.File.Add(tx, file.New{Content: content, Name: name, Type: is, Subject: subject, Shown: w.Shown, Proof: w.Proof})
		if err != nil {
			return added, err
		}
		return added, a.tellAdded(tx, w)
	})
}

// abandon drops what came in of a file that is not added. Where that cannot be done now, it goes within a day.
func (a *Acts) abandon(ctx context.Context, as asSomebody, of id.Any) error {
	_, err := as(context.WithoutCancel(ctx), func(tx *db.Tx) (file.File, error) {
		a.File.Abandon(tx, of)
		return file.File{}, nil
	})
	if err != nil && fault.Of(err).Kind == fault.Internal {
		return err
	}
	return nil
}

// naming has a refusal name the file, of several that come together.
func naming(err error, name string) error {
	var refused *fault.Error
	if errors.As(err, &refused) && strings.HasPrefix(refused.Key, "file.") {
		refused.Args["name"] = file.Shown(name)
	}
	return err
}

// stream reads the bytes and writes them, a transaction for each stretch.
func (a *Acts) stream(ctx context.Context, w FileWish, seen *file.Inspector, as asSomebody, of id.Any) error {
	buffer := make([]byte, stretch)
	for place := 0; ; place += stretch / file.ChunkSize {
		if w.More != nil {
			w.More()
		}
		n, ended, err := fill(w.Bytes, buffer)
		if err != nil {
			return fault.New(fault.Invalid, "file.cut_off", "name", "").On("file").Because(err)
		}
		if n > 0 {
			if _, err := seen.Write(buffer[:n]); err != nil {
				return err
			}
			if err := seen.Begun(w.Name); place == 0 && err != nil {
				return err
			}
			_, err := as(ctx, func(tx *db.Tx) (file.File, error) {
				a.File.Append(tx, of, place, buffer[:n])
				return file.File{}, nil
			})
			if err != nil {
				return err
			}
		}
		if ended {
			return nil
		}
	}
}

// fill reads until the buffer is full or what is read has ended; a line that breaks is an error.
func fill(from io.Reader, buffer []byte) (n int, ended bool, err error) {
	for n < len(buffer) {
		more, err := from.Read(buffer[n:])
		n += more
		if errors.Is(err, io.EOF) {
			return n, true, nil
		}
		if err != nil {
			return n, false, err
		}
	}
	return n, false, nil
}

// enoughDisk refuses a file while the disk is nearly full.
func (a *Acts) enoughDisk() error {
	if a.Disk == nil {
		return nil
	}
	if free, known := a.Disk(); known && free < leastDisk {
		return fault.New(fault.Busy, "file.disk_full", "name", "").On("file")
	}
	return nil
}

// fileSubject finds what a file belongs to, and whose that is.
func (a *Acts) fileSubject(tx *db.Tx, kind file.SubjectKind, of id.Any) (file.Subject, error) {
	subject := file.Subject{Kind: kind, ID: of}
	var err error
	switch kind {
	case file.OfQuestion:
		q, failed := a.Intake.Get(tx, id.Question(of))
		subject.Customer, err = q.Customer, failed
	case file.OfPromise:
		p, failed := a.Promise.Get(tx, id.Promise(of))
		subject.Customer, err = p.Customer, failed
		if err == nil && tx.Actor.Kind == party.Customer && p.Direction == promise.Internal {
			err = fault.New(fault.NotFound, "promise.unknown")
		}
	case file.OfInteraction:
		i, failed := a.Interaction.Get(tx, id.Interaction(of))
		subject.Customer, err = i.Customer, failed
	case file.OfCustomer:
		c, failed := a.Customer.Get(tx, id.Customer(of))
		subject.Customer, subject.ID, err = c.ID, c.ID.Any(), failed
	default:
		err = fault.New(fault.NotFound, "file.about_unknown")
	}
	return subject, err
}

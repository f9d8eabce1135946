package overview

import (
	"context"
	"errors"
	"io"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/party"
)

// FileLine is a file with who added it.
type FileLine struct {
	file.File
	ActorName   string // first name; empty of the customer
	Regrettable bool   // the reader may take it away without a reason
}

// RegretUntil is until when whoever added it may take it away without a reason.
func (f FileLine) RegretUntil() time.Time { return f.AddedAt.Add(file.Regret) }

// FileRemoval is that a file was taken away.
type FileRemoval struct {
	file.Removal
	ActorName string
}

// FileBox is what was added to something.
type FileBox struct {
	Files     []FileLine
	Removed   []FileRemoval
	MayRemove bool // any of them, with a reason
}

// Proven tells whether one of them shows that a promise was kept.
func (b FileBox) Proven() bool {
	for _, f := range b.Files {
		if f.Proof {
			return true
		}
	}
	return false
}

func (r Relation) filesOf(tx *db.Tx, known colleagues, subject id.Any) (box FileBox, err error) {
	files, err := r.Files.OfSubject(tx, subject)
	if err != nil {
		return box, err
	}
	box.MayRemove = tx.Actor.May(party.TeamLead)
	if box.Files, err = fileLines(tx, known, files); err != nil {
		return box, err
	}
	removed, err := r.Files.RemovalsOf(tx, subject)
	for _, one := range removed {
		if one.Reason == file.Mistaken || err != nil {
			continue
		}
		var actor Colleague
		if one.ActorKind == party.Staff || one.ActorKind == party.Agent {
			actor, err = known.of(tx, id.Staff(one.Actor))
		}
		box.Removed = append(box.Removed, FileRemoval{one, actor.FirstName})
	}
	return box, err
}

func fileLines(tx *db.Tx, known colleagues, files []file.File) (out []FileLine, err error) {
	for _, f := range files {
		line := FileLine{File: f, Regrettable: f.Regrettable(tx.Actor, tx.Now)}
		if !f.ByCustomer() {
			actor, err := known.of(tx, id.Staff(f.Actor))
			if err != nil {
				return nil, err
			}
			line.ActorName = actor.FirstName
		}
		out = append(out, line)
	}
	return out, nil
}

// FilesPage is every file about a customer.
type FilesPage struct {
	Customer  CustomerRef
	Files     []FileLine // the newest first
	More      bool
	Contacts  []FileContact // to which one may be added: letters, visits and calls of late
	MayWrite  bool
	MayRemove bool
}

// FileContact is a call, a letter or a visit of late.
type FileContact struct {
	ID        id.Interaction
	Kind      interaction.Kind
	Direction interaction.Direction
	BeganAt   time.Time
}

const (
	filesPage    = 50
	lateContacts = 8
	cardFiles    = 4
)

// FilesOf reads the files about a customer, from before one on.
func (r Relation) FilesOf(ctx context.Context, actor party.Actor, of id.Customer, before id.File) (FilesPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page FilesPage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		page.Customer = CustomerRef{c.ID, titleOf(c)}
		page.MayWrite, page.MayRemove = tx.Actor.May(party.Colleague), tx.Actor.May(party.TeamLead)
		if page.Files, page.More, err = r.newestFiles(tx, c.ID, before, filesPage); err != nil {
			return page, err
		}
		page.Contacts, err = db.All[FileContact](tx, `SELECT i.id, i.kind, i.direction, i.began_at FROM interaction i
			WHERE i.org = $1 AND i.customer = $2 AND i.undone_at IS NULL AND i.began_at > $3 ORDER BY i.began_at DESC, i.id DESC LIMIT $4`,
			tx.Org, c.ID, tx.Now.AddDate(-1, 0, 0), lateContacts)
		return page, err
	})
}

func (r Relation) newestFiles(tx *db.Tx, of id.Customer, before id.File, most int) (lines []FileLine, more bool, err error) {
	files, err := r.Files.OfCustomer(tx, of, before, most+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(files) > most; more {
		files = files[:most]
	}
	lines, err = fileLines(tx, colleagues{}, files)
	return lines, more, err
}

// OpenedFile is a file to send.
type OpenedFile struct {
	file.File
	Bytes io.ReadSeeker
}

// OpenFile opens a file for who works here.
func (r Relation) OpenFile(ctx context.Context, actor party.Actor, of id.File) (OpenedFile, error) {
	f, err := readAs(ctx, r, actor, func(tx *db.Tx) (file.File, error) { return r.Files.Get(tx, of) })
	return OpenedFile{f, r.bytes(ctx, actor, f)}, err
}

// OpenPublicFile opens a file for the customer whose link it is: only what he is shown of his own.
func (r Relation) OpenPublicFile(ctx context.Context, org id.Org, token string, of id.File) (OpenedFile, error) {
	var actor party.Actor
	f, err := readAs(ctx, r, party.Itself(org), func(tx *db.Tx) (f file.File, err error) {
		link, err := r.Access.Resolve(tx, token)
		if err != nil {
			return f, err
		}
		actor = party.Actor{Org: org, Kind: party.Customer, ID: link.Customer.Any()}
		err = tx.As(actor, func() (err error) {
			f, err = r.Files.Get(tx, of)
			return err
		})
		return f, err
	})
	return OpenedFile{f, r.bytes(ctx, actor, f)}, err
}

func (r Relation) bytes(ctx context.Context, actor party.Actor, f file.File) io.ReadSeeker {
	return &fileBytes{relation: r, ctx: ctx, actor: actor, of: f.Content, size: f.Size, held: -1}
}

// fileBytes reads a file a row at a time, each in a transaction of its own, so that a slow line holds up nobody.
type fileBytes struct {
	relation Relation
	ctx      context.Context
	actor    party.Actor
	of       id.Any
	size, at int64
	held     int64 // the row in chunk; -1: none
	chunk    []byte
}

// Read implements io.Reader.
func (b *fileBytes) Read(p []byte) (int, error) {
	if b.at >= b.size {
		return 0, io.EOF
	}
	if place := b.at / file.ChunkSize; place != b.held {
		chunk, err := readAs(b.ctx, b.relation, b.actor, func(tx *db.Tx) ([]byte, error) {
			return b.relation.Files.Chunk(tx, b.of, place)
		})
		if err != nil {
			return 0, err
		}
		b.chunk, b.held = chunk, place
	}
	from := b.at % file.ChunkSize
	if from >= int64(len(b.chunk)) {
		return 0, io.ErrUnexpectedEOF
	}
	n := copy(p, b.chunk[from:])
	b.at += int64(n)
	return n, nil
}

// Seek implements io.Seeker.
func (b *fileBytes) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += b.at
	case io.SeekEnd:
		offset += b.size
	}
	if offset < 0 {
		return b.at, errBeforeStart
	}
	b.at = offset
	return offset, nil
}

var errBeforeStart = errors.New("overview: a place before the start of a file")

// PublicFile is a file as a customer sees it on his page.
type PublicFile struct {
	ID      id.File
	Name    string
	Type    file.Type
	Size    int64
	Own     bool // he sent it himself
	Taken   bool // he may take it away
	AddedAt time.Time
}

// PublicFileSubject is what a file belongs to that he sends.
type PublicFileSubject struct {
	Kind file.SubjectKind
	ID   id.Any
}

// mostPublicFiles stand on a customer's page, the newest first.
const mostPublicFiles = 20

func publicFiles(tx *db.Tx, of id.Customer) ([]PublicFile, error) {
	type row struct {
		PublicFile
		ActorKind party.Kind
	}
	rows, err := db.All[row](tx, `SELECT f.id, f.name, f.type, c.size, f.added_at, f.actor_kind
		FROM file f JOIN file_content c ON c.org = f.org AND c.id = f.content
		WHERE f.org = $1 AND f.customer = $2 AND f.shown = 1 ORDER BY f.id DESC LIMIT $3`, tx.Org, of, mostPublicFiles)
	var out []PublicFile
	for _, one := range rows {
		one.Own = one.ActorKind == party.Customer
		one.Taken = one.Own && tx.Now.Sub(one.AddedAt) <= file.Regret
		out = append(out, one.PublicFile)
	}
	return out, err
}

// subject is what a file belongs to that is sent by the page: the question that it begins with, else the promise, else himself.
func (p PublicPage) subject(of id.Customer) PublicFileSubject {
	switch {
	case len(p.Questions) > 0:
		return PublicFileSubject{file.OfQuestion, p.Questions[0].ID.Any()}
	case p.Main != nil:
		return PublicFileSubject{file.OfPromise, p.Main.ID.Any()}
	}
	return PublicFileSubject{file.OfCustomer, of.Any()}
}

// FileRoom is how much the files take and may take, in bytes.
type FileRoom struct{ Taken, Most int64 }

// FileRoom reads it.
func (r Relation) FileRoom(ctx context.Context, actor party.Actor) (FileRoom, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (room FileRoom, err error) {
		if !tx.Actor.May(party.Owner) {
			return room, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
		}
		if room.Taken, err = r.Files.Taken(tx); err == nil {
			room.Most, err = r.Files.Most(tx)
		}
		return room, err
	})
}

package imports

import (
	"time"

	"kroon/internal/id"
)

// Upload is a file that came in to be imported: it is looked at, a map is drawn, and somebody has it taken over.
// The file goes when that is done, and all of it some days later.
type Upload struct {
	ID       id.Upload
	Kind     Kind
	Name     string // of the file
	Size     int64  // bytes; 0 while it is coming in
	Encoding Encoding
	RowCount int64  // without the heading
	Map      string // as JSON
	Staff    id.Staff
	AddedAt  time.Time
	AskedAt  time.Time // somebody had it taken over
	EndedAt  time.Time
	Run      id.Import // zero when nothing new came of it
	Problem  string    // why nothing was taken over, as JSON
	Counts
	Made    int64 // colleagues who worked here once, made for it
	Version int64
}

// Step is how far an upload is.
type Step string

// The steps.
const (
	Drawing Step = "drawing" // its map can be drawn
	Waiting Step = "taking"  // it is being taken over, or will be at once
	Taken   Step = "taken"
	Failed  Step = "failed" // nothing of it was taken over
)

// Step tells how far it is.
func (u Upload) Step() Step {
	switch {
	case u.AskedAt.IsZero():
		return Drawing
	case u.EndedAt.IsZero():
		return Waiting
	case u.Problem != "":
		return Failed
	}
	return Taken
}

// MaxUpload is how large a file may be that comes in this way, in bytes: what is larger goes by the command line.
const MaxUpload = 25 << 20

// UploadKept is how long an upload stays, whatever became of it.
const UploadKept = 7 * 24 * time.Hour

// ChunkSize is how many bytes a row of an upload holds: all but the last.
const ChunkSize = 64 << 10

// Part is what of an upload is kept as bytes.
type Part string

// The parts.
const (
	TheFile Part = "file"
	TheList Part = "list" // the rows that were refused, and why
)

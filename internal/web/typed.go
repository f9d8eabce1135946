package web

import (
	"bytes"
	"io"

	"kroon/internal/fault"
)

const (
	// freely is how many bytes of each request are read beside the room for what is long: more than people type.
	freely = 15 << 10
	// mostTyped is the room for what is long, of all requests that are being read or done, in bytes of memory. Reading
	// it and finding the words in it takes some times what came in.
	mostTyped  = 48 << 20
	typedTimes = 4
	firstPart  = 1 << 10 // parts double from there
	largePart  = 64 << 10
)

// Typed reads a body as far as it comes in, with what went wrong behind it, before a place is taken: so nobody holds one by typing
// slowly. Long ones share the room for what is long, since whoever sends them need not have signed in; where there is none left
// it is said at once. done gives the room back when the request is over.
func (a *Admission) Typed(body io.ReadCloser) (typed io.ReadCloser, done func(), err error) {
	var parts []io.Reader
	read, held := 0, int64(0)
	done = func() { a.typed.Add(-held) }
	for size := firstPart; err == nil; size = min(2*size, largePart) {
		if read >= freely {
			held += int64(size) * typedTimes
			if a.typed.Add(int64(size)*typedTimes) > mostTyped {
				done()
				return nil, nil, fault.New(fault.Busy, "web.crowded")
			}
		}
		part, n := make([]byte, size), 0
		for n < size && err == nil {
			var more int
			more, err = body.Read(part[n:])
			n += more
		}
		parts, read = append(parts, bytes.NewReader(part[:n])), read+n
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(append(parts, failing{err})...), body}, done, nil
}

type failing struct{ error }

// Read implements io.Reader.
func (f failing) Read([]byte) (int, error) { return 0, f.error }

package web

import (
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"kroon/internal/fault"
)

// FilePolicy is that of a file that somebody added: whatever is in it, it can do and fetch nothing.
const FilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"

// mostSending is how many files go out at once; each has a stretch of memory.
const mostSending = 256

var sending atomic.Int64

// Sent is a file that goes out.
type Sent struct {
	Name  string
	Media string
	Sum   []byte // SHA-256 of the bytes
	Shown bool   // a picture that the browser shows, rather than keeps
	Bytes io.ReadSeeker
}

// SendFile sends a file, or the part of it that was asked for. It is kept rather than opened, but for a picture, and
// asked for anew every time: the right to see it can end.
func SendFile(w http.ResponseWriter, r *http.Request, f Sent) error {
	if sending.Add(1) > mostSending {
		sending.Add(-1)
		return fault.New(fault.Busy, "file.busy")
	}
	defer sending.Add(-1)
	how := "attachment"
	if f.Shown {
		how = "inline"
	}
	h := w.Header()
	h.Set("Content-Security-Policy", FilePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Type", f.Media)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", strconv.Quote(hex.EncodeToString(f.Sum)))
	http.ServeContent(&unhurried{ResponseWriter: w, more: Patience(w)}, r, "", time.Time{}, f.Bytes)
	return nil
}

// unhurried gives a slow line time for each stretch.
type unhurried struct {
	http.ResponseWriter
	more func()
}

func (w *unhurried) Write(p []byte) (int, error) {
	w.more()
	return w.ResponseWriter.Write(p)
}

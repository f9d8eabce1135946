package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"time"

	"kroon/internal/clock"
	"kroon/internal/fault"
)

// MaxFiles is how many files one form takes, and MaxFilesBody how many bytes such a form has at most: a route with
// such a form says so.
const (
	MaxFiles     = 8
	MaxFilesBody = MaxFiles*(25<<20) + MaxBody
)

// A slow line has so long for each stretch of a file, and for all of them together.
const (
	stretchTime = 30 * time.Second
	uploadTime  = 10 * time.Minute
)

// Uploaded is one file on its way in.
type Uploaded struct {
	Name  string
	Bytes io.Reader
	More  func() // gives the line more time for the next stretch
}

// ReadUpload reads a form with files while it comes in, so that none stands in memory whole. take is called for each
// file with the fields that came before it; what it refuses does not keep the others out. The form, how many were
// taken and what was refused are given.
func ReadUpload(w http.ResponseWriter, r *http.Request, take func(*Form, Uploaded) error) (form *Form, taken int, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, 0, fault.New(fault.Invalid, "web.form_unreadable").Because(err)
	}
	more := Patience(w)
	values, files := url.Values{}, 0
	fields, typed := 0, 0 // as many, and as long together, as in any other form
	var refused []error
	for {
		more()
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, taken, unreadable(err)
		}
		if part.FileName() == "" {
			n, err := field(values, part)
			if err != nil {
				return nil, taken, err
			}
			if fields, typed = fields+1, typed+n; fields > maxFields || typed > MaxBody {
				return nil, taken, fault.New(fault.Invalid, "web.form_unreadable")
			}
			continue
		}
		if files++; files > MaxFiles {
			refused = append(refused, fault.New(fault.Invalid, "file.too_many", "most", MaxFiles).On("file"))
			break
		}
		form, err := read(values)
		if err == nil {
			err = take(form, Uploaded{part.FileName(), part, more})
		}
		if err != nil {
			refused = append(refused, err)
		} else {
			taken++
		}
	}
	if form, err = read(values); err == nil && files == 0 {
		err = fault.New(fault.Invalid, "file.none").On("file")
	}
	return form, taken, errors.Join(append(refused, err)...)
}

// field reads a field that is no file, and tells how many bytes it takes. A file field in which nothing was chosen is
// one without a name.
func field(values url.Values, part *multipart.Part) (int, error) {
	text, err := io.ReadAll(io.LimitReader(part, 16<<10))
	if err != nil {
		return 0, unreadable(err)
	}
	values.Add(part.FormName(), string(text))
	return len(part.FormName()) + len(text), nil
}

func unreadable(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return fault.New(fault.Invalid, "web.form_unreadable").Because(err)
}

// Patience gives a line more time at every call, but not for ever: a form with files lasts longer than other requests.
func Patience(w http.ResponseWriter) func() {
	wall, line := clock.System(), http.NewResponseController(w)
	ends := wall.Now().Add(uploadTime)
	return func() {
		until := wall.Now().Add(stretchTime)
		if until.After(ends) {
			until = ends
		}
		// A line that has no deadlines needs none.
		_ = line.SetReadDeadline(until)
		_ = line.SetWriteDeadline(until.Add(stretchTime))
	}
}

package web

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"kroon/internal/lang"
)

// Flash is a notice that stands above the page after a redirect: that it was done, and how to undo it.
type Flash struct {
	Key  string         `json:"k"`           // of its sentence in the catalogue
	Args map[string]any `json:"a,omitempty"` // of its placeholders: strings and ints
	Heed bool           `json:"h,omitempty"` // something to heed rather than something done
	Undo string         `json:"u,omitempty"` // the path to POST to; empty leaves the button out

	Next    string `json:"n,omitempty"` // where one may go on; empty leaves the link out
	NextKey string `json:"w,omitempty"` // of the words of that link

	Patient bool `json:"p,omitempty"` // undoing is not bound to UndoTime

	said time.Time // when it was done; zero is now
}

// Said makes the notice that something was done; the arguments are pairs of name and value.
func Said(key string, pairs ...any) *Flash {
	f := &Flash{Key: key, Args: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i].(string)] = pairs[i+1]
	}
	return f
}

// WithUndo gives the notice a button that takes the act back by a POST to path, for as long as UndoTime.
func (f *Flash) WithUndo(path string) *Flash { f.Undo = path; return f }

// WithNext gives the notice a link to where one may go on, with the words of a key in the catalogue.
func (f *Flash) WithNext(path, key string) *Flash { f.Next, f.NextKey = path, key; return f }

// WithWayBack gives the notice a button that takes the act back by a POST to path, at any time.
func (f *Flash) WithWayBack(path string) *Flash { f.Undo, f.Patient = path, true; return f }

// UndoTime is how long an act can be taken back, and its outward effects wait.
const UndoTime = undoSeconds * time.Second

const undoSeconds = 15

// undoKey presses the button that takes the last act back.
const undoKey = "Z"

// AnotherKey leads to another question of the same caller.
const AnotherKey = "M"

// left is how many seconds the act can still be taken back.
func (f *Flash) left(now time.Time) int {
	if f.said.IsZero() {
		return undoSeconds
	}
	return undoSeconds - int(now.Sub(f.said)/time.Second)
}

const (
	flashCookie  = "kroon-notice"
	flashSeconds = 60
	flashMax     = 2048 // bytes of the cookie; browsers keep four thousand
)

// sealedFlash is a notice with the second at which it stops being news.
type sealedFlash struct {
	Flash
	Until int64 `json:"t"`
}

// writeFlash keeps the notice in a signed cookie. One that is too long is left out rather than cut.
func (s *Site) writeFlash(w http.ResponseWriter, f Flash) {
	until := s.cfg.Clock.Now().Add(flashSeconds * time.Second).Unix()
	body, err := json.Marshal(sealedFlash{f, until})
	if err != nil {
		return
	}
	value := base64.RawURLEncoding.EncodeToString(body) + "." + s.seal(body)
	if len(value) <= flashMax {
		s.SetCookie(w, flashCookie, value, flashSeconds)
	}
}

// readFlash is the notice that the request brings along; nil when it has none, a false one, or one
// whose sentence no longer exists.
func (s *Site) readFlash(r *http.Request) *Flash {
	encoded, signature, ok := strings.Cut(s.Cookie(r, flashCookie), ".")
	if !ok || len(encoded) > flashMax {
		return nil
	}
	body, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || !hmac.Equal([]byte(s.seal(body)), []byte(signature)) {
		return nil
	}
	var f sealedFlash
	reader := json.NewDecoder(bytes.NewReader(body))
	reader.UseNumber()
	if reader.Decode(&f) != nil || f.Until < s.cfg.Clock.Now().Unix() || !lang.Has(lang.NL, f.Key) {
		return nil
	}
	for name, value := range f.Args {
		if number, isNumber := value.(json.Number); isNumber {
			n, err := number.Int64()
			if err != nil {
				return nil
			}
			f.Args[name] = int(n)
		}
	}
	f.said = time.Unix(f.Until-flashSeconds, 0)
	return &f.Flash
}

func (s *Site) seal(body []byte) string {
	mac := hmac.New(sha256.New, s.cfg.Secret)
	mac.Write([]byte("kroon notice 1\n"))
	mac.Write(body)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

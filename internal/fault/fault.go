// Package fault is an error a person can act on.
//
// A fault's key is at once the code in the API (RFC 9457 problem details), the
// key of its sentence in both catalogues and its anchor in the documentation.
package fault

import "errors"

// Kind says what sort of refusal this is; each renderer maps it once to its own medium.
type Kind string

// The kinds. Anything that is not one of the first six is Internal.
const (
	Invalid   Kind = "invalid"
	NotFound  Kind = "not_found"
	Forbidden Kind = "forbidden"
	Conflict  Kind = "conflict"
	TooLate   Kind = "too_late"
	Busy      Kind = "busy"
	Internal  Kind = "internal"
)

// Args fills the placeholders of a fault's sentence.
type Args map[string]any

// Error is a refusal: what sort, which sentence, about which field of the input.
type Error struct {
	Kind  Kind
	Key   string
	Args  Args
	Field string
	cause error
}

// New makes a fault. The arguments are pairs of placeholder name and value.
func New(kind Kind, key string, pairs ...any) *Error {
	args := Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return &Error{Kind: kind, Key: key, Args: args}
}

// On names the field of the input that the fault is about.
func (e *Error) On(field string) *Error {
	copied := *e
	copied.Field = field
	return &copied
}

// Because keeps the underlying error for the log; it is never shown.
func (e *Error) Because(cause error) *Error {
	copied := *e
	copied.cause = cause
	return &copied
}

// Error is for logs; people read the sentence of Key.
func (e *Error) Error() string {
	text := string(e.Kind) + ": " + e.Key
	if e.Field != "" {
		text += " on " + e.Field
	}
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

// Unwrap gives the underlying error, if there is one.
func (e *Error) Unwrap() error { return e.cause }

// Of finds the fault in err; an error that is none becomes Internal with err as its cause.
// Of(nil) is nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var found *Error
	if errors.As(err, &found) {
		return found
	}
	return New(Internal, "internal").Because(err)
}

// Is tells whether err carries a fault with this key.
func Is(err error, key string) bool {
	var found *Error
	return errors.As(err, &found) && found.Key == key
}

package db

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
)

// ErrNoRows: One found nothing.
var ErrNoRows = errors.New("db: no rows")

// All reads every row into a T: a struct whose fields are named after the columns (DueAt reads due_at;
// a tag `db:"name"` says otherwise) or a single value. Instants are stored as microseconds since 1970,
// yes and no as 1 and 0, ids as 16 bytes; NULL is the zero value.
func All[T any](tx *Tx, query string, args ...any) ([]T, error) {
	r, err := tx.rows(query, args)
	if err != nil {
		return nil, err
	}
	defer r.close()
	var out []T
	if known, is := r.(*repeated); is && len(known.rows) > 0 {
		out = make([]T, 0, len(known.rows))
	}
	plan := planFor(reflect.TypeFor[T](), query, r)
	for r.next() {
		values, err := r.values()
		if err != nil {
			return nil, err
		}
		out = another(out)
		if err := plan.fill(reflect.ValueOf(&out[len(out)-1]).Elem(), values); err != nil {
			return nil, fmt.Errorf("%w in %s", err, query)
		}
	}
	return out, r.err()
}

// another makes room for one more, which is filled in its place. Most questions have one row in their answer, or some dozens: between
// these nothing is copied more than twice.
func another[T any](all []T) []T {
	if n := len(all); n == cap(all) && n < 64 {
		all = append(make([]T, 0, max(1, 4*n)), all...)
	}
	var empty T
	return append(all, empty)
}

// One reads the only row; ErrNoRows when there is none.
func One[T any](tx *Tx, query string, args ...any) (T, error) {
	item, found, err := Maybe[T](tx, query, args...)
	if err == nil && !found && tx.trial == nil {
		err = ErrNoRows
	}
	return item, err
}

// Maybe reads the first row, or tells that there is none.
func Maybe[T any](tx *Tx, query string, args ...any) (item T, found bool, err error) {
	all, err := All[T](tx, query, args...)
	if err != nil || len(all) == 0 {
		return item, false, err
	}
	return all[0], true, nil
}

// plan maps columns to fields; empty for a single value.
type plan [][]int

type planKey struct {
	t     reflect.Type
	query string // every query text is a constant of the program, and names its columns
}

var plans sync.Map

func planFor(t reflect.Type, query string, r rows) plan {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		return nil
	}
	key := planKey{t, query}
	if known, ok := plans.Load(key); ok {
		return known.(plan)
	}
	byName := map[string][]int{}
	for _, field := range reflect.VisibleFields(t) {
		if !field.IsExported() || field.Anonymous {
			continue
		}
		name := field.Tag.Get("db")
		if name == "" {
			name = columnName(field.Name)
		}
		byName[name] = field.Index
	}
	columns := r.columns()
	made := make(plan, len(columns))
	for i, column := range columns {
		made[i] = byName[column] // nil: refused in fill
	}
	if len(columns) > 0 { // none where the statement failed
		plans.Store(key, made)
	}
	return made
}

// columnName turns DueAt into due_at and OrgID into org_id.
func columnName(field string) string {
	var out strings.Builder
	for i, r := range field {
		upper := r >= 'A' && r <= 'Z'
		if upper && i > 0 {
			before, after := rune(field[i-1]), rune(0)
			if i+1 < len(field) {
				after = rune(field[i+1])
			}
			if before >= 'a' && before <= 'z' || before >= '0' && before <= '9' || after >= 'a' && after <= 'z' {
				out.WriteByte('_')
			}
		}
		if upper {
			r += 'a' - 'A'
		}
		out.WriteRune(r)
	}
	return out.String()
}

func (p plan) fill(dst reflect.Value, values []any) error {
	if p == nil {
		if len(values) != 1 {
			return fmt.Errorf("db: %d columns for one value", len(values))
		}
		return assign(dst, values[0])
	}
	for i, index := range p {
		if index == nil {
			return fmt.Errorf("db: column %d has no field in %s", i+1, dst.Type())
		}
		field := dst.Field(index[0])
		if len(index) > 1 {
			var err error
			if field, err = dst.FieldByIndexErr(index); err != nil {
				return err
			}
		}
		if err := assign(field, values[i]); err != nil {
			return fmt.Errorf("%w (column %d)", err, i+1)
		}
	}
	return nil
}

var timeType = reflect.TypeFor[time.Time]()

// assign puts a driver's value into a field.
func assign(dst reflect.Value, src any) error {
	if src == nil {
		dst.SetZero()
		return nil
	}
	if dst.Kind() == reflect.Pointer {
		dst.Set(reflect.New(dst.Type().Elem()))
		return assign(dst.Elem(), src)
	}
	if dst.Type() == timeType {
		var micros int64
		switch v := src.(type) {
		case *int64:
			micros = *v
		case int64:
			micros = v
		default:
			return fmt.Errorf("db: %T for an instant", src)
		}
		*dst.Addr().Interface().(*time.Time) = time.UnixMicro(micros).UTC()
		return nil
	}
	switch v := src.(type) {
	case *int64:
		return assignInt(dst, *v)
	case *string:
		return assignString(dst, *v)
	case *[16]byte:
		return assignText(dst, v[:])
	case int64:
		return assignInt(dst, v)
	case int32:
		return assignInt(dst, int64(v))
	case int16:
		return assignInt(dst, int64(v))
	case bool:
		if v {
			return assignInt(dst, 1)
		}
		return assignInt(dst, 0)
	case pgtype.Numeric: // sum() of bigint on PostgreSQL
		whole, err := v.Int64Value()
		if err != nil {
			return err
		}
		return assignInt(dst, whole.Int64)
	case float64:
		if dst.CanFloat() {
			dst.SetFloat(v)
			return nil
		}
	case string:
		return assignString(dst, v)
	case [16]byte:
		return assignText(dst, v[:])
	case []byte:
		return assignText(dst, v)
	}
	return fmt.Errorf("db: %T does not fit %s", src, dst.Type())
}

func assignInt(dst reflect.Value, v int64) error {
	switch {
	case dst.CanInt():
		dst.SetInt(v)
	case dst.Kind() == reflect.Bool:
		dst.SetBool(v != 0)
	case dst.CanUint():
		dst.SetUint(uint64(v))
	case dst.CanFloat():
		dst.SetFloat(float64(v))
	default:
		return fmt.Errorf("db: a number does not fit %s", dst.Type())
	}
	return nil
}

func assignString(dst reflect.Value, v string) error {
	if dst.Kind() == reflect.String {
		dst.SetString(v)
		return nil
	}
	return assignText(dst, []byte(v))
}

func assignText(dst reflect.Value, v []byte) error {
	switch {
	case dst.Kind() == reflect.String:
		dst.SetString(string(v))
	case dst.Kind() == reflect.Slice && dst.Type().Elem().Kind() == reflect.Uint8:
		dst.SetBytes(append([]byte(nil), v...))
	case dst.Kind() == reflect.Array && dst.Len() == len(v) && dst.Type().Elem().Kind() == reflect.Uint8:
		copy(dst.Bytes(), v)
	default:
		return fmt.Errorf("db: text does not fit %s", dst.Type())
	}
	return nil
}

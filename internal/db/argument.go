package db

import (
	"fmt"
	"reflect"
	"time"

	"kroon/internal/id"
)

// plain turns arguments into what both drivers take: nil, int64, float64, string, []byte, [16]byte.
// The zero instant and the zero id are NULL.
func plain(args []any) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		out[i] = plainOne(arg)
	}
	return out
}

func plainOne(arg any) any {
	switch v := arg.(type) {
	case nil:
		return nil
	case string, int64, []byte, float64:
		return v
	case int:
		return int64(v)
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return v.UnixMicro()
	}
	v := reflect.ValueOf(arg)
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plainOne(v.Elem().Interface())
	case reflect.Array:
		if one, is := arg.(interface{ Any() id.Any }); is {
			if raw := [16]byte(one.Any()); raw != [16]byte{} {
				return raw
			}
			return nil
		}
		if v.Len() == 16 && v.Type().Elem().Kind() == reflect.Uint8 {
			if v.IsZero() {
				return nil
			}
			var raw [16]byte
			reflect.Copy(reflect.ValueOf(&raw).Elem(), v)
			return raw
		}
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return int64(v.Uint())
	case reflect.Bool:
		return plainOne(v.Bool())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return v.Bytes()
		}
	}
	panic(fmt.Sprintf("db: %T cannot be an argument", arg))
}

package demo

import (
	"reflect"
	"strings"
	"testing"

	"kroon/internal/app"
)

// Whatever ways out of the house there are, those added later too: the demo sends nothing by any of them.
func TestTheDemoHasNoWayOut(t *testing.T) {
	quiet, ways := reflect.ValueOf(Quiet(app.Config{})), 0
	for i := range quiet.NumField() {
		field := quiet.Type().Field(i)
		if field.Type.Kind() != reflect.Interface || field.Type.NumMethod() == 0 || !strings.HasPrefix(field.Type.Method(0).Name, "Send") {
			continue
		}
		if ways++; quiet.Field(i).Interface() != any(Silent{}) {
			t.Errorf("%s is %v: the demo would send by it", field.Name, quiet.Field(i))
		}
	}
	if ways < 3 {
		t.Errorf("%d ways out are looked at, want mail, SMS and notifications at least", ways)
	}
}

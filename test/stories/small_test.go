package stories

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The linker leaves out methods that nothing calls, unless something in the program asks for a method by a
// name that is known only while running: then all of them stay, 2 MB at the time of writing. What asks stands
// in the output of go build -ldflags=-dumpdep, behind ReflectMethod (docs/adr/0020-small.md).
func TestWhatNothingCallsIsLeftOut(t *testing.T) {
	program, err := os.ReadFile(filepath.Join(bin, "kroon"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(program, []byte("reflect.(*Value).MethodByName")) {
		t.Error("something asks for methods by name (text/template, html/template, a library for command lines?), so that every method stays in the program")
	}
}

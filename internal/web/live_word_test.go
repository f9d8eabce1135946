package web

import (
	"testing"

	"kroon/internal/id"
)

// What one node passes about pages another understands; anything else is nothing.
func TestNewsIsPassedOn(t *testing.T) {
	org, staff := id.Org{1}, id.Staff{2}
	for _, n := range []news{{org: org, topic: "today"}, {org: org, topic: "team", only: staff}, {org: org, topic: "beside-4", but: staff}} {
		got, is := newsOf(n.word())
		if !is || got != n {
			t.Errorf("%q is understood as %+v", n.word(), got)
		}
		if len(n.word()) > 150 {
			t.Errorf("%q is too long to pass", n.word())
		}
	}
	for _, word := range []string{"", "page", "page a all today", "page " + org.String() + " all", "page " + org.String() + " only:x today",
		"page " + org.String() + " some today", "page " + org.String() + " all:1 today", "wake 1"} {
		if got, is := newsOf(word); is {
			t.Errorf("%q is understood as %+v", word, got)
		}
	}
	var passed []string
	here, there := NewLive(0), NewLive(0)
	here.Relay(func(word string) { passed = append(passed, word); there.Heard(word) })
	mine, err := there.join(org, staff)
	if err != nil {
		t.Fatal(err)
	}
	others, err := there.join(id.Org{3}, staff)
	if err != nil {
		t.Fatal(err)
	}
	here.Publish(org, "today")
	here.TellOthers(org, staff, "beside-4")
	here.Tell(org, staff, "team")
	if got := there.take(mine); len(got) != 2 || got[0] != "team" || got[1] != "today" {
		t.Errorf("heard %q of %q", got, passed)
	}
	if got := there.take(others); len(got) != 0 {
		t.Errorf("another house heard %q", got)
	}
	there.Heard("")
	if got := there.take(others); len(got) != 1 || got[0] != Everything {
		t.Errorf("what was missed is %q", got)
	}
}

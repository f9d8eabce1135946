package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
)

// What the levels mean. Imports go strictly downward: a package sees lower numbers only.
const (
	levelRoot     = 0 // fault and id, which everything may name
	levelKernel   = 1 // values and pure rules, no I/O
	levelPlatform = 2 // I/O without domain; deadline, a grammar on top of lang
	levelEvent    = 3
	levelJob      = 4
	levelConcept  = 5  // rules, SQL and tests of one concept; they never see each other
	levelAct      = 6  // one act over several concepts; reading and publishing
	levelWeb      = 7  // the chassis of all screens
	levelDelivery = 8  // areas by audience, API, tools for agents, outside protocols
	levelApp      = 9  // wiring
	levelDemo     = 10 // a firm peopled by running the whole
	levelGallery  = 11 // every screen in its states, for people and tests to look at
	levelCommand  = 12 // the program
	levelTool     = 13 // programs and tests about the whole
)

// levels is the map of the house. A package that is not on it has no room yet: decide where it
// belongs and enter it here. The rooms of later issues stand here already.
var levels = map[string]int{
	"internal/fault": levelRoot, "internal/id": levelRoot,

	"internal/worktime": levelKernel, "internal/money": levelKernel, "internal/lang": levelKernel,
	"internal/party": levelKernel, "internal/clock": levelKernel, "internal/stat": levelKernel,

	"internal/commandline": levelPlatform, "internal/dial": levelPlatform, "internal/phone": levelPlatform, "internal/deadline": levelPlatform,
	"internal/bgnbd": levelPlatform, "internal/alike": levelPlatform,
	"internal/db": levelPlatform, "internal/db/bare": levelPlatform, "internal/db/migrations": levelPlatform,

	"internal/event": levelEvent, "internal/db/dbtest": levelEvent,
	"internal/job": levelJob,

	"internal/organisation": levelConcept, "internal/access": levelConcept, "internal/customer": levelConcept,
	"internal/team": levelConcept, "internal/intake": levelConcept, "internal/interaction": levelConcept,
	"internal/promise": levelConcept, "internal/ledger": levelConcept, "internal/message": levelConcept,
	"internal/transfer": levelConcept, "internal/claim": levelConcept, "internal/calllist": levelConcept,
	"internal/complaint": levelConcept, "internal/knowledge": levelConcept, "internal/subscription": levelConcept,
	"internal/appreciation": levelConcept, "internal/payment": levelConcept, "internal/moment": levelConcept,
	"internal/imports": levelConcept, "internal/order": levelConcept, "internal/search": levelConcept, "internal/file": levelConcept,

	"internal/act": levelAct, "internal/overview": levelAct, "internal/report": levelAct,
	"internal/promiselog": levelAct, "internal/calc": levelAct,

	"internal/web": levelWeb,

	"internal/web/desk": levelDelivery, "internal/web/relation": levelDelivery, "internal/web/team": levelDelivery,
	"internal/web/public": levelDelivery, "internal/web/answers": levelDelivery, "internal/web/complaints": levelDelivery, "internal/web/admin": levelDelivery, "internal/web/takeover": levelDelivery,
	"internal/api": levelDelivery, "internal/mcp": levelDelivery,
	"internal/channel/telephony": levelDelivery, "internal/channel/mail": levelDelivery,
	"internal/channel/sms": levelDelivery, "internal/channel/form": levelDelivery,
	"internal/channel/calendar": levelDelivery, "internal/channel/contacts": levelDelivery,
	"internal/channel/webhook": levelDelivery, "internal/channel/push": levelDelivery,

	"internal/app": levelApp, "internal/app/apptest": levelDemo,
	"internal/demo":    levelDemo,
	"internal/gallery": levelGallery, "internal/bench": levelGallery,
	"internal/bench/score": levelEvent, "internal/bench/wire": levelDemo, "internal/bench/figure": levelPlatform, "internal/bench/people": levelPlatform,
	"cmd/kroon": levelCommand,

	"internal/arch": levelTool, "test/stories": levelTool, "test/browser": levelTool,
	"test/bench": levelTool, "test/crash": levelTool, "test/simulate": levelTool, "test/pictures": levelTool,
	"test/failover": levelTool,
}

// onlyForTests are packages that the binary must not contain.
var onlyForTests = []string{"internal/db/dbtest", "internal/app/apptest", "internal/arch"}

func TestImportsGoDown(t *testing.T) { keeps(t, "imports", importsGoDown) }

func importsGoDown(t *tree) []finding {
	out := slices.Clone(t.broken)
	for _, p := range t.sorted() {
		level, listed := levels[p.dir]
		if !listed {
			out = append(out, t.at(p.files[0].syntax, "package %s has no number: decide where it belongs and enter it in levels (internal/arch/levels_test.go)", p.dir))
			continue
		}
		for _, f := range p.files {
			for _, i := range f.imports() {
				if text := misplaced(p.dir, level, f.test, i.path); text != "" {
					out = append(out, t.at(i.spec, "%s", text))
				}
			}
		}
	}
	return out
}

// misplaced says what is wrong with an import, or nothing.
func misplaced(dir string, level int, test bool, target string) string {
	to, ours := own(target)
	if !ours || to == dir {
		return ""
	}
	number, listed := levels[to]
	switch {
	case !listed:
		return target + " has no number: enter it in levels (internal/arch/levels_test.go) or import what is there"
	case !test && slices.Contains(onlyForTests, to) && !slices.Contains(onlyForTests, dir) && level != levelTool:
		return target + " is for tests: the binary must not contain it"
	case test && (level > levelKernel || number <= levelKernel):
		return "" // a test may look up to set a scene; those of the kernel stay within the kernel
	case number == level && family(dir, to):
		return ""
	case number >= level:
		return fmt.Sprintf("level %d imports %s of level %d: imports go strictly down; declare a small interface here and wire it in internal/app", level, target, number)
	}
	return ""
}

// family tells whether one of the two is a part of the other: db/dbtest of db. The areas under web
// are no parts of it, they have a number of their own.
func family(a, b string) bool { return within(a, b) || within(b, a) }

// concept is the name of a package as its tables and keys know it: promise for internal/promise.
func (p *pkg) concept() string {
	if within(p.dir, "internal/db") {
		return "db"
	}
	return path.Base(strings.TrimPrefix(p.dir, "internal/"))
}

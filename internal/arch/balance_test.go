package arch

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// balanceReaders may read our balance with a customer: the ledger itself, the customer's own screen, the red list, a
// tariff that is tried, the API for people, and the check that all is well. No other file may name its tables or ask
// for it: no balance reaches the order of a queue, a price, Today or the call card.
var balanceReaders = []string{
	"internal/ledger/", "internal/overview/customer.go", "internal/overview/erase.go", "internal/overview/customer_balance.go", "internal/overview/asking.go",
	"internal/overview/red.go", "internal/overview/entry.go", "internal/overview/trial.go", "internal/api/ledger.go",
	"internal/report/doctor.go", "internal/gallery/account.go", "test/crash/", "test/simulate/", "test/failover/", "cmd/kroon/ledger.go",
}

// balanceTables hold it, and balanceCalls ask for it.
var (
	balanceTables = []string{"ledger_balance", "ledger_entry", "ledger_posting"}
	balanceCalls  = []string{"Balance", "Entries", "Trend", "Aged", "Replay", "Differences"}
)

// pagesWithout are the screens, of all that is read, on which a balance must never stand: their readings have no
// field for it.
var pagesWithout = []string{"TodayPage", "IntakePage", "TeamPage", "RedistributePage", "PublicPage", "PublicPromise", "Statement", "StatementLine"}

func TestBalancesStayWhereTheyBelong(t *testing.T) { keeps(t, "balance", balancesStay) }

func balancesStay(t *tree) []finding {
	var out []finding
	for _, p := range t.sorted() {
		for _, f := range p.code() {
			if slices.ContainsFunc(balanceReaders, func(begin string) bool { return strings.HasPrefix(f.path, begin) }) {
				continue
			}
			out = append(out, t.balances(f)...)
		}
		if p.dir == "internal/overview" {
			out = append(out, t.fieldsOfBalance(p)...)
		}
	}
	return out
}

// balances finds where a file asks for a balance.
func (t *tree) balances(f *file) []finding {
	var out []finding
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			for _, table := range balanceTables {
				if strings.Contains(n.Value, table) {
					out = append(out, t.at(n, "%s holds balances, which stand at the customer and on the red list only: enter the file in balanceReaders (internal/arch/balance_test.go) if it is one of those", table))
				}
			}
		case *ast.SelectorExpr:
			of, is := n.X.(*ast.SelectorExpr)
			if is && of.Sel.Name == "Ledger" && slices.Contains(balanceCalls, n.Sel.Name) {
				out = append(out, t.at(n, "Ledger.%s tells balances, which stand at the customer and on the red list only: enter the file in balanceReaders (internal/arch/balance_test.go) if it is one of those", n.Sel.Name))
			}
		}
		return true
	})
	return out
}

// fieldsOfBalance finds a field for points in what is read for a screen without.
func (t *tree) fieldsOfBalance(p *pkg) []finding {
	var out []finding
	for _, name := range pagesWithout {
		found := p.structure(name)
		if found == nil {
			continue
		}
		for _, field := range found.Fields.List {
			for _, one := range field.Names {
				if slices.Contains([]string{"Balance", "Points", "Standing", "Aged", "Ledger"}, one.Name) {
					out = append(out, t.at(field, "%s.%s: no balance stands on this screen", name, one.Name))
				}
			}
		}
	}
	return out
}

// Kroon keeps the company's word: promises to customers that are clear, feasible when they are made,
// visible to the customer, guarded until they are kept, and entered on our account.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"kroon/internal/app"
	"kroon/internal/commandline"
	"kroon/internal/fault"
	"kroon/internal/lang"
)

// version is set by the linker.
var version = "development"

// common is what every command that touches the data needs.
type common struct {
	Data     string `env:"KROON_DATA" default:"./data" help:"Folder of the database and the installation key." placeholder:"DIR"`
	Database string `env:"KROON_DATABASE" help:"postgres://... instead of SQLite in the data folder." placeholder:"URL"`
}

// open opens the data for a command.
func (c common) open(ctx context.Context) (*app.App, error) { return c.openAt(ctx, reached{}) }

// openAt opens it for a command that prints a link.
func (c common) openAt(ctx context.Context, at reached) (*app.App, error) {
	if err := at.check(); err != nil {
		return nil, err
	}
	return app.Open(ctx, app.Config{Data: c.Data, Database: c.Database, BaseURL: at.BaseURL})
}

// verbs is the command line: one verb a file.
type verbs struct {
	Lang         string           `env:"KROON_LANG" enum:"nl,en" default:"en" help:"Language of the command line: nl or en."`
	Serve        serveVerb        `cmd:"" help:"Serve the screens, the API and the clockwork."`
	Import       importVerb       `cmd:"" help:"Take over what another system knew."`
	Access       accessVerb       `cmd:"" help:"What a customer may read of what is said of them, opinions included."`
	Erase        eraseVerb        `cmd:"" help:"Erase the data of a customer; what was promised and kept still adds up."`
	Figures      figuresVerb      `cmd:"" help:"Figures: how well we kept our word."`
	Ledger       ledgerVerb       `cmd:"" help:"Our account with customers: what is worth what, tried on history, and checked."`
	CallList     callListVerb     `cmd:"" name:"call-list" help:"Whom we call."`
	Answers      answersVerb      `cmd:"" help:"What everybody here answers."`
	Merge        mergeVerb        `cmd:"" help:"Customers who turn out to be one."`
	Organisation organisationVerb `cmd:"" help:"The organisations of this installation, told apart by host name."`
	Staff        staffVerb        `cmd:"" help:"Who works here."`
	Token        tokenVerb        `cmd:"" help:"API tokens."`
	Backup       backupVerb       `cmd:"" help:"Write everything into one file, while everything goes on."`
	Export       exportVerb       `cmd:"" help:"Write everything of an organisation as lines of JSON, to read elsewhere."`
	Restore      restoreVerb      `cmd:"" help:"Put a backup back into an empty folder or database."`
	Move         moveVerb         `cmd:"" help:"Bring everything into another database, SQLite or PostgreSQL, and know that it is the same."`
	Migrate      migrateVerb      `cmd:"" help:"Bring the data up to this program and stop, before many nodes start; lay it over nodes."`
	Release      releaseVerb      `cmd:"" help:"Let messages go again after a restore."`
	Doctor       doctorVerb       `cmd:"" help:"Look whether all is well; exit status 1 when not."`
	Calc         calcVerb         `cmd:"" help:"Calculations that anyone can reproduce: JSON lines in, JSON lines out."`
	Bench        benchVerb        `cmd:"" help:"Measure how swift Kroon is, beside what this machine can do."`
	Demo         demoVerb         `cmd:"" help:"Look around in a firm that keeps its word: fills a fresh folder and serves it."`
	Version      versionVerb      `cmd:"" help:"Print the version."`
}

type versionVerb struct{}

// Run prints the version.
func (versionVerb) Run(context.Context, *verbs) error {
	fmt.Println("kroon", version)
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(command(ctx, os.Args[1:]))
}

// runs is a verb that can be run.
type runs interface {
	Run(ctx context.Context, v *verbs) error
}

// command runs one verb and returns the exit status: 1 for a refusal, 2 for wrong words.
func command(ctx context.Context, args []string) int {
	var v verbs
	chosen, err := commandline.Read(&v, "kroon", "Kroon. Keeping our word.", args, os.LookupEnv)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "kroon:", err)
		return 2
	case chosen.Usage != "":
		fmt.Print(chosen.Usage)
		return 0
	}
	if err := chosen.Verb.(runs).Run(ctx, &v); err != nil {
		fmt.Fprintln(os.Stderr, "kroon:", say(err, lang.Lang(v.Lang)))
		return 1
	}
	return 0
}

// say is the sentence of a fault for the terminal; of what is nobody's fault, the error itself, since
// whoever runs the command is the one to mend it.
func say(err error, l lang.Lang) string {
	f := fault.Of(err)
	if f.Kind == fault.Internal {
		return err.Error()
	}
	text := lang.For(l, true, nil).Fill(f.Key, f.Args)
	if f.Field != "" {
		text = f.Field + ": " + text
	}
	return text
}

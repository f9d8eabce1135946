package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/schollz/progressbar/v3"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/lang"
)

type moveVerb struct {
	common
	To string `required:"" help:"Where to: postgres://... or an empty folder." placeholder:"URL|DIR"`
}

// Run moves everything to another database while nobody serves it. Killed, it goes on where it was when run again.
func (m moveVerb) Run(ctx context.Context, v *verbs) error {
	if m.Database == "" {
		if _, err := os.Stat(m.config().Path); err != nil {
			return fault.New(fault.NotFound, "db.nothing_there").Because(err)
		}
	}
	if _, err := os.Stat(m.keyPath()); err != nil {
		return fault.New(fault.Conflict, "command.key_gone", "path", m.keyPath()).Because(err)
	}
	say := v.plain()
	bar := &movingBar{say: say, shown: terminal(os.Stderr)}
	to := db.Config{Clock: clock.System()}
	folder := !strings.Contains(m.To, "://")
	if folder {
		to.Path = filepath.Join(m.To, "kroon.db")
		if err := os.MkdirAll(m.To, 0o700); err != nil {
			return err
		}
	} else {
		to.URL = m.To
	}
	sum, err := db.Move{From: m.config(), To: to, Work: filepath.Join(m.Data, "move.backup"), Told: bar.told}.Run(ctx)
	bar.done()
	if err != nil {
		return err
	}
	fmt.Println(say.T("command.moved", "rows", sum.Rows, "tables", sum.Tables, "sum", sum.String()[:16]))
	if !folder {
		fmt.Println(say.T("command.moved_url", "path", m.keyPath()))
		return nil
	}
	if err := keyAlong(m.keyPath(), filepath.Join(m.To, keyFile)); err != nil {
		return err
	}
	fmt.Println(say.T("command.moved_dir", "path", m.To))
	return nil
}

// keyAlong copies the installation key, unless it is there already.
func keyAlong(from, to string) error {
	there, err := os.ReadFile(to)
	if os.IsNotExist(err) {
		return copyKey(from, to, false)
	}
	ours, ourErr := os.ReadFile(from)
	if err != nil || ourErr != nil || string(there) != string(ours) {
		return fault.New(fault.Conflict, "command.key_there", "path", to)
	}
	return nil
}

func terminal(file *os.File) bool {
	found, err := file.Stat()
	return err == nil && found.Mode()&fs.ModeCharDevice != 0
}

// movingBar shows how far a move is, on a terminal only.
type movingBar struct {
	say   lang.Printer
	shown bool
	stage db.Stage
	bar   *progressbar.ProgressBar
}

func (b *movingBar) told(stage db.Stage, rows, total int64) {
	if !b.shown {
		return
	}
	if b.bar == nil || stage != b.stage {
		b.done()
		b.stage = stage
		b.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetDescription(b.say.T("command.move."+string(stage))), progressbar.OptionThrottle(1e8))
	}
	if total > 0 && b.bar.GetMax64() != total {
		b.bar.ChangeMax64(total)
	}
	_ = b.bar.Add64(rows)
}

func (b *movingBar) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}

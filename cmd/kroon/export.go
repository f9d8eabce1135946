package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"

	"kroon/internal/fault"
)

// exportVerb writes everything of an organisation; see docs/formats/export.md.
type exportVerb struct {
	within
	File string `arg:"" help:"Where to: a file that is not there yet, or - to print it." type:"path"`
}

// Run writes while everything goes on. Half a file is left behind by nobody but a crash.
func (e exportVerb) Run(ctx context.Context, v *verbs) error {
	return e.enter(ctx, v, func(o *office) error {
		if e.File == "-" {
			_, err := o.DB.Export(ctx, o.organisation.ID, os.Stdout)
			return err
		}
		file, err := os.OpenFile(e.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fault.New(fault.Invalid, "command.unwritable", "path", e.File).On("file").Because(err)
		}
		rows, err := o.export(ctx, file)
		if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
			return errors.Join(err, os.Remove(e.File))
		}
		o.say("command.exported", "organisation", o.organisation.Name, "path", e.File, "rows", rows)
		return nil
	})
}

// export shows on a terminal how much was written.
func (o *office) export(ctx context.Context, file *os.File) (int64, error) {
	if !terminal(os.Stderr) {
		return o.DB.Export(ctx, o.organisation.ID, file)
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(1e8))
	rows, err := o.DB.Export(ctx, o.organisation.ID, io.MultiWriter(file, bar))
	return rows, errors.Join(err, bar.Finish())
}

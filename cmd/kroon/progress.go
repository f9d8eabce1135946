package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"

	"kroon/internal/act"
	"kroon/internal/lang"
)

// progress shows how far a file is, on a terminal only: first its bytes, then what is made of it.
type progress struct {
	in      io.Reader
	printer lang.Printer
	shown   bool
	bar     *progressbar.ProgressBar
	stage   act.Stage
	left    int64 // bytes of the file to read
}

func progressOf(printer lang.Printer, file *os.File) *progress {
	p := &progress{in: file, printer: printer}
	if found, err := os.Stderr.Stat(); err != nil || found.Mode()&os.ModeCharDevice == 0 {
		return p
	}
	p.shown = true
	if found, err := file.Stat(); err == nil {
		p.left = found.Size()
	}
	p.show(act.Staging, p.left)
	return p
}

// show begins a bar; a total of -1 is not known.
func (p *progress) show(stage act.Stage, total int64) {
	p.stage = stage
	p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetDescription(p.printer.T("imports.stage."+string(stage))), progressbar.OptionThrottle(1e8))
}

// Read implements io.Reader.
func (p *progress) Read(into []byte) (int, error) {
	n, err := p.in.Read(into)
	if p.shown {
		p.left -= int64(n)
		_ = p.bar.Add(n)
	}
	return n, err
}

// told counts rows once all bytes are read: before that, the bytes tell more.
func (p *progress) told(stage act.Stage, rows int64) {
	if !p.shown || p.left > 0 {
		return
	}
	if stage != p.stage || p.bar.IsFinished() {
		_ = p.bar.Finish()
		p.show(stage, -1)
	}
	_ = p.bar.Add64(rows)
}

func (p *progress) done() {
	if p.shown {
		_ = p.bar.Finish()
	}
}

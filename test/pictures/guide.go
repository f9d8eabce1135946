package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"kroon/internal/gallery"
)

// picture is a picture that the guide asks for by its name: ENTRY-LANG.webp as on a desk, ENTRY-LANG-390.webp as on
// a phone.
type picture struct {
	name, entry, lang, width string
}

// asked finds a picture that a page of the guide links to.
var asked = regexp.MustCompile(`\]\(\.\./pictures/(([a-z0-9-]+)-(nl|en)(-390)?\.webp)\)`)

// picturesIn are the pictures that a page of the guide links to, in its order.
func picturesIn(text string) (out []picture) {
	for _, found := range asked.FindAllStringSubmatch(text, -1) {
		one := picture{name: found[1], entry: found[2], lang: found[3], width: "1360"}
		if found[4] != "" {
			one.width = "390"
		}
		out = append(out, one)
	}
	return out
}

// wanted are the pictures that the guide in dir links to, each once.
func wanted(dir string) (out []picture, err error) {
	pages, err := filepath.Glob(filepath.Join(dir, "*", "*.md"))
	if err != nil {
		return nil, err
	}
	for _, one := range pages {
		text, err := os.ReadFile(one)
		if err != nil {
			return nil, err
		}
		for _, of := range picturesIn(string(text)) {
			if !slices.Contains(out, of) {
				out = append(out, of)
			}
		}
	}
	return out, nil
}

// illustrate takes all pictures of the guide anew, light and as far as a screen reaches without scrolling, and
// throws away those that no page links to any more.
func illustrate(ctx context.Context, g *gallery.Gallery, base, dir string) error {
	all, err := wanted(dir)
	if err != nil {
		return err
	}
	folder := filepath.Join(dir, "pictures")
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	entries := map[string]bool{}
	for _, entry := range g.Entries() {
		entries[entry.ID()] = true
	}
	for _, one := range all {
		if !entries[one.entry] {
			return fmt.Errorf("%s: the gallery has no entry %s", one.name, one.entry)
		}
		var screen []byte
		err := photograph(ctx, base+"/gallery/"+one.lang+"/"+one.entry, "light", one.width, filepath.Join(folder, one.name), chromedp.ActionFunc(func(ctx context.Context) (err error) {
			screen, err = page.CaptureScreenshot().WithFormat(page.CaptureScreenshotFormatWebp).WithQuality(quality).Do(ctx)
			return err
		}), &screen)
		if err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return nil
}

// quality is that of the guide's pictures, in per cent: letters stay sharp, and all of them are a few megabytes.
const quality = 78

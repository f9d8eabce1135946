package web

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kroon/internal/lang"
	"kroon/internal/party"
)

// TestAppIconsAreOfTheMark draws the icons of the installed app from mark.svg anew. Where they differ from
// what is committed, KROON_UPDATE=1 writes them.
func TestAppIconsAreOfTheMark(t *testing.T) {
	lines := markLines(t)
	for _, one := range appIcons {
		var drawn bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&drawn, drawIcon(lines, one)); err != nil {
			t.Fatal(err)
		}
		if os.Getenv("KROON_UPDATE") != "" {
			if err := os.WriteFile("static/app/"+one.file, drawn.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		committed, err := png.Decode(bytes.NewReader(mustRead("app/" + one.file)))
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := png.Decode(&drawn)
		if err != nil {
			t.Fatal(err)
		}
		if !samePicture(committed, fresh) {
			t.Errorf("%s is not of the mark as it is: go test ./internal/web -run TestAppIcons with KROON_UPDATE=1", one.file)
		}
	}
}

func samePicture(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if color.RGBAModel.Convert(a.At(x, y)) != color.RGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// line is a stroke of the mark, in its own units.
type line struct{ x1, y1, x2, y2 float64 }

// markLines reads the strokes of mark.svg: paths of straight lines, two units wide, with round ends.
func markLines(t *testing.T) (lines []line) {
	t.Helper()
	var mark struct {
		Box   string `xml:"viewBox,attr"`
		Width string `xml:"stroke-width,attr"`
		Paths []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(mustRead("mark.svg"), &mark); err != nil || mark.Box != "0 0 22 20" || mark.Width != "2" {
		t.Fatalf("mark.svg is not what the icons are drawn from: %v %+v", err, mark)
	}
	for _, path := range mark.Paths {
		lines = append(lines, pathLines(t, path.D)...)
	}
	return lines
}

func pathLines(t *testing.T, d string) (lines []line) {
	var x, y, x0, y0 float64
	for _, step := range regexp.MustCompile(`([MLlHhz])([^MLlHhz]*)`).FindAllStringSubmatch(d, -1) {
		var n []float64
		for _, number := range regexp.MustCompile(`-?[0-9.]+`).FindAllString(step[2], -1) {
			value, err := strconv.ParseFloat(number, 64)
			if err != nil {
				t.Fatal(err)
			}
			n = append(n, value)
		}
		fromX, fromY := x, y
		switch step[1] {
		case "M":
			x, y, x0, y0 = n[0], n[1], n[0], n[1]
			continue
		case "L":
			x, y = n[0], n[1]
		case "l":
			x, y = x+n[0], y+n[1]
		case "H":
			x = n[0]
		case "h":
			x += n[0]
		case "z":
			x, y = x0, y0
		}
		lines = append(lines, line{fromX, fromY, x, y})
	}
	return lines
}

// distance of a point to the stroke.
func (l line) distance(x, y float64) float64 {
	dx, dy := l.x2-l.x1, l.y2-l.y1
	at := max(0, min(1, ((x-l.x1)*dx+(y-l.y1)*dy)/(dx*dx+dy*dy)))
	return math.Hypot(x-l.x1-at*dx, y-l.y1-at*dy)
}

const shades = 16

// drawIcon draws the mark in white on the accent: in a square with round corners, or, where the device cuts
// the corners itself, on all of it and within the circle that is sure to stay.
func drawIcon(lines []line, icon appIcon) image.Image {
	var palette color.Palette
	for i := range shades + 1 {
		palette = append(palette, color.NRGBA{0x1f, 0x3f, 0xae, uint8(255 * i / shades)})
	}
	for i := range shades {
		mix := func(from int) uint8 { return uint8(from + (255-from)*(i+1)/shades) }
		palette = append(palette, color.NRGBA{mix(0x1f), mix(0x3f), mix(0xae), 255})
	}
	size, wide, round := float64(icon.size), 0.62, 0.22
	if icon.maskable {
		wide, round = 0.5, 0
	}
	scale := size * wide / 22
	picture := image.NewPaletted(image.Rect(0, 0, icon.size, icon.size), palette)
	step := func(outside float64) int { return int(math.Round(shades * max(0, min(1, 0.5-outside)))) }
	for py := range icon.size {
		for px := range icon.size {
			x, y := float64(px)+0.5-size/2, float64(py)+0.5-size/2
			near := math.Inf(1)
			for _, one := range lines {
				near = min(near, one.distance(x/scale+11, y/scale+10))
			}
			mark := step((near - 1) * scale)
			corner := round * size
			inX, inY := max(0, math.Abs(x)-size/2+corner), max(0, math.Abs(y)-size/2+corner)
			ground := shades
			if corner > 0 {
				ground = step(math.Hypot(inX, inY) - corner)
			}
			index := ground
			if mark > 0 {
				index = shades + mark
			}
			picture.SetColorIndex(px, py, uint8(index))
		}
	}
	return picture
}

// TestTheManifestIsWhole: in both languages, with icons that are there, and nothing outside this server.
func TestTheManifestIsWhole(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /{$}", Role: party.Reader, Handle: page("x")})
	for _, l := range []lang.Lang{lang.NL, lang.EN} {
		w := f.ask("GET", "/", "", "Test-Role", "owner", "Test-Lang", string(l))
		found := regexp.MustCompile(`rel="manifest" href="([^"]+)"`).FindStringSubmatch(w.Body.String())
		if found == nil {
			t.Fatalf("%s: the page names no manifest", l)
		}
		w = f.ask("GET", found[1], "")
		if w.Code != 200 || w.Header().Get("Content-Type") != "application/manifest+json" {
			t.Fatalf("%s: %d %v", l, w.Code, w.Header())
		}
		var m manifest
		if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		if m.Lang != string(l) || m.Name == "" || m.Description == "" || m.Start != "/today" || m.Scope != "/" || m.Display != "standalone" || len(m.Shortcuts) != 2 {
			t.Errorf("%s: %+v", l, m)
		}
		var kinds []string
		for _, one := range m.Icons {
			kinds = append(kinds, one.Purpose+" "+one.Sizes)
			picture, err := png.Decode(f.ask("GET", one.Source, "").Body)
			if err != nil || one.Sizes != strconv.Itoa(picture.Bounds().Dx())+"x"+strconv.Itoa(picture.Bounds().Dy()) {
				t.Errorf("%s: %s: %v", l, one.Source, err)
			}
		}
		if !slices.Equal(kinds, []string{"any 192x192", "any 512x512", "maskable 512x512"}) {
			t.Errorf("%s: icons %v", l, kinds)
		}
		if strings.Contains(w.Body.String(), "://") {
			t.Errorf("%s: the manifest leads outside", l)
		}
	}
}

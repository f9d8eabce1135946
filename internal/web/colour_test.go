package web

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

var token = regexp.MustCompile(`--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`)

// tokens reads the colours of the two themes.
func tokens(t *testing.T) map[string][2]string {
	t.Helper()
	out := map[string][2]string{}
	for _, sheet := range []string{"tokens", "base"} {
		for _, found := range token.FindAllStringSubmatch(string(mustRead("css/"+sheet+".css")), -1) {
			out[found[1]] = [2]string{found[2], found[3]}
		}
	}
	return out
}

// luminance is WCAG 2.2's relative luminance.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var part [3]float64
	for i := range part {
		value, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(value) / 255
		if c <= 0.04045 {
			part[i] = c / 12.92
		} else {
			part[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*part[0] + 0.7152*part[1] + 0.0722*part[2]
}

func TestContrast(t *testing.T) {
	colours := tokens(t)
	const words, shapes = 4.5, 3.0 // WCAG 2.2 AA, 1.4.3 and 1.4.11
	for _, pair := range []struct {
		on, ground string
		least      float64
	}{
		{"ink", "paper", words}, {"ink", "surface", words}, {"ink", "raised", words}, {"ink", "tint-ink", words},
		{"ink", "tint-red", words}, {"ink", "tint-amber", words}, {"ink", "tint-green", words},
		{"muted", "paper", words}, {"muted", "surface", words}, {"muted", "raised", words}, {"muted", "tint-ink", words},
		{"accent", "paper", words}, {"accent", "surface", words}, {"on-accent", "accent", words},
		{"red", "surface", words}, {"red", "paper", words}, {"red", "tint-red", words}, {"red", "tint-ink", words},
		{"amber", "surface", words}, {"amber", "tint-amber", words}, {"green", "surface", words}, {"green", "tint-green", words},
		{"edge", "surface", shapes}, {"edge", "paper", shapes}, {"accent", "raised", shapes},
	} {
		for theme, name := range []string{"light", "dark"} {
			on, ground := colours[pair.on][theme], colours[pair.ground][theme]
			if on == "" || ground == "" {
				t.Fatalf("no colour %s or %s", pair.on, pair.ground)
			}
			a, b := luminance(t, on), luminance(t, ground)
			if contrast := (max(a, b) + 0.05) / (min(a, b) + 0.05); contrast < pair.least {
				t.Errorf("%s: %s on %s has contrast %.2f, needs %.1f", name, pair.on, pair.ground, contrast, pair.least)
			}
		}
	}
}

func TestComponentsUseColoursByName(t *testing.T) {
	raw := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(\s*[0-9]`)
	for _, sheet := range stylesheets[1:] {
		css := token.ReplaceAll(mustRead("css/"+sheet+".css"), nil)
		if found := raw.FindAll(css, -1); len(found) > 0 {
			t.Errorf("%s.css has raw colours: %s", sheet, found)
		}
	}
}

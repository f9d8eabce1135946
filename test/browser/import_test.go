package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A file from another program: chosen, looked at, taken over; what cannot be is skipped and said, and the list of it,
// mended, is taken over without anything coming twice.
func TestAFileFromAnotherProgram(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	const heading = "Klantnummer;Naam;Soort;Telefoon;Woonplaats\r\n"
	bring := func(name, rows string) {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(heading+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		do(t, ctx, chromedp.Navigate(f.base+"/settings/imports"),
			chromedp.SetUploadFiles(`#f-file`, []string{path}, chromedp.ByQuery),
			chromedp.Click(`form[enctype] button`, chromedp.ByQuery),
			chromedp.WaitVisible(`#rows`, chromedp.ByQuery))
	}
	take := func() string {
		do(t, ctx, chromedp.Click(`form[action$="/take"] button`, chromedp.ByQuery),
			chromedp.WaitVisible(`#how a[href="/customers"]`, chromedp.ByQuery)) // the card asks how far it is until it is there
		return seen(t, ctx, "#how")
	}
	says := func(text string, all ...string) {
		t.Helper()
		for _, one := range all {
			if !strings.Contains(text, one) {
				t.Errorf("%q is not said in:\n%s", one, text)
			}
		}
	}
	bring("relaties.csv", "1;Bakkerij Vermaat;Bedrijf;030 261 44 10;Zeist\r\n2;Jan de Boer;Vriend;;Utrecht\r\n;Zonder Nummer;Particulier;;De Bilt\r\n")
	says(seen(t, ctx, "#rows"), "Bakkerij Vermaat", "1 overgenomen", "2 kunnen niet", "Rij 3", "Vriend", "geen eigen kenmerk")
	do(t, ctx, chromedp.Navigate(f.base+"/customers?q=Vermaat"))
	if found := seen(t, ctx, "main"); strings.Contains(found, "Zeist") {
		t.Errorf("a file that is only looked at is here already:\n%s", found)
	}
	do(t, ctx, chromedp.NavigateBack(), chromedp.WaitVisible(`#rows`, chromedp.ByQuery))
	says(take(), "Rij 3", "Vriend", "Haal de lijst op")
	bring("relaties.errors.csv", "1;Bakkerij Vermaat;Bedrijf;030 261 44 10;Zeist\r\n2;Jan de Boer;Particulier;;Utrecht\r\n")
	says(seen(t, ctx, "#rows"), "1 overgenomen, 1 zijn er al, 0 kunnen niet")
	take()
	do(t, ctx, chromedp.Navigate(f.base+"/customers?q=Boer"))
	says(seen(t, ctx, "main"), "Jan de Boer")
}

package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"kroon/internal/act"
	"kroon/internal/id"
)

// files are what lies with the customers that people look at first: a photo and a quotation, made here.
func (f *firm) files() error {
	photo, err := frozenDoor()
	if err != nil {
		return err
	}
	quotation := quotationPDF("Offerte koelcel 200 liter", "Geldig tot 31 december.")
	for _, one := range []struct {
		customer, name string
		bytes          []byte
		shown          bool
	}{
		{"Zeger van Dam", "deur koelcel.png", photo, true},
		{"Zeger van Dam", "offerte koelcel.pdf", quotation, true},
		{"Zeger van Dam", "gesprek met de monteur.txt", []byte("De rubbers van de deur zijn versleten.\nNieuwe komen woensdag.\n"), false},
		{"Hotel Kust", "offerte buffet.pdf", quotationPDF("Offerte buffet", "Drie warmhoudkasten."), false},
	} {
		wish := act.FileWish{About: act.AboutCustomer, ID: id.Any(f.customers[one.customer]), Name: one.name, Shown: one.shown, Bytes: bytes.NewReader(one.bytes)}
		if _, err := f.app.Acts.AddFile(f.ctx, f.actor("Samira Haddad"), wish); err != nil {
			return err
		}
	}
	return nil
}

// frozenDoor is a photo of a door with ice on it, as far as a few lines of code make one.
func frozenDoor() ([]byte, error) {
	picture := image.NewRGBA(image.Rect(0, 0, 480, 640))
	for y := range 640 {
		for x := range 480 {
			shade := color.RGBA{uint8(150 + y/16), uint8(170 + y/16), uint8(185 + y/12), 255}
			switch {
			case x < 30 || x > 450 || y < 30:
				shade = color.RGBA{90, 96, 104, 255}
			case x > 400 && x < 420 && y > 280 && y < 400:
				shade = color.RGBA{40, 44, 50, 255}
			case (x*x/97+y*y/61)%53 < y/40:
				shade = color.RGBA{238, 246, 252, 255}
			}
			picture.SetRGBA(x, y, shade)
		}
	}
	var out bytes.Buffer
	err := png.Encode(&out, picture)
	return out.Bytes(), err
}

// quotationPDF is a page with a title and a line, as small as a PDF can be.
func quotationPDF(title, line string) []byte {
	page := fmt.Sprintf("BT /F 22 Tf 72 740 Td (%s) Tj 0 -40 Td /F 13 Tf (%s) Tj ET", title, line)
	parts := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var out strings.Builder
	out.WriteString("%PDF-1.4\n")
	var places []int
	for i, part := range parts {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, part)
	}
	end := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(parts)+1)
	for _, at := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(parts)+1, end)
	return []byte(out.String())
}

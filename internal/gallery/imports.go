package gallery

import (
	"context"
	"strings"

	"kroon/internal/act"
)

// The files that the owner brings along: one to look at, one that was taken over, each with rows that cannot be.
const (
	lookedAt = "Relatienummer;Naam;Soort;Telefoon;E-mail;Woonplaats\n" +
		"701;Kaashandel Verweij;Bedrijf;0348 41 20 33;verweij@kaas.example;Woerden\n" +
		"702;Truus Hoogland;Particulier;06 33 20 11 45;;Montfoort\n" +
		"703;Ad van Os;Vriend;0348 57;;Linschoten\n" +
		";Zonder Nummer;Particulier;;;Kamerik\n" +
		"705;Hoveniersbedrijf Oudijk;Bedrijf;0348 55 10 02;info@oudijk.example;Harmelen\n"
	brought = "Ordernummer,Klantnummer,Klantnaam,Datum,Bedrag,Omschrijving\n" +
		"88001,9001,Kampeerwinkel Bosrand,02-11-2026,\"1.240,00\",Drie koelboxen\n" +
		"88002,9002,Imkerij Zomerlust,31-11-2026,\"85,50\",Vriezer een week\n" +
		"88003,9002,Imkerij Zomerlust,04-11-2026,veel,Koelkast\n"
)

// brought has the owner bring two files along, and have one of them taken over.
func (f *house) brought(ctx context.Context) ([]Entry, error) {
	acts := f.w.app.Acts
	looked, err := acts.UploadImport(ctx, f.owner, act.UploadWish{Kind: "customers", Name: "relaties 2026.csv", Bytes: strings.NewReader(lookedAt)})
	if err != nil {
		return nil, err
	}
	taken, err := acts.UploadImport(ctx, f.owner, act.UploadWish{Kind: "orders", Name: "orders uit de winkel.csv", Bytes: strings.NewReader(brought)})
	if err != nil {
		return nil, err
	}
	if _, err := acts.TakeImport(ctx, f.owner, taken.ID); err != nil {
		return nil, err
	}
	if _, err := f.w.app.Clock.Step(ctx); err != nil {
		return nil, err
	}
	path := "/settings/imports/" + looked.ID.String()
	return []Entry{
		get("imports", isFull, "/settings/imports", "/settings/imports", owner),
		get("import", isFull, "/settings/imports/{upload}", path, owner),
		post("import", "/settings/imports/{upload}/draw", path+"/draw", owner, map[string]string{"source": "oud", "of_name": "Naam"}),
		get("import-taken", isFull, "/settings/imports/{upload}", "/settings/imports/"+taken.ID.String(), owner),
	}, nil
}

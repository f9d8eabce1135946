package imports_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/fault"
	"kroon/internal/imports"
)

// cards reads an address book; each row by the names of its columns, empty ones left out.
func cards(t interface{ Fatal(...any) }, book string) []map[string]string {
	var out bytes.Buffer
	if _, err := imports.Cards(imports.UTF8, strings.NewReader(book), &out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, value := range row {
			if value != "" {
				one[rows[0][i]] = value
			}
		}
		all = append(all, one)
	}
	return all
}

const jansen = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Jansen;Moniek;;;\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Moni=C3=ABk =\r\nJansen\r\n" +
	"TEL;HOME:030 261 44 10\r\nTEL;CELL;PREF:06 31 23 45 67\r\nTEL;FAX:030 1\r\nEMAIL:monique@jansen.example\r\nNOTE:Is een brombeer\r\nEND:VCARD\r\n"

const vandam = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Van Dam Techniek B.V.\nTEL:020 555 01 00\n" +
	"ADR:;;Lindelaan 12-a;Utrecht;;3511 AB;Nederland\nEND:VCARD\n" +
	"BEGIN:VCARD\nVERSION:4.0\nUID:urn:uuid:7\nFN:Zeger van Dam\nN:Dam;Zeger;;;\nORG:Van Dam Techniek B.V.;Koeling\nTITLE:directeur\n" +
	"LANG;PREF=2:en\nLANG;PREF=1:nl\nTEL;VALUE=uri;TYPE=\"work,voice\";PREF=2:tel:+31-20-555-0123;ext=102\nEMAIL:zeger@v\n andam.example\nEND:VCARD"

func TestCards(t *testing.T) {
	all := cards(t, jansen+vandam)
	for i, want := range []map[string]string{
		{"external_id": "Moniëk Jansen · 06 31 23 45 67 · monique@jansen.example", "kind": "person", "name": "Moniëk Jansen", "first_name": "Moniek",
			"phone": "06 31 23 45 67", "phone_2": "030 261 44 10", "email": "monique@jansen.example"},
		{"external_id": "org: van dam techniek b.v.", "kind": "organisation", "name": "Van Dam Techniek B.V.", "phone": "020 555 01 00",
			"street": "Lindelaan", "house_number": "12-a", "postcode": "3511 AB", "city": "Utrecht", "country": "NL"},
		{"external_id": "urn:uuid:7", "kind": "person", "name": "Zeger van Dam", "first_name": "Zeger", "function": "directeur",
			"employer": "org: van dam techniek b.v.", "lang": "nl", "phone": "+31-20-555-0123", "email": "zeger@vandam.example"},
	} {
		if len(all) != 3 {
			t.Fatalf("%d rows: %v", len(all), all)
		}
		for _, field := range []string{"external_id", "kind", "name", "first_name", "function", "employer", "lang", "phone", "phone_2", "phone_3",
			"email", "email_2", "street", "house_number", "postcode", "city", "country"} {
			if all[i][field] != want[field] {
				t.Errorf("row %d, %s is %q, want %q", i, field, all[i][field], want[field])
			}
		}
	}
}

// A card that is cut short is refused by its number; what is no address book likewise.
func TestCardsThatCannotBeRead(t *testing.T) {
	for book, key := range map[string]string{
		"": "imports.no_cards", "naam;telefoon\nBos;030\n": "imports.bad_card", jansen + strings.TrimSuffix(vandam, "END:VCARD"): "imports.bad_card",
		jansen + "BEGIN:VCARD\n" + strings.Repeat("NOTE:"+strings.Repeat("x", 1000)+"\n", 9000) + "END:VCARD\n": "imports.long_card",
	} {
		n, err := imports.Cards(imports.UTF8, strings.NewReader(book), &bytes.Buffer{})
		if !fault.Is(err, key) || (n != 0 && n != 1 && n != 2) {
			t.Errorf("%.30q: %d cards, %v", book, n, err)
		}
	}
}

// Whatever a name holds, and wherever its line is folded, it is the same name.
func TestACardKeepsItsName(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		name := strings.Join(strings.Fields(rapid.StringMatching(`[A-Za-zéëŁ;,:\\'" ]{1,40}`).Draw(r, "name")), " ")
		if name == "" {
			return
		}
		escaped := strings.NewReplacer(`\`, `\\`, ",", `\,`).Replace(name)
		line := []byte("FN:" + escaped)
		var folded bytes.Buffer
		for i, b := range line {
			if i > 2 && b < 0x80 && line[i-1] < 0x80 && rapid.IntRange(0, 9).Draw(r, "fold") == 0 {
				folded.WriteString("\r\n ")
			}
			folded.WriteByte(b)
		}
		all := cards(r, "BEGIN:VCARD\r\nVERSION:4.0\r\n"+folded.String()+"\r\nEND:VCARD\r\n")
		if len(all) != 1 || all[0]["name"] != name {
			r.Fatalf("%q became %v", name, all)
		}
	})
}

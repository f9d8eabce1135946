package imports

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"io"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/emersion/go-vcard"

	"kroon/internal/fault"
	"kroon/internal/lang"
)

// cardColumns are what a card can tell of a customer, under the names of our fields.
var cardColumns = []string{
	"external_id", "kind", "name", "first_name", "function", "employer", "lang", "phone", "phone_2", "phone_3",
	"email", "email_2", "email_3", "street", "house_number", "postcode", "city", "country",
}

// maxCard bounds one card, in bytes: a photograph included, which is passed over.
const maxCard = 8 << 20

// Cards rewrites an address book of vCards (RFC 6350; 3.0 of RFC 2426, and 2.1, which old telephones write) as a
// table of customers that Read understands. The organisation that somebody works for comes before the first who
// works there. Groups, fax numbers, photographs, birthdays and notes are passed over: a note is hearsay. It
// tells how many cards there were; the first that cannot be read ends it.
func Cards(encoding Encoding, r io.Reader, w io.Writer) (n int, err error) {
	in := bufio.NewReaderSize(decode(r, encoding), 64<<10)
	out := csv.NewWriter(w)
	if err := out.Write(cardColumns); err != nil {
		return 0, err
	}
	houses := map[string]bool{}
	for {
		text, err := nextCard(in)
		if err == io.EOF {
			break
		}
		if err != nil {
			return n, err
		}
		card, err := vcard.NewDecoder(strings.NewReader(text)).Decode()
		if err != nil {
			return n, fault.New(fault.Invalid, "imports.bad_card", "n", n+1).On("file").Because(err)
		}
		n++
		for _, row := range rowsOf(card, houses) {
			if err := out.Write(row.fields()); err != nil {
				return n, err
			}
		}
	}
	if n == 0 {
		return 0, fault.New(fault.Invalid, "imports.no_cards").On("file")
	}
	out.Flush()
	return n, out.Error()
}

// nextCard reads the lines of one card, with their parameters as version 4 writes them. One that is cut short comes
// as it is.
func nextCard(in *bufio.Reader) (string, error) {
	var card strings.Builder
	for card.Len() < maxCard {
		line, err := wholeLine(in)
		switch {
		case err == io.EOF && card.Len() > 0:
			return card.String(), nil
		case err != nil:
			return "", err
		case line == "":
			continue
		}
		card.WriteString(modern(line) + "\n")
		if strings.EqualFold(strings.TrimSpace(line), "END:VCARD") {
			return card.String(), nil
		}
	}
	return "", fault.New(fault.Invalid, "imports.long_card", "max", maxCard>>20).On("file")
}

// wholeLine reads a line with those that it is folded into (RFC 6350, 3.2), and the rest of quoted-printable text
// (RFC 2045, 6.7). Each byte is looked at once, however often the line is folded.
func wholeLine(in *bufio.Reader) (string, error) {
	var line []byte
	begun, quoted := false, false // the value: whether it is reached, and is quoted-printable text
	for len(line) < maxCard {
		text, err := in.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull && (err != io.EOF || len(text)+len(line) == 0) {
			return "", err
		}
		from := len(line)
		line = append(line, text...)
		if at := bytes.IndexByte(line[from:], ':'); !begun && at >= 0 {
			begun, quoted = true, bytes.Contains(bytes.ToUpper(line[:from+at]), []byte("QUOTED-PRINTABLE"))
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		line = bytes.TrimRight(line, "\r\n")
		next, err := in.Peek(1)
		switch {
		case err != nil:
			return string(line), nil
		case quoted && bytes.HasSuffix(line, []byte("=")):
			line = line[:len(line)-1]
		case len(line) > 0 && (next[0] == ' ' || next[0] == '\t'):
			_, _ = in.Discard(1)
		default:
			return string(line), nil
		}
	}
	return string(line), nil
}

// modern writes a line of version 2.1 as later versions do: TEL;HOME: as TEL;TYPE=HOME:, and quoted-printable
// text as it reads.
func modern(line string) string {
	head, value, found := strings.Cut(line, ":")
	if !found || strings.Contains(head, `"`) {
		return line
	}
	params := strings.Split(head, ";")
	quoted := false
	var kept []string
	for i, param := range params {
		upper := strings.ToUpper(param)
		switch {
		case upper == "QUOTED-PRINTABLE" || upper == "ENCODING=QUOTED-PRINTABLE":
			quoted = true
			continue
		case i > 0 && !strings.Contains(param, "="):
			param = "TYPE=" + param
		}
		kept = append(kept, param)
	}
	if quoted {
		if read, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value))); err == nil {
			value = strings.ReplaceAll(strings.ReplaceAll(string(read), "\r", ""), "\n", `\n`)
		}
	}
	return strings.Join(kept, ";") + ":" + value
}

// cardRow is a row of the table by the names of our fields.
type cardRow map[string]string

func (r cardRow) fields() []string {
	out := make([]string, len(cardColumns))
	for i, name := range cardColumns {
		out[i] = strings.ToValidUTF8(strings.Join(strings.Fields(r[name]), " "), "")
	}
	return out
}

// rowsOf are the customers of one card: the organisation, when houses has not had it yet, and who works there.
func rowsOf(card vcard.Card, houses map[string]bool) []cardRow {
	name := card.Value(vcard.FieldFormattedName)
	house := structured(card.Value(vcard.FieldOrganization), 0)
	given, family := structured(card.Value(vcard.FieldName), 1), structured(card.Value(vcard.FieldName), 0)
	if name == "" {
		name = strings.TrimSpace(given + " " + family)
	}
	row := cardRow{"kind": "person", "name": name}
	alone := house != "" && (name == "" || lang.Fold(name) == lang.Fold(house)) && given+family == "" ||
		strings.EqualFold(card.Value(vcard.FieldKind), "org") || strings.EqualFold(card.Value("X-ABSHOWAS"), "COMPANY")
	switch {
	case strings.EqualFold(card.Value(vcard.FieldKind), "group"):
		return nil
	case alone:
		row["kind"], row["name"] = "organisation", cmp.Or(house, name)
	default:
		row["first_name"] = given
		row["function"] = cmp.Or(card.Value(vcard.FieldTitle), card.Value(vcard.FieldRole))
	}
	numbersOf(card, row)
	addressOf(card, row)
	if spoken := lang.Lang(strings.ToLower(card.PreferredValue(vcard.FieldLanguage) + "  ")[:2]); spoken.Valid() {
		row["lang"] = string(spoken)
	}
	if alone {
		row["external_id"] = houseID(row["name"])
		if houses[row["external_id"]] {
			row["external_id"] = identity(card, row) // another branch of the same name
		}
		houses[row["external_id"]] = true
		return []cardRow{row}
	}
	row["external_id"] = identity(card, row)
	if house == "" {
		return []cardRow{row}
	}
	row["employer"] = houseID(house)
	if houses[row["employer"]] {
		return []cardRow{row}
	}
	houses[row["employer"]] = true
	return []cardRow{{"external_id": row["employer"], "kind": "organisation", "name": house}, row}
}

func houseID(name string) string { return "org: " + lang.Fold(name) }

// identity is by what a card is known when it comes again: its own identifier, or else all that tells people apart.
func identity(card vcard.Card, row cardRow) string {
	if uid := card.Value(vcard.FieldUID); uid != "" {
		return uid
	}
	return strings.Join(slices.DeleteFunc([]string{row["name"], row["phone"], row["email"]}, func(s string) bool { return s == "" }), " · ")
}

// numbersOf takes over up to three numbers to call and three e-mail addresses, the preferred ones first.
func numbersOf(card vcard.Card, row cardRow) {
	place := func(field string, values []string) {
		for i, value := range values[:min(len(values), 3)] {
			if i > 0 {
				row[field+"_"+strconv.Itoa(i+1)] = value
			} else {
				row[field] = value
			}
		}
	}
	var numbers, addresses []string
	for _, tel := range preferred(card[vcard.FieldTelephone]) {
		if of := tel.Params; (of.HasType("fax") || of.HasType("pager")) && !of.HasType("voice") {
			continue
		}
		number, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(tel.Value), "tel:"), ";")
		numbers = append(numbers, number)
	}
	for _, email := range preferred(card[vcard.FieldEmail]) {
		addresses = append(addresses, strings.TrimPrefix(strings.TrimSpace(email.Value), "mailto:"))
	}
	place("phone", numbers)
	place("email", addresses)
}

// preferred puts fields in the order of preference (RFC 6350, 5.3; and TYPE=PREF of 3.0).
func preferred(fields []*vcard.Field) []*vcard.Field {
	rank := func(f *vcard.Field) int {
		if n, err := strconv.Atoi(f.Params.Get(vcard.ParamPreferred)); err == nil {
			return n
		}
		if f.Params.HasType("pref") {
			return 1
		}
		return 101
	}
	out := slices.Clone(fields)
	slices.SortStableFunc(out, func(a, b *vcard.Field) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// numbered is a street with the number behind it, as in most of Europe.
var numbered = regexp.MustCompile(`^(\D.*?)\s+(\d+(?:\s*[-/]?\s*[\pL\d]{1,4})?)$`)

// countries are names that address books of our users give to where they live.
var countries = map[string]string{
	"nederland": "NL", "netherlands": "NL", "the netherlands": "NL", "holland": "NL", "belgie": "BE", "belgium": "BE",
	"belgique": "BE", "duitsland": "DE", "germany": "DE", "deutschland": "DE",
}

// addressOf takes over the first address. A country that has no code here stands behind the city.
func addressOf(card vcard.Card, row cardRow) {
	all := preferred(card[vcard.FieldAddress])
	if len(all) == 0 {
		return
	}
	part := func(i int) string { return structured(all[0].Value, i) }
	row["street"], row["postcode"], row["city"] = part(2), part(5), part(3)
	if found := numbered.FindStringSubmatch(row["street"]); found != nil {
		row["street"], row["house_number"] = found[1], found[2]
	}
	country := part(6)
	if code, known := countries[lang.Fold(country)]; known {
		country = code
	}
	if len(country) == 2 {
		row["country"] = country
	} else if country != "" {
		row["city"] = strings.TrimPrefix(row["city"]+", "+country, ", ")
	}
}

// structured is a part of a value of several (RFC 6350, 3.3); a semicolon behind a backslash parts nothing.
func structured(value string, part int) string {
	for at := 0; ; at++ {
		end := 0
		for end < len(value) && value[end] != ';' {
			if value[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end, len(value))
		if at == part {
			return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(value[:end], `\;`, ";"), "\n", " "))
		}
		if end == len(value) {
			return ""
		}
		value = value[end+1:]
	}
}

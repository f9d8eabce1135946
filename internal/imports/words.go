package imports

import (
	"slices"
	"strings"
)

// headings are what columns are called in other programs, Dutch and English, for each of our fields.
var headings = map[string][]string{
	"external_id": {"id", "klantnummer", "klantnr", "klant id", "relatienummer", "debiteurnummer", "ordernummer", "bestelnummer",
		"factuurnummer", "nummer", "nr", "code", "customer id", "customer number", "order id", "order number", "reference", "ticket"},
	"kind":         {"soort", "type", "klanttype", "soort klant", "customer type"},
	"name":         {"naam", "bedrijfsnaam", "klantnaam", "achternaam", "volledige naam", "full name", "company", "company name", "last name"},
	"first_name":   {"voornaam", "first name"},
	"salutation":   {"aanhef"},
	"employer":     {"werkgever", "bedrijf", "organisatie"},
	"function":     {"functie", "job title"},
	"lang":         {"taal", "language"},
	"form":         {"aanspreekvorm"},
	"channel":      {"kanaal", "voorkeur"},
	"hours_note":   {"bereikbaar", "beste tijd"},
	"since":        {"klant sinds", "sinds", "customer since"},
	"street":       {"straat", "straatnaam", "adres", "address"},
	"house_number": {"huisnummer", "huisnr", "nummer toevoeging", "house number"},
	"postcode":     {"post code", "zip", "zip code", "postal code"},
	"city":         {"plaats", "woonplaats", "stad", "vestigingsplaats", "town"},
	"country":      {"land", "landcode"},
	"phone":        {"telefoon", "telefoonnummer", "tel", "telefoon 1", "mobiel", "mobile", "phone number"},
	"phone_2":      {"telefoon 2", "mobiel", "mobiel nummer", "06", "mobile"},
	"phone_3":      {"telefoon 3"},
	"email":        {"e-mail", "e-mailadres", "mail", "mailadres", "email address"},
	"email_2":      {"e-mail 2"},
	"email_3":      {"e-mail 3"},
	"case":         {"zaak", "ticket", "casus", "case id"},
	"customer": {"klantnummer", "klantnr", "klant", "klant id", "relatienummer", "debiteurnummer", "relatie", "customer id",
		"customer number"},
	"customer_name": {"klantnaam", "naam", "customer name"},
	"direction":     {"richting"},
	"result":        {"resultaat", "uitkomst"},
	"owner":         {"medewerker", "behandelaar", "eigenaar", "agent", "door"},
	"began_at":      {"datum", "begin", "tijd", "tijdstip", "datum tijd", "start", "date", "datetime", "timestamp"},
	"ended_at":      {"eind", "einde", "end"},
	"what":          {"omschrijving", "wat", "notitie", "onderwerp", "product", "artikel", "description", "note", "subject"},
	"bought_at":     {"datum", "besteldatum", "orderdatum", "factuurdatum", "date", "order date"},
	"amount":        {"bedrag", "totaal", "totaalbedrag", "prijs", "total"},
	"currency":      {"valuta", "munt"},
	"reference":     {"kenmerk", "factuurnummer", "referentie", "invoice"},
	"act":           {"belofte", "wat", "omschrijving", "afspraak"},
	"minutes":       {"minuten", "duur"},
	"proof":         {"bewijs"},
	"made_at":       {"beloofd op", "aangemaakt", "created"},
	"due_at":        {"uiterlijk", "deadline", "vervaldatum", "due"},
	"done_at":       {"gedaan op", "afgerond", "gesloten", "closed", "done"},
}

// headingsOf are the names of a field's column in a file of a kind: but in a file of customers, the number of a customer is not
// that of the row.
func headingsOf(kind Kind, field string) []string {
	if field != "external_id" || kind == Customers {
		return headings[field]
	}
	return slices.DeleteFunc(slices.Clone(headings[field]), func(name string) bool { return slices.Contains(headings["customer"], name) })
}

// theirs are words that files use for ours, by what they stand for.
var theirs = map[string][]string{
	"person":       {"persoon", "particulier", "privé", "prive", "consument", "p"},
	"organisation": {"organisatie", "bedrijf", "zakelijk", "rechtspersoon", "company", "business", "organization", "b"},
	"nl":           {"nederlands", "nld", "dutch"},
	"en":           {"engels", "eng", "english"},
	"formal":       {"u"},
	"familiar":     {"je", "jij", "informal"},
	"call":         {"telefoon", "telefonisch", "gesprek", "bellen", "phone"},
	"email":        {"e-mail", "mail"},
	"meeting":      {"afspraak", "vergadering", "bespreking"},
	"chat":         {"whatsapp", "bericht"},
	"letter":       {"brief", "post"},
	"visit":        {"bezoek"},
	"event":        {"gebeurtenis", "handeling"},
	"in":           {"inkomend", "inbound", "incoming"},
	"out":          {"uitgaand", "outbound", "outgoing"},
	"answered":     {"beantwoord", "opgenomen", "gesproken"},
	"missed":       {"gemist"},
	"called-back":  {"teruggebeld"},
	"voicemail":    {"ingesproken"},
	"no-answer":    {"geen gehoor", "niet opgenomen"},
	"ours":         {"wij", "van ons"},
	"theirs":       {"zij", "klant", "van de klant"},
	"call-back":    {"terugbellen", "callback"},
	"answer":       {"antwoord", "beantwoorden"},
	"send":         {"sturen", "toesturen", "offerte"},
	"deliver":      {"leveren", "levering"},
	"pay":          {"betalen", "betaling"},
	"other":        {"anders", "overig"},
}

// choices are what a field can be, where it is one of a few words.
func choices(kind Kind, field string) []string {
	switch string(kind) + "." + field {
	case "customers.kind":
		return []string{"person", "organisation"}
	case "customers.lang":
		return []string{"nl", "en"}
	case "customers.form":
		return []string{"formal", "familiar"}
	case "interactions.kind":
		return []string{"call", "email", "meeting", "chat", "letter", "visit", "event"}
	case "interactions.direction":
		return []string{"in", "out"}
	case "interactions.result":
		return []string{"answered", "missed", "called-back", "voicemail", "no-answer"}
	case "promises.direction":
		return []string{"ours", "theirs"}
	case "promises.kind":
		return []string{"call-back", "answer", "send", "visit", "deliver", "pay", "other"}
	}
	return nil
}

// wordsFor translates the words of a file for such a field, whether they begin with a capital or not; nil for other fields.
func wordsFor(kind Kind, field string) map[string]string {
	all := choices(kind, field)
	if all == nil {
		return nil
	}
	out := map[string]string{"": ""}
	for _, ours := range all {
		for _, word := range append([]string{ours}, theirs[ours]...) {
			out[word], out[strings.ToUpper(word[:1])+word[1:]], out[strings.ToUpper(word)] = ours, ours, ours
		}
	}
	return out
}

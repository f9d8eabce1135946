package demo

import "strings"

// crowd is who else phoned in these three months.
var crowd = []string{
	"Anneke van der Meer", "Bakkerij Jansma", "Bas Willems", "Café De Kade", "Carla van Dijk", "Catering Noord", "Dirk Mulder",
	"Eetcafé Het Anker", "Els de Boer", "Ferry Postma", "Gerard van 't Hof", "Hans Kuipers", "IJssalon Venezia", "Ingrid Smeets",
	"Joost van den Berg", "Karin Peters", "Kees Hendriks", "Koelhuis Rijnmond", "Lianne Dekker", "Maaltijdservice Vers",
	"Marloes ten Brink", "Nadia Öztürk", "Otto Schouten", "Petra Vos", "Restaurant Lumière", "Rob van Leeuwen", "Sanne de Graaf",
	"Slagerij Verhoeven", "Sportclub Oranje", "Theo Bos", "Trudy Maas", "Visser Visspecialist", "Wil Janssen", "Willem de Ruiter",
	"Yvonne Scholten", "Zorgcentrum De Linden",
}

// matters is what they phoned about.
var matters = []struct{ asked, act string }{
	{"U wilt weten wanneer de monteur komt voor het onderhoud.", "terugbellen over het onderhoud"},
	{"U wilt een offerte voor drie koelkasten voor een feest van 120 personen.", "de offerte toesturen"},
	{"U wilt weten waarom de vriescel steeds ontdooit.", "terugbellen over de vriescel"},
	{"U wilt de huur van de warmhoudkast met een week verlengen.", "bellen of verlengen kan"},
	{"U wilt weten of er in maart nog plaats is in de cursus koeltechniek.", "terugbellen over de cursus"},
	{"U wilt een kopie van de factuur van vorige maand.", "de factuur toesturen"},
	{"U wilt weten wat het kost om de koelcel te verplaatsen.", "terugbellen met een prijs"},
	{"U wilt het gehuurde aggregaat eerder terugbrengen.", "bellen over eerder terugbrengen"},
}

// address makes an e-mail address of a first name.
func address(name, domain string) string {
	first, _, _ := strings.Cut(name, " ")
	return strings.ToLower(first) + "@" + domain
}

package deadline

import "strings"

// dutch is the Dutch lexicon. Words are written as fold leaves them: lower case, no accents.
func dutch() lexicon {
	x := lexicon{}
	dutchNumbers(x)
	dutchDays(x)
	x.add(minutes, 1, "minuut, minuten, minuutje, minuutjes, min, mins")
	x.add(minutes, 15, "kwartier, kwartiertje")
	x.add(minutes, 30, "halfuur, halfuurtje")
	x.add(minutes, 60, "uur, uren, uurtje, uurtjes, u")
	x.add(daysUnit, 1, "dag, dagen, dagje, etmaal, etmalen")
	x.add(daysUnit, 7, "week, weken, weekje, weekjes, wk, wkn")
	x.add(months, 1, "maand, maanden, maandje, mnd")
	x.add(months, 12, "jaar, jaren")
	x.add(workdays, 1, "werkdag, werkdagen")
	x.add(oclock, 0, "uur, u, h, uurtje")
	x.add(half, 0, "half, halve")
	x.add(oneHalf, 0, "anderhalf, anderhalve")
	x.add(vague, 0, "paar, enkele, aantal, een paar, een aantal")
	x.add(one, 1, "een")
	x.add(quarter, 15, "kwart")

	x.add(within, 0, "over, binnen, in, over de komende, binnen de komende, in de komende, over hooguit, over maximaal, binnen hooguit, binnen maximaal, over ongeveer, over circa, over ca")
	x.add(later, 0, "later, vanaf nu, na nu, gerekend vanaf nu")
	x.add(ago, 0, "geleden, terug geleden")
	x.add(over, 0, "over")
	x.add(toHour, 0, "voor")
	x.add(before, 0, "voor, tot, voordat het, eerder dan")
	x.add(earlier, 0, "voor, eerder dan")
	x.add(open, 0, "na, vanaf, pas, sinds, sedert, pas na, op zijn vroegst, vroegst, pas vanaf, pas om, later dan")
	x.add(from, 0, "vanaf, na, sinds, sedert, gerekend vanaf, gerekend van")
	x.add(upTo, 0, "tot, a, tot aan")
	x.add(neutral, 0, "uiterlijk, ten laatste, op zijn laatst, op z'n laatst, niet later dan, tot en met, graag, nog, al, ergens, liefst, bij voorkeur, voor het, tegen het, op het, aan het, het, later, precies")
	x.add(atClock, 0, "om, tegen, rond, omstreeks, voor, circa, ca, ongeveer, uiterlijk om, tot, uiterlijk, vanaf, na")
	x.add(onDay, 0, "op")
	x.add(article, 0, "de, het, den")
	x.add(of, 0, "van, van de, van het, in, der")
	x.add(and, 0, "en")
	x.add(or, 0, "of, dan wel")
	x.add(not, 0, "niet, geen, nooit")
	x.add(part, morning, "voor de lunch, voor lunchtijd, voor het middageten")
	x.add(part, afternoon, "na de lunch, tijdens de lunch, rond de lunch, na lunchtijd, in de lunchpauze, lunchtijd, lunchpauze")
	x.add(ownZone, 0, "lokale tijd, plaatselijke tijd, nederlandse tijd, amsterdamse tijd")
	x.add(unsure, 0, "als, indien, tenzij, misschien, wellicht, waarschijnlijk, behalve, uitgezonderd, ofzo, -ish")
	x.add(earliest, 0, "op zijn vroegst, op z'n vroegst, vroegst, op zijn eerst, op z'n eerst")
	x.add(lastDayOf, 0, "laatste dag, de laatste dag")
	x.add(every, 0, "elke, elk, iedere, ieder, alle, om de, dagelijks, wekelijks, maandelijks")
	x.add(after, 0, "terug, teruggaan, terugkomen, terugbellen, bellen, gebeld, klaar, svp, aub, alstublieft, graag, belt, bel, ik, we, wij, u, je, contact, antwoord, langs, zijn, afspreken, vertrekken, gaan, weg, vast, of, en, al")
	x.silence("goede morgen, goede middag, goeden avond, goede avond, goedemorgen, goedemiddag, goedenavond, islamitisch nieuwjaar, chinees nieuwjaar, joods nieuwjaar")
	x.add(zoneName, 0, "utc, gmt, cet, cest, est, edt, pst, pdt, tijdzone, bst, wintertijd zone, z")
	x.add(summer, 1, "zomertijd")
	x.add(summer, 0, "wintertijd")
	return x
}

func dutchDays(x lexicon) {
	days := []string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
	for i, short := range []string{"zo, zon", "ma, maa, maan", "di, dins, din", "wo, woe, woens", "do, don, dond", "vr, vrij, vrijd", "za, zat, zater"} {
		x.add(weekday, i, days[i]+", "+short)
		x.add(abbreviated, 0, short)
		x.add(every, 0, days[i]+"en, 's "+days[i]+"s")
		x.add(weekdays, i, days[i]+"en")
	}
	x.add(weak, 0, "zo, zon, zat, vrij, maan, don, din, do, ma, maa")
	x.weekdayParts(days, map[string]int{"ochtend": morning, "morgen": morning, "voormiddag": morning,
		"middag": afternoon, "namiddag": afternoon, "avond": evening, "nacht": night})
	x.count(month, 1, "januari februari maart april mei juni juli augustus september oktober november december")
	for i, short := range strings.Split("jan,feb|febr,mrt|maa|mar,apr,mei,jun,jul,aug,sep|sept,okt,nov,dec", ",") {
		for name := range strings.SplitSeq(short, "|") {
			if name != "mei" {
				x.add(month, i+1, name)
			}
			x.add(weak, 0, name)
			x.add(abbreviated, 0, name)
		}
	}
	x.add(dayFrom, -2, "eergisteren")
	x.add(dayFrom, -1, "gisteren, gister")
	x.add(dayFrom, 0, "vandaag, heden, later vandaag")
	x.add(dayFrom, 1, "morgen, volgende dag, de volgende dag")
	x.add(dayFrom, 2, "overmorgen")
	for name, value := range map[string]int{"ochtend": morning, "middag": afternoon, "namiddag": afternoon, "avond": evening, "nacht": night, "vroeg": morning, " vroeg": morning} {
		for days, day := range []string{"", "morgen", "overmorgen"} {
			if day != "" {
				x.add(dayFrom, days, day+name)
				x.add(part, value, day+name)
			}
		}
	}
	for name, value := range map[string]int{"ochtend": morning, "morgen": morning, "middag": afternoon, "avond": evening} {
		x.add(dayFrom, -1, "gister"+name+", gisteren"+name)
		x.add(part, value, "gister"+name+", gisteren"+name)
	}
	for entry, value := range map[string]int{"vanochtend, vanmorgen, deze morgen, deze ochtend, vandaag in de ochtend": morning,
		"vanmiddag, deze middag": afternoon, "vanavond, deze avond": evening, "vannacht, deze nacht": night} {
		x.add(dayFrom, 0, entry)
		x.add(part, value, entry)
	}
	x.add(part, morning, "'s ochtends, 's morgens, sochtends, smorgens, in de ochtend, in de morgen, ochtend, voormiddag, in de voormiddag, vroeg in de ochtend, 's ochtends vroeg, van de ochtend")
	x.add(part, afternoon, "'s middags, smiddags, in de middag, middag, namiddag, 's namiddags, in de namiddag, van de middag")
	x.add(part, evening, "'s avonds, savonds, in de avond, avond, van de avond")
	x.add(part, night, "'s nachts, snachts, in de nacht, nacht")
	x.add(noon, 0, "12 uur 's middags, twaalf uur 's middags")
	x.add(midnight, 0, "middernacht, 12 uur 's nachts, twaalf uur 's nachts")
	x.add(now, 0, "nu, direct, meteen, onmiddellijk, per direct, op dit moment")
	x.add(endOf, 0, "eind, einde, het eind, het einde, eind van, einde van, het eind van, het einde van")
	x.add(beginOf, 0, "begin, midden, half, medio, het begin van, begin van, halverwege, in de loop van")
	x.add(endDay, 0, "einde dag, eind van de dag, einde van de dag, het eind van de dag, het einde van de dag, eod, eind vandaag, het eind van vandaag, het einde van vandaag, eind van vandaag, einde van vandaag")
	x.add(endWork, 0, "einde werkdag, eind van de werkdag, einde van de werkdag, sluitingstijd, kantoortijd, einde kantoortijd, eind van de middag, einde middag, einde van de middag, eind middag")
	x.add(between, 0, "tussen")
	x.add(sameTime, 0, "deze tijd, dezelfde tijd, zelfde tijd")
	x.add(weekend, 0, "weekend, weekeinde, het weekend")
	x.add(thisOne, 0, "deze, dit, van deze, van dit")
	x.add(next, 0, "volgende, volgend, van de volgende, van volgende")
	x.add(coming, 0, "aanstaande, komende, komend, eerstvolgende, eerstkomende, aankomende")
	x.add(last, 0, "laatste, vorige, afgelopen, voorgaande, verleden, van de vorige, van vorige")
	delete(x, "")
	for i, h := range holidays {
		if h.nl != "" {
			x.add(holiday, i, h.nl)
		}
	}
}

func dutchNumbers(x lexicon) {
	x.count(number, 0, "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien")
	x.count(ordinal, 1, "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende")
	units := strings.Fields("een twee drie vier vijf zes zeven acht negen")
	for i, tens := range strings.Fields("twintig dertig veertig vijftig zestig zeventig tachtig negentig") {
		base := 20 + 10*i
		x.add(number, base, tens)
		x.add(ordinal, base, tens+"ste")
		for unit, name := range units {
			x.add(number, base+unit+1, name+"en"+tens)
			x.add(ordinal, base+unit+1, name+"en"+tens+"ste")
		}
	}
	x.add(number, 2000, "tweeduizend, tweeduizend en")
	for i, name := range strings.Fields("vieren vijven zessen zevenen achten negenen tienen elven twaalven") {
		x.add(number, 4+i, name)
		x.add(hourName, 4+i, name)
	}
}

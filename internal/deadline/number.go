package deadline

// number reads "12", "twaalf", "tweeduizend achttien".
func (p *parser) number(i int) (n, end int, ok bool) {
	if n, ok := p.digits(i, 1, 4); ok {
		return n, i + 1, true
	}
	n, ok = p.sense(i, number)
	if !ok {
		return 0, i, false
	}
	end = i + 1
	if n == 2000 {
		if more, ok := p.sense(end, number); ok && more < 100 {
			return n + more, end + 1, true
		}
	}
	return n, end, true
}

// ordinal reads "27e", "27ste", "2nd", "zevenentwintigste", "twenty-second".
func (p *parser) ordinal(i int) (n, end int, ok bool) {
	if n, ok := p.digits(i, 1, 2); ok {
		switch p.gluedText(i + 1) {
		case "e", "ste", "de", "st", "nd", "rd", "th":
			return n, i + 2, true
		}
		return 0, i, false
	}
	if n, ok := p.sense(i, ordinal); ok {
		return n, i + 1, true
	}
	return 0, i, false
}

// dayNumber reads the day of a month in any of its forms.
func (p *parser) dayNumber(i int) (n, end int, ok bool) {
	if n, end, ok = p.ordinal(i); ok {
		return n, end, n >= 1 && n <= 31
	}
	if _, isDigits := p.digits(i, 3, 9); isDigits {
		return 0, i, false
	}
	n, end, ok = p.number(i)
	return n, end, ok && n >= 1 && n <= 31
}

// year reads four digits, '18, or the words of a year; two bare digits are none.
func (p *parser) year(i int) (n, end int, ok bool) {
	if p.text(i) == "'" {
		if n, ok := p.digits(i+1, 2, 2); ok && p.tokens[i+1].glued {
			return p.century(n), i + 2, true
		}
		return 0, i, false
	}
	if n, ok := p.digits(i, 4, 4); ok && n >= 1000 && !p.is(i+1, oclock) && p.gluedText(i+1) != ":" {
		return n, i + 1, true
	}
	n, end, ok = p.number(i)
	if !ok || p.tokens[i].digits {
		return 0, i, false
	}
	if rest, ok := p.sense(end, number); ok && (n == 19 || n == 20) && rest >= 10 {
		return 100*n + rest, end + 1, true
	}
	if n >= 2000 {
		return n, end, true
	}
	return 0, i, false
}

// century completes a year of two digits: the one from sixty years ago to forty years on.
func (p *parser) century(n int) int {
	year := p.today.Year()/100*100 + n
	switch {
	case year > p.today.Year()+40:
		return year - 100
	case year < p.today.Year()-60:
		return year + 100
	}
	return year
}

// standsAlone tells whether a bare number that ends before token i counts nothing: the text ends
// there, or what follows is grammar or a word such as "terug". "om 3 redenen" is no time.
func (p *parser) standsAlone(i int) bool {
	if i >= len(p.tokens) {
		return true
	}
	t := p.tokens[i]
	if t.digits || t.text == "%" || t.text == "/" || t.text == "*" || t.text == "€" {
		return false
	}
	if !t.word {
		return !(t.glued && i+1 < len(p.tokens) && p.tokens[i+1].glued && p.tokens[i+1].digits)
	}
	for _, s := range t.senses {
		switch s.kind {
		case minutes, daysUnit, months, workdays, number, zoneName, month, weak, vague:
		default:
			return !t.glued
		}
	}
	return false
}

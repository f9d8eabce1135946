// Package people makes up the customers and colleagues of a firm: the same ones in every run, each with a name, a number
// and a place of his own, and what somebody types who looks for one of them.
package people

import (
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strings"
)

var (
	firstNames = strings.Fields("Anneke Bas Carla Dirk Els Ferry Gerard Hans Ingrid Joost Karin Kees Lianne Marloes Nadia Otto Petra Rob Sanne Theo Trudy Wil Willem Yvonne Zeger Monique Pieter Fatima Jeroen Bram Daan Eva Femke Gijs Hugo Iris Jan Koen Lotte Maud Niels Olga Pim Quinten Roos Stijn Tess Ulrike Vera Wouter")
	beginnings = strings.Fields("Berg Bos Brink Dam Dijk Eik Graaf Haar Heuvel Hof Jong Kamp Kerk Koning Kuip Laan Linde Meer Molen Ooster Pol Rijn Ruiter Schaap Smit Steen Veld Visser Vos Water Wester Zand")
	endings    = strings.Fields("huis man stra ma sen mans burg veld wijk hoven dorp kamp horst stein beek land")
	places     = strings.Fields("Utrecht Zeist Houten Amersfoort Breda Tilburg Zwolle Almelo Gouda Leiden Hoorn Venlo")
)

// Scatter makes of neighbours strangers: a number that is not negative, another for each n below four milliards.
func Scatter(n int) int { return int(bits.Reverse32(uint32(n)*0x9e3779b1) >> 1) }

// First is the first name of the nth customer.
func First(n int) string { return firstNames[Scatter(n)%len(firstNames)] }

// Last is the surname of the nth: thirty-two times sixteen, and then with a number written in letters behind.
func Last(n int) string {
	out := beginnings[n%len(beginnings)] + endings[n/len(beginnings)%len(endings)]
	for n /= len(beginnings) * len(endings); n > 0; n /= 20 {
		out += string("bcdfghjklmnpqrstvwxz"[n%20])
	}
	return out
}

// Colleague is the name of the nth of the staff.
func Colleague(n int) string { return firstNames[n%len(firstNames)] + " " + Last(n) }

// Number is the mobile number of the nth customer as it stands behind +31; ten million differ.
func Number(n int) string { return fmt.Sprintf("61%07d", n%10_000_000) }

// Backward is what somebody finds a number by who knows its end.
func Backward(digits string) string {
	out := []byte(digits)
	slices.Reverse(out)
	return string(out)
}

// Place is where the nth customer lives.
func Place(n int) string { return places[Scatter(n)%len(places)] }

// mostTyped is how many letters somebody types who looks for a customer.
const mostTyped = 8

// Typed is what stands in a search field, letter by letter, of somebody who looks for the nth customer: by his surname,
// by his first name and then his surname, or by his number; eight letters at most.
func Typed(n int) (all []string) {
	whole := strings.ToLower(Last(n))
	switch n % 4 {
	case 1:
		whole = strings.ToLower(First(n) + " " + Last(n))
	case 3:
		whole = "0" + Number(n)
	}
	for i := range min(len(whole), mostTyped) {
		if whole[i] != ' ' {
			all = append(all, whole[:i+1])
		}
	}
	return all
}

// File is a file to take over, in CSV, with n customers from one on.
func File(from, n int) io.Reader { return &file{at: from, until: from + n, rest: []byte(Header)} }

// Header names the columns of a File.
const Header = "external_id,kind,name,phone,email,city\n"

type file struct {
	at, until int
	rest      []byte
}

// Read implements io.Reader.
func (f *file) Read(into []byte) (int, error) {
	if len(f.rest) == 0 && f.at == f.until {
		return 0, io.EOF
	}
	for f.rest = f.rest[:len(f.rest):len(f.rest)]; len(f.rest) < len(into) && f.at < f.until; f.at++ {
		f.rest = append(f.rest, Row(f.at, First(f.at), Last(f.at), Number(f.at))...)
	}
	n := copy(into, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// Row is the line of one customer in a File.
func Row(n int, first, last, number string) string {
	return fmt.Sprintf("%d,person,%s %s,+31%s,%s@%s.example,%s\n", n, first, last, number, strings.ToLower(first), strings.ToLower(last), Place(n))
}

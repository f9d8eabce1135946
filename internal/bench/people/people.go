// Package people makes up the customers and colleagues of a firm: the same ones in every run, each with a name, a number
// and a place of his own, and what somebody types who looks for one of them.
package people

import (
	"fmt"
	"math/bits"
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

// Mobile is the number of the nth customer in E.164, without its plus.
func Mobile(n int) string { return fmt.Sprintf("316%08d", n) }

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
		whole = "0" + strings.TrimPrefix(Mobile(n), "31")
	}
	for i := range min(len(whole), mostTyped) {
		if whole[i] != ' ' {
			all = append(all, whole[:i+1])
		}
	}
	return all
}

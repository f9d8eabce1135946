package demo

import (
	"fmt"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
)

// shoppers are who orders in the shop and hardly ever phones.
var shoppers = []string{
	"Arjan Kok", "Brouwerij De Kroon", "Camping Zeezicht", "Daan Meijer", "Esther Brouwer", "Frank Jacobs", "Greetje Bosman",
	"Harm Prins", "Ilse Vermeulen", "Jachthaven West", "Koen van Vliet", "Lunchroom Lente", "Manege De Hoeve", "Noor Willemsen",
	"Olaf Kramer", "Pannenkoekenhuis Bosrand", "Quinten Hoekstra", "Ria Schipper", "Strandtent Paal 9", "Tineke Blom",
	"Uitspanning De Eik", "Vera Groen", "Wout Sanders", "Zwembad De Golf",
}

// wares are what De Linde sells and rents out, with the price in cents.
var wares = []struct {
	what  string
	price int64
}{
	{"Koelkast 200 liter, een week", 8500}, {"Koelwagen, een weekend", 22000}, {"Onderhoud koelcel", 18750},
	{"Twee warmhoudkasten, drie dagen", 13400}, {"Training hygiëne, vier personen", 98000}, {"Reiniging afzuigkap", 24500},
	{"IJsblokjesmachine, een week", 6900},
}

// Customers come at a pace of their own, in days, and some come no more after so many orders: the model of who buys
// again is about both.
var (
	paces = []int{14, 28, 60, 120, 200, 350, 500}
	mosts = []int{1, 2, 4, 9, 99, 99, 3}
)

// mailed is an address for orders: "info@esther-brouwer.example".
func mailed(name string) string {
	return "info@" + strings.ReplaceAll(strings.ToLower(name), " ", "-") + ".example"
}

// orders is what customers bought in the last two years: some come every month, some came once, some stopped.
func (f *firm) orders(now time.Time) error {
	buyers := append([]id.Customer{f.customers["Zeger van Dam"], f.customers["Hotel Kust"], f.customers["Bakkerij Smit"]}, f.crowd...)
	for i, name := range shoppers {
		if err := f.known(name, shopper(i, name)); err != nil {
			return err
		}
		buyers = append(buyers, f.customers[name])
	}
	for i, buyer := range buyers {
		age, pace, most := 90+i*131%600, paces[i%len(paces)], mosts[(i*3+2)%len(mosts)]
		first := now.AddDate(0, 0, -age).Add(-time.Duration(i%7) * time.Hour)
		for n, days := 0, 0; days < age && n < most; n++ {
			ware, bought := wares[(i+n)%len(wares)], first.AddDate(0, 0, days)
			b := act.Bought{Customer: buyer, At: bought, Amount: ware.price + int64(i%5)*250, What: ware.what, Reference: fmt.Sprintf("%d-%04d", bought.Year(), i*20+n+1)}
			if _, err := f.app.Acts.AddOrder(f.ctx, f.actor("Samira Haddad"), b); err != nil {
				return err
			}
			days += pace/2 + (i*17+n*29)%pace
		}
	}
	return nil
}

// shopper is what is known of one of them: those with a business name are organisations.
func shopper(i int, name string) customer.Details {
	d := customer.Details{
		Since: 2020 + i%6, Emails: []string{mailed(name)},
		Numbers: []customer.Number{{Number: fmt.Sprintf("030 261 51 %02d", i+10)}},
	}
	if businesses[name] {
		d.Kind = customer.Organisation
	}
	return d
}

var businesses = map[string]bool{
	"Brouwerij De Kroon": true, "Camping Zeezicht": true, "Jachthaven West": true, "Lunchroom Lente": true, "Manege De Hoeve": true,
	"Pannenkoekenhuis Bosrand": true, "Strandtent Paal 9": true, "Uitspanning De Eik": true, "Zwembad De Golf": true,
}

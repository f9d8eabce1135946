package imports_test

import (
	"maps"
	"testing"

	"kroon/internal/imports"
)

// Which column is which is guessed by its name: the number of the customer is that of the row in a file of customers only.
func TestColumnsAreGuessedByTheirNames(t *testing.T) {
	for _, c := range []struct {
		kind    imports.Kind
		columns []string
		want    map[string]string
	}{
		{imports.Customers, []string{"Klantnummer", "Naam", "E-mail", "Woonplaats", "Iets"},
			map[string]string{"external_id": "Klantnummer", "name": "Naam", "email": "E-mail", "city": "Woonplaats"}},
		{imports.Orders, []string{"Klantnummer", "Ordernummer", "Klantnaam", "Datum", "Bedrag", "Omschrijving"}, map[string]string{
			"external_id": "Ordernummer", "customer": "Klantnummer", "customer_name": "Klantnaam", "bought_at": "Datum", "amount": "Bedrag", "what": "Omschrijving"}},
		{imports.Orders, []string{"order_id", "customer id", "order date", "TOTAL"},
			map[string]string{"external_id": "order_id", "customer": "customer id", "bought_at": "order date", "amount": "TOTAL"}},
	} {
		if got := imports.Guess(c.kind, c.columns); !maps.Equal(got, c.want) {
			t.Errorf("%v of %s: %v, want %v", c.columns, c.kind, got, c.want)
		}
	}
}

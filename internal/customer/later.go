package customer

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"kroon/internal/id"
	"kroon/internal/lang"
)

// Later is what customers of a run that nobody sees yet are found by: their numbers, their addresses and their words, kept
// until there are many. Put in the order in which they stand in their tables a page is written once for many of them, where
// customer by customer nearly each would write one of its own (docs/adr/0058-an-import-puts-in-order.md).
type Later struct{ rows []laterRow }

// laterRow is one of them. key is what it is found by.
type laterRow struct {
	table    laterTable
	place    int32
	key      string
	customer id.Customer
	rest     string // the label of a number, an address as it was typed
}

// laterTable is where a row goes. Words come last: clearing a run that was killed finds the words of a customer by what is there of him.
type laterTable uint8

const (
	laterPhones laterTable = iota
	laterEmails
	laterWords
)

func (l *Later) add(c Customer, words []string) {
	for place, number := range c.Numbers {
		l.rows = append(l.rows, laterRow{laterPhones, int32(place), number.Number, c.ID, number.Label})
	}
	for place, address := range c.Emails {
		l.rows = append(l.rows, laterRow{laterEmails, int32(place), lang.Fold(address), c.ID, address})
	}
	for _, word := range words {
		l.rows = append(l.rows, laterRow{table: laterWords, key: word, customer: c.ID})
	}
}

// Len is how many rows wait.
func (l *Later) Len() int { return len(l.rows) }

// Cut forgets all but the first n rows: of customers whose transaction was taken back.
func (l *Later) Cut(n int) { l.rows = l.rows[:n] }

// Parts gives all that waits, in order, n rows at a time, for a transaction each.
func (l *Later) Parts(n int) iter.Seq[Later] {
	slices.SortFunc(l.rows, func(a, b laterRow) int {
		return cmp.Or(cmp.Compare(a.table, b.table), strings.Compare(a.key, b.key), slices.Compare(a.customer[:], b.customer[:]))
	})
	return func(yield func(Later) bool) {
		for rows := range slices.Chunk(l.rows, n) {
			if !yield(Later{rows}) {
				return
			}
		}
	}
}

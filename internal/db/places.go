package db

import (
	"slices"
	"strconv"
	"strings"
)

// Places gives a statement as SQLite is asked it, and for each of its arguments, in the order in which they first occur,
// which of the caller's it is, from 0. One that occurs once is a bare ?, for which the driver does not have to walk through
// the names of all to find it; one that occurs again has its number everywhere, by which the planner knows that it is the same.
func Places(query string) (text string, order []int) {
	pieces, args := cutAtArguments(query)
	times := map[int]int{}
	for _, n := range args {
		times[n]++
	}
	var out strings.Builder
	for i, n := range args {
		at := slices.Index(order, n)
		if at < 0 {
			at = len(order)
			order = append(order, n)
		}
		out.WriteString(pieces[i])
		out.WriteByte('?')
		if times[n] > 1 {
			out.WriteString(strconv.Itoa(at + 1))
		}
	}
	out.WriteString(pieces[len(args)])
	return out.String(), order
}

// cutAtArguments cuts a statement where $1 and the like stand outside quotes; the pieces are one more than the arguments.
func cutAtArguments(query string) (pieces []string, args []int) {
	var quote byte
	from := 0
	for i := 0; i < len(query); i++ {
		c := query[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '$':
			pieces = append(pieces, query[from:i])
			n := 0
			for ; i+1 < len(query) && query[i+1] >= '0' && query[i+1] <= '9'; i++ {
				n = 10*n + int(query[i+1]-'0')
			}
			args, from = append(args, n-1), i+1
		}
	}
	return append(pieces, query[from:]), args
}

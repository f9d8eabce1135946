package db

// cells is room for the values of rows to come: a pointer into it takes no room of its own, where a number or
// an id that is boxed does. What is read is kept or thrown away by whole answers, so nothing holds more than its own.
type cells struct {
	rows    []any
	read    int // rows until now
	numbers []int64
	ids     [][16]byte
	texts   []string
	joined  []byte // the texts of one row, which are one string
	ends    []end
}

// end is where the text of a column ends in joined.
type end struct{ column, at int }

// mostCells is for how many of a kind room is made at once.
const mostCells = 64

// anotherCell gives room for one more of a kind.
func anotherCell[T any](room *[]T) *T {
	if len(*room) == cap(*room) {
		*room = make([]T, 0, min(max(2*cap(*room), 2), mostCells))
	}
	*room = (*room)[:len(*room)+1]
	return &(*room)[len(*room)-1]
}

// row gives room for the values of one row of n columns.
func (c *cells) row(n int) []any {
	if len(c.rows) < n {
		c.rows = make([]any, n*min(max(c.read, 1), 16))
	}
	out := c.rows[:n:n]
	c.rows, c.read = c.rows[n:], c.read+1
	c.joined, c.ends = c.joined[:0], c.ends[:0]
	return out
}

// join keeps the text of a column until the row is complete.
func (c *cells) join(column int, text []byte) {
	c.joined = append(c.joined, text...)
	c.ends = append(c.ends, end{column, len(c.joined)})
}

// complete gives a row its texts.
func (c *cells) complete(out []any) {
	joined, from := string(c.joined), 0
	for _, one := range c.ends {
		out[one.column] = c.text(joined[from:one.at])
		from = one.at
	}
}

func (c *cells) id(of []byte) *[16]byte {
	room := anotherCell(&c.ids)
	copy(room[:], of)
	return room
}

// The commonest of all take no room.
var (
	noText string
	zero   int64
)

func (c *cells) text(of string) *string {
	if of == "" {
		return &noText
	}
	room := anotherCell(&c.texts)
	*room = of
	return room
}

func (c *cells) number(of int64) *int64 {
	if of == 0 {
		return &zero
	}
	room := anotherCell(&c.numbers)
	*room = of
	return room
}

// bare is a value itself where it is a pointer into cells.
func bare(value any) any {
	switch v := value.(type) {
	case *int64:
		return *v
	case *string:
		return *v
	case *[16]byte:
		return *v
	}
	return value
}

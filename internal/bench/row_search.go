package bench

import (
	"context"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/people"
	"kroon/internal/db"
)

var search = Row{
	Name:  "search",
	About: "what stands below the search field while somebody types one to eight letters of a name or a number, after each letter, among all customers",
	On:    both,
	Needs: Scale.Desk,
	Goals: []Goal{
		{Figure: figure.P99, On: db.SQLite, Bound: 5, Most: true},
		{Figure: figure.P99, On: db.Postgres, Bound: 10, Most: true},
		{Figure: figure.Worst, Bound: 50, Most: true},
		{Figure: figure.P50, Bound: 0.06, Most: true, Stretch: true},
	},
	Begin: func(ctx context.Context, s *Stage) ([]Side, error) {
		typed := s.typed()
		return s.besides(ctx, len(typed), func(ctx context.Context, i int) error { return s.readSearch(ctx, typed[i]) })
	},
}

// shown is how many customers the list below the search field asks for.
const shown = 8

// typed is what stands in the search field, one letter more each time, of people who look for customers all over.
func (s *Stage) typed() (all []string) {
	sought := min(s.Made.Size.Customers, 60)
	for i := range sought {
		all = append(all, people.Typed(people.Scatter(i)%s.Made.Size.Customers)...)
	}
	return all
}

func (s *Stage) readSearch(ctx context.Context, typed string) error {
	_, err := s.App.Relations().Search(ctx, s.Staff(0), typed, shown)
	return err
}

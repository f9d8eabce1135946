package search_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/search"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// naive is the oracle: it looks at every text, word by word, with rules of its own.
func naive(texts map[search.Hit]string, typed string, kinds []search.Kind) (out []search.Hit) {
	for hit, text := range texts {
		if !slices.Contains(kinds, hit.Kind) {
			continue
		}
		every := true
		for _, term := range strings.Fields(strings.ToLower(typed)) {
			some := false
			for _, word := range strings.Fields(strings.ToLower(text)) {
				some = some || len(word) > 1 && strings.HasPrefix(word, term)
			}
			every = every && some
		}
		if every {
			out = append(out, hit)
		}
	}
	slices.SortFunc(out, func(a, b search.Hit) int {
		return strings.Compare(b.Subject.String()+string(a.Kind), a.Subject.String()+string(b.Kind))
	})
	return out
}

// TestSearchIsANaiveScan: what is entered, entered twice, forgotten and typed finds what a look at every text finds.
func TestSearchIsANaiveScan(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("koelcel koel Koelkast kast schakelkast lekt lek offerte offertes levering"))
	sentence := rapid.Custom(func(r *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 0, 5).Draw(r, "words"), " ") })
	s := search.NewService()
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			house := party.Itself(id.New[id.Org](database.IDs()))
			texts := map[search.Hit]string{}
			do := func(fn func(tx *db.Tx) error) {
				if err := database.Write(context.Background(), house, fn); err != nil {
					r.Fatal(err)
				}
			}
			do(func(tx *db.Tx) error {
				for range rapid.IntRange(0, 12).Draw(r, "texts") {
					hit := search.Hit{Kind: rapid.SampledFrom(search.Kinds()).Draw(r, "kind"), Subject: id.New[id.Any](tx.IDs)}
					texts[hit] = sentence.Draw(r, "text")
					for range rapid.IntRange(1, 2).Draw(r, "times") {
						s.Add(tx, hit.Kind, hit.Subject, texts[hit])
					}
					if rapid.IntRange(0, 3).Draw(r, "gone") == 0 {
						s.Forget(tx, hit.Kind, hit.Subject, texts[hit])
						delete(texts, hit)
					}
				}
				return nil
			})
			for range 6 {
				var typed []string
				for range rapid.IntRange(1, 3).Draw(r, "n") {
					w := word.Draw(r, "typed")
					typed = append(typed, w[:rapid.IntRange(3, len(w)).Draw(r, "letters")])
				}
				kinds := rapid.SampledFrom([][]search.Kind{search.Kinds(), search.Open()}).Draw(r, "kinds")
				terms := search.Terms(strings.Join(typed, " "))
				var got []search.Hit
				do(func(tx *db.Tx) error {
					hits, err := s.Find(tx, terms, kinds)
					for _, hit := range hits {
						if search.Matches(terms, texts[hit]) {
							got = append(got, hit)
						}
					}
					return err
				})
				slices.SortFunc(got, func(a, b search.Hit) int {
					return strings.Compare(b.Subject.String()+string(a.Kind), a.Subject.String()+string(b.Kind))
				})
				if want := naive(texts, strings.Join(typed, " "), kinds); !slices.Equal(got, want) {
					r.Fatalf("%q finds %v, want %v in %v", typed, got, want, texts)
				}
			}
		})
	})
}

// TestTerms: small words are left out, but not the one that is still being typed.
func TestTerms(t *testing.T) {
	for typed, want := range map[string][]string{
		"": nil, "k": nil, "de koelcel": {"koelcel"}, "koelcel van": {"koelcel", "van"}, "Koelcél, hal 2": {"koelcel", "hal", "2"},
		"koel koel": {"koel"}, "van": {"van"}, strings.Repeat("x", 90): {strings.Repeat("x", 40)},
	} {
		if got := search.Terms(typed); !slices.Equal(got, want) {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
}

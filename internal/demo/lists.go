package demo

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// agreed are the shoppers who said on the website that they may be called.
var agreed = []string{"Arjan Kok", "Daan Meijer", "Esther Brouwer", "Frank Jacobs", "Greetje Bosman", "Ilse Vermeulen", "Koen van Vliet", "Noor Willemsen"}

// lists is whom De Linde calls: a list that is half done, one that has only begun, and who was struck off.
func (f *firm) lists(now time.Time) error {
	acts, samira := f.app.Acts, f.actor("Samira Haddad")
	for i, name := range agreed {
		_, err := acts.NoteConsent(f.ctx, samira, act.CallConsent{
			Customer: f.customers[name], GivenAt: now.AddDate(0, 0, -40-7*i), How: act.CallOnSite,
			About: "aanbiedingen voor huur en onderhoud", Evidence: "webformulier, aangevinkt",
		})
		if err != nil {
			return err
		}
	}
	for name, form := range map[string]act.CallCalled{
		"Brouwerij De Kroon": act.CallIncorporated, "Jachthaven West": act.CallIncorporated, "Lunchroom Lente": act.CallUnincorporated,
	} {
		if err := acts.SayForm(f.ctx, samira, f.customers[name], form); err != nil {
			return err
		}
	}
	parts := act.CallFilter{Orders: 1, Callable: true}
	if _, err := acts.SaveCallFilter(f.ctx, samira, "Kopers die we mogen bellen", parts); err != nil {
		return err
	}
	l, err := acts.MakeCallList(f.ctx, samira, act.CallNew{
		Name: "Onderhoud voor de winter", Purpose: act.CallForSale, About: "de onderhoudsbeurt van de koelcel voor de winter", Parts: parts,
	})
	if err != nil {
		return err
	}
	if _, err := acts.MakeCallList(f.ctx, f.actor("Fatima El Amrani"), act.CallNew{
		Name: "Lang niet besteld", Purpose: act.CallForSale, About: "wat we nu anders doen", Parts: act.CallFilter{NotBoughtFor: 6},
	}); err != nil {
		return err
	}
	return f.called(l.ID, now)
}

// called is how far the list is: who bought, who wants a call later, who does not want one, and who was struck off
// on hearsay.
func (f *firm) called(l id.CallList, now time.Time) error {
	acts, mark := f.app.Acts, f.actor("Mark Visser")
	names := map[string]id.Any{}
	err := f.write(func(tx *db.Tx) error {
		all, err := acts.CallList.Names(tx, l)
		for _, n := range all {
			for name, customer := range f.customers {
				if customer == n.Customer {
					names[name] = n.ID
				}
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, one := range []struct {
		name string
		end  act.Ending
	}{
		{"Arjan Kok", act.Ending{Outcome: act.CallBought, Offered: act.CallTold, Note: "Wil graag dezelfde monteur."}},
		{"Daan Meijer", act.Ending{Outcome: act.CallLater, Offered: act.CallTold, ReturnsOn: worktime.DateOf(now.AddDate(0, 4, 0), f.zone)}},
		{"Esther Brouwer", act.Ending{Outcome: act.CallSpoken, Offered: act.CallNotTold}},
	} {
		if _, err := acts.EndName(f.ctx, mark, names[one.name], one.end); err != nil {
			return err
		}
	}
	if _, err := acts.TryName(f.ctx, mark, names["Frank Jacobs"], act.CallNoAnswer); err != nil {
		return err
	}
	if _, err := acts.StrikeName(f.ctx, mark, names["Greetje Bosman"], act.CallStriking{Reason: act.CallObjection}); err != nil {
		return err
	}
	_, err = acts.StrikeName(f.ctx, mark, names["Koen van Vliet"], act.CallStriking{
		Reason: act.CallOpinion, Why: act.CallSaid("Koopt nooit, brombeer, en in de zomer hoor je hem niet."),
	})
	return err
}

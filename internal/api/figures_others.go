package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
)

// OtherFiguresView is what the kept rate does not tell.
type OtherFiguresView struct {
	Buyers    []BuyersView    `json:"buyers" doc:"Open questions now of those who have yet to buy, by how far they are."`
	Elsewhere []ElsewhereView `json:"elsewhere" doc:"Who bought elsewhere, by how far we were with them then."`
	Guard     []GuardView     `json:"guard" doc:"How often the guard took each step."`
}

// BuyersView is how many have yet to buy, at one phase.
type BuyersView struct {
	Phase intake.Phase `json:"phase" enum:",orienting,comparing,deciding" doc:"Empty: a date of decision is known, and no phase."`
	N     int64        `json:"n"`
}

// ElsewhereView is how many bought elsewhere, at one state of ours.
type ElsewhereView struct {
	State promise.State `json:"state" doc:"Of our promise; empty when nothing was promised; answered when they had our answer."`
	OnUs  bool          `json:"on_us" doc:"They waited for us."`
	N     int64         `json:"n"`
}

// GuardView is how often the guard took one step.
type GuardView struct {
	Step promise.Step `json:"step"`
	N    int64        `json:"n"`
}

func addOtherFigures(s *Server) {
	get(s, operation{
		id: "getOtherFigures", path: "~/figures/others", scope: "figures:read", summary: "What the kept rate does not tell",
		note: "Who waits to buy now; and over the period who bought elsewhere, and what the guard did.",
	}, func(tx *db.Tx, _ *call, in *struct {
		From  time.Time `query:"from" doc:"From this moment; the beginning when left out."`
		Until time.Time `query:"until" doc:"Until this moment, not included; now when left out."`
	}) (view OtherFiguresView, err error) {
		more, err := overview.Figures(tx, in.From, in.Until)
		view = OtherFiguresView{Buyers: []BuyersView{}, Elsewhere: []ElsewhereView{}, Guard: []GuardView{}}
		for _, one := range more.Buyers {
			view.Buyers = append(view.Buyers, BuyersView(one))
		}
		for _, one := range more.Elsewhere {
			view.Elsewhere = append(view.Elsewhere, ElsewhereView{one.State, overview.OnUs(one.State), one.N})
		}
		for _, one := range more.Guard {
			view.Guard = append(view.Guard, GuardView(one))
		}
		return view, err
	})
}

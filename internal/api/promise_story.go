package api

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

type outcomeView struct {
	ID         id.Any              `json:"id"`
	Kind       promise.OutcomeKind `json:"kind" enum:"offered,agreed,declined,lapsed,delivered,revised,released,broken,accepted,disputed,repaired,corrected,acknowledged,reassigned,redistributed,proposed,turned-down,waived,undone"`
	From       promise.State       `json:"from,omitempty" doc:"The state before."`
	HappenedAt time.Time           `json:"happened_at"`
	RecordedAt time.Time           `json:"recorded_at"`
	ActorKind  party.Kind          `json:"actor_kind" enum:"staff,agent,customer,system"`
	Actor      id.Any              `json:"actor,omitzero"`
	DeedAt     time.Time           `json:"deed_at,omitzero"`
	StatedAt   time.Time           `json:"stated_at,omitzero" doc:"The time that a person merely states; it counts for nothing."`
	Proof      promise.Proof       `json:"proof,omitempty" enum:"call,message,link,text,word,file"`
	Words      string              `json:"words,omitempty"`
	Evidence   id.Any              `json:"evidence,omitzero" doc:"The logged call or the sent message; of an undone, what was taken back."`
	Cause      promise.Cause       `json:"cause,omitempty"`
	Next       id.Promise          `json:"next,omitzero" doc:"The version that follows, or the recovery."`
	Staff      id.Staff            `json:"staff,omitzero" doc:"The new owner, or who is asked to be."`
	UndoneAt   time.Time           `json:"undone_at,omitzero"`
}

func showOutcome(o promise.Outcome) outcomeView {
	return outcomeView{
		ID: o.ID, Kind: o.Kind, From: o.From, HappenedAt: at(o.HappenedAt), RecordedAt: at(o.RecordedAt), ActorKind: o.ActorKind,
		Actor: o.Actor, DeedAt: at(o.DeedAt), StatedAt: at(o.StatedAt), Proof: o.Proof, Words: o.Words, Evidence: o.Evidence,
		Cause: o.Cause, Next: o.Next, Staff: o.Staff, UndoneAt: at(o.UndoneAt),
	}
}

type attemptView struct {
	ID         id.Any                 `json:"id" doc:"Give it as evidence of what the call achieved."`
	Promise    id.Promise             `json:"promise"`
	Staff      id.Staff               `json:"staff,omitzero"`
	Result     promise.AttemptOutcome `json:"result" enum:"begun,spoken,no-answer,voicemail"`
	BeganAt    time.Time              `json:"began_at"`
	RecordedAt time.Time              `json:"recorded_at"`
}

func showAttempt(a promise.Attempt) attemptView {
	return attemptView{a.ID, a.Promise, a.Staff, a.Result, at(a.BeganAt), at(a.RecordedAt)}
}

type stepView struct {
	Step     promise.Step `json:"step" doc:"A rung of the guard's ladder."`
	TakenAt  time.Time    `json:"taken_at"`
	Proposed id.Staff     `json:"proposed,omitzero" doc:"The colleague who had room."`
}

func showStep(t promise.Taken) stepView { return stepView{t.Step, at(t.TakenAt), t.Proposed} }

// PromiseStoryView is a promise with everything that befell it.
type PromiseStoryView struct {
	PromiseView
	Outcomes []outcomeView `json:"outcomes" doc:"What happened, in order; what was undone stays visible."`
	Attempts []attemptView `json:"attempts"`
	Steps    []stepView    `json:"steps" doc:"What the guard did."`
}

func showStory(s promise.Story) PromiseStoryView {
	return PromiseStoryView{
		showPromise(s.Promise), each(s.Outcomes, showOutcome), each(s.Attempts, showAttempt), each(s.Steps, showStep),
	}
}

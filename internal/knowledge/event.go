package knowledge

import (
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// Written happens with each new version of an answer.
type Written struct {
	Number      int  `json:"n"`
	Contradicts bool `json:"c"`
}

// EventKind implements event.Fact.
func (Written) EventKind() string { return "knowledge.written" }

// Approved happens when a version comes to stand. Alone: who wrote it approved it, for nobody else could.
type Approved struct {
	Number      int  `json:"n"`
	Was         int  `json:"w"`
	Contradicts bool `json:"c"`
	Alone       bool `json:"a"`
}

// EventKind implements event.Fact.
func (Approved) EventKind() string { return "knowledge.approved" }

// Changed says whose an answer is, who may read it and until when it counts as looked after.
type Changed struct {
	Owner    id.Staff      `json:"o"`
	Topic    id.Topic      `json:"t"`
	Public   bool          `json:"p"`
	ReviewOn worktime.Date `json:"r"`
}

// EventKind implements event.Fact.
func (Changed) EventKind() string { return "knowledge.changed" }

// Retired happens when an answer is no longer given.
type Retired struct {
	Number int `json:"n"`
}

// EventKind implements event.Fact.
func (Retired) EventKind() string { return "knowledge.retired" }

// WasGiven happens when somebody gets an answer.
type WasGiven struct {
	Answer   id.Answer   `json:"a"`
	Number   int         `json:"n"`
	Question id.Question `json:"q"`
	Customer id.Customer `json:"cu"`
	How      How         `json:"how"`
	By       party.Kind  `json:"by"`
}

// EventKind implements event.Fact.
func (WasGiven) EventKind() string { return "knowledge.given" }

// WasCorrected happens when somebody hears that what we told before was not right, or is promised to.
type WasCorrected struct {
	Customer id.Customer `json:"cu"`
	Number   int         `json:"n"`
	How      Corrected   `json:"how"`
	Promise  id.Promise  `json:"p"`
}

// EventKind implements event.Fact.
func (WasCorrected) EventKind() string { return "knowledge.corrected" }

// TopicChanged happens when a topic gets another name or other questions.
type TopicChanged struct {
	Asks int `json:"n"`
}

// EventKind implements event.Fact.
func (TopicChanged) EventKind() string { return "knowledge.topic_changed" }

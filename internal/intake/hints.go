package intake

import (
	"regexp"
	"slices"
	"strings"

	"kroon/internal/lang"
)

// Hint is the key of a sentence that asks to think again; it stops nobody.
type Hint string

// The hints.
const (
	HintBSN    Hint = "intake.hint.bsn"
	HintHealth Hint = "intake.hint.health"
)

// healthWords are folded words that tell of somebody's health. Whole words only: "ziekenhuis" may well be
// the customer.
var healthWords = strings.Fields(`ziek ziekte zieke ziekelijk kanker chemo chemotherapie diabetes suikerziekte hartaanval
	hartinfarct hartpatient beroerte epilepsie astma copd reuma rugpijn hernia migraine dementie alzheimer parkinson
	depressie depressief burnout overspannen psychose psychiater psycholoog autisme adhd verslaafd verslaving alcoholist
	zwanger zwangerschap miskraam hiv aids medicijn medicijnen medicatie diagnose operatie geopereerd rolstoel
	gehandicapt handicap arbeidsongeschikt ill illness sick disease cancer chemotherapy stroke epilepsy asthma dementia
	depression depressed psychosis psychiatrist addicted addiction alcoholic pregnant pregnancy miscarriage medication
	surgery wheelchair disabled`)

// figuresPattern finds nine figures, parted as people part a BSN, with no figure beside them.
var figuresPattern = regexp.MustCompile(`(?:^|[^0-9+])([0-9](?:[ .-]?[0-9]){8})(?:[^0-9]|$)`)

// Hints tells what in a text had better not be written down: a citizen service number (nine figures that
// pass its proof of eleven), or somebody's health.
func Hints(text string) []Hint {
	var out []Hint
	for rest := text; rest != ""; {
		at := figuresPattern.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		if isBSN(rest[at[2]:at[3]]) {
			out = append(out, HintBSN)
			break
		}
		rest = rest[at[3]:]
	}
	isHealth := func(word string) bool { return slices.Contains(healthWords, word) }
	if slices.ContainsFunc(lang.Words(strings.ReplaceAll(text, "-", "")), isHealth) {
		out = append(out, HintHealth)
	}
	return out
}

// isBSN is the proof of eleven of a citizen service number: the figures times 9, 8, .. 2 and minus 1.
func isBSN(text string) bool {
	sum, weight, some := 0, 9, false
	for _, r := range text {
		if r < '0' || r > '9' {
			continue
		}
		figure := int(r - '0')
		some = some || figure != 0
		if weight == 1 {
			sum -= figure
		} else {
			sum += weight * figure
		}
		weight--
	}
	return some && sum%11 == 0
}

package gallery

import "kroon/internal/intake"

func (p pointed) desk() []Entry {
	typed := map[string]string{"customer": p.monique.String(), "question": "", "ending": string(intake.Promised), "when": "gisteren"}
	return []Entry{
		get("today", isFull, "/today", "/today", lead),
		get("intake", isFull, "/intake", "/intake?from=%2B31302614410", lead),
		get("intake-half", isFull, "/intake", "/intake?half=1", lead),
		get("taken", isFull, "/intake/{question}", "/intake/"+p.question.String(), lead),
		get("intake-another", isFull, "/intake", "/intake?customer="+p.monique.String()+"&after="+p.second.String(), lead),
		post("intake", "/intake", "/intake", lead, typed),
		post("intake-thrice", "/intake", "/intake", lead, map[string]string{"from": "12", "end": "promised", "decides": "gisteren", "when": "ooit"}),
	}
}

package gallery

func (p pointed) team() []Entry {
	return []Entry{
		get("team", isFull, "/team", "/team", lead),
		get("away", isFull, "/team/away", "/team/away", lead),
		get("redistribute", isFull, "/team/redistribute", "/team/redistribute", lead),
		get("duties", isFull, "/team/duties", "/team/duties", lead),
		get("duty-new", isEmpty, "/team/duties/new", "/team/duties/new", lead),
		post("duty-new", "/team/duties", "/team/duties", lead, map[string]string{"name": ""}),
		get("duty", isFull, "/team/duties/{duty}", "/team/duties/"+p.duty.ID.String(), lead),
		get("busy-day", isFull, "/team/busy", "/team/busy?until=tomorrow", lead),
		get("figures", isFull, "/figures", "/figures", lead),
		get("figures-cases", isFull, "/figures/cases", "/figures/cases", lead),
		get("figures-questions", isFull, "/figures/questions", "/figures/questions?of=buying&phase=comparing", lead),
		get("figures-handed", isFull, "/figures/questions", "/figures/questions?of=handed&period=all&times=2", lead),
		get("figures-service", isFull, "/figures/service", "/figures/service?period=quarter", lead),
		get("figures-service-cases", isFull, "/figures/service/cases", "/figures/service/cases?of=waiting&period=quarter", lead),
		get("figures-paths", isFull, "/figures/paths", "/figures/paths?top=20", lead),
		get("figures-paths-cases", isFull, "/figures/paths/cases", "/figures/paths/cases", lead),
		get("figures-again", isFull, "/figures/again", "/figures/again", lead),
		get("figures-guard", isFull, "/figures/guard", "/figures/guard?period=quarter&step=remind", lead),
	}
}

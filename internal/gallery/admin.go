package gallery

func (p pointed) admin() []Entry {
	colleague := "/settings/staff/" + p.house.Lead.String()
	return []Entry{
		get("signin", isEmpty, "/signin", "/signin", ""),
		post("signin", "/signin", "/signin", "", map[string]string{"email": "fatima@delinde.example"}),
		get("forgot", isEmpty, "/forgot", "/forgot", ""),
		get("reset", isFull, "/reset/{token}", "/reset/"+p.invite, ""),
		get("settings", isFull, "/settings", "/settings", owner),
		get("own", isFull, "/settings/own", "/settings/own", owner),
		get("tokens", isFull, "/settings/tokens", "/settings/tokens", owner),
		get("organisation", isFull, "/settings/organisation", "/settings/organisation", owner),
		get("hours", isFull, "/settings/hours", "/settings/hours", owner),
		get("hours-when", isFull, "/settings/hours", "/settings/hours?when_day=2026-12-24&when_at=22%3A30&when_takes=2+uur", owner),
		get("hours-when", refused, "/settings/hours", "/settings/hours?when_day=2026-12-24&when_at=16%3A30&when_takes=een+week", owner),
		get("messages", isFull, "/settings/messages", "/settings/messages", owner),
		get("messages-reply", isFull, "/settings/messages", "/settings/messages?kind=broken&address=familiar&page=reply", owner),
		get("messages-staff", isFull, "/settings/messages", "/settings/messages?kind=asked-to-take-over", owner),
		get("measuring", isEmpty, "/settings/measuring", "/settings/measuring", lead),
		get("measuring", isFull, "/settings/measuring", "/settings/measuring", owner),
		post("measuring", "/settings/measuring", "/settings/measuring", owner, map[string]string{"purpose": "Zien wie hulp nodig heeft.", "agreed_by": ""}),
		get("tariff", isFull, "/settings/tariff", "/settings/tariff", owner),
		get("teams", isFull, "/settings/teams", "/settings/teams", owner),
		get("team-sheet", isFull, "/settings/teams/{team}", "/settings/teams/"+p.house.ID.String(), owner),
		get("mail", isFull, "/settings/mail", "/settings/mail", owner),
		get("sms", isFull, "/settings/sms", "/settings/sms", owner),
		get("staff", isFull, "/settings/staff", "/settings/staff", owner),
		get("staff-new", isEmpty, "/settings/staff/new", "/settings/staff/new", owner),
		post("staff-new", "/settings/staff", "/settings/staff", owner, map[string]string{"name": "", "email": "geen adres"}),
		get("colleague", isFull, "/settings/staff/{staff}", colleague, owner),
		get("own-calendar", isFull, "/settings/staff/{staff}/calendar", "/settings/staff/"+p.owner.String()+"/calendar", owner),
		get("colleague-calendar", isEmpty, "/settings/staff/{staff}/calendar", colleague+"/calendar", owner),
		post("colleague-calendar", "/settings/staff/{staff}/calendar", colleague+"/calendar", owner, map[string]string{"address": "mijn agenda"}),
		get("team-hours", isFull, "/settings/teams/{team}/hours", "/settings/teams/"+p.house.ID.String()+"/hours", owner),
		get("colleague-hours", isFull, "/settings/staff/{staff}/hours", colleague+"/hours", owner),
	}
}

package gallery

func (p pointed) public() []Entry {
	return []Entry{
		get("page", isFull, "/w/{token}", "/w/"+p.moniquePage, ""),
		get("page-broken", isFull, "/w/{token}", "/w/"+p.zegerPage, ""),
		get("page-several", isFull, "/w/{token}", "/w/"+p.guests.several, ""),
		get("page-ask", isFull, "/w/{token}", "/w/"+p.guests.ask, ""),
		get("page-disputed", isFull, "/w/{token}", "/w/"+p.guests.disputed, ""),
		get("page-done", isEmpty, "/w/{token}", "/w/"+p.guests.done, ""),
		get("page-je", isFull, "/w/{token}", "/w/"+p.guests.je, ""),
		get("page-en", isFull, "/w/{token}", "/w/"+p.guests.en, ""),
		get("page-gone", refused, "/w/{token}", "/w/"+"0000000000000000000000", ""),
		post("page", "/w/{token}/correct", "/w/"+p.moniquePage+"/correct", "", map[string]string{"question": p.question.String(), "number": "1", "meant": ""}),
	}
}

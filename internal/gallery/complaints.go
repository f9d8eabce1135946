package gallery

// staged is a complaint at a stage.
type staged struct{ stage, path string }

// complained are the screens of complaints: those that run, each in its stage, the causes and the year.
func (p pointed) complained() []Entry {
	out := []Entry{
		get("complaints", isFull, "/complaints", "/complaints", lead),
		get("complaints-all", isFull, "/complaints", "/complaints?all=1", lead),
		get("complaint-causes", isFull, "/complaints/causes", "/complaints/causes", lead),
		get("complaint-year", isFull, "/complaints/year", "/complaints/year", lead),
		get("complaint-settings", isFull, "/settings/complaints", "/settings/complaints", lead),
		post("complaint-settings", "/settings/complaints", "/settings/complaints", lead, map[string]string{"acknowledge_minutes": "0", "answer_days": "gauw"}),
		post("complaint-cause", "/settings/complaints/causes", "/settings/complaints/causes", lead, map[string]string{"cause": "", "name_nl": ""}),
		get("complaint-new", isEmpty, "/customers/{customer}/complaint", "/customers/"+p.monique.String()+"/complaint", lead),
		post("complaint-new", "/customers/{customer}/complaint", "/customers/"+p.monique.String()+"/complaint", lead, map[string]string{"channel": "phone"}),
	}
	for _, c := range p.complaints {
		out = append(out, get("complaint-"+c.stage, isFull, "/complaints/{complaint}", c.path, lead))
	}
	for _, c := range p.complaints[:1] {
		out = append(out, post("complaint", "/complaints/{complaint}/acknowledge", c.path+"/acknowledge", lead, map[string]string{"due": "gisteren", "tell": "message"}))
	}
	return out
}

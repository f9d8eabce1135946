package message

// Reach is where a customer or colleague can be reached.
type Reach struct {
	Prefers string // phone, email, sms or none; anything else is no preference
	Email   string
	Mobile  string // E.164 of a mobile number; never a landline
}

// Choose picks the channel and the address: the one preferred, if there is an address for it and the
// organisation has it, else the other. Who prefers the phone has a text message on it. Without a
// channel it tells with what a person can send it himself.
func Choose(r Reach, mail, sms bool) (Channel, string) {
	if r.Prefers == "none" {
		return NoChannel, ""
	}
	type way struct {
		channel Channel
		address string
		set     bool
	}
	ways := []way{{Email, r.Email, mail}, {SMS, r.Mobile, sms}}
	if r.Prefers == "sms" || r.Prefers == "phone" {
		ways[0], ways[1] = ways[1], ways[0]
	}
	for _, w := range ways {
		if w.set && w.address != "" {
			return w.channel, w.address
		}
	}
	for _, w := range ways {
		if w.address != "" {
			return w.channel, w.address
		}
	}
	return NoChannel, ""
}

package main

import (
	"context"
	"errors"
	"time"

	"kroon/internal/job"
	"kroon/internal/message"
)

// post is the world's mail and text messages: it counts what really left the house.
type post struct {
	world   *world
	left    map[string]int // by Message-ID: how often it left
	excused map[string]int // how often more than once it may have left: one for each node that died or froze while it sent
	fresh   map[string]int // of left: what left since it was last looked at
	frozen  bool           // a node is frozen while it sends
}

func newPost() *post {
	return &post{left: map[string]int{}, excused: map[string]int{}, fresh: map[string]int{}}
}

var errNoPost = errors.New("the post does not answer")

// SendMail implements message.Mailer.
func (p *post) SendMail(_ context.Context, _ message.MailSettings, m message.Mail) error {
	return p.take(m.ID)
}

// SendSMS implements message.Texter.
func (p *post) SendSMS(_ context.Context, _ message.SMSSettings, m message.TextMessage) error {
	return p.take(m.ID)
}

// take is one message that a node hands over. Now and then the post does not answer; and now and then the node dies, or
// freezes for longer than its lease and wakes to find that another took over, when the message has left but is not
// marked yet.
func (p *post) take(id string) error {
	w := p.world
	if w.crashDue {
		return errNoPost // who is dead sends nothing
	}
	if w.random.IntN(40) == 0 {
		return errNoPost
	}
	p.left[id]++
	p.fresh[id] = p.left[id]
	w.facts.line("left " + id)
	switch {
	case w.random.IntN(300) == 0:
		p.excused[id]++
		w.crashDue = true
		return copyData(w.data(), w.left())
	case w.random.IntN(200) == 0 && !p.frozen:
		p.excused[id]++
		return p.freeze(job.Lease + time.Minute)
	case w.fault != nil && w.fault.unfenced != nil && !p.frozen:
		if err := w.change(w.fault.unfenced); err != nil {
			return err
		}
		return p.freeze(0)
	}
	return nil
}

// freeze holds the sending node up for a while, in which the others go on.
func (p *post) freeze(length time.Duration) error {
	w := p.world
	p.frozen = true
	defer func() { p.frozen = false }()
	w.set(w.now.Add(length))
	for _, n := range w.nodes {
		if _, err := n.Clock.Step(w.ctx); err != nil {
			return err
		}
	}
	return nil
}

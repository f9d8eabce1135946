package team

import (
	"encoding/binary"
	"sync"
	"time"

	"kroon/internal/fault"
	"kroon/internal/worktime"
)

// calendars are the calendars that were asked for lately, found by all that makes them: zone, holidays, closed days and week. So
// the open time that one of them has laid out serves whoever asks next, in another transaction too. The key is the whole of what a
// calendar is made of, so what is found is never out of date.
type calendars struct {
	mu         sync.Mutex
	young, old map[made]worktime.Calendar // found in old is young again; when young is full, it becomes old
}

// made is what makes a calendar: its zone, and the rest written down.
type made struct {
	zone *time.Location
	rest string
}

// maxCalendars bounds how many are young, and how many old.
const maxCalendars = 64

func newCalendars() *calendars { return &calendars{young: map[made]worktime.Calendar{}} }

// resolve gives the calendar of a layer that names all seven days. Who never opens has the zero Calendar.
func (c *calendars) resolve(layer worktime.Layer) (worktime.Calendar, error) {
	key := made{layer.Zone, restOf(layer)}
	if calendar, found := c.find(key); found {
		return calendar, nil
	}
	calendar, err := worktime.Resolve(layer)
	if fault.Is(err, "worktime.never_opens") {
		return worktime.Calendar{}, nil
	}
	if err == nil {
		c.keep(key, calendar)
	}
	return calendar, err
}

func (c *calendars) find(key made) (worktime.Calendar, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	calendar, found := c.young[key]
	if !found {
		if calendar, found = c.old[key]; found {
			c.remember(key, calendar)
		}
	}
	return calendar, found
}

func (c *calendars) keep(key made, calendar worktime.Calendar) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remember(key, calendar)
}

func (c *calendars) remember(key made, calendar worktime.Calendar) {
	if len(c.young) >= maxCalendars {
		c.old, c.young = c.young, map[made]worktime.Calendar{}
	}
	c.young[key] = calendar
}

// restOf writes down all that a layer says but its zone: lengths before lists, so that no two write the same.
func restOf(layer worktime.Layer) string {
	key := make([]byte, 0, 128)
	if dutch := layer.Dutch; dutch == nil {
		key = append(key, 0)
	} else {
		key = append(key, 1, bit(dutch.On), bit(dutch.GoodFriday))
		key = append(binary.AppendUvarint(key, uint64(len(dutch.Liberation))), dutch.Liberation...)
	}
	key = binary.AppendUvarint(key, uint64(len(layer.Holidays)))
	for _, day := range layer.Holidays {
		key = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(key, int64(day.Year)), int64(day.Month)), int64(day.Day))
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		intervals := layer.Week[day]
		key = binary.AppendUvarint(key, uint64(len(intervals)))
		for _, open := range intervals {
			key = binary.AppendVarint(binary.AppendVarint(key, int64(open.From)), int64(open.Until))
		}
	}
	return string(key)
}

func bit(is bool) byte {
	if is {
		return 1
	}
	return 0
}

package complaints

import (
	"strconv"
	"time"

	"kroon/internal/complaint"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// permille writes a share in whole hundredths.
func permille(v *web.View, n int) string { return v.T("complaint.percent", "n", (n+5)/10) }

// took says how long something took as people do: "95 minuten" is "1 uur en 35 minuten", from ten hours on it is said
// to the hour, from two days on in days: "30 uur", "2,5 dagen".
func took(v *web.View, t complaint.Times, minutes int64) string {
	if t.N == 0 {
		return v.T("complaint.took.none")
	}
	day := int64(24 * time.Hour / time.Minute)
	switch {
	case minutes >= 2*day:
		tenths := (minutes*10 + day/2) / day
		if tenths%10 == 0 {
			return v.T("complaint.took.days", "days", strconv.FormatInt(tenths/10, 10))
		}
		return v.T("complaint.took.days", "days", v.Decimal(tenths, 1))
	case minutes >= 600:
		return v.T("complaint.took.hours", "hours", strconv.FormatInt((minutes+30)/60, 10))
	case minutes >= 60:
		return v.Duration(time.Duration(minutes) * time.Minute)
	}
	return v.T("complaint.took.minutes", "n", int(minutes))
}

// fewCases is the number of complaints under which no percentage is given, as with every other figure.
const fewCases = 20

// share is a number of a number, with what part that is where there are enough of them.
func share(v *web.View, n, of int) string {
	if of == 0 {
		return strconv.Itoa(n)
	}
	if of < fewCases {
		return v.T("complaint.share_few", "n", n, "of", of)
	}
	return v.T("complaint.share", "n", n, "of", of, "percent", (n*100+of/2)/of)
}

func yearPath(page string, year int) string { return root + "/" + page + "?year=" + strconv.Itoa(year) }

func againText(v *web.View, page overview.ComplaintYear, one overview.ComplaintAgain) string {
	return v.T("complaint.again.line", "name", nameOf(v, one.Name), "cause", causeName(v, page.Known, one.Cause), "day", v.ShortDate(one.At, v.Now))
}

// fewComplaints is the number under which a share of them is no percentage.
const fewComplaints = 20

// barSum says how many complaints a cause has, of all that were assessed, and how many with those before it: as a
// percentage from twenty complaints on.
func barSum(v *web.View, bars []overview.ComplaintBar, at int) string {
	all, sum := assessed(bars), 0
	for _, one := range bars[:at+1] {
		sum += one.Count
	}
	if all < fewComplaints {
		return v.T("complaint.bar_few", "n", bars[at].Count, "of", all, "sum", sum)
	}
	return v.T("complaint.bar", "n", bars[at].Count, "of", all, "percent", permille(v, bars[at].Permille))
}

// assessed is how many complaints the causes have together: the whole of which each bar is a part.
func assessed(bars []overview.ComplaintBar) (n int) {
	for _, one := range bars {
		n += one.Count
	}
	return n
}

// barLine is when a complaint came and how far it is.
func barLine(v *web.View, line overview.ComplaintLine) string {
	return v.T("complaint.bar_line", "day", v.ShortDate(line.ReceivedAt, v.Now), "stage", v.T(line.Stage.Key()))
}

func learnedText(v *web.View, known []complaint.Known, one overview.ComplaintLearned) string {
	if one.Act == "" {
		return causeName(v, known, one.Cause)
	}
	return v.T("complaint.learned.change", "act", one.Act, "name", one.Name, "due", v.ShortDate(one.DueAt, v.Now), "state", v.T("promise.state."+one.State))
}

func lateTone(page overview.ComplaintYear) web.Tone {
	if page.Late > 0 {
		return web.Red
	}
	return web.Neutral
}

func timesText(v *web.View, t complaint.Times) string {
	if t.N == 0 {
		return v.T("complaint.took.none")
	}
	return v.T("complaint.year.times", "median", took(v, t, t.Median), "p90", took(v, t, t.P90), "n", t.N)
}

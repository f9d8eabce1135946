package worktime_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kroon/internal/lang"
	"kroon/internal/worktime"
)

// Easter Sundays as published: U.S. Census Bureau, "Easter Dates from 1600 to 2099".
var easters = map[int]string{
	2000: "04-23", 2001: "04-15", 2002: "03-31", 2003: "04-20", 2004: "04-11", 2005: "03-27", 2006: "04-16",
	2007: "04-08", 2008: "03-23", 2009: "04-12", 2010: "04-04", 2011: "04-24", 2012: "04-08", 2013: "03-31",
	2014: "04-20", 2015: "04-05", 2016: "03-27", 2017: "04-16", 2018: "04-01", 2019: "04-21", 2020: "04-12",
	2021: "04-04", 2022: "04-17", 2023: "04-09", 2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28",
	2028: "04-16", 2029: "04-01", 2030: "04-21", 2031: "04-13", 2032: "03-28", 2033: "04-17", 2034: "04-09",
	2035: "03-25", 2036: "04-13", 2037: "04-05", 2038: "04-25", 2039: "04-10", 2040: "04-01",
}

func TestEasterAsPublished(t *testing.T) {
	for year, want := range easters {
		if got := worktime.Easter(year).String(); got != fmt.Sprintf("%d-%s", year, want) {
			t.Errorf("Easter %d is %s, published %s", year, got, want)
		}
	}
}

// The key of each rule of the outside data that is a holiday with us.
var rules = map[string]string{
	"01-01": "holiday.new_year", "easter -2": "holiday.good_friday", "easter": "holiday.easter_sunday",
	"easter 1": "holiday.easter_monday", "05-05": "holiday.liberation_day", "easter 39": "holiday.ascension",
	"04-27 if sunday then previous saturday since 2014": "holiday.kings_day",
	"easter 49": "holiday.whit_sunday", "easter 50": "holiday.whit_monday",
	"12-25": "holiday.christmas", "12-26": "holiday.boxing_day",
}

func TestHolidaysAsOutsideData(t *testing.T) {
	data := os.Getenv("KROON_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	folder := filepath.Join(data, "time", "date-holidays")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no holidays to compare with in KROON_TESTDATA: %v", err)
	}
	for year := 2015; year <= 2029; year++ {
		raw, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("NL-%d.json", year)))
		if err != nil {
			t.Fatal(err)
		}
		var published []struct{ Date, Rule, Type string }
		if err := json.Unmarshal(raw, &published); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, day := range published {
			if key := rules[day.Rule]; key != "" {
				want[key] = day.Date[:10]
			} else if day.Type == "public" {
				t.Errorf("%d: public holiday %q is unknown here", year, day.Rule)
			}
		}
		set := worktime.DutchHolidays{On: true, GoodFriday: true, Liberation: worktime.LiberationEveryYear}
		days := worktime.Holidays(year, set)
		if len(days) != len(want) {
			t.Errorf("%d has %d holidays, published %d", year, len(days), len(want))
		}
		for _, day := range days {
			if want[day.Key] != day.Date.String() {
				t.Errorf("%d: %s on %s, published %s", year, day.Key, day.Date, want[day.Key])
			}
		}
	}
}

func TestSettingsOfHolidays(t *testing.T) {
	has := func(year int, set worktime.DutchHolidays, key string) string {
		for _, day := range worktime.Holidays(year, set) {
			if !lang.Has(lang.NL, day.Key) || !lang.Has(lang.EN, day.Key) {
				t.Errorf("%s has no name", day.Key)
			}
			if day.Key == key {
				return day.Date.String()
			}
		}
		return ""
	}
	five := worktime.DutchHolidays{Liberation: worktime.LiberationFiveYears, GoodFriday: true}
	for _, c := range []struct {
		year      int
		set       worktime.DutchHolidays
		key, want string
	}{
		{2025, five, "holiday.liberation_day", "2025-05-05"},
		{2026, five, "holiday.liberation_day", ""},
		{2026, five, "holiday.good_friday", "2026-04-03"},
		{2026, worktime.DutchHolidays{}, "holiday.good_friday", ""},
		{2026, worktime.DutchHolidays{}, "holiday.liberation_day", ""},
		{2014, five, "holiday.kings_day", "2014-04-26"},
		{2025, five, "holiday.kings_day", "2025-04-26"},
		{2031, five, "holiday.kings_day", "2031-04-26"},
		{2013, five, "holiday.queens_day", "2013-04-30"},
		{2006, five, "holiday.queens_day", "2006-04-29"},
		{1978, five, "holiday.queens_day", "1978-05-01"},
		{1948, five, "holiday.queens_day", ""},
	} {
		if got := has(c.year, c.set, c.key); got != c.want {
			t.Errorf("%s of %d is %q, want %q", c.key, c.year, got, c.want)
		}
	}
	if day := (worktime.Date{Year: 2026, Month: time.November, Day: 24}); day.Weekday() != time.Tuesday || day.Plus(37).String() != "2026-12-31" {
		t.Errorf("%s is a %s", day, day.Weekday())
	}
}

package arabic

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

//go:embed testdata/cldr.json
var cldrJSON []byte

// cldr is what ICU says; testdata/cldr.json names the version.
type cldr struct {
	Months   map[string][]string
	Dates    map[string]map[string][2]string
	Times    map[string]map[string]string
	English  map[string][3]string
	Numbers  map[string]map[Digits]map[string]string
	Relative map[string]string
	Week     map[string][3]time.Weekday
	Weekdays map[string][2]string
	Hijri    map[string]string
	Plurals  map[string]string
	Sorted   []string
	Tongues  map[string]icuTongue
}

func oracle(t *testing.T) cldr {
	t.Helper()
	var c cldr
	if err := json.Unmarshal(cldrJSON, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestMonthsAreThoseOfTheCountry(t *testing.T) {
	for country, names := range oracle(t).Months {
		for i, want := range names {
			equal(t, country, MonthsOf(country).Name(time.Month(i+1)), want)
		}
	}
}

func TestDatesAndTimesAreICUs(t *testing.T) {
	c := oracle(t)
	for country, dates := range c.Dates {
		l := Locale{Country: country}
		for at, want := range dates {
			// ICU joins nothing: the full and the long form of a date.
			equal(t, country+" "+at, l.FullDate(instant(t, at), "body"), want[0])
			equal(t, country+" "+at, l.Date(instant(t, at), "body"), want[1])
			equal(t, country+" "+at, l.Time(instant(t, at)), c.Times[country][at])
		}
	}
	for at, want := range c.English {
		l := Locale{Lang: "en", Country: "MA"}
		equal(t, at, l.FullDate(instant(t, at), ""), want[0])
		equal(t, at, l.Date(instant(t, at), ""), want[1])
		equal(t, at, l.Time(instant(t, at)), want[2])
	}
}

func TestWeekdaysAndWeeksAreCLDRs(t *testing.T) {
	c := oracle(t)
	for day, want := range c.Weekdays {
		n, _ := strconv.Atoi(day)
		equal(t, "weekday", Locale{}.Weekday(time.Weekday(n)), want[0])
		equal(t, "weekday, narrow", Locale{}.WeekdayShort(time.Weekday(n)), want[1])
	}
	for country, want := range c.Week {
		equal(t, country+" first day", FirstDay(country), want[0])
	}
}

func TestNumbersAreICUs(t *testing.T) {
	for country, systems := range oracle(t).Numbers {
		for digits, numbers := range systems {
			for n, want := range numbers {
				i, _ := strconv.Atoi(n)
				equal(t, country+" "+n, Locale{Country: country, Digits: digits}.Number(i), want)
			}
		}
	}
}

func TestPluralsAreCLDRs(t *testing.T) {
	names := []string{Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	for n, want := range oracle(t).Plurals {
		i, _ := strconv.Atoi(n)
		equal(t, n, names[PluralOf("ar", i)], want)
	}
}

func TestHijriIsICUsUmmAlQura(t *testing.T) {
	for day, want := range oracle(t).Hijri {
		at := instant(t, day+"T00:00:00Z")
		year, month, d, ok := Hijri(at)
		if !ok {
			t.Fatalf("%s: out of the table", day)
		}
		w := strings.Split(want, "-")
		equal(t, day, [3]string{strconv.Itoa(year), twoDigits(month), twoDigits(d)}, [3]string{w[0], w[1], w[2]})
		back, ok := gregorian(year, month, d, time.UTC)
		equal(t, day+" back", back, at)
		equal(t, day+" back", ok, true)
	}
	for _, day := range []string{"1882-11-11", "2077-11-17"} {
		if s, ok := (Locale{}).HijriDate(instant(t, day+"T00:00:00Z")); ok {
			t.Errorf("%s is outside of the calendar, got %s", day, s)
		}
	}
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func TestNamesSortAsICUDoes(t *testing.T) {
	want := oracle(t).Sorted
	got := slices.Clone(want)
	slices.Reverse(got)
	sorted(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), strings.Join(want, " "))
	}
}

package arabic

import (
	"strings"
	"sync"
	"time"
)

type monthWord struct {
	number int
	hijri  bool
}

// monthWords is every name of a month, folded, as ParseDate looks it up.
var monthWords = sync.OnceValue(func() map[string]monthWord {
	words := map[string]monthWord{}
	for name, number := range otherHijri {
		words[Fold(name)] = monthWord{number, true}
	}
	for i, name := range hijriMonths {
		words[Fold(name)] = monthWord{i + 1, true}
	}
	for name, month := range otherMonths {
		words[Fold(name)] = monthWord{int(month), false}
	}
	for _, system := range AllMonths[:5] {
		for m := time.January; m <= time.December; m++ {
			words[Fold(system.Name(m))] = monthWord{int(m), false}
		}
	}
	for _, t := range []*tongue{&persian, &urdu, &hebrew} { // as stories of editions in these languages write them
		for m := range t.months {
			name := monthWord{m + 1, false}
			words[Fold(t.months[m])], words[Fold(t.withOthers(time.Month(m+1)))], words[Fold(strings.TrimSpace(t.day)+t.months[m])] = name, name, name
		}
	}
	return words
})

// weekdayWords is every name of a weekday, folded: with its article and «يوم».
var weekdayWords = sync.OnceValue(func() map[string]time.Weekday {
	words := map[string]time.Weekday{}
	for i, name := range weekdays {
		words[Fold(name)] = time.Weekday(i)
		words[Fold(time.Weekday(i).String())] = time.Weekday(i)
		words[Fold(time.Weekday(i).String()[:3])] = time.Weekday(i)
	}
	return words
})

// zoneNames are those of RFC 5322, section 4.3, with their hours from UTC.
var zoneNames = map[string]int{
	"z": 0, "utc": 0, "ut": 0, "gmt": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}

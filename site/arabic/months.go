package arabic

import (
	"slices"
	"strings"
	"time"
)

// Months is a system of month names.
type Months string

// The month systems of the Arab world, as CLDR has them, and the double forms
// of pan-Arab papers.
const (
	MonthsGregorian  Months = "gregorian"   // يناير: Egypt, the Gulf, Libya, Sudan, Yemen
	MonthsSyriac     Months = "syriac"      // كانون الثاني: Iraq, Jordan, Lebanon, Palestine, Syria
	MonthsFrench     Months = "french"      // جانفي: Algeria, Tunisia
	MonthsMorocco    Months = "morocco"     // غشت
	MonthsMauritania Months = "mauritania"  // أغشت
	MonthsDual       Months = "dual"        // مايو/أيار
	MonthsDualSyriac Months = "dual-syriac" // أيار/مايو
)

// AllMonths lists the systems that an edition may choose from.
var AllMonths = []Months{MonthsGregorian, MonthsSyriac, MonthsFrench, MonthsMorocco, MonthsMauritania, MonthsDual, MonthsDualSyriac}

// MonthsOf is the month system of a country (ISO 3166): CLDR's ar-XX.
func MonthsOf(country string) Months {
	if m := monthsOf[strings.ToUpper(country)]; m != "" {
		return m
	}
	return MonthsGregorian
}

// Known tells whether an edition may name the system; "" is the country's.
func (m Months) Known() bool { return m == "" || slices.Contains(AllMonths, m) }

// Name is a month's name in the system; "" and unknown systems are gregorian.
func (m Months) Name(month time.Month) string {
	if month < time.January || month > time.December {
		return ""
	}
	names, ok := monthNames[m]
	switch {
	case m == MonthsDual:
		return MonthsGregorian.Name(month) + "/" + MonthsSyriac.Name(month)
	case m == MonthsDualSyriac:
		return MonthsSyriac.Name(month) + "/" + MonthsGregorian.Name(month)
	case !ok:
		return MonthsGregorian.Name(month)
	}
	return names[month-1]
}

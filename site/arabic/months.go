package arabic

import "time"

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
	switch upper(country) {
	case "IQ", "JO", "LB", "PS", "SY":
		return MonthsSyriac
	case "DZ", "TN":
		return MonthsFrench
	case "MA":
		return MonthsMorocco
	case "MR":
		return MonthsMauritania
	}
	return MonthsGregorian
}

// Known tells whether an edition may name the system; "" is the country's.
func (m Months) Known() bool {
	if m == "" {
		return true
	}
	for _, known := range AllMonths {
		if m == known {
			return true
		}
	}
	return false
}

// Name is a month's name in the system; "" and unknown systems are gregorian.
func (m Months) Name(month time.Month) string {
	if month < time.January || month > time.December {
		return ""
	}
	i := month - 1
	switch m {
	case MonthsSyriac:
		return syriacMonths[i]
	case MonthsFrench:
		return frenchMonths[i]
	case MonthsMorocco:
		return moroccoMonths[i]
	case MonthsMauritania:
		return mauritaniaMonths[i]
	case MonthsDual:
		return gregorianMonths[i] + "/" + syriacMonths[i]
	case MonthsDualSyriac:
		return syriacMonths[i] + "/" + gregorianMonths[i]
	}
	return gregorianMonths[i]
}

func upper(country string) string {
	b := []byte(country)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

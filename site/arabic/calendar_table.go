package arabic

import "time"

// CLDR 48, cldr-dates-full/main/ar*/ca-gregorian.json, months stand-alone wide.
var monthNames = map[Months][]string{
	MonthsGregorian:  {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	MonthsSyriac:     {"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"},
	MonthsFrench:     {"جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	MonthsMorocco:    {"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"},
	MonthsMauritania: {"يناير", "فبراير", "مارس", "إبريل", "مايو", "يونيو", "يوليو", "أغشت", "شتمبر", "أكتوبر", "نوفمبر", "دجمبر"},
}

// monthsOf are the countries whose months are not the gregorian ones.
var monthsOf = map[string]Months{
	"IQ": MonthsSyriac, "JO": MonthsSyriac, "LB": MonthsSyriac, "PS": MonthsSyriac, "SY": MonthsSyriac,
	"DZ": MonthsFrench, "TN": MonthsFrench, "MA": MonthsMorocco, "MR": MonthsMauritania,
}

// Names that newsrooms write beside CLDR's; read, never written.
var otherMonths = map[string]time.Month{
	"كانون ثاني": time.January, "كانون ثان": time.January, "كانون أول": time.December,
	"تشرين أول": time.October, "تشرين ثاني": time.November, "تشرين ثان": time.November,
	"اذار": time.March, "ابريل": time.April, "نيسان أبريل": time.April, "افريل": time.April,
	"ايار": time.May, "يونية": time.June, "يونيه": time.June, "يوليه": time.July, "يولية": time.July,
	"اب": time.August, "ايلول": time.September, "اكتوبر": time.October, "شتنبر": time.September,
	"نوفنبر": time.November, "دسمبر": time.December, "فبرائر": time.February,
	"january": time.January, "february": time.February, "march": time.March, "april": time.April,
	"may": time.May, "june": time.June, "july": time.July, "august": time.August,
	"september": time.September, "october": time.October, "november": time.November, "december": time.December,
	"jan": time.January, "feb": time.February, "mar": time.March, "apr": time.April,
	"jun": time.June, "jul": time.July, "aug": time.August, "sep": time.September, "sept": time.September,
	"oct": time.October, "nov": time.November, "dec": time.December,
}

// CLDR 48, ca-gregorian.json, days, from Sunday.
var (
	weekdays      = [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
	weekdayShorts = [7]string{"ح", "ن", "ث", "ر", "خ", "ج", "س"}
)

// CLDR 48, cldr-cal-islamic-full/main/ar/ca-islamic.json, months wide.
var hijriMonths = [12]string{"محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"}

// Names that newsrooms write beside those; read, never written.
var otherHijri = map[string]int{
	"المحرم": 1, "محرم الحرام": 1, "صفر الخير": 2, "ربيع أول": 3, "ربيع الثاني": 4, "ربيع ثاني": 4, "ربيع ثان": 4,
	"جمادى الأول": 5, "جمادى الاول": 5, "جماد الأول": 5, "جماد أول": 5, "جمادى أولى": 5,
	"جمادى الثانية": 6, "جمادى الثاني": 6, "جمادى الآخر": 6, "جماد الثاني": 6, "جماد الآخر": 6, "جمادى آخرة": 6,
	"رمضان المبارك": 9, "ذي القعدة": 11, "ذو القعده": 11, "ذي الحجة": 12, "ذو الحجه": 12,
}

// CLDR 48, cldr-core/supplemental/weekData.json, the members of the Arab
// League and their neighbours; every other country is the world's ("001").
var firstDays = map[string]time.Weekday{
	"":   time.Saturday, // that of Egypt, as CLDR's likely subtags read "ar" (UTS #35)
	"BH": time.Saturday, "DJ": time.Saturday, "DZ": time.Saturday, "EG": time.Saturday, "IQ": time.Saturday,
	"IR": time.Saturday, "AF": time.Saturday, "JO": time.Saturday, "KW": time.Saturday, "LY": time.Saturday, "OM": time.Saturday,
	"QA": time.Saturday, "SD": time.Saturday, "SY": time.Saturday,
	"SA": time.Sunday, "YE": time.Sunday, "IL": time.Sunday, "US": time.Sunday, "CA": time.Sunday,
	"IN": time.Sunday, "PK": time.Sunday, "ID": time.Sunday, "KE": time.Sunday,
}

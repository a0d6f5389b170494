package arabic

import (
	"slices"
	"strings"
	"sync"
)

// RootAl are words whose first letters «ال» are of the root: neither search nor an index
// takes them for an article where the hamza that would tell is left out.
const RootAl = `ألمانيا ألماني ألمانية ألمان ألبانيا ألباني ألبانية إلكتروني إلكترونية إلكترونيا إلكترونات إلكترون ألعاب ألغام ألقاب ألبان ألوان
	ألبوم ألماس آلاف آلية آليات إلغاء إلزام إلزامي إلزامية إلقاء إلحاق إلهام ألف ألفا ألاسكا إلياس إليزابيث ألكسندر ألم آلام الله
	التزام التزامات التقاء التحاق التهاب التهابات التفاف التماس التقى التحق التزم التقت ألمانيان ألمانيين إلكتروليت ألكسندرا ألكسندريا ألفارو ألفونسو ألفريد ألبرت ألبرتو ألبير ألان ألين ألدو
	ألبا ألستوم ألكاتيل ألاباما ألبرتا إلينا إليزا إليانا إلسا إلفيس إلدورادو إلياسي آلات آلاء`

// foldedRootAl are the same as indexes compare them.
var foldedRootAl = sync.OnceValue(func() []string {
	words := strings.Fields(rewrite(strings.ReplaceAll(RootAl, "آ", "ا"), collationRune))
	slices.Sort(words)
	return words
})

func isRootAl(word string) bool {
	_, found := slices.BinarySearch(foldedRootAl(), word)
	return found
}

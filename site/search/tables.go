package search

import (
	"slices"
	"strings"
	"sync"

	"warraq/site/arabic"
	lists "warraq/site/arabic/lexicon"
)

// stopWords are words that readers do not search for, folded.
var stopWords = sync.OnceValue(func() map[string]bool {
	return folded(`من في إلى عن على مع أن إن أنه إنه أنها إنها أنهم التي الذي الذين اللذين اللتين اللاتي هذا هذه ذلك تلك هؤلاء أولئك
	كان كانت كانوا يكون تكون ليس ليست هو هي هم هن هما أنا نحن أنت قد لقد لم لن لا ما ماذا لماذا كيف متى أين أي أو أم بل ثم لكن لكنه لكنها حتى إذا إذ لو كل
	بعض غير بين عند عندما بعد قبل خلال حول ضد نحو منذ فوق تحت دون سوى كما كذلك أيضا حيث بينما فيما مما عما إنما لدى لدي له لها لهم به بها بهم فيه فيها
	فيهم منه منها منهم عنه عنها عليه عليها عليهم إليه إليها معه معها ولا وما ولم ولن وقد وهو وهي وفي ومن وعن وإن وأن فإن وكان وكانت وذلك وهذا وهذه كانا عبر
	تم يتم وتم سوف هناك هنا جدا فقط مثل ذات ذو`)
})

// rootAl are words whose first letters «ال» are of the root, folded.
var rootAl = sync.OnceValue(func() []string { return sorted(arabic.RootAl) })

// broken leads from a stem to the words that are its broken plurals or singular, or
// other spellings of it.
var broken = sync.OnceValue(func() map[string][]string { return classes(lists.Classes()) })

func folded(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range sorted(words) {
		out[w] = true
	}
	return out
}

func sorted(words string) []string {
	out := strings.Fields(arabic.Fold(words))
	slices.Sort(out)
	return slices.Compact(out)
}

// classes maps the stem of each word of a class to the others.
func classes(all [][]string) map[string][]string {
	out := map[string][]string{}
	for _, class := range all {
		words := strings.Fields(arabic.Fold(strings.Join(class, " ")))
		for _, w := range words {
			s := stem(w)
			for _, other := range words {
				if stem(other) != s && !slices.Contains(out[s], other) {
					out[s] = append(out[s], other)
				}
			}
		}
	}
	return out
}

// nouns end in ت that no verb's is, or begin with ي.
var nouns = sync.OnceValue(func() map[string]bool {
	return folded(`بيروت كويت ياقوت تابوت عنكبوت كبريت ملكوت سكوت هاروت ماروت صامت ثابت باهت خافت لافت مايكروسوفت إنترنت إسمنت أسمنت زيوت بنات نبات حوت توت زيت زيت صوت بيت
	وقت سبت بنت تخت موت قوت ميت بخت نحت فترت كربونات نترات شتات رفات فرات ثبات سبات
	يسار يهود يمين يمني يابان يونان يورو يقين يوسف يزيد ياسر يناير يونيو يوليو ياسين يحيي يعقوب يافا يخت يتيم يدوي يومي يوسفي ينبع ينبوع يمامه يقظه يرموك يثرب`)
})

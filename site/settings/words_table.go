package settings

// yes and no are the spellings of true and false, folded. خطأ is none of them: as a
// value it is a reason.
var (
	yes = []string{"true", "yes", "on", "y", "t", "1", "نعم", "اجل", "صح", "صحيح"}
	no  = []string{"false", "no", "off", "n", "f", "0", "لا", "كلا"}
)

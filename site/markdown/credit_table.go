package markdown

// notCredits close a story too, but are no names.
var notCredits = []string{"يتبع", "انتهى", "تمت", "النهاية", "للمزيد", "المصدر"}

package manuscript

import "bytes"

// The ornate parentheses of Qur'anic text. In Arabic U+FD3F opens; some
// keyboards have them the other way round.
var ornate = [2][]byte{[]byte("\ufd3f"), []byte("\ufd3e")}

// cutQuran finds the first passage between ornate parentheses.
func cutQuran(t []byte) (before, verse, after []byte, ok bool) {
	const lead = 0xef // U+FD3E and U+FD3F in UTF-8
	if bytes.IndexByte(t, lead) < 0 {
		return t, nil, nil, false
	}
	first, last := bytes.Index(t, ornate[0]), bytes.Index(t, ornate[1])
	if first < 0 || last < 0 {
		return t, nil, nil, false
	}
	end := ornate[1]
	if last < first {
		first, end = last, ornate[0]
	}
	from := first + len(end)
	n := bytes.Index(t[from:], end)
	if n < 0 {
		return t, nil, nil, false
	}
	stop := from + n + len(end)
	return t[:first], t[first:stop], t[stop:], true
}

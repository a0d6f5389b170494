package markup

import "testing"

func TestPlainTextIsWhatAReaderSees(t *testing.T) {
	for source, want := range map[string]string{
		"نص  بسيط": "نص بسيط", "أ&amp;ب": "أ&ب", "<p>أ</p><p>ب</p>": "أ ب", "أ<br>ب": "أ ب", "أ<script>x</script><style>y</style>": "أ", "": "",
	} {
		if got := PlainText(source); got != want {
			t.Errorf("%q reads %q, want %q", source, got, want)
		}
	}
}

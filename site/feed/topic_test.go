package feed

import (
	"regexp"
	"testing"
)

// Codes from IPTC's vocabulary, https://cv.iptc.org/newscodes/mediatopic/.
func TestTopic(t *testing.T) {
	for label, want := range map[string]string{
		"سياسة": "medtop:11000000", "السياسة": "medtop:11000000", "سِيَاسَة": "medtop:11000000", "سياسه": "medtop:11000000", "Politics": "medtop:11000000",
		"اقتصاد": "medtop:04000000", "مال وأعمال": "medtop:04000000", "المال والأعمال": "medtop:04000000",
		"رياضة": "medtop:15000000", "كرة القدم": "medtop:15000000", "ثقافة": "medtop:01000000", "ثقافة وفنون": "medtop:01000000",
		"علوم وتكنولوجيا": "medtop:13000000", "العلوم والتكنولوجيا": "medtop:13000000", "صحة": "medtop:07000000", "بيئة": "medtop:06000000",
		"مجتمع": "medtop:14000000", "الطقس": "medtop:17000000", "تعليم": "medtop:05000000", "دين": "medtop:12000000",
		"": "", "غزة": "", "ال": "", "و": "", "محكمة الجنايات الدولية في لاهاي تعقد جلستها الأولى منذ عام": "",
	} {
		id := ""
		if i, ok := topicOf(label); ok {
			id = topics[i].id
		}
		if id != want {
			t.Errorf("%s is %q, want %q", label, id, want)
		}
	}
}

// No word of the table stands for two topics, and each of the seventeen
// top-level topics stands once.
func TestTopicsAreDistinct(t *testing.T) {
	code := regexp.MustCompile(`^medtop:(0[1-9]|1[0-7])000000$`)
	ids, labels := map[string]bool{}, map[string]string{}
	for _, topic := range topics {
		if !code.MatchString(topic.id) || ids[topic.id] {
			t.Errorf("%s is no top-level topic, or stands twice", topic.id)
		}
		ids[topic.id] = true
		for _, label := range append([]string{topic.ar, topic.en}, topic.also...) {
			key := string(skeleton(nil, label))
			if other, ok := labels[key]; key == "" || ok && other != topic.id {
				t.Errorf("%s stands for %s and %s", label, other, topic.id)
			}
			labels[key] = topic.id
		}
	}
	if len(ids) != 17 {
		t.Errorf("%d topics", len(ids))
	}
}

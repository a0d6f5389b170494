package review

// faultsInArabic are the reasons why an address is dead or was not judged.
var faultsInArabic = map[string]string{
	"no such host":          "لا خادم بهذا الاسم",
	"connection refused":    "الخادم يرفض الاتصال",
	"401 Unauthorized":      "401 (يطلب دخولًا)",
	"403 Forbidden":         "403 (ممنوع)",
	"404 Not Found":         "404 (لا صفحة هنا)",
	"408 Request Timeout":   "408 (انتهت المهلة)",
	"410 Gone":              "410 (أُزيلت الصفحة)",
	"429 Too Many Requests": "429 (طلبات كثيرة)",
}

package site

import (
	"context"
	"io/fs"
	"os"
	"syscall"
)

// reasons are what a disk and a network say, as Linux words it.
var reasons = []struct {
	err   error
	words Words
}{
	{fs.ErrNotExist, Words{"لا وجود له", "it does not exist"}},
	{fs.ErrExist, Words{"موجود من قبل", "it exists already"}},
	{fs.ErrPermission, Words{"لا إذن بذلك", "permission denied"}},
	{fs.ErrInvalid, Words{"اسم أو قيمة لا تصلح", "a name or value that cannot be used"}},
	{fs.ErrClosed, Words{"أُغلق الملف", "the file is closed"}},
	{os.ErrDeadlineExceeded, Words{"انتهت المهلة", "it took too long"}},
	{context.DeadlineExceeded, Words{"انتهت المهلة", "it took too long"}},
	{context.Canceled, Words{"أُوقف", "it was stopped"}},

	{syscall.ENOENT, Words{"لا وجود له", "no such file or directory"}},
	{syscall.EEXIST, Words{"موجود من قبل", "file exists"}},
	{syscall.EACCES, Words{"لا إذن بذلك", "permission denied"}},
	{syscall.EPERM, Words{"هذا غير مسموح", "operation not permitted"}},
	{syscall.ENOSPC, Words{"امتلأ القرص", "no space left on device"}},
	{syscall.EDQUOT, Words{"نفدت حصتك من القرص", "disk quota exceeded"}},
	{syscall.EFBIG, Words{"الملف أكبر مما يُسمح به", "file too large"}},
	{syscall.EROFS, Words{"القرص للقراءة وحدها", "read-only file system"}},
	{syscall.EIO, Words{"القرص لا يُقرأ أو لا يُكتب", "input/output error"}},
	{syscall.ENOTDIR, Words{"ليس مجلدًا", "not a directory"}},
	{syscall.EISDIR, Words{"مجلد لا ملف", "is a directory"}},
	{syscall.ENOTEMPTY, Words{"المجلد ليس فارغًا", "directory not empty"}},
	{syscall.ENAMETOOLONG, Words{"الاسم أطول مما يُسمح به", "file name too long"}},
	{syscall.ELOOP, Words{"روابط يدور بعضها إلى بعض", "too many levels of symbolic links"}},
	{syscall.EMFILE, Words{"فُتحت ملفات أكثر مما يُسمح به", "too many open files"}},
	{syscall.ENFILE, Words{"فُتحت ملفات أكثر مما يُسمح به", "too many open files in system"}},
	{syscall.EBUSY, Words{"مشغول الآن", "device or resource busy"}},
	{syscall.EINVAL, Words{"قيمة لا تصلح", "invalid argument"}},
	{syscall.ENOMEM, Words{"لا تكفي الذاكرة", "cannot allocate memory"}},
	{syscall.EXDEV, Words{"قرص آخر", "invalid cross-device link"}},
	{syscall.EPIPE, Words{"أُغلق الطرف الآخر", "broken pipe"}},

	{syscall.EADDRINUSE, Words{"المنفذ مشغول", "address already in use"}},
	{syscall.EADDRNOTAVAIL, Words{"ليس هذا عنوانًا لهذا الجهاز", "cannot assign requested address"}},
	{syscall.ECONNREFUSED, Words{"رُفض الاتصال", "connection refused"}},
	{syscall.ECONNRESET, Words{"قُطع الاتصال", "connection reset by peer"}},
	{syscall.ECONNABORTED, Words{"قُطع الاتصال", "software caused connection abort"}},
	{syscall.ENETUNREACH, Words{"لا طريق إلى الشبكة", "network is unreachable"}},
	{syscall.EHOSTUNREACH, Words{"لا طريق إلى الخادم", "no route to host"}},
	{syscall.ETIMEDOUT, Words{"انتهت المهلة", "connection timed out"}},
}

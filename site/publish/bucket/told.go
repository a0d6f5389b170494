package bucket

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/minio/minio-go/v7"

	"warraq/site"
	"warraq/site/publish/deploy"
)

// told says what an answer means, for editors; the storage's own words are not shown,
// for they may hold what was signed. An error that may pass is a deploy.PassingError.
func (b *Bucket) told(key string, err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[interface {
		error
		Words() site.Words
	}](err); known {
		return err
	}
	answer, ok := errors.AsType[minio.ErrorResponse](err)
	if !ok {
		return b.cut(err)
	}
	switch code, status := answer.Code, answer.StatusCode; {
	case status == http.StatusPreconditionFailed || code == minio.PreconditionFailed:
		return deploy.ErrChanged
	case code == minio.NoSuchBucket:
		return site.Failure("لا مستودع باسم %s في %s", "there is no bucket %s at %s", b.o.Name, b.host())
	case status == http.StatusNotFound:
		return &fs.PathError{Op: "read", Path: key, Err: fs.ErrNotExist}
	case code == "RequestTimeTooSkewed":
		return site.Failure("ساعة هذا الجهاز تخالف ساعة المستودع بـ%s فرفض؛ اضبطها", "the clock of this machine is %s off the storage's, which refuses; set it right", b.wire.Ahead().Abs().Round(time.Minute))
	case slices.Contains([]string{"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired", "NotSignedUp", "InvalidSecurity"}, code), status == http.StatusUnauthorized:
		return site.Failure("رُفضت مفاتيح المستودع (%s): انظر AWS_ACCESS_KEY_ID وAWS_SECRET_ACCESS_KEY وAWS_SESSION_TOKEN", "the keys to the bucket are refused (%s): see AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN", code)
	case slices.Contains([]string{"AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect", "IllegalLocationConstraintException", "InvalidRegion"}, code), status/100 == 3:
		return site.Failure("المستودع %s في منطقة أخرى: صحّح region أو endpoint في edition.yaml", "the bucket %s is in another region: correct region or endpoint in edition.yaml", b.o.Name)
	case slices.Contains([]string{"QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "ServiceQuotaExceededException", "BucketQuotaExceeded"}, code), status == http.StatusInsufficientStorage:
		return site.Failure("امتلأ المستودع أو نفدت حصتك فيه (%s)", "the storage is full, or your quota is used up (%s)", code)
	case status == http.StatusRequestEntityTooLarge || code == minio.EntityTooLarge:
		return site.Failure("الملف %s أكبر مما يأخذه المستودع", "%s is larger than the storage takes", key)
	case status == http.StatusForbidden:
		return site.Failure("لا إذن لهذه المفاتيح بذلك في المستودع %s (%s، %s)؛ يلزم s3:GetObject وs3:PutObject وs3:DeleteObject، وs3:ListBucket ليُعرف ما ليس فيه", "these keys have no permission for that in the bucket %s (%s, %s); s3:GetObject, s3:PutObject and s3:DeleteObject are needed, and s3:ListBucket to be told what is not there", b.o.Name, code, key)
	case status == http.StatusNotImplemented || code == minio.NotImplemented:
		return site.Failure("لا يعرف هذا المستودع الكتابة المشروطة (If-Match)، وبها يُقفل", "this storage does not know conditional writes (If-Match), by which it is locked")
	case status/100 == 5, status == http.StatusRequestTimeout, status == http.StatusTooManyRequests, status == http.StatusConflict, status == 0, slices.Contains([]string{"RequestTimeout", "SlowDown", "Throttling", "BadDigest", "IncompleteBody"}, code):
		return &deploy.PassingError{Err: site.Failure("المستودع معطل أو مشغول (%d %s)؛ جُرّب مرارًا", "the storage is down or busy (%d %s); it was tried several times", status, code)}
	}
	return site.Failure("رفض المستودع %s (%d %s)", "the storage refuses %s (%d %s)", key, answer.StatusCode, answer.Code)
}

// cut says what happened to a connection.
func (b *Bucket) cut(err error) error {
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return site.Failure("لا خادم باسم %s: انظر endpoint في edition.yaml، والشبكة", "there is no server %s: see endpoint in edition.yaml, and the network", e.Name)
	}
	if e, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return site.Failure("لا تُعرف شهادة %s: %v", "the certificate of %s is not trusted: %v", b.host(), error(e))
	}
	if e, ok := errors.AsType[x509.HostnameError](err); ok {
		return site.Failure("شهادة %s لخادم آخر", "the certificate of %s is another server's", e.Host)
	}
	inner := err
	if e, ok := errors.AsType[*url.Error](inner); ok {
		inner = e.Err
	}
	if e, ok := errors.AsType[*net.OpError](inner); ok {
		inner = e.Err
	}
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		inner = site.Failure("قُطع الاتصال", "the connection was cut")
	case errors.Is(err, context.DeadlineExceeded):
		inner = context.DeadlineExceeded
	}
	return &deploy.PassingError{Err: site.Failure("انقطع الاتصال بالمستودع %s: %v", "the connection to the storage %s failed: %v", b.host(), inner)}
}

func (b *Bucket) host() string { return b.client.EndpointURL().Host }

package serve

import (
	"errors"
	"net"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"warraq/site"
)

// Listen takes the port, or the next free one of twenty.
func Listen(host string, port int) (net.Listener, error) {
	for try := range 20 {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port+try)))
		reason, of := errors.AsType[syscall.Errno](err)
		switch {
		case err == nil:
			return l, nil
		case !of:
			return nil, site.Failure("لا يُستمع على %s: ليس عنوانًا لهذا الجهاز", "cannot listen on %s: it is no address of this machine", host)
		case reason != syscall.EADDRINUSE || port == 0:
			return nil, site.Failure("لا يُستمع على %s، المنفذ %d: %v", "cannot listen on %s, port %d: %v", host, port+try, reason)
		}
	}
	return nil, site.Failure("كل المنافذ مشغولة من %d إلى %d؛ اختر غيرها بـ--port", "all ports from %d to %d are taken; choose another with --port", port, port+19)
}

// NetworkIP is an address of this machine for others: the first, if it listens on all.
func NetworkIP(ip net.IP) net.IP {
	if !ip.IsUnspecified() {
		return ip
	}
	for _, n := range interfaceIPs() {
		if n.To4() != nil && !n.IsLoopback() {
			return n
		}
	}
	return ip
}

func interfaceIPs() (ips []net.IP) {
	addrs, _ := net.InterfaceAddrs() // none is known where it fails
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok {
			ips = append(ips, n.IP)
		}
	}
	return ips
}

// IsLoopback says that a host is this machine alone.
func IsLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// HostsOf are the names by which a preview on another address may be asked.
func HostsOf(host string) []string {
	if IsLoopback(host) {
		return nil
	}
	out := []string{host}
	for _, ip := range interfaceIPs() {
		out = append(out, ip.String())
	}
	if name, err := os.Hostname(); err == nil {
		out = append(out, name, name+".local")
	}
	return out
}

// editors open a file from a page. {path} is absolute and percent-encoded.
var editors = map[string]string{
	"code":          "vscode://file{path}:{line}:{col}",
	"code-insiders": "vscode-insiders://file{path}:{line}:{col}",
	"codium":        "vscodium://file{path}:{line}:{col}",
	"cursor":        "cursor://file{path}:{line}:{col}",
	"zed":           "zed://file{path}:{line}:{col}",
	"subl":          "subl://open?url=file://{path}&line={line}&column={col}",
	"idea":          "idea://open?file={path}&line={line}&column={col}",
	"mate":          "txmt://open?url=file://{path}&line={line}&column={col}",
}

// EditorAddress is that of the editor in the environment, or of Visual Studio Code.
func EditorAddress(env func(string) string) string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		command, _, _ := strings.Cut(env(name), " ")
		if address := editors[strings.TrimSuffix(path.Base(filepath.ToSlash(command)), ".exe")]; address != "" {
			return address
		}
	}
	return editors["code"]
}

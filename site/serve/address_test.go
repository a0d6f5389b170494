package serve

import (
	"net"
	"slices"
	"strings"
	"testing"

	"warraq/site"
)

// A port that is taken makes way for the next; what cannot be listened on is told in
// both languages.
func TestThePreviewFindsAFreePort(t *testing.T) {
	first, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	second, err := Listen("127.0.0.1", port)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if next := second.Addr().(*net.TCPAddr).Port; next <= port || next > port+20 {
		t.Errorf("after %d comes %d", port, next)
	}
	for _, host := range []string{"192.0.2.1", "no such host"} { // of TEST-NET-1 (RFC 5737), no machine has an address
		l, err := Listen(host, port)
		if err == nil {
			_ = l.Close()
			t.Errorf("%s is listened on", host)
		} else if w := site.Reason(err); w.Ar == w.En || !strings.Contains(w.En, host) {
			t.Errorf("told %v", w)
		}
	}
}

// A preview for this machine answers to its names alone; one for the network to the
// names and addresses of the machine too, and to no others.
func TestNamesOfAPreview(t *testing.T) {
	for host, own := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "127.9.9.9": true, "0.0.0.0": false, "192.168.1.20": false, "paper.example": false} {
		if IsLoopback(host) != own {
			t.Errorf("%s is this machine alone: %v", host, !own)
		}
		if names := HostsOf(host); (len(names) == 0) != own || !own && !slices.Contains(names, host) {
			t.Errorf("%s: names %v", host, names)
		}
	}
	if ip := net.ParseIP("192.168.1.20"); !NetworkIP(ip).Equal(ip) {
		t.Error("an address that is given is not kept")
	}
	if ip := NetworkIP(net.IPv4zero); ip.IsLoopback() {
		t.Errorf("a phone is sent to %v", ip)
	}
}

func TestTheEditorOfTheEnvironment(t *testing.T) {
	for _, c := range []struct{ visual, editor, want string }{
		{"", "", "vscode://"}, {"", "vim", "vscode://"}, {"zed --wait", "code", "zed://"}, {"", "/usr/bin/subl -w", "subl://"}, {"", "idea.exe", "idea://"}, {"vim", "codium", "vscodium://"},
	} {
		env := map[string]string{"VISUAL": c.visual, "EDITOR": c.editor}
		if got := EditorAddress(func(name string) string { return env[name] }); !strings.HasPrefix(got, c.want) {
			t.Errorf("VISUAL=%q EDITOR=%q open %s", c.visual, c.editor, got)
		}
	}
}

package main

import (
	"cmp"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strconv"

	"warraq/cmd/warraq/command"
	"warraq/site/console"
	"warraq/site/serve"
)

// invitePhone warns of the open preview, and shows its address as a QR code.
func invitePhone(d *command.Terminal, at *net.TCPAddr) {
	d.Tell("تنبيه: كل من على الشبكة يستطيع قراءة المسودات وما تحت الحظر", "warning: anyone on the network can read drafts and stories under embargo")
	address := "http://" + net.JoinHostPort(serve.NetworkIP(at.IP).String(), strconv.Itoa(at.Port)) + "/"
	code, ok := console.Code(address)
	if !ok { // the address is still there to type
		fmt.Fprintln(d.Stdout, address)
		return
	}
	fmt.Fprintf(d.Stdout, d.Say("على الهاتف: %s\n%s", "on a phone: %s\n%s"), address, code)
}

// openBrowser asks the system; a failure is the system's to tell.
func openBrowser(address string) {
	program := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
	_ = exec.Command(cmp.Or(program, "xdg-open"), address).Start()
}

package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"rsc.io/qr"
)

// invitePhone warns of the open preview, and shows its address as a QR code.
func (d *terminal) invitePhone(at *net.TCPAddr) {
	d.tell("تنبيه: كل من على الشبكة يستطيع قراءة المسودات وما تحت الحظر", "warning: anyone on the network can read drafts and stories under embargo")
	address := "http://" + net.JoinHostPort(networkIP(at.IP).String(), strconv.Itoa(at.Port)) + "/"
	code, err := qr.Encode(address, qr.M)
	if err != nil { // longer than a code can be; the address is still there to type
		fmt.Fprintln(d.stdout, address)
		return
	}
	fmt.Fprintf(d.stdout, d.say("على الهاتف: %s\n%s", "on a phone: %s\n%s"), address, drawCode(code))
}

// networkIP is an address of this machine for others: the first, if it listens on all.
func networkIP(ip net.IP) net.IP {
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

// quietZone is the light border in modules (ISO/IEC 18004, 6.3.8).
const quietZone = 4

// drawCode draws two rows of modules a line, black on white in any terminal.
func drawCode(code *qr.Code) string {
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		b.WriteString("\x1b[30;107m")
		for x := -quietZone; x < code.Size+quietZone; x++ {
			switch upper, lower := code.Black(x, y), code.Black(x, y+1); {
			case upper && lower:
				b.WriteRune('█')
			case upper:
				b.WriteRune('▀')
			case lower:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String()
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// hosts are the names by which a preview on another address may be asked.
func hosts(host string) []string {
	if isLoopback(host) {
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

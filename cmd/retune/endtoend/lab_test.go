//go:build linux

package endtoend

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The lab's addresses: a home network with this computer and its router.
const (
	computer      = "192.168.77.2"
	computerSixth = "2001:db8:77::2"
	router        = "192.168.77.1"
	routerSixth   = "2001:db8:77::1"
	// In the simulated internet: Spotify's directory, its access points, everything else, and
	// its status page.
	directory        = "203.0.113.10"
	accessPoint      = "203.0.113.40"
	accessPointSixth = "2001:db8::cb00:7128"
	spotifyRest      = "203.0.113.20"
	statusPage       = "203.0.113.30"
)

// world is the configuration of the simulated internet; see its World.
type world struct {
	Names        map[string]string `json:",omitempty"`
	IPv6         bool
	Pages        string
	Directory    int `json:"DirectoryStatus"`
	Incident     string
	Feed         string
	Doors        map[string]string `json:",omitempty"`
	Certificates map[string]string `json:",omitempty"`
	Ahead        time.Duration
	SOCKS        bool
	// Delay is the round-trip time of every packet; Rate is the link's bits per second; Loss
	// loses every packet whose number is divisible by it.
	Delay      time.Duration `json:"-"`
	Rate, Loss int
}

// isFar reports whether the link should be worse than a short cable.
func (w world) isFar() bool { return w.Delay > 0 || w.Rate > 0 || w.Loss > 0 }

// lab is a computer with a network: a box connected only to the simulated internet, which
// treats every address as its own. No packet leaves it.
type lab struct {
	*box
	internet *box
	folder   string
}

func newLab(t *testing.T, w world) *lab {
	t.Helper()
	return furnish(newBox(t), w)
}

// newLabApart makes a lab in a box apart.
func newLabApart(t *testing.T, w world) *lab {
	t.Helper()
	return furnish(newBoxApart(t), w)
}

// furnish turns a box into a lab.
func furnish(b *box, w world) *lab {
	b.t.Helper()
	l := &lab{box: b, internet: newBox(b.t), folder: b.t.TempDir()}
	l.plugIn(w)
	l.replace("/etc/resolv.conf", "nameserver "+router+"\n")
	l.replace("/etc/hosts", "127.0.0.1 localhost\n")
	l.startInternet(w)
	return l
}

// plugIn connects the cable. If the link is to be long, the internet has a second interface
// at its own end and carries the frames between the two with delay.
func (l *lab) plugIn(w world) {
	l.t.Helper()
	const sixthOff = `echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6 || true; `
	mine, theirs := sixthOff, sixthOff
	if w.IPv6 {
		mine, theirs = "", ""
	}
	cable := "eth0"
	if w.isFar() {
		cable = "cable"
	}
	// A box apart cannot refer to other boxes' process IDs, so the internet connects the
	// cable.
	l.internet.do(fmt.Sprintf(`ip link add %s type veth peer name eth0 netns %d`, cable, l.pid))
	l.do(mine + `
		ip addr add ` + computer + `/24 dev eth0
		ip link set eth0 up
		ip route add default via ` + router)
	if w.isFar() {
		// These two interfaces only forward frames: the internet itself must not answer on
		// them.
		theirs += `
		ip link add eth0 type veth peer name home
		for passing in cable home; do
			echo 1 >/proc/sys/net/ipv6/conf/$passing/disable_ipv6 || true
			ip link set $passing arp off up
		done`
	}
	l.internet.do(theirs + `
		ip addr add ` + router + `/24 dev eth0
		ip link set eth0 up
		ip route add ` + computer + ` dev eth0 table local
		ip route add local 0.0.0.0/0 dev lo table local`)
	if w.IPv6 {
		l.plugInSixth()
	}
	if w.isFar() {
		l.introduce(w)
	}
}

// introduce tells the computer and its router each other's hardware addresses: they are in
// one house, so address resolution must not be slow.
func (l *lab) introduce(w world) {
	l.t.Helper()
	know := func(here, there *box, addresses ...string) {
		hardware, err := there.command(l.t.Context(), "cat", "/sys/class/net/eth0/address").Output()
		must(l.t, err)
		if !w.IPv6 {
			addresses = addresses[:1]
		}
		for _, address := range addresses {
			here.do("ip neigh replace " + address + " dev eth0 lladdr " + strings.TrimSpace(string(hardware)))
		}
	}
	know(l.box, l.internet, router, routerSixth)
	know(l.internet, l.box, computer, computerSixth)
}

func (l *lab) plugInSixth() {
	l.t.Helper()
	l.do(`
		ip addr add ` + computerSixth + `/64 dev eth0 nodad
		ip route add default via ` + routerSixth)
	l.internet.do(`
		ip addr add ` + routerSixth + `/64 dev eth0 nodad
		ip route add ` + computerSixth + ` dev eth0 table local
		ip route add local ::/0 dev lo table local`)
}

// startInternet starts the simulated internet.
func (l *lab) startInternet(w world) {
	l.t.Helper()
	text, err := json.Marshal(struct {
		world
		Resolver, Cable, Home, Log string
		Delay                      time.Duration
	}{w, router, "cable", "home", l.requestLog(), w.Delay / 2})
	must(l.t, err)
	l.internet.serve(program("internet"), "-root", l.root(), "-world", string(text))
}

// serve starts a server in the box, waits until it is ready, and ends it with the test.
func (b *box) serve(name string, arguments ...string) {
	b.t.Helper()
	server := b.command(b.t.Context(), name, arguments...)
	server.Stderr = os.Stderr
	awaitReady(b.t, server)
	b.t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
}

// unplug pulls the cable out.
func (l *lab) unplug() { l.do(`ip link set eth0 down`) }

// replace mounts a file over another, for this computer only.
func (l *lab) replace(path, text string) {
	l.t.Helper()
	mine := filepath.Join(l.folder, filepath.Base(path))
	must(l.t, os.WriteFile(mine, []byte(text), 0o644))
	l.do(`mount --bind '` + mine + `' "$(readlink -f ` + path + `)"`)
}

// nft adds rules for what comes into the internet. The computer's packets pass them one after
// the other.
func (l *lab) nft(rules ...string) {
	l.t.Helper()
	script := []string{`add table inet street`, `add chain inet street in { type filter hook input priority 0; }`}
	for _, rule := range rules {
		script = append(script, "add rule inet street in iifname eth0 "+rule)
	}
	l.internet.do("nft -f - <<'RULES'\n" + strings.Join(script, "\n") + "\nRULES")
}

// nftHere adds rules on the computer itself, for what leaves it.
func (l *lab) nftHere(rules ...string) {
	l.t.Helper()
	script := []string{`add table inet filter`, `add chain inet filter output { type filter hook output priority 0; }`}
	for _, rule := range rules {
		script = append(script, "add rule inet filter output "+rule)
	}
	l.do("nft -f - <<'RULES'\n" + strings.Join(script, "\n") + "\nRULES")
}

// root is the file with the authorities that the computer trusts.
func (l *lab) root() string { return filepath.Join(l.folder, "root.pem") }

// requestLog is the file to which the internet writes all requests.
func (l *lab) requestLog() string { return filepath.Join(l.folder, "requests") }

// newPerson adds a user to the lab who trusts its authorities.
func (l *lab) newPerson() *person {
	l.t.Helper()
	return newPerson(l.t, l.box).with(map[string]string{"SSL_CERT_FILE": l.root()})
}

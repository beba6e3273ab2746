//go:build linux

package endtoend

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// The lab's addresses: a home network with this computer and its router.
const (
	computer = "192.168.77.2"
	router   = "192.168.77.1"
	// accessPoint is where the pretend internet has Spotify's access points, and
	// directory its directory.
	accessPoint = "203.0.113.40"
	directory   = "203.0.113.10"
)

// world is what the pretend internet is told to be like; see its World.
type world struct {
	sunk      string
	portal    bool
	directory int
	incident  string
	delay     time.Duration
}

// lab is a computer with a network: a box, behind whose only cable the pretend
// internet takes every address for its own. No packet leaves it.
type lab struct {
	*box
	internet *box
	folder   string
}

func newLab(t *testing.T, w world) *lab {
	t.Helper()
	l := &lab{box: newBox(t), internet: newBox(t), folder: t.TempDir()}
	l.plugIn()
	l.internet.do(`
		ip addr add ` + router + `/24 dev eth0
		ip link set eth0 up
		ip route add ` + computer + ` dev eth0 table local
		ip route add local 0.0.0.0/0 dev lo table local`)
	l.replace("/etc/resolv.conf", "nameserver "+router+"\noptions timeout:1 attempts:1\n")
	l.replace("/etc/hosts", "127.0.0.1 localhost\n")
	if w.directory == 0 {
		w.directory = 200
	}
	pretend := l.internet.command(t.Context(), program("internet"), "-root", l.root(), "-resolver", router,
		"-sunk", w.sunk, "-portal="+strconv.FormatBool(w.portal), "-directory", strconv.Itoa(w.directory), "-incident", w.incident, "-delay", w.delay.String())
	pretend.Stderr = os.Stderr
	awaitReady(t, pretend)
	t.Cleanup(func() {
		_ = pretend.Process.Kill()
		_ = pretend.Wait()
	})
	return l
}

// plugIn lays the cable.
func (l *lab) plugIn() {
	l.t.Helper()
	l.do(fmt.Sprintf(`
		echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6 || true
		ip link add eth0 type veth peer name eth0 netns %d
		ip addr add %s/24 dev eth0
		ip link set eth0 up`, l.internet.pid, computer))
	l.internet.do(`echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6 || true; ip link set eth0 up`)
	l.do(`ip route add default via ` + router)
}

// unplug pulls the cable out.
func (l *lab) unplug() { l.do(`ip link set eth0 down`) }

// replace puts a file in the place of another, for this computer alone.
func (l *lab) replace(path, text string) {
	l.t.Helper()
	mine := filepath.Join(l.folder, filepath.Base(path))
	must(l.t, os.WriteFile(mine, []byte(text), 0o644))
	l.do(`mount --bind '` + mine + `' "$(readlink -f ` + path + `)"`)
}

// nft makes rules for what comes into the internet; its packets from the computer
// pass them one after the other.
func (l *lab) nft(rules ...string) {
	l.t.Helper()
	l.internet.do(`
		nft add table inet street
		nft add chain inet street in '{ type filter hook input priority 0; }'`)
	for _, rule := range rules {
		l.internet.do("nft add rule inet street in iifname eth0 '" + rule + "'")
	}
}

// root is the file with the pretend internet's root certificate.
func (l *lab) root() string { return filepath.Join(l.folder, "root.pem") }

// newPerson moves somebody into the lab who trusts its root.
func (l *lab) newPerson() *person {
	l.t.Helper()
	return newPerson(l.t, l.box).with(map[string]string{"SSL_CERT_FILE": l.root()})
}

//go:build linux

package endtoend

import (
	"os"
	"path/filepath"
	"strings"
)

// The peers are software that people really have in their networks.

// Where the home's proxies listen.
const (
	proxyAddress = router + ":8888"
	socksAddress = router + ":1080"
)

// startPeer starts a server in the box, ends it with the test, and waits until it listens on
// a port.
func (b *box) startPeer(port, name string, arguments ...string) {
	b.t.Helper()
	command := b.command(b.t.Context(), name, arguments...)
	command.Stderr = os.Stderr
	must(b.t, command.Start())
	b.t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	await(b.t, name+" to listen", func() bool {
		listening, err := b.command(b.t.Context(), "ss", "--no-header", "--listening", "--tcp", "--numeric", "sport = :"+port).Output()
		return err == nil && len(listening) > 0
	})
}

// startDnsmasq makes the computer its own name server, as many desktops and filters do: it
// forwards to the home's and applies rules of its own.
func (l *lab) startDnsmasq(rules ...string) {
	l.t.Helper()
	l.startPeer("53", "dnsmasq", append([]string{
		"--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root", "--pid-file=",
		"--log-facility=" + l.file("dnsmasq.log"), "--listen-address=127.0.0.1", "--bind-interfaces", "--server=" + router,
	}, rules...)...)
	l.replace("/etc/resolv.conf", "nameserver 127.0.0.1\n")
}

// startTinyproxy adds a proxy with given settings to the home.
func (l *lab) startTinyproxy(settings ...string) {
	l.t.Helper()
	resolver := l.file("proxy-resolv.conf")
	must(l.t, os.WriteFile(resolver, []byte("nameserver "+router+"\n"), 0o644))
	l.internet.do(`mount --bind '` + resolver + `' "$(readlink -f /etc/resolv.conf)"`)
	path := l.file("tinyproxy.conf")
	text := append([]string{
		"Port 8888", "Listen " + router, "Timeout 30", "MaxClients 50", `LogFile "` + l.file("tinyproxy.log") + `"`,
	}, settings...)
	must(l.t, os.WriteFile(path, []byte(strings.Join(text, "\n")+"\n"), 0o644))
	l.internet.startPeer("8888", "tinyproxy", "-d", "-c", path)
}

// startNginx serves all plain HTTP pages with nginx, as many portals do.
func (l *lab) startNginx(server string) {
	l.t.Helper()
	path := l.file("nginx.conf")
	must(l.t, os.WriteFile(path, []byte(`
		daemon off; master_process off; error_log stderr crit; pid `+l.file("nginx.pid")+`;
		events { worker_connections 128; }
		http {
			access_log off;
			client_body_temp_path `+l.folder+`; proxy_temp_path `+l.folder+`; fastcgi_temp_path `+l.folder+`;
			uwsgi_temp_path `+l.folder+`; scgi_temp_path `+l.folder+`;
			server { listen 80; `+server+` }
		}`), 0o644))
	l.internet.startPeer("80", "nginx", "-e", "stderr", "-c", path)
}

// startTunnel opens a real tunnel device, of which the other end is in the internet,
// where it is let through to everything. All traffic goes into it.
func (l *lab) startTunnel() {
	l.t.Helper()
	l.internet.serve(program("tunnel"), "-own", router+":51820", "-peer", computer+":51820")
	l.serve(program("tunnel"), "-own", computer+":51820", "-peer", router+":51820")
	l.internet.do(`
		ip addr add 10.8.0.1/24 dev tun0
		ip link set tun0 up
		ip route add 10.8.0.2 dev tun0 table local`)
	l.do(`
		ip addr add 10.8.0.2/24 dev tun0
		ip link set tun0 up
		ip route add 0.0.0.0/1 via 10.8.0.1
		ip route add 128.0.0.0/1 via 10.8.0.1`)
}

// loseTunnel has the other end of the tunnel go away without a word.
func (l *lab) loseTunnel() { l.nft(`udp dport 51820 drop`) }

// file returns a path in the lab's folder.
func (l *lab) file(name string) string { return filepath.Join(l.folder, name) }

//go:build linux

package endtoend

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	debProgram = "/usr/share/spotify/spotify"
	debVersion = "1:1.2.92.147.g0123abcd"
)

// overlay lets the box modify some of the computer's folders for itself only.
func (b *box) overlay(folders ...string) {
	b.t.Helper()
	for _, folder := range folders {
		own := b.t.TempDir()
		b.do(fmt.Sprintf(`mkdir '%[1]s/changes' '%[1]s/work'
			mount -t overlay none -o 'lowerdir=%[2]s,upperdir=%[1]s/changes,workdir=%[1]s/work' '%[2]s'`, own, folder))
	}
}

// buildPackage makes a Debian package of the stand-in, laid out like Spotify's own.
func buildPackage(t *testing.T, version string) (deb string) {
	t.Helper()
	folder := t.TempDir()
	tree := filepath.Join(folder, "tree")
	write(t, filepath.Join(tree, "DEBIAN", "control"), strings.Join([]string{
		"Package: spotify-client", "Version: " + version, "Architecture: all",
		"Maintainer: The Retune authors <retune@example.org>", "Description: stands in for Spotify", "",
	}, "\n"))
	copyProgram(t, filepath.Join(tree, debProgram))
	must(t, os.MkdirAll(filepath.Join(tree, "usr", "bin"), 0o755))
	must(t, os.Symlink("../share/spotify/spotify", filepath.Join(tree, "usr", "bin", "spotify")))
	deb = filepath.Join(folder, "spotify-client.deb")
	here := &box{t: t, pid: os.Getpid()}
	here.do(`chmod -R u=rwX,go=rX '` + tree + `' && dpkg-deb --root-owner-group --build '` + tree + `' '` + deb + `'`)
	return deb
}

const (
	// muchNewer is so much newer than the package that servers may reject the package's
	// version.
	muchNewer = "1.2.118.300"
	// turningAway is an address of Spotify's that only an old client contacts.
	turningAway = "203.0.113.41"
)

// outdated installs the package, with a package list that has a much newer one.
func outdated(p *person) (client string) {
	p.t.Helper()
	p.overlay("/usr", "/var")
	list := filepath.Join(p.t.TempDir(), "list")
	write(p.t, list, "Package: spotify-client\nArchitecture: amd64\nVersion: 1:"+muchNewer+".g0123abcd\n\n")
	p.do(`dpkg --install '` + buildPackage(p.t, debVersion) + `'
		install -D '` + list + `' /var/lib/apt/lists/repository.spotify.com_dists_stable_non-free_binary-amd64_Packages`)
	return debProgram
}

func TestADebianPackageIsFoundClosedAndRestarted(t *testing.T) {
	t.Parallel()
	b := newBoxApart(t)
	b.overlay("/usr", "/etc", "/opt", "/var")
	b.do(`dpkg --install '` + buildPackage(t, debVersion) + `'`)
	p := newPerson(t, b)
	p.joinBus()
	how := behavior{Renderers: 2}
	p.behave(how)

	got := decode[report](t, p.run("diagnose", "--json"))
	if got.Client.Kind != "deb" || got.Client.Version != strings.TrimPrefix(debVersion, "1:") {
		t.Errorf("found %+v", got.Client)
	}
	old := p.startClient(debProgram, how)
	stranger := p.startAsSomebodyElse()

	p.run("fix", "restart", "--yes").mustEnd(t, 0)
	mine := slices.DeleteFunc(p.residents(running(debProgram)), func(pid int) bool { return pid == stranger })
	if len(mine) == 0 || slices.Contains(mine, old) {
		t.Errorf("it was not restarted: %d became %v", old, mine)
	}
	p.run("fix", "close", "--yes").mustEnd(t, 0)
	if left := p.residents(running(debProgram)); !slices.Equal(left, []int{stranger}) {
		t.Errorf("running are %v; only the other user's %d should", left, stranger)
	}
}

// startAsSomebodyElse starts another user's client, which Retune must not touch.
func (p *person) startAsSomebodyElse() (pid int) {
	p.t.Helper()
	other := p.with(map[string]string{"HOME": "/nonexistent", "DBUS_SESSION_BUS_ADDRESS": ""})
	pid = other.start("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", debProgram)
	await(p.t, "another user's client", func() bool { return slices.Contains(p.residents(running(debProgram)), pid) })
	return pid
}

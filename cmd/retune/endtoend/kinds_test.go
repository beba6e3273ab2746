//go:build linux

package endtoend

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	flatpakVersion = "1.2.74.477.g3be53afe"
	// sandboxed is how the kernel shows the program of the Flatpak, whose sandbox has
	// mounts of its own. That does not tell whose it is, so only one test that runs it is
	// parallel.
	sandboxed = "/app/extra/share/spotify/spotify"
)

// flatpakArchitecture is what Flatpak calls this computer's processor.
func flatpakArchitecture() string {
	if runtime.GOARCH == "arm64" {
		return "aarch64"
	}
	return "x86_64"
}

// installFlatpak builds a runtime with nothing in it and an app of Spotify's name with
// Flatpak's own tools, and installs both for the person from where they were built.
func (p *person) installFlatpak() {
	p.t.Helper()
	folder := p.t.TempDir()
	needs := "org.retune.Platform/" + flatpakArchitecture() + "/1"
	write(p.t, filepath.Join(folder, "runtime", "metadata"),
		"[Runtime]\nname=org.retune.Platform\nruntime="+needs+"\nsdk="+needs+"\n")
	write(p.t, filepath.Join(folder, "app", "metadata"), strings.Join([]string{
		"[Application]", "name=com.spotify.Client", "runtime=" + needs, "sdk=" + needs, "command=" + sandboxed,
		"[Context]", "shared=network;", "[Session Bus Policy]", "org.mpris.MediaPlayer2.spotify=own", "",
	}, "\n"))
	write(p.t, filepath.Join(folder, "app", "files", "share", "metainfo", "com.spotify.Client.metainfo.xml"),
		`<component type="desktop-application"><id>com.spotify.Client</id><name>Spotify</name><releases>`+
			`<release version="`+flatpakVersion+`" date="2026-01-02"/><release version="1.2.1" date="2022-11-22"/>`+
			`</releases></component>`)
	for _, part := range []string{"runtime/files/lib", "runtime/usr/lib", "app/export"} {
		must(p.t, os.MkdirAll(filepath.Join(folder, part), 0o755))
	}
	p.flatpak("build-export", "--runtime", "--disable-sandbox", folder+"/repository", folder+"/runtime", "1")
	p.flatpak("build-export", "--disable-sandbox", folder+"/repository", folder+"/app", "stable")
	p.flatpak("remote-add", "--user", "--no-gpg-verify", "here", folder+"/repository")
	p.flatpak("install", "--user", "--noninteractive", "here", "com.spotify.Client")
	// Spotify may not be handed on: the real app fetches it into this folder when it is
	// installed.
	deployed := p.path(".local/share/flatpak/app/com.spotify.Client/current/active/files/extra/share/spotify/spotify")
	copyProgram(p.t, deployed)
	p.t.Cleanup(func() { _ = p.flatpakCommand(context.Background(), "kill", "com.spotify.Client") })
}

func (p *person) flatpak(arguments ...string) {
	p.t.Helper()
	if done := p.flatpakCommand(p.t.Context(), arguments...); done.status != 0 {
		p.t.Fatalf("flatpak %v: %s%s", arguments, done.output, done.complaint)
	}
}

func (p *person) flatpakCommand(ctx context.Context, arguments ...string) outcome {
	command := p.command(ctx, "flatpak", arguments...)
	command.Env = p.environment()
	return finish(p.t, command)
}

// ranAt sets when an install ran last, as its preferences tell.
func (p *person) ranAt(when time.Time, config string) {
	p.t.Helper()
	path := p.path(config, "spotify", "prefs")
	if _, err := os.Stat(path); err != nil {
		write(p.t, path, "x=1\n")
	}
	must(p.t, os.Chtimes(path, when, when))
}

// The name is short because Flatpak makes a socket below the test's folder, and a path
// to one may only have some hundred letters.
func TestSeveralKindsAtOnce(t *testing.T) {
	t.Parallel()
	b := newBoxApart(t)
	b.overlay("/usr", "/etc", "/opt", "/var")
	b.do(`dpkg --install '` + buildPackage(t, debVersion) + `'`)
	p := newPerson(t, b)
	must(t, os.Mkdir(p.path("run"), 0o700))
	p.variables["XDG_RUNTIME_DIR"] = p.path("run")
	p.joinBus()
	launcher := p.install(behavior{})
	p.installFlatpak()
	write(t, p.path("snap/spotify/common/.cache/spotify/Data/1"), "left behind")
	const sandboxConfig = ".var/app/com.spotify.Client/config"
	long := time.Now().Add(-time.Hour)

	p.ranAt(long, ".config")
	p.ranAt(time.Now(), sandboxConfig)
	got := decode[report](t, p.run("diagnose", "--json"))
	if got.Client.Kind != "flatpak" || got.Client.Version != flatpakVersion {
		t.Errorf("the one that ran last is the Flatpak, found %+v", got.Client)
	}
	for _, finding := range got.Findings {
		if finding.Check != "installs" || finding.Detail == nil {
			continue
		}
		for _, told := range []string{"3 times", "Debian package", "Spotify Launcher", "Snap package that was uninstalled"} {
			if !strings.Contains(*finding.Detail, told) {
				t.Errorf("%q is not told: %s", told, *finding.Detail)
			}
		}
	}

	p.start("flatpak", "run", "--user", "com.spotify.Client")
	await(t, "the Flatpak's client", func() bool { return len(running(sandboxed)) == 1 })
	if got := decode[report](t, p.run("diagnose", "--json")); !got.Client.Running {
		t.Errorf("the Flatpak runs, found %+v", got.Client)
	}
	old := running(sandboxed)
	p.run("fix", "restart", "--yes").mustEnd(t, 0)
	if again := running(sandboxed); len(again) != 1 || slices.Equal(again, old) {
		t.Errorf("it was not restarted: %v became %v", old, again)
	}
	p.run("fix", "close", "--yes").mustEnd(t, 0)
	if left := running(sandboxed); len(left) != 0 {
		t.Errorf("it was not closed: %v", left)
	}

	p.ranAt(long, sandboxConfig)
	p.startClient(launcher, behavior{})
	if got := decode[report](t, p.run("diagnose", "--json")); got.Client.Kind != "launcher" || !got.Client.Running {
		t.Errorf("the one that runs is spotify-launcher's, found %+v", got.Client)
	}
}

func TestALockThatACrashLeftBehindIsSeen(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	client := p.install(behavior{})
	gone := p.start(client)
	await(t, "the client", func() bool { return len(running(client)) == 1 })
	host, err := os.Hostname()
	must(t, err)
	must(t, os.MkdirAll(p.path(".cache/spotify"), 0o700))
	must(t, os.Symlink(host+"-"+inside(gone), p.path(".cache/spotify/SingletonLock")))
	await(t, "a lock whose owner runs to be none of its business", p.says("Running"))
	must(t, syscall.Kill(gone, syscall.SIGKILL))
	await(t, "the client's end", func() bool { return len(running(client)) == 0 })
	await(t, "a lock whose owner is gone to be told", p.says("A leftover keeps it from starting"))
}

// says diagnoses and reports whether that is what it says of Spotify's process. Where
// there is no network, the diagnosis may be over before it has looked at that.
func (p *person) says(title string) func() bool {
	return func() bool {
		p.t.Helper()
		findings := decode[report](p.t, p.run("diagnose", "--json")).Findings
		return slices.ContainsFunc(findings, func(f finding) bool { return f.Check == "process" && f.Title == title })
	}
}

package network

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics/system"
)

// gnomeManual is what gsettings prints of a proxy for all protocols.
const gnomeManual = `org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy.http enabled true
org.gnome.system.proxy.http host 'plain.example'
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host 'secure.example'
org.gnome.system.proxy.https port 3129
org.gnome.system.proxy.socks host ''
org.gnome.system.proxy.socks port 0
`

const macManual = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : *.spotify.com
  }
  FTPPassive : 1
  HTTPEnable : 0
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : secure.example
  SOCKSEnable : 0
}
`

func systemProxy(kind ProxyKind, address string) []Proxy {
	return []Proxy{{Source: ProxyOfSystem, Kind: kind, Address: address}}
}

func TestProxySettings(t *testing.T) {
	script := []Proxy{{Source: ProxyOfScript, Kind: ProxyScript}}
	exempted := systemProxy(ProxyHTTP, "secure.example:8080")
	exempted[0].Bypassed = true
	kde := func(settings string) proxySettings {
		return kdeProxy([]byte("[Other]\nProxyType=2\n[Proxy Settings]\n" + settings))
	}
	for _, test := range []struct {
		name     string
		settings proxySettings
		want     []Proxy
	}{
		{"GNOME, none", gnomeProxy([]byte("org.gnome.system.proxy mode 'none'\norg.gnome.system.proxy.https host 'old.example'\norg.gnome.system.proxy.https port 1\n")), nil},
		{"GNOME, by hand", gnomeProxy([]byte(gnomeManual)), systemProxy(ProxyHTTP, "secure.example:3129")},
		{"GNOME, SOCKS alone", gnomeProxy([]byte("org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.socks host '2001:db8::7'\norg.gnome.system.proxy.socks port 1080\n")), systemProxy(ProxySOCKS5, "[2001:db8::7]:1080")},
		{"GNOME, plain HTTP alone", gnomeProxy([]byte("org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.http host 'plain.example'\norg.gnome.system.proxy.http port 3128\n")), nil},
		{"GNOME, by a script", gnomeProxy([]byte("org.gnome.system.proxy mode 'auto'\n")), script},
		{"KDE, none", kde("ProxyType=0\nhttpsProxy=http://old.example 1\n"), nil},
		{"KDE, by hand", kde("ProxyType=1\nhttpsProxy[$e]=http://secure.example 3129\nNoProxyFor=localhost,.example.org\n"), systemProxy(ProxyHTTP, "secure.example:3129")},
		{"KDE, with a colon", kde("ProxyType=1\nhttpsProxy=secure.example:3129\n"), systemProxy(ProxyHTTP, "secure.example:3129")},
		{"KDE, SOCKS", kde("ProxyType=1\nsocksProxy=socks://socks.example 1080\n"), systemProxy(ProxySOCKS5, "socks.example:1080")},
		{"KDE, for some hosts only", kde("ProxyType=1\nhttpsProxy=http://secure.example 3129\nNoProxyFor=example.org\nReversedException=true\n"), nil},
		{"KDE, for Spotify only", kde("ProxyType=1\nhttpsProxy=http://secure.example 3129\nNoProxyFor=spotify.com\nReversedException=true\n"), systemProxy(ProxyHTTP, "secure.example:3129")},
		{"KDE, by a script", kde("ProxyType=2\n"), script},
		{"KDE, from the environment", kde("ProxyType=4\nhttpsProxy=HTTPS_PROXY\n"), nil},
		{"macOS, none", macProxy([]byte("<dictionary> {\n  HTTPSEnable : 0\n  HTTPSPort : 1\n  HTTPSProxy : old.example\n  ProxyAutoDiscoveryEnable : 1\n}\n")), nil},
		{"macOS, by hand and not for Spotify", macProxy([]byte(macManual)), exempted},
		{"macOS, by a script", macProxy([]byte("<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://x.example/p.pac\n}\n")), script},
		{"Windows, none", windowsProxy(nil, "", ""), nil},
		{"Windows, one for all", windowsProxy(map[string]string{"": "proxy.example:8080"}, "<local>,*.example.org", ""), systemProxy(ProxyHTTP, "proxy.example:8080")},
		{"Windows, one a protocol", windowsProxy(map[string]string{"http": "a.example:1", "https": "b.example:2"}, "", ""), systemProxy(ProxyHTTP, "b.example:2")},
		{"Windows, SOCKS", windowsProxy(map[string]string{"socks": "s.example:1080"}, "", ""), systemProxy(ProxySOCKS4, "s.example:1080")},
		{"Windows, by a script", windowsProxy(nil, "", "http://x.example/p.pac"), script},
	} {
		t.Run(test.name, func(t *testing.T) {
			if difference := cmp.Diff(test.want, test.settings.proxies()); difference != "" {
				t.Errorf("(-want +got):\n%s", difference)
			}
		})
	}
}

func TestProxyOfTheEnvironment(t *testing.T) {
	for _, test := range []struct {
		name      string
		variables map[string]string
		want      []Proxy
	}{
		{"none", nil, nil},
		{"for plain HTTP alone", map[string]string{"http_proxy": "http://p.example:1"}, nil},
		{"lower case", map[string]string{"https_proxy": "p.example:3128"}, []Proxy{{Kind: ProxyHTTP, Address: "p.example:3128"}}},
		{"with a log-in", map[string]string{"HTTPS_PROXY": "http://ann:secret@p.example"}, []Proxy{{Kind: ProxyHTTP, Address: "p.example:80", User: "ann", Password: "secret"}}},
		{"for everything", map[string]string{"ALL_PROXY": "socks5h://p.example"}, []Proxy{{Kind: ProxySOCKS5, Address: "p.example:1080"}}},
		{"not for Spotify", map[string]string{"HTTPS_PROXY": "https://p.example", "no_proxy": "localhost,.spotify.com"}, []Proxy{{Kind: ProxyHTTPS, Address: "p.example:443", Bypassed: true}}},
		{"for nobody", map[string]string{"HTTPS_PROXY": "p.example:1", "NO_PROXY": "*"}, []Proxy{{Kind: ProxyHTTP, Address: "p.example:1", Bypassed: true}}},
		{"another protocol", map[string]string{"HTTPS_PROXY": "ftp://p.example"}, nil},
		{"a stray bracket", map[string]string{"HTTPS_PROXY": "]"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i := range test.want {
				test.want[i].Source = ProxyOfEnvironment
			}
			got := environmentProxies(func(name string) string { return test.variables[name] })
			if difference := cmp.Diff(test.want, got); difference != "" {
				t.Errorf("(-want +got):\n%s", difference)
			}
		})
	}
}

// printing is a door to commands behind which only one exists; it prints or stays silent.
type printing struct {
	system.Commands
	command string
	output  string
	silent  bool
}

func (p printing) Output(ctx context.Context, command system.Command) ([]byte, error) {
	if p.silent {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if command.String() != p.command {
		return nil, system.ErrNoProgram
	}
	return []byte(p.output), nil
}

func TestWhoseProxySettingsCount(t *testing.T) {
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, ".config"), 0o700); err != nil {
		t.Fatal(err)
	}
	settings := []byte("[Proxy Settings]\nProxyType=1\nhttpsProxy=http://kde.example 1\n")
	if err := os.WriteFile(filepath.Join(home, ".config", "kioslaverc"), settings, 0o600); err != nil {
		t.Fatal(err)
	}
	gnome := printing{command: "gsettings list-recursively org.gnome.system.proxy", output: gnomeManual}
	mac := printing{command: "scutil --proxy", output: "<dictionary> {\n  HTTPSEnable : 1\n  HTTPSPort : 8080\n  HTTPSProxy : mac.example\n}\n"}
	for _, test := range []struct {
		system, desktop string
		commands        printing
		want            []Proxy
	}{
		{"linux", "GNOME", gnome, systemProxy(ProxyHTTP, "secure.example:3129")},
		{"linux", "KDE", gnome, systemProxy(ProxyHTTP, "kde.example:1")},
		{"linux", "", printing{}, nil},
		{"darwin", "", mac, systemProxy(ProxyHTTP, "mac.example:8080")},
		{"windows", "", gnome, systemProxy(ProxyHTTP, "windows.example:1")},
	} {
		reader := proxyReader{
			environment: system.Environment{System: test.system, Home: home, Variables: map[string]string{"XDG_CURRENT_DESKTOP": test.desktop}},
			commands:    test.commands, files: system.NewFiles(),
			windows: func() proxySettings { return proxySettings{secure: "windows.example:1"} },
		}
		got, err := reader.read(t.Context())
		if difference := cmp.Diff(test.want, got); err != nil || difference != "" {
			t.Errorf("%s %s: %v (-want +got):\n%s", test.system, test.desktop, err, difference)
		}
	}
}

func TestSilentSettingsAreSaidToBeUnread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		reader := proxyReader{
			environment: system.Environment{System: "linux", Home: t.TempDir(), Variables: map[string]string{"HTTPS_PROXY": "p.example:1"}},
			commands:    printing{silent: true}, files: system.NewFiles(),
		}
		got, err := reader.read(t.Context())
		if !errors.Is(err, context.DeadlineExceeded) || len(got) != 1 {
			t.Errorf("got %d proxies and %v, want that of the environment and the deadline", len(got), err)
		}
		if elapsed := time.Since(started); elapsed > settingsTimeout {
			t.Errorf("waited %v", elapsed)
		}
	})
}

func FuzzProxySettings(f *testing.F) {
	f.Add([]byte(gnomeManual))
	f.Add([]byte(macManual))
	f.Add([]byte("[Proxy Settings]\nProxyType=1\nhttpsProxy=http://secure.example 3129\n"))
	f.Add([]byte("org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host '\norg.gnome.system.proxy.https port x\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, settings := range []proxySettings{
			gnomeProxy(text), kdeProxy(text), macProxy(text),
			windowsProxy(map[string]string{"": string(text)}, string(text), ""),
		} {
			for _, proxy := range settings.proxies() {
				if _, _, err := net.SplitHostPort(proxy.Address); err != nil && proxy.Kind != ProxyScript {
					t.Fatalf("%+v has no address: %v", proxy, err)
				}
			}
		}
	})
}

// The desktop's program for settings would make the home that is missing.
func TestSettingsAreNotAskedForWithoutAHome(t *testing.T) {
	reader := proxyReader{
		environment: system.Environment{System: "linux", Home: t.TempDir() + "/missing"},
		commands:    printing{silent: true}, files: system.NewFiles(),
	}
	if got, err := reader.read(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("got %v and %v, want no proxy and no question", got, err)
	}
}

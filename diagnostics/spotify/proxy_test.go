package spotify_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

func TestProxyOfPreferences(t *testing.T) {
	system := spotify.Proxy{Mode: spotify.ProxySystem}
	for _, test := range []struct {
		name, file string
		want       spotify.Proxy
	}{
		{"nothing set", "app.autostart-configured=true\n", system},
		{"as the system", "network.proxy.mode=0\nnetwork.proxy.addr=\"proxy.example:3128@http\"\n", system},
		{"none", "network.proxy.mode=1\n", spotify.Proxy{Mode: spotify.ProxyNone}},
		{"none, with an old address", "network.proxy.mode=1\nnetwork.proxy.addr=\"proxy.example:3128@http\"\n", spotify.Proxy{Mode: spotify.ProxyNone}},
		{
			"HTTP", "network.proxy.mode=2\r\nnetwork.proxy.addr=\"proxy.example:3128@http\"\r\n",
			spotify.Proxy{Mode: spotify.ProxyHTTP, Address: "proxy.example:3128"},
		},
		{
			"SOCKS 4", "network.proxy.mode=3\nnetwork.proxy.addr=\"192.0.2.7:1080@socks4\"\n",
			spotify.Proxy{Mode: spotify.ProxySOCKS4, Address: "192.0.2.7:1080"},
		},
		{
			"SOCKS 5 with a log-in", "network.proxy.mode=4\nnetwork.proxy.addr=\"[2001:db8::7]:1080@socks5\"\nnetwork.proxy.user=\"ann\"\nnetwork.proxy.pass=\"secret\"\n",
			spotify.Proxy{Mode: spotify.ProxySOCKS5, Address: "[2001:db8::7]:1080", Login: true},
		},
		{"no address", "network.proxy.mode=2\n", system},
		{"an unknown number", "network.proxy.mode=9\nnetwork.proxy.addr=\"proxy.example:3128@http\"\n", system},
	} {
		t.Run(test.name, func(t *testing.T) {
			preferences, err := spotify.ParsePreferences([]byte(test.file))
			if err != nil {
				t.Fatal(err)
			}
			if got := preferences.Proxy(); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func FuzzProxyOfPreferences(f *testing.F) {
	f.Add([]byte("network.proxy.mode=2\nnetwork.proxy.addr=\"proxy.example:3128@http\"\nnetwork.proxy.user=\"ann\"\n"))
	f.Add([]byte("network.proxy.mode=4\nnetwork.proxy.addr=\"@@\"\n"))
	f.Add([]byte("network.proxy.mode=\"2\"\nnetwork.proxy.addr= \t\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		preferences, err := spotify.ParsePreferences(file)
		if err != nil {
			return
		}
		proxy := preferences.Proxy()
		direct := proxy.Mode == spotify.ProxySystem || proxy.Mode == spotify.ProxyNone
		if direct != (proxy.Address == "") {
			t.Fatalf("%+v: an address goes with the modes that need one", proxy)
		}
	})
}

func TestProxyOfTheClientThatRanLast(t *testing.T) {
	home := t.TempDir()
	finder := spotify.Finder{Environment: system.Environment{System: "linux", Home: home}, Files: system.NewFiles()}
	if proxy, err := finder.Proxy(); err != nil || proxy.Mode != spotify.ProxySystem {
		t.Errorf("without preferences: %+v, %v", proxy, err)
	}
	write := func(path, mode string, age time.Duration) {
		t.Helper()
		path = filepath.Join(home, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("network.proxy.mode="+mode+"\nnetwork.proxy.addr=\"proxy.example:1@x\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		written := time.Now().Add(-age)
		if err := os.Chtimes(path, written, written); err != nil {
			t.Fatal(err)
		}
	}
	write(".config/spotify/prefs", "2", time.Hour)
	write("snap/spotify/current/.config/spotify/prefs", "4", time.Minute)
	if proxy, err := finder.Proxy(); err != nil || proxy.Mode != spotify.ProxySOCKS5 {
		t.Errorf("got %+v, %v; the snap ran last, with SOCKS 5", proxy, err)
	}
	write("snap/spotify/current/.config/spotify/prefs", "\"", 0)
	if _, err := finder.Proxy(); err == nil {
		t.Error("damaged preferences said something")
	}
}

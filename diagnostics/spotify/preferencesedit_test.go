package spotify

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

const proxied = "# mine\r\nnetwork.proxy.mode=2\r\n\r\nstorage.location=\"C:\\\\Music\"\r\n" +
	"network.proxy.addr=\"proxy.example:3128@http\"\r\nnetwork.proxy.user=\"ann\"\r\n" +
	"network.proxy.pass=\"secret\"\r\nunknown line = of \xff bytes\r\nautologin.blob=\"abc==\"\r\n"

const unproxied = "# mine\r\nnetwork.proxy.mode=1\r\n\r\nstorage.location=\"C:\\\\Music\"\r\n" +
	"unknown line = of \xff bytes\r\nautologin.blob=\"abc==\"\r\n"

func TestEditPreferencesKeepsEveryOtherByte(t *testing.T) {
	for name, test := range map[string]struct{ before, after string }{
		"Windows":           {proxied, unproxied},
		"Linux":             {strings.ReplaceAll(proxied, "\r\n", "\n"), strings.ReplaceAll(unproxied, "\r\n", "\n")},
		"mixed ends":        {"a=1\r\nnetwork.proxy.mode=2\nb=2\r\n", "a=1\r\nnetwork.proxy.mode=1\nb=2\r\n"},
		"a byte order mark": {byteOrderMark + "network.proxy.addr=\"x:1@http\"\nnetwork.proxy.mode=2\nb=2\n", byteOrderMark + "network.proxy.mode=1\nb=2\n"},
		"the mark's line":   {byteOrderMark + "network.proxy.mode=2\nb=2\n", byteOrderMark + "network.proxy.mode=1\nb=2\n"},
		"no last end":       {"b=2\nnetwork.proxy.mode=2", "b=2\nnetwork.proxy.mode=1"},
		"the last goes":     {"b=2\nnetwork.proxy.mode=2\nnetwork.proxy.pass=\"p\"", "b=2\nnetwork.proxy.mode=1\n"},
		"twice":             {"network.proxy.mode=4\nb=2\nnetwork.proxy.mode=2\n", "network.proxy.mode=1\nb=2\n"},
		"with room":         {" network.proxy.mode = 2 \nb = 2 \n", "network.proxy.mode=1\nb = 2 \n"},
		"not there yet":     {"b=2\r\nc=3", "b=2\r\nc=3\r\nnetwork.proxy.mode=1\r\n"},
		"commented out":     {"#network.proxy.addr=\"x\"\nnetwork.proxy.mode=2\n", "#network.proxy.addr=\"x\"\nnetwork.proxy.mode=1\n"},
		"another key":       {"network.proxy.mode.x=2\nxnetwork.proxy.mode=2\nnetwork.proxy.mode=2\n", "network.proxy.mode.x=2\nxnetwork.proxy.mode=2\nnetwork.proxy.mode=1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := EditPreferences([]byte(test.before), WithoutProxy())
			if err != nil || string(got) != test.after {
				t.Errorf("got %q, %v; want %q", got, err, test.after)
			}
		})
	}
}

func TestEditPreferencesRefusesWhatIsNotWhole(t *testing.T) {
	for _, content := range []string{"", "a=1\nstorage.location=\"/ho", "no key\n"} {
		var damaged *Damaged
		if got, err := EditPreferences([]byte(content), WithoutProxy()); got != nil || !errors.As(err, &damaged) {
			t.Errorf("%q: %q, %v", content, got, err)
		}
	}
}

func TestEditsBackBringTheOldTextBack(t *testing.T) {
	// Spotify has saved a newer login since, with its keys in a different order.
	now := "autologin.blob=\"newer\"\nnetwork.proxy.mode=1\nb=2\n"
	got, err := EditPreferences([]byte(now), EditsBack([]byte(proxied), ProxyKeys()))
	want := "autologin.blob=\"newer\"\nnetwork.proxy.mode=2\nb=2\nnetwork.proxy.addr=\"proxy.example:3128@http\"\n" +
		"network.proxy.user=\"ann\"\nnetwork.proxy.pass=\"secret\"\n"
	if err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func FuzzEditPreferences(f *testing.F) {
	f.Add([]byte(proxied))
	f.Add([]byte(byteOrderMark + "network.proxy.mode=2"))
	f.Add([]byte("network.proxy.mode=\"2\\\\\"\r\r\nnetwork.proxy.user==\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		before := bytes.Clone(content)
		without, err := EditPreferences(content, WithoutProxy())
		if !bytes.Equal(before, content) {
			t.Fatal("the content that it was given was changed")
		}
		if err != nil {
			return
		}
		if preferences, err := ParsePreferences(without); err != nil || preferences.Proxy().Mode != ProxyNone {
			t.Fatalf("%q became %q: %v", content, without, err)
		}
		if again, err := EditPreferences(without, WithoutProxy()); err != nil || !bytes.Equal(again, without) {
			t.Fatalf("%q is not at rest: %q, %v", without, again, err)
		}
		if _, err := EditPreferences(without, EditsBack(content, ProxyKeys())); err != nil {
			t.Fatalf("%q does not come back: %v", content, err)
		}
	})
}

package network

import (
	"strings"
	"testing"
)

// A line may be of any length; what comes after it counts like the rest.
func TestLongLinesHideNothing(t *testing.T) {
	long := strings.Repeat("x", 1<<17)
	for name, proxies := range map[string][]Proxy{
		"GNOME": gnomeProxy([]byte("org.gnome.system.proxy ignore-hosts ['" + long + "']\n" + gnomeManual)).proxies(),
		"KDE":   kdeProxy([]byte("[Proxy Settings]\nNoProxyFor=" + long + "\nProxyType=1\nhttpsProxy=http://p.example 1\n")).proxies(),
		"macOS": macProxy([]byte("<dictionary> {\n  FTPProxy : " + long + "\n" + strings.TrimPrefix(macManual, "<dictionary> {\n"))).proxies(),
	} {
		if len(proxies) != 1 {
			t.Errorf("%s: found %d proxies", name, len(proxies))
		}
	}
	file := []byte("# " + long + "\nENABLED=yes\n### tuple ### deny any 80,443,4070 0.0.0.0/0 any 0.0.0.0/0 out\n")
	if !ufwEnabled(file) || len(ufwRules(file)) != 1 {
		t.Errorf("ufw: enabled %t, rules %v", ufwEnabled(file), ufwRules(file))
	}
}

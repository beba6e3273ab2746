package support

import (
	"net/netip"
	"strings"
	"testing"
)

// planted is a person whose names are awkward: the computer is named after its user.
func planted() Person {
	return Person{Home: "/home/zoë", User: "zoë", Host: "zoë-laptop.example.org"}
}

func TestBlankLeavesNothingPrivate(t *testing.T) {
	for name, example := range map[string]struct{ text, want string }{
		"home":                {"/home/zoë/.cache/spotify", "<home>/.cache/spotify"},
		"user elsewhere":      {"/media/zoë/disk", "/media/<user>/disk"},
		"user in capitals":    {"Hello ZOË, hello Zoë", "Hello <user>, hello <user>"},
		"computer":            {"on zoë-laptop and zoë-laptop.example.org", "on <computer> and <computer>"},
		"a longer name":       {"zoëlle, mezoë and zoë2", "zoëlle, mezoë and zoë2"},
		"Windows' short name": {`C:\Users\ZOLAPT~1\AppData`, `C:\Users\<user>\AppData`},
		"accents apart":       {"/Users/zoe\u0308/Library and /Users/zoe\u0308", "/Users/<user>/Library and /Users/<user>"},
		"percent signs":       {"file:///home/zo%C3%AB/x", "file:///home/<user>/x"},
		"another's home":      {"/home/anna maria/x", "/home/<user>/x"},
		"account's folder":    {"/etc/Users/1155432198-user/prefs", "/etc/Users/<account>/prefs"},
		"account in a link":   {"http://me:secret@proxy:8080/", "http://<account>@proxy:8080/"},
		"mail":                {"zoe.b+x@example.co.uk wrote", "<mail address> wrote"},
		"MAC":                 {"at 00:1A:2b:3c:4d:5e now", "at <hardware address> now"},
		"MAC of Windows":      {"at 00-1A-2B-3C-4D-5E now", "at <hardware address> now"},
		"MAC of Cisco":        {"001a.2b3c.4d5e", "<hardware address>"},
		"MAC as interface":    {"enx001a2b3c4d5e and wlan0", "<hardware address> and wlan0"},
		"IPv4":                {"dial tcp 192.168.1.5:443: refused", "dial tcp <address>:443: refused"},
		"IPv4 of a whole net": {"to 192.168.1.255", "to <address>"},
		"IPv4 at an end":      {"from 10.0.0.7.", "from <address>."},
		"IPv4 in a name":      {"5.1.168.192.in-addr.arpa", "<address>.in-addr.arpa"},
		"IPv4 with zeros":     {"010.000.000.007", "<address>"},
		"IPv4 with its net":   {"10.1.2.0/24", "<address>/24"},
		"IPv6":                {"dial [2001:db8::7]:443 failed", "dial [<address>]:443 failed"},
		"IPv6 with its zone":  {"fe80::1c2d%wlan0: gone", "<address>%wlan0: gone"},
		"IPv6 in full":        {"2001:db8:1:2:3:4:5:6.", "<address>."},
		"IPv6 cut off":        {"2001:db8:1:2:3…", "<address>…"},
		"IPv6 behind a word":  {"address:2001:db8::7", "address<address>"},
		"IPv6 before a colon": {"fd00::5: refused", "<address> refused"},
		"IPv6 of IPv4":        {"::ffff:192.168.1.5", "<address>"},
		"IPv6 prefix":         {"2a02:8070:: is yours", "<address> is yours"},
		"hexadecimal key":     {"key 0123456789abcdef0123456789abcdef", "key <token>"},
		"base64 key":          {"AQDk3xY/9fKz/Qw8Lm+2vB/nR5tU1pXc7hJ0sZeGiA==", "<token>"},
		"key in short parts":  {"donaudampfschifffahrt/aB3dE5gH/elektrizitaet", "<token>"},
		"signed token":        {"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "<token>"},
		"identity":            {"123e4567-e89b-12d3-a456-426614174000", "<token>"},
		"labeled token":       {"token=abc123 left", "token=<private> left"},
		"labeled password":    {`network.proxy.pass="hunter2" left`, "network.proxy.pass=<private> left"},
		"preferences":         {`autologin.username="11554" autologin.blob="QUJD"`, "autologin.username=<private> autologin.blob=<private>"},
		"bearer":              {"Authorization: Bearer abcdef", "Authorization: <private>"},
		"network's name":      {"ESSID: Zoe und Max\nleft", "ESSID: <private>\nleft"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := newRedactor(planted()).blank(example.text); got != example.want {
				t.Errorf("%q became\n%q, should be\n%q", example.text, got, example.want)
			}
		})
	}
}

func TestBlankLeavesWhatHelpsSupport(t *testing.T) {
	const version = "1.2.92.147"
	for _, text := range []string{
		"127.0.0.1", "0.0.0.0 ap.spotify.com", "::1", "refused by ::1: gone", "::", "127.0.0.53:53", "::ffff:127.0.0.1",
		"Debian package, version 1.2.92.147", "1.2.92.147 at the end", "Retune 0.1.0, linux/amd64, 2026-11-22T10:20:30Z", "12:34:56",
		"spclient.wg.spotify.com", "gew4-spclient.spotify.com", "apresolve.spotify.com:443", "guc3-accesspoint-b.ap.spotify.com",
		"/var/lib/flatpak/app/com.spotify.Client/x86_64/stable/active/files/extra/share/spotify/spotify",
		"/usr/share/spotify/some/really/long/folder/without/any/break", "donaudampfschifffahrtselektrizitaetenhauptbetriebswerk",
		"/usr/lib/x86_64-linux-gnu/spotify-client/some/more/folders", "/Applications/SPOTIFY-2024/Contents/Resources/some/more",
		"/opt/libraries/of/Qt5/and/some/more/folders/of/it", "Spotify v1.2.92.147 (1.2.92.147)", "access-points/uncompared",
		"1.2.850.1000", "the user of a laptop", "/snap/spotify/82/usr/share/spotify/spotify",
	} {
		if got := newRedactor(planted(), version).blank(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestBlankKeepsTheVersionOnly(t *testing.T) {
	for _, version := range []string{"1.2.92.147", "1.2.92.147.g0123abcd", "1.2.92.147.g0123abcd-2"} {
		text := "version " + version + ", address 10.0.0.7"
		if got, want := newRedactor(planted(), version).blank(text), "version "+version+", address <address>"; got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	// What preferences call a version may not be one.
	for _, version := range []string{"zoë", "0", "192.168.1.5", "192.168.1.5:80"} {
		if got := newRedactor(planted(), version).blank("zoë at 192.168.1.5:80"); got != "<user> at <address>:80" {
			t.Errorf("with the version %q: %q", version, got)
		}
	}
}

// An address may contain a version's numbers.
func TestBlankTakesNoAddressForAVersion(t *testing.T) {
	const text = "81.2.92.14, 91.2.92.14, 1.2.92.140, 1.2.92.149 and 1.2.92.1477 with 1.2.92.14"
	const want = "<address>, <address>, <address>, <address> and 1.2.92.1477 with 1.2.92.14"
	if got := newRedactor(planted(), "1.2.92.14").blank(text); got != want {
		t.Errorf("%q became %q", text, got)
	}
}

// One version may be a prefix of another.
func TestBlankKeepsEachOfTwoVersions(t *testing.T) {
	const text = "1.2.92.147 and 1.2.92.14"
	for _, versions := range [][]string{{"1.2.92.14", "1.2.92.147"}, {"1.2.92.147", "1.2.92.14"}} {
		if got := newRedactor(planted(), versions...).blank(text); got != text {
			t.Errorf("with %q: %q", versions, got)
		}
	}
}

func TestBlankWithOtherPersons(t *testing.T) {
	for name, example := range map[string]struct {
		person     Person
		text, want string
	}{
		"short name":      {Person{Home: "/home/al", User: "al"}, `al dente in /media/al/x and D:\al\x`, `al dente in /media/<user>/x and D:\<user>\x`},
		"Windows":         {Person{Home: `C:\Users\Anna`, User: `PC7\anna`, Host: "PC7"}, `c:\users\anna\x by anna on pc7`, `<home>\x by <user> on <computer>`},
		"nobody is known": {Person{}, "some words", "some words"},
		"a bare root":     {Person{Home: "/", Host: "localhost"}, "/usr and /// on localhost", "/usr and /// on localhost"},
		"user is host":    {Person{User: "anna", Host: "anna"}, "anna", "<user>"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := newRedactor(example.person).blank(example.text); got != example.want {
				t.Errorf("%q became %q, should be %q", example.text, got, example.want)
			}
		})
	}
}

func FuzzBlank(f *testing.F) {
	f.Add("before ", " after", []byte{192, 168, 1, 5})
	f.Add("a:", ":b", []byte("\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x07"))
	f.Add("[", "]:443", []byte("\xfe\x80\x00\x00\x00\x00\x00\x00\x00\x01\x00\x02\x00\x03\x00\x04"))
	f.Fuzz(func(t *testing.T, before, after string, bytes []byte) {
		r := newRedactor(planted(), "1.2.92.147")
		blanked := r.blank(before + " /home/zoë/ " + after)
		if strings.Contains(blanked, "/home/zoë/") {
			t.Errorf("the home is left: %q", blanked)
		}
		address, ok := netip.AddrFromSlice(bytes)
		if !ok || address.Unmap().IsLoopback() || address.IsUnspecified() {
			return
		}
		if blanked := r.blank("at " + address.String() + " now"); strings.Contains(blanked, address.String()) {
			t.Errorf("the address is left: %q", blanked)
		}
	})
}

package network_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"retune/diagnostics/network"
)

const switchedOff = "# off: "

func TestHostsAreSwitchedOffAndOnToTheByte(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"one line":               {"0.0.0.0 ap.spotify.com\n", "# off: 0.0.0.0 ap.spotify.com\n"},
		"the lines around":       {"127.0.0.1 localhost\n\n0.0.0.0 ap.spotify.com\n# end\n", "127.0.0.1 localhost\n\n# off: 0.0.0.0 ap.spotify.com\n# end\n"},
		"no end of the last":     {"0.0.0.0 ap.spotify.com", "# off: 0.0.0.0 ap.spotify.com"},
		"the ends of Windows":    {"0.0.0.0 ap.spotify.com\r\n1.2.3.4 a\r\n", "# off: 0.0.0.0 ap.spotify.com\r\n1.2.3.4 a\r\n"},
		"a byte order mark":      {"\ufeff0.0.0.0 ap.spotify.com\n", "\ufeff# off: 0.0.0.0 ap.spotify.com\n"},
		"tabs and a comment":     {"\t0.0.0.0\t\tap.spotify.com\t# why\n", "# off: \t0.0.0.0\t\tap.spotify.com\t# why\n"},
		"upper case, dot at end": {"0.0.0.0 AP.Spotify.com.\n", "# off: 0.0.0.0 AP.Spotify.com.\n"},
		"bytes of no text":       {"\xfe\x1b[1m\n0.0.0.0 ap.spotify.com #\xff\n", "\xfe\x1b[1m\n# off: 0.0.0.0 ap.spotify.com #\xff\n"},
		"IPv6 beside IPv4":       {"::1 ap.spotify.com\n0.0.0.0 ap.spotify.com\n", "# off: ::1 ap.spotify.com\n# off: 0.0.0.0 ap.spotify.com\n"},
		"a name in between": {
			"0.0.0.0 a.example ap.spotify.com  b.example # c\r\n",
			"# off: 0.0.0.0 a.example ap.spotify.com  b.example # c\r\n0.0.0.0 a.example  b.example # c\r\n",
		},
		"the last name": {
			"0.0.0.0 ads-fa.spotify.com ap.spotify.com\r\n1.2.3.4 a\n",
			"# off: 0.0.0.0 ads-fa.spotify.com ap.spotify.com\r\n0.0.0.0 ads-fa.spotify.com\r\n1.2.3.4 a\n",
		},
		"the last name of all": {
			"0.0.0.0 a.example ap.spotify.com", "# off: 0.0.0.0 a.example ap.spotify.com\n0.0.0.0 a.example",
		},
		"two beside each other": {
			"0.0.0.0 ap.spotify.com dealer.spotify.com log.spotify.com\n",
			"# off: 0.0.0.0 ap.spotify.com dealer.spotify.com log.spotify.com\n0.0.0.0 log.spotify.com\n",
		},
		"only advertising":       {"0.0.0.0 ads-fa.spotify.com\n", ""},
		"where it really is":     {"203.0.113.10 ap.spotify.com\n", ""},
		"what is a comment":      {"#0.0.0.0 ap.spotify.com\n", ""},
		"nothing":                {"", ""},
		"what was off long ago":  {"# off before: 0.0.0.0 ap.spotify.com\n", ""},
		"a carriage return more": {"0.0.0.0 a.example ap.spotify.com\r\r\n", "# off: 0.0.0.0 a.example ap.spotify.com\r\r\n0.0.0.0 a.example\r\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.want == "" {
				test.want = test.file
			}
			edited, err := network.SwitchHostsOff([]byte(test.file), switchedOff)
			if err != nil || string(edited) != test.want {
				t.Fatalf("%q became %q, %v", test.file, edited, err)
			}
			back, err := network.SwitchHostsOn(edited, switchedOff)
			if test.want == test.file {
				if !errors.Is(err, network.ErrHostsChanged) {
					t.Errorf("nothing was off, and %q came back, %v", back, err)
				}
				return
			}
			if err != nil || string(back) != test.file {
				t.Errorf("%q came back as %q, %v", test.file, back, err)
			}
		})
	}
}

func TestHostsSwitchesNameTheLines(t *testing.T) {
	file := "127.0.0.1 localhost\r\n0.0.0.0 ap.spotify.com a.example\r\n\r\n0.0.0.0 dealer.spotify.com\r\n"
	switches, err := network.HostsSwitches([]byte(file), switchedOff)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, line := range switches {
		fmt.Fprintf(&got, "%d %q %q %q\n", line.Line, line.Before, line.Off, line.Rest)
	}
	want := `2 "0.0.0.0 ap.spotify.com a.example\r" "# off: 0.0.0.0 ap.spotify.com a.example\r" "0.0.0.0 a.example\r"
4 "0.0.0.0 dealer.spotify.com\r" "# off: 0.0.0.0 dealer.spotify.com\r" ""
`
	if got.String() != want {
		t.Errorf("got %s", &got)
	}
}

func TestHostsThatAreNoPlainTextAreLeftAlone(t *testing.T) {
	for name, file := range map[string]string{
		"UTF-16":                "\xff\xfe0\x00.\x000\x00",
		"UTF-16 the other way":  "\xfe\xff\x000\x00.",
		"UTF-16 without a mark": "0\x00.\x000\x00",
		"something binary":      "0.0.0.0 ap.spotify.com\n\x00",
	} {
		if _, err := network.SwitchHostsOff([]byte(file), switchedOff); !errors.Is(err, network.ErrHostsEncoding) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := network.SwitchHostsOn([]byte(file), switchedOff); !errors.Is(err, network.ErrHostsChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := network.SwitchHostsOff([]byte("x "+switchedOff), switchedOff); !errors.Is(err, network.ErrHostsMarked) {
		t.Errorf("a mark that is there: %v", err)
	}
}

// What is written below the mark by others is never made a line of the file.
func TestOnlyWhatWasSwitchedOffComesBack(t *testing.T) {
	for name, file := range map[string]string{
		"another host":             "# off: 0.0.0.0 www.example.com\n",
		"another address":          "# off: 203.0.113.7 ap.spotify.com\n",
		"no address":               "# off: anything\n",
		"a second line":            "# off: 0.0.0.0 ap.spotify.com\n# off: 0.0.0.0 bank.example\n",
		"the others' line changed": "# off: 0.0.0.0 ap.spotify.com a.example\n0.0.0.0 b.example\n",
		"the others' line is gone": "# off: 0.0.0.0 ap.spotify.com a.example\n",
		"the mark twice":           "# off: # off: 0.0.0.0 ap.spotify.com\n",
		"the mark in its comment":  "# off: 0.0.0.0 ap.spotify.com # off: \n",
		"the mark in another line": "# off: 0.0.0.0 ap.spotify.com\n1.2.3.4 a # off: b\n",
		"the rest is of the next":  "# off: 0.0.0.0 ap.spotify.com a.example\n# off: 0.0.0.0 a.example\n",
		"the rest has another end": "# off: 0.0.0.0 ap.spotify.com a.example\r\n0.0.0.0 a.example\n",
		"the mark not at first":    " # off: 0.0.0.0 ap.spotify.com\n",
	} {
		if back, err := network.SwitchHostsOn([]byte(file), switchedOff); !errors.Is(err, network.ErrHostsChanged) {
			t.Errorf("%s: %q, %v", name, back, err)
		}
	}
	back, err := network.SwitchHostsOn([]byte("# off: 0.0.0.0 ap.spotify.com\n1.2.3.4 new.example\n"), switchedOff)
	if err != nil || string(back) != "0.0.0.0 ap.spotify.com\n1.2.3.4 new.example\n" {
		t.Errorf("a line that another program added: %q, %v", back, err)
	}
	back, err = network.SwitchHostsOn([]byte("::1 ap.spotify.com\n# off: 0.0.0.0 ap.spotify.com a\n0.0.0.0 a\n"), switchedOff)
	if err != nil || string(back) != "::1 ap.spotify.com\n0.0.0.0 ap.spotify.com a\n" {
		t.Errorf("a line that blocks since: %q, %v", back, err)
	}
}

func FuzzSwitchHosts(f *testing.F) {
	for _, seed := range []string{
		"", "0.0.0.0 ap.spotify.com", "\ufeff::1 a ap.spotify.com\r\n# off: x\n", "0.0.0.0\u00a0ap.spotify.com b\r",
		"0.0.0.0 ap.spotify.com\xff dealer.spotify.com # off\n\n", strings.Repeat("127.0.0.1 ap.spotify.com a\n", 3),
		"0.0.0.0 a ap.spotify.com\r\n0.0.0.0 b ap.spotify.com\r", "# off: 0.0.0.0 a ap.spotify.com\n0.0.0.0 a",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		before := bytes.Clone(file)
		edited, err := network.SwitchHostsOff(file, switchedOff)
		if err == nil {
			for entry := range network.HostsEntries(edited) {
				if entry.Blocks() {
					t.Errorf("%q still blocks %s", edited, entry.Host)
				}
			}
			back, err := network.SwitchHostsOn(edited, switchedOff)
			if same := bytes.Equal(edited, file); same != errors.Is(err, network.ErrHostsChanged) || !same && !bytes.Equal(back, file) {
				t.Errorf("%q became %q and came back as %q, %v", file, edited, back, err)
			}
		}
		if on, err := network.SwitchHostsOn(file, switchedOff); err == nil {
			mustComeBackAlone(t, file, on)
		}
		if !bytes.Equal(before, file) {
			t.Error("what it was given was changed")
		}
	})
}

// mustComeBackAlone checks that a file has only lines more than before that block Spotify.
func mustComeBackAlone(t *testing.T, before, after []byte) {
	t.Helper()
	there := map[string]int{}
	for line := range bytes.Lines(bytes.TrimPrefix(before, []byte("\ufeff"))) {
		there[string(bytes.TrimSuffix(line, []byte("\n")))]++
	}
	for line := range bytes.Lines(bytes.TrimPrefix(after, []byte("\ufeff"))) {
		body := string(bytes.TrimSuffix(line, []byte("\n")))
		if there[body]--; there[body] >= 0 {
			continue
		}
		if switches, err := network.HostsSwitches([]byte(body), switchedOff); err != nil || len(switches) != 1 {
			t.Errorf("%q came back in %q, from %q", body, after, before)
		}
	}
}

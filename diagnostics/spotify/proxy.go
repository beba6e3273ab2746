package spotify

import (
	"errors"
	"io/fs"
	"strings"
	"time"
)

// ProxyMode is which proxy Spotify is set to use.
type ProxyMode string

// The choices of Spotify's settings page.
const (
	ProxySystem ProxyMode = "system" // whatever the system's settings say
	ProxyNone   ProxyMode = "none"
	ProxyHTTP   ProxyMode = "http"
	ProxySOCKS4 ProxyMode = "socks4"
	ProxySOCKS5 ProxyMode = "socks5"
)

// Proxy is the proxy in Spotify's own settings, without user name and password.
type Proxy struct {
	Mode    ProxyMode
	Address string // host:port, for the modes that need one
	Login   bool   // Spotify logs in to it
}

// Proxy returns the proxy set in the preferences. A mode that is unknown, or that lacks the
// address it needs, counts as the system's. Source of the keys and numbers: nohuto's
// app-tools.
func (p Preferences) Proxy() Proxy {
	modes := map[string]ProxyMode{"1": ProxyNone, "2": ProxyHTTP, "3": ProxySOCKS4, "4": ProxySOCKS5}
	mode, known := modes[p.values[proxyMode]]
	if mode == ProxyNone {
		return Proxy{Mode: ProxyNone}
	}
	// The scheme after the @ repeats the mode.
	address, _, _ := strings.Cut(p.values[proxyAddress], "@")
	if address = strings.TrimSpace(address); !known || address == "" {
		return Proxy{Mode: ProxySystem}
	}
	return Proxy{Mode: mode, Address: address, Login: p.values[proxyUser] != ""}
}

// The keys that set a proxy in the preferences.
const (
	proxyMode    = "network.proxy.mode"
	proxyAddress = "network.proxy.addr"
	proxyUser    = "network.proxy.user"
	proxyPass    = "network.proxy.pass"
)

// ProxyKeys are the preference keys that describe a proxy, its log-in included.
func ProxyKeys() []string { return []string{proxyMode, proxyAddress, proxyUser, proxyPass} }

// WithoutProxy are the edits that make Spotify use no proxy at all, not even the system's.
func WithoutProxy() []PreferenceEdit {
	return []PreferenceEdit{
		{Key: proxyMode, Value: []byte("1")}, {Key: proxyAddress}, {Key: proxyUser}, {Key: proxyPass},
	}
}

// Proxy returns the proxy set in the client that ran last. The error is that of reading its
// preferences, see ReadPreferences.
func (f Finder) Proxy() (Proxy, error) {
	latest, err := f.LatestPreferences()
	if latest.Config == "" || err != nil {
		return Proxy{Mode: ProxySystem}, err
	}
	preferences, err := ReadPreferences(f.Files, latest.Preferences(f.Environment))
	if err != nil {
		return Proxy{}, err
	}
	return preferences.Proxy(), nil
}

// LatestPreferences returns the folders of the client that ran last: those whose preferences
// were written most recently. They are empty if there are no preferences. The error is the
// file system's.
func (f Finder) LatestPreferences() (Folders, error) {
	var newest time.Time
	var latest Folders
	for _, folders := range f.Folders() {
		path := folders.Preferences(f.Environment)
		written, err := f.Files.Modified(path)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNotDirectory):
		case err != nil:
			return Folders{}, err
		case latest.Config == "" || written.After(newest):
			latest, newest = folders, written
		}
	}
	return latest, nil
}
